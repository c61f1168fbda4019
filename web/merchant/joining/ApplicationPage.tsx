import type { ReactNode } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import { readApplication } from '#contract/joining.ts'
import { codeOf, useAsk } from '../../lib/ask.ts'
import { Refused } from '../../lib/api.ts'
import { merchantPaths } from '../../lib/paths.ts'
import { LoadTrouble } from '../../lib/Trouble.tsx'
import { useToken } from '../../lib/use-token.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Page } from '../../ui/Page.tsx'
import { Skeleton } from '../../ui/Spinner.tsx'
import { TopBar } from '../../ui/TopBar.tsx'
import { ShopLink } from '../ShopLink.tsx'
import { SentApplication } from './SentApplication.tsx'
import { WriteApplication } from './WriteApplication.tsx'

export type Application = ReplyOf<typeof readApplication>

/** What the link in a mail opens: the form until it is sent, and from then on how it stands. */
export function ApplicationPage() {
  const token = useToken()
  const query = useAsk(readApplication, { body: { token } })
  const refused = query.error instanceof Refused ? codeOf(query.error.problem) : undefined
  if (token === '' || refused === 'link_invalid' || refused === 'invalid_input') {
    return (
      <Framed>
        <Notice
          tone="bad"
          title="このリンクは使えません"
          action={
            <ShopLink to={merchantPaths.join} className={buttonClass('outline')}>
              新しいリンクを受け取る
            </ShopLink>
          }
        >
          途中で切れているか、期限が過ぎています。同じメールアドレスで受け取り直すと、続きから入力できます。
        </Notice>
      </Framed>
    )
  }
  if (query.isPending) {
    return (
      <Framed>
        <Skeleton rows={5} />
      </Framed>
    )
  }
  if (!query.data) {
    return (
      <Framed>
        <LoadTrouble error={query.error} again={() => void query.refetch()} />
      </Framed>
    )
  }
  const refresh = () => void query.refetch()
  const application = query.data
  return application.state === 'draft' ? (
    <WriteApplication application={application} token={token} onSent={refresh} />
  ) : (
    <SentApplication application={application} token={token} onChange={refresh} />
  )
}

function Framed({ children }: { children: ReactNode }) {
  return (
    <Page title="加盟店のお申し込み" top={<TopBar />}>
      {children}
    </Page>
  )
}
