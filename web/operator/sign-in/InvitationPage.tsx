import { useSearch } from '@tanstack/react-router'
import { acceptOperatorInvitation, readOperatorInvitation } from '#contract/operator-sign-in.ts'
import { useAct, useAsk } from '../../lib/ask.ts'
import { NewPasswordForm } from '../../lib/NewPasswordForm.tsx'
import { operatorPaths } from '../../lib/paths.ts'
import { Asked } from '../../lib/Trouble.tsx'
import { buttonClass } from '../../ui/Button.tsx'
import { Facts } from '../../ui/ListRow.tsx'
import { Page } from '../../ui/Page.tsx'
import { TopBar } from '../../ui/TopBar.tsx'
import { DeskLink } from '../DeskLink.tsx'
import { useEntry } from './use-entry.tsx'

/** What the link of an invitation to the office opens. Opening it alone changes nothing, for mail scanners do that. */
export function InvitationPage() {
  const { token = '' } = useSearch({ strict: false }) as { token?: string }
  const query = useAsk(readOperatorInvitation, { body: { token } })
  const act = useAct(acceptOperatorInvitation)
  const { goOn, next } = useEntry()
  if (next) return next
  return (
    <Page title="運営画面へようこそ" top={<TopBar />}>
      <Asked of={query}>
        {({ name, place, mail }) => (
          <>
            <Facts
              facts={[
                ['お名前', name],
                ...(place ? ([['窓口', place]] as [string, string][]) : []),
                ['ログインに使うメールアドレス', mail],
              ]}
            />
            <NewPasswordForm
              label="あなたのパスワード"
              submit="パスワードを決めて進む"
              trouble={act.trouble}
              busy={act.busy}
              onSubmit={async (password) => {
                const entry = await act.send({ body: { token, password } })
                if (entry) goOn(entry)
              }}
            />
          </>
        )}
      </Asked>
      {query.isError ? (
        <DeskLink to={operatorPaths.signIn} className={buttonClass('quiet')}>
          ログインへ
        </DeskLink>
      ) : null}
    </Page>
  )
}
