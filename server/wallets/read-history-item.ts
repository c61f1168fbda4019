import type { ReplyOf } from '#contract/endpoint.ts'
import type { readHistoryItem as endpoint } from '#contract/wallets.ts'
import { refuse } from '../lib/refusal.ts'
import type { Call } from '../route.ts'
import { toHistoryItem } from './list-history.ts'
import { findHistoryItem, readLotsOf } from './queries.ts'

/**
 * Tells one entry of the caller's history, with the lots of points that it used, made or gave back to.
 * Refuses not_found for what is not there, and for what is somebody else's.
 */
export async function readHistoryItem({
  context,
  caller,
  params,
}: Call<typeof endpoint>): Promise<ReplyOf<typeof endpoint>> {
  const row = await findHistoryItem(context.database, caller.id, params.id)
  if (!row) refuse('not_found')
  return { item: toHistoryItem(row), lots: await readLotsOf(context.database, caller.id, params.id) }
}
