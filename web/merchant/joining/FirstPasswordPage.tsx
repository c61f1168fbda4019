import { useState } from 'react'
import { resetPassword } from '#contract/recovery.ts'
import { codeOf, useAct } from '../../lib/ask.ts'
import { merchantPaths } from '../../lib/paths.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Page } from '../../ui/Page.tsx'
import { TopBar } from '../../ui/TopBar.tsx'
import { ShopLink } from '../ShopLink.tsx'
import { NewPasswordForm } from '../sign-in/NewPasswordForm.tsx'
import { useToken } from './use-token.ts'

/** What the invitation opens: the first password. Opening it alone changes nothing, for mail scanners do that. */
export function FirstPasswordPage() {
  const token = useToken()
  const [done, setDone] = useState(false)
  const act = useAct(resetPassword)
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
      <NewPasswordForm
        label="パスワード"
        submit="パスワードを登録する"
        trouble={act.trouble}
        busy={act.busy}
        except={['reset_link_invalid']}
        onSubmit={async (newPassword) => {
          if (await act.send({ body: { token, newPassword } })) setDone(true)
        }}
      >
        {codeOf(act.trouble) === 'reset_link_invalid' || token === '' ? (
          <Notice tone="bad" title="このリンクは使えません">
            使用済みか、期限が切れています。事務局へお問い合わせください。
          </Notice>
        ) : null}
      </NewPasswordForm>
    </Page>
  )
}
