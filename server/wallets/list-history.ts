import type { ReplyOf } from '#contract/endpoint.ts'
import type { listHistory as endpoint } from '#contract/wallets.ts'
import type { Call } from '../route.ts'
import { type HistoryRow, readHistory } from './queries.ts'

/** Tells a page of what happened to the caller's wallet, newest first. Refuses nothing. */
export async function listHistory({
  context,
  caller,
  query,
}: Call<typeof endpoint>): Promise<ReplyOf<typeof endpoint>> {
  // One more than asked for shows whether there is a next page.
  const page = { before: query.before, limit: query.limit + 1, now: context.now() }
  const rows = await readHistory(context.database, caller.id, page)
  return { items: rows.slice(0, query.limit).map(toHistoryItem), more: rows.length > query.limit }
}

/** A row of the history as the apps are told it. */
export const toHistoryItem = (row: HistoryRow) => ({ ...row, at: row.at.toISOString() })
