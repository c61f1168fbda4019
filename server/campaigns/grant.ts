import type { Context } from '../context.ts'
import { addDays, dayOf, hourOf, startOfDay } from '../lib/day.ts'
import type { Queries } from '../lib/database.ts'
import { lockWallets } from '../ledger/post.ts'
import {
  findTakeBacks,
  grantForTopUps,
  listTopUpsAwaitingBonus,
  type PostingRef,
  takeBackBonus,
} from './queries.ts'

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
 * What follows, in a transaction, from top-ups that were credited and from some that were taken back: the bonus that
 * was promised at once comes, what nobody has decided yet is decided, and the bonus of what was taken back goes. Each
 * once, however often called.
 */
export async function followTopUps(
  tx: Queries,
  { credited, returned, at }: { credited: PostingRef[]; returned: PostingRef[]; at: Date },
): Promise<void> {
  const ids = [...new Set(returned.map(({ posting }) => posting))]
  const takeBacks = ids.length === 0 ? [] : await findTakeBacks(tx, ids)
  // All wallets first, in one order: locks that are taken later could meet in a circle.
  await lockWallets(
    tx,
    [...credited, ...takeBacks].map(({ owner }) => owner),
  )
  await grant(tx, credited, 'at_once')
  for (const { id } of takeBacks) await takeBackBonus(tx, id, at)
}

async function grant(tx: Queries, topUps: PostingRef[], when: 'at_once' | 'next_day'): Promise<void> {
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
    await context.database.transact(async (tx) => {
      await lockWallets(
        tx,
        waiting.map(({ owner }) => owner),
      )
      await grant(tx, waiting, 'next_day')
    })
    after = last.posting
  }
}
