import type { Context } from '../context.ts'
import { addDays, dayOf, hourOf, startOfDay } from '../lib/day.ts'
import type { Queries } from '../lib/database.ts'
import { lockWallets } from '../ledger/post.ts'
import { grantForTopUps, listTopUpsAwaitingBonus, type PostingRef } from './queries.ts'

/** Splits a list so that no owner stands twice in a part: a batch of postings holds one for each wallet. */
function onePerOwner(refs: PostingRef[]): PostingRef[][] {
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

/**
 * Grants, in a transaction, the bonus that was promised at once for top-ups, and decides what nobody has decided yet;
 * each once, however often called.
 */
export async function grantAtOnce(tx: Queries, topUps: PostingRef[]): Promise<void> {
  await grant(tx, topUps, 'at_once')
}

async function grant(tx: Queries, topUps: PostingRef[], when: 'at_once' | 'next_day'): Promise<void> {
  await lockWallets(
    tx,
    topUps.map((topUp) => topUp.owner),
  )
  for (const part of onePerOwner(topUps)) await grantForTopUps(tx, part, when)
}

/**
 * Grants what was promised for the next day and is due by now, also what was missed, in portions that each commit by
 * themselves: killed in between, or done by two workers at once, it goes on with what is left.
 */
export async function grantForYesterday(context: Context): Promise<void> {
  const now = context.now()
  const today = dayOf(now)
  const due = { today: startOfDay(today), yesterday: startOfDay(addDays(today, -1)), hour: hourOf(now) }
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const waiting = await listTopUpsAwaitingBonus(context.database, { ...due, after })
    const last = waiting.at(-1)
    if (!last) return
    await context.database.transact((tx) => grant(tx, waiting, 'next_day'))
    after = last.posting
  }
}
