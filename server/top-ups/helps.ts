import { isFrozen } from '../access.ts'
import type { Context } from '../context.ts'
import { enqueue } from '../jobs/queue.ts'
import type { Queries, Transaction } from '../lib/database.ts'
import { refuse } from '../lib/refusal.ts'
import { findHelperName, findRelative } from './help-queries.ts'
import type { TopUpRow } from './queries.ts'

/** Into whose wallet, out of whose bank account, and by which help where they are two people. */
export type Purse = { residentId: string; payerId: string; helpId: string | null }

/**
 * Holds a help to its word: it is live, and neither account is stopped. Refuses frozen of the helper's own account,
 * not_found for a help that is over, and relative_cannot, which does not say why.
 */
export async function requireHelp(queries: Queries, helpId: string, helperId: string): Promise<string> {
  if (await isFrozen(queries, helperId)) refuse('frozen')
  const relative = await findRelative(queries, helpId, helperId)
  if (!relative) refuse('not_found')
  if (relative.stopped) refuse('relative_cannot')
  return relative.id
}

/** As requireHelp, for a top-up that has begun: a help that has ended meanwhile is a help that cannot be done. */
export async function requireHelpOf(queries: Queries, { helpId, paidBy }: TopUpRow): Promise<void> {
  if (helpId === null || paidBy === null) return
  if (await isFrozen(queries, paidBy)) refuse('frozen')
  const relative = await findRelative(queries, helpId, paidBy)
  if (!relative || relative.stopped) refuse('relative_cannot')
}

/** Tells the relative, with the credit, who has charged the wallet. Does nothing for a top-up of one's own. */
export async function tellRelative(context: Context, tx: Transaction, topUp: TopUpRow): Promise<void> {
  const { id, residentId, paidBy, amount } = topUp
  if (paidBy === null) return
  const name = await findHelperName(tx, paidBy)
  const told = { kind: 'helper' as const, event: 'topped_up' as const, name, amount }
  await enqueue(context.queue, tx, 'notices.tell', { residentId, about: id, told })
}
