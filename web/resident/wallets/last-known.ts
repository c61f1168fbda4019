import { countUnread } from '#contract/notices.ts'
import { listHistory, readWallet } from '#contract/wallets.ts'
import { asking, queryClient } from '../../lib/ask.ts'
import { keepLastKnown } from '../../lib/last-known.ts'
import { type Me, meQuery } from '../../lib/session.ts'

/** How much the home screen shows of the history. */
export const recentQuery = asking(listHistory, { query: { limit: 3 } })
/** The whole history, of which the first page is kept. */
export const historyKey = [listHistory.path, 'all']

/** Keeps balance and history on the device, for the home screen to open with. */
export function keepHome(): void {
  const keys = [meQuery, asking(readWallet), recentQuery, asking(countUnread)].map(({ queryKey }) => queryKey)
  keepLastKnown(queryClient, [...keys, historyKey], {
    key: meQuery.queryKey,
    idOf: (me) => (me as Me).residentId,
  })
}

/** Asks at once for all that the home screen shows, before there is a home screen. */
export function askForHome(): void {
  for (const query of [asking(readWallet), recentQuery, asking(countUnread)]) {
    void queryClient.prefetchQuery(query as ReturnType<typeof asking>)
  }
}
