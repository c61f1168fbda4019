import type { Context } from '../context.ts'
import { dayOf, startOfDay } from '../lib/day.ts'
import type { Queries } from '../lib/database.ts'
import { lockWallets } from '../ledger/post.ts'
import { grantForTopUps, listTopUpsAwaitingBonus, type PostingRef } from './queries.ts'

/** Splits a list so that no owner stands twice in a part: a batch of postings holds one for each wallet. */
export function onePerOwner(refs: PostingRef[]): PostingRef[][] {
  const parts: { owners: Set<string>; refs: PostingRef[] }[] = []
  for (const ref of refs) {
    let part = parts.find(({ owners }) => !owners.has(ref.owner))
    if (!part) {
      part = { owners: new Set(), refs: [] }
      parts.push(part)
    }
    part.owners.add(ref.owner)
    part.refs.push(ref)
  }
  return parts.map((part) => part.refs)
}

/** Grants, in a transaction, the bonus that campaigns promise at once for top-ups; each once, however often called. */
export async function grantAtOnce(tx: Queries, topUps: PostingRef[]): Promise<void> {
  await lockWallets(
    tx,
    topUps.map((topUp) => topUp.owner),
  )
  for (const part of onePerOwner(topUps)) await grantForTopUps(tx, part, 'at_once')
}

/** Grants the bonus of all top-ups of the days before today that are promised for the next day, also missed ones. */
export async function grantForYesterday(context: Context): Promise<void> {
  const waiting = await listTopUpsAwaitingBonus(context.database, startOfDay(dayOf(context.now())))
  for (const part of onePerOwner(waiting)) await grantForTopUps(context.database, part, 'next_day')
}
