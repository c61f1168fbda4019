import type { QueryKey } from '@tanstack/react-query'
import { readGiftTerms } from '#contract/gifts.ts'
import { countUnread } from '#contract/notices.ts'
import { readTown } from '#contract/residents.ts'
import { listHistory, readWallet, recentItems } from '#contract/wallets.ts'
import { asking, queryClient } from '../../lib/ask.ts'
import { keepLastKnown } from '../../lib/last-known.ts'
import { type Me, meQuery } from '../../lib/session.ts'
import { setTown, type Town } from '../../lib/town.ts'

/** How much the home screen shows of the history. */
export const recentQuery = asking(listHistory, { query: { limit: recentItems } })
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

const asked = [asking(readWallet), recentQuery, asking(countUnread), asking(readGiftTerms)]

/** Takes what came along with the page, so that nothing of it has to be asked for. */
export function takeAnswers(answers: Record<string, unknown>): void {
  const town = answers[readTown.path]
  if (town !== undefined) setTown(town as Town)
  // Who it is comes first: it decides whether anything older may stay.
  const keys: readonly QueryKey[] = [meQuery, ...asked].map(({ queryKey }) => queryKey)
  for (const key of keys) {
    const answer = answers[String(key[0])]
    if (answer !== undefined) queryClient.setQueryData(key, answer)
  }
}

/** Asks at once for all that the home screen shows and nobody has said yet, before there is a home screen. */
export function askForHome(): void {
  for (const query of asked) void queryClient.prefetchQuery(query as ReturnType<typeof asking>)
}
