import type { Context } from '../context.ts'
import type { Queries } from '../lib/database.ts'
import { lockWallets } from '../ledger/post.ts'
import {
  decidePayments,
  type Earning,
  findTakeBacks,
  grantBonuses,
  listAwaitingBonus,
  lockForPayments,
  type PostingRef,
  takeBackForRefund,
  takeBackForTopUp,
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

type Followed = { credited: PostingRef[]; returned: PostingRef[]; earning: Earning[]; at: Date }

/**
 * What follows, in a transaction, from top-ups that were credited and from some that were taken back, from payments
 * that earn points and from refunds of such: what nobody has decided yet is decided, the bonus that was promised at
 * once comes, and the bonus of what was taken back or refunded goes. Each once, however often called.
 */
export async function followBonuses(
  tx: Queries,
  { credited, returned, earning, at }: Followed,
): Promise<void> {
  const ids = [...new Set(returned.map(({ posting }) => posting))]
  const takeBacks = ids.length === 0 ? [] : await findTakeBacks(tx, ids)
  // All wallets first, in one order: locks that are taken later could meet in a circle.
  await lockWallets(
    tx,
    [...credited, ...takeBacks, ...earning].map(({ owner }) => owner),
  )
  await grant(tx, credited, { when: 'at_once', at })
  for (const { id } of takeBacks) await takeBackForTopUp(tx, id, at)
  await followPayments(tx, earning, at)
}

/**
 * A refund may be told before its payment, by another worker or in another round: then the payment is decided first.
 * What a refund takes of a bonus that has not come yet is taken before it comes, and nothing goes to and fro.
 */
async function followPayments(tx: Queries, earning: Earning[], at: Date): Promise<void> {
  if (earning.length === 0) return
  await lockForPayments(tx)
  const payments = earning.map(({ payment, owner }) => ({ posting: payment, owner }))
  for (const part of onePerOwner(payments)) await decidePayments(tx, part)
  const paid = earning.filter(({ kind }) => kind === 'payment')
  const refunded = earning.filter(({ kind }) => kind === 'refund')
  for (const { posting } of refunded) await takeBackForRefund(tx, posting, at)
  await grant(tx, paid, { when: 'at_once', at })
}

type Occasion = Parameters<typeof grantBonuses>[2]

async function grant(tx: Queries, causes: PostingRef[], occasion: Occasion): Promise<void> {
  for (const part of onePerOwner(causes)) await grantBonuses(tx, part, occasion)
}

const nil = '00000000-0000-0000-0000-000000000000'

/**
 * Grants what was promised for the next day and is due by now, also what was missed, in portions that each commit by
 * themselves: killed in between, or done by two workers at once, it goes on with what is left. What cannot be granted
 * keeps nobody else waiting; throws the last of such faults at the end.
 */
export async function grantForYesterday(context: Context): Promise<void> {
  const at = context.now()
  let fault: unknown
  let after: PostingRef = { posting: nil, owner: nil }
  for (;;) {
    const waiting = await listAwaitingBonus(context.database, { at, after })
    const last = waiting.at(-1)
    if (!last) break
    try {
      await grantWaiting(context, waiting, at)
    } catch {
      for (const one of waiting)
        await grantWaiting(context, [one], at).catch((error: unknown) => (fault = error))
    }
    after = last
  }
  if (fault !== undefined) throw fault
}

async function grantWaiting(context: Context, waiting: PostingRef[], at: Date): Promise<void> {
  await context.database.transact(async (tx) => {
    await lockWallets(
      tx,
      waiting.map(({ owner }) => owner),
    )
    await grant(tx, waiting, { when: 'next_day', at })
  })
}
