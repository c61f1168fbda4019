import type { ReplyOf } from '#contract/endpoint.ts'
import {
  historyGroups,
  type listHistory as endpoint,
  type listRelativesHistory as relativesEndpoint,
} from '#contract/wallets.ts'
import type { Context } from '../context.ts'
import { addDays, lastOfMonth, startOfDay } from '../lib/day.ts'
import type { Call } from '../route.ts'
import { type HistoryRow, readHistory } from './queries.ts'
import { relativeOf } from './relatives.ts'

type Page = ReplyOf<typeof endpoint>

/** Tells a page of what happened to the caller's wallet, newest first. Refuses nothing. */
export const listHistory = ({ context, caller, query }: Call<typeof endpoint>): Promise<Page> =>
  readPage(context, caller.id, query)

/** Tells a page of what happened to a relative's wallet. Refuses not_found and relative_cannot. */
export async function listRelativesHistory({
  context,
  caller,
  params,
  query,
}: Call<typeof relativesEndpoint>): Promise<Page> {
  return readPage(context, await relativeOf(context, params.id, caller.id), query)
}

async function readPage(
  context: Context,
  residentId: string,
  query: Call<typeof endpoint>['query'],
): Promise<Page> {
  const { group, month } = query
  const kinds = group && historyGroups[group]
  const span = month === undefined ? undefined : spanOf(month)
  // One more than asked for shows whether there is a next page.
  const page = { before: query.before, limit: query.limit + 1, now: context.now(), kinds, span }
  const rows = await readHistory(context.database, residentId, page)
  return { items: rows.slice(0, query.limit).map(toHistoryItem), more: rows.length > query.limit }
}

const spanOf = (month: string) => ({
  since: startOfDay(`${month}-01`),
  until: startOfDay(addDays(lastOfMonth(month), 1)),
})

/** A row of the history as the apps are told it. */
export const toHistoryItem = (row: HistoryRow) => ({ ...row, at: row.at.toISOString() })
