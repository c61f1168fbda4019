import { useRouter, useSearch } from '@tanstack/react-router'
import { acceptStaffInvitation, readStaffInvitation } from '#contract/staff.ts'
import { forgetAnswers, useAct, useAsk } from '../../lib/ask.ts'
import { NewPasswordForm } from '../../lib/NewPasswordForm.tsx'
import { merchantPaths } from '../../lib/paths.ts'
import { rememberTown } from '../../lib/town.ts'
import { Asked } from '../../lib/Trouble.tsx'
import { Facts } from '../../ui/ListRow.tsx'
import { Knot } from '../../ui/Knot.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Page } from '../../ui/Page.tsx'
import { roleNames, roleNotes } from '../staff/role-names.ts'

/** What the link of an invitation opens. Opening it alone changes nothing, for mail scanners do that. */
export function InvitationPage() {
  const { token } = useSearch({ strict: false }) as { token?: string }
  return (
    <Page title="加盟店アプリへようこそ" top={<Knot className="mx-auto mt-8 h-16 w-20" />}>
      {token ? (
        <Invited token={token} />
      ) : (
        <Notice tone="bad" title="リンクが途中で切れています">
          メールのリンクをもう一度タップするか、ログイン画面の「パスワードを忘れたとき」から、新しいリンクを受け取ってください。
        </Notice>
      )}
    </Page>
  )
}

function Invited({ token }: { token: string }) {
  const query = useAsk(readStaffInvitation, { body: { token } })
  return (
    <Asked of={query}>
      {({ storeName, name, role, mail }) => (
        <>
          <Facts
            facts={[
              ['お店', storeName],
              ['お名前', name],
              ['役割', roleNames[role]],
              ['ログインに使うメールアドレス', mail],
            ]}
          />
          <p>
            {roleNames[role]}は、{roleNotes[role]}
          </p>
          <PasswordChoice token={token} />
        </>
      )}
    </Asked>
  )
}

function PasswordChoice({ token }: { token: string }) {
  const { history } = useRouter()
  const act = useAct(acceptStaffInvitation)
  return (
    <NewPasswordForm
      label="あなたのパスワード"
      submit="パスワードを決めてはじめる"
      trouble={act.trouble}
      busy={act.busy}
      onSubmit={async (password) => {
        if (!(await act.send({ body: { token, password } }))) return
        forgetAnswers()
        rememberTown()
        history.push(`/merchant${merchantPaths.home}`)
      }}
    />
  )
}
