import { useState } from 'react'
import { resetStaffPassword } from '#contract/recovery.ts'
import { codeOf, useAct } from '../../lib/ask.ts'
import { NewPasswordForm } from '../../lib/NewPasswordForm.tsx'
import { merchantPaths } from '../../lib/paths.ts'
import { LinkOver, PasswordChanged } from '../../lib/ResetLink.tsx'
import { useToken } from '../../lib/use-token.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { Page } from '../../ui/Page.tsx'
import { TopBar } from '../../ui/TopBar.tsx'
import { ShopLink } from '../ShopLink.tsx'

/** What the link of the mail opens: a new password. Opening it alone changes nothing, for mail scanners do that. */
export function NewPasswordPage() {
  const token = useToken()
  const [done, setDone] = useState(false)
  const act = useAct(resetStaffPassword)
  if (done) {
    return (
      <Page key="done" title="パスワードを変更しました" top={<TopBar />}>
        <PasswordChanged
          signIn={
            <ShopLink to={merchantPaths.signIn} className={buttonClass('coin', 'large', true)}>
              ログインへ
            </ShopLink>
          }
        />
      </Page>
    )
  }
  const over = token === '' || codeOf(act.trouble) === 'reset_link_invalid'
  return (
    <Page key="ask" title="新しいパスワード" top={<TopBar />}>
      {over ? (
        <LinkOver
          another={
            <ShopLink to={merchantPaths.forgottenPassword} className={buttonClass('outline')}>
              新しいリンクを受け取る
            </ShopLink>
          }
        />
      ) : (
        <>
          <p>変更すると、すべての端末からログアウトし、パスワードで開いたレジもロックされます。</p>
          <NewPasswordForm
            label="新しいパスワード"
            submit="パスワードを変更する"
            trouble={act.trouble}
            busy={act.busy}
            onSubmit={async (newPassword) => {
              if (await act.send({ body: { token, newPassword } })) setDone(true)
            }}
          />
        </>
      )}
    </Page>
  )
}
