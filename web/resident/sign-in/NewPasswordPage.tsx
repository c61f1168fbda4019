import { Link, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { resetPassword } from '#contract/recovery.ts'
import { passwordMin } from '#contract/sign-in.ts'
import { codeOf, useAct } from '../../lib/ask.ts'
import { checkNewPassword } from '../../lib/check.ts'
import { paths } from '../../lib/paths.ts'
import { TroubleNotice, useTroubleWords } from '../../lib/Trouble.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { Screen } from '../Screen.tsx'

/** What the link of the mail opens: a new password. Opening it alone changes nothing, for mail scanners do that. */
export function NewPasswordPage() {
  const { token } = useSearch({ from: paths.newPassword })
  const [done, setDone] = useState(false)
  const title = '新しいパスワード'
  if (done) {
    return (
      <Screen key="done" title={title} nav={false}>
        <Notice tone="good" title="パスワードを変更しました">
          すべての端末からログアウトしました。新しいパスワードでログインしてください。
        </Notice>
        <Link to={paths.signIn} className={buttonClass('coin', 'large', true)}>
          ログインへ
        </Link>
      </Screen>
    )
  }
  return (
    <Screen key="ask" title={title} nav={false}>
      {token ? (
        <NewPasswordForm token={token} onDone={() => setDone(true)} />
      ) : (
        <Notice tone="bad" title="リンクが途中で切れています" action={<AskAgain />}>
          メールのリンクをもう一度タップするか、再設定のメールを送り直してください。
        </Notice>
      )}
    </Screen>
  )
}

function AskAgain() {
  return (
    <Link to={paths.passwordReset} className={buttonClass('outline')}>
      再設定のメールを送る
    </Link>
  )
}

function NewPasswordForm({ token, onDone }: { token: string; onDone: () => void }) {
  const [password, setPassword] = useState('')
  const [shown, setShown] = useState(false)
  const [tried, setTried] = useState(false)
  const act = useAct(resetPassword)
  const say = useTroubleWords()
  const code = codeOf(act.trouble)
  const refused = act.trouble ? say(act.trouble) : undefined
  const wrong = checkNewPassword(password, passwordMin)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!wrong && (await act.send({ body: { token, newPassword: password } }))) onDone()
  }
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
      <div>
        <TextField
          label="新しいパスワード"
          help={`${passwordMin}文字以上。ほかのサービスと同じものは使わないでください。`}
          type={shown ? 'text' : 'password'}
          autoComplete="new-password"
          value={password}
          onChange={setPassword}
          error={tried && wrong ? wrong : code === 'password_too_weak' ? refused : undefined}
        />
        <Checkbox checked={shown} onChange={setShown}>
          パスワードを表示する
        </Checkbox>
      </div>
      <p>変更すると、すべての端末からログアウトします。</p>
      <TroubleNotice
        trouble={act.trouble}
        except={['password_too_weak']}
        action={code === 'reset_link_invalid' ? <AskAgain /> : null}
      />
      <Button type="submit" size="large" wide busy={act.busy}>
        パスワードを変更する
      </Button>
    </form>
  )
}
