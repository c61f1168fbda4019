import { type FormEvent, useState } from 'react'
import { resetPassword } from '#contract/recovery.ts'
import { passwordMin } from '#contract/sign-in.ts'
import { codeOf, useAct } from '../../lib/ask.ts'
import { checkNewPassword } from '../../lib/check.ts'
import { merchantPaths } from '../../lib/paths.ts'
import { TroubleNotice, useTroubleWords } from '../../lib/Trouble.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Page } from '../../ui/Page.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { TopBar } from '../../ui/TopBar.tsx'
import { ShopLink } from '../ShopLink.tsx'
import { useToken } from './use-token.ts'

/** What the invitation opens: the first password. Opening it alone changes nothing, for mail scanners do that. */
export function FirstPasswordPage() {
  const token = useToken()
  const [done, setDone] = useState(false)
  const [password, setPassword] = useState('')
  const [shown, setShown] = useState(false)
  const [tried, setTried] = useState(false)
  const act = useAct(resetPassword)
  const say = useTroubleWords()
  const weak = act.trouble && codeOf(act.trouble) === 'password_too_weak' ? say(act.trouble) : undefined
  const wrong = checkNewPassword(password, passwordMin)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!wrong && (await act.send({ body: { token, newPassword: password } }))) setDone(true)
  }
  if (done) {
    return (
      <Page key="done" title="準備ができました" top={<TopBar />}>
        <Notice tone="good">
          パスワードを登録しました。メールアドレスとこのパスワードでログインしてください。
        </Notice>
        <ShopLink to={merchantPaths.signIn} className={buttonClass('coin', 'large', true)}>
          ログインへ
        </ShopLink>
      </Page>
    )
  }
  return (
    <Page key="ask" title="パスワードを決める" top={<TopBar />}>
      <p>お店のアプリにログインするためのパスワードです。</p>
      <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
        <div>
          <TextField
            label="パスワード"
            help={`${passwordMin}文字以上。ほかのサービスと同じものは使わないでください。`}
            type={shown ? 'text' : 'password'}
            autoComplete="new-password"
            value={password}
            onChange={setPassword}
            error={tried && wrong ? wrong : weak}
          />
          <Checkbox checked={shown} onChange={setShown}>
            パスワードを表示する
          </Checkbox>
        </div>
        <TroubleNotice trouble={act.trouble} except={['password_too_weak', 'reset_link_invalid']} />
        {codeOf(act.trouble) === 'reset_link_invalid' || token === '' ? (
          <Notice tone="bad" title="このリンクは使えません">
            使用済みか、期限が切れています。事務局へお問い合わせください。
          </Notice>
        ) : null}
        <Button type="submit" size="large" wide busy={act.busy}>
          パスワードを登録する
        </Button>
      </form>
    </Page>
  )
}
