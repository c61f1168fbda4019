import type * as contract from '#contract/card-top-ups.ts'
import type { ReplyOf } from '#contract/endpoint.ts'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { enqueue } from '../jobs/queue.ts'
import { lockWallets } from '../ledger/post.ts'
import { refuse } from '../lib/refusal.ts'
import type { Call } from '../route.ts'
import { findByCard } from './card-queries.ts'
import { findForOffice, findRefund, insertRefund, type ForOffice } from './card-refund-queries.ts'
import { lockTopUp, readCredited } from './queries.ts'
import { takeReturns } from './take-returns.ts'

/** One top-up by card for the office; that it was looked up is audited. Refuses not_found. */
export async function readCardTopUp({
  context,
  caller,
  params: { topUpId },
}: Call<typeof contract.readCardTopUp>): Promise<ReplyOf<typeof contract.readCardTopUp>> {
  return context.database.transact(async (tx) => {
    const found = (await findForOffice(tx, topUpId)) ?? refuse('not_found')
    const at = context.now()
    const subject = found.resident.id
    await audit(tx, { operatorId: caller.id, act: 'read_card_top_up', subject, detail: { topUpId }, at })
    return {
      ...found,
      requestedAt: found.requestedAt.toISOString(),
      refund: found.refund && { ...found.refund, at: new Date(found.refund.at).toISOString() },
      mayRefund: mayRefund(found),
    }
  })
}

function mayRefund({ state, takenBack, refund }: ForOffice): boolean {
  return state === 'succeeded' && takenBack === 0 && refund === null
}

/**
 * Orders that a whole top-up be given back to its card. The money goes first, then the coin, as with every refund that
 * the company tells of. The same id orders once. Refuses what the contract lists.
 */
export async function refundCardTopUp({
  context,
  caller,
  params: { topUpId },
  body: { id, reason },
}: Call<typeof contract.refundCardTopUp>): Promise<ReplyOf<typeof contract.refundCardTopUp>> {
  const found = (await findForOffice(context.database, topUpId)) ?? refuse('not_found')
  await context.database.transact(async (tx) => {
    await lockWallets(tx, [found.resident.id])
    const topUp = await lockTopUp(tx, topUpId)
    const before = await findRefund(tx, topUpId)
    if (before?.id === id) return
    const credited = await readCredited(tx, topUp)
    if (before || topUp.state !== 'succeeded' || credited !== topUp.amount) refuse('top_up_not_refundable')
    const at = context.now()
    await insertRefund(tx, { id, topUpId, operatorId: caller.id, reason, at })
    const detail = { topUpId, amount: topUp.amount, reason }
    await audit(tx, {
      operatorId: caller.id,
      act: 'refund_card_top_up',
      subject: topUp.residentId,
      detail,
      at,
    })
    await enqueue(context.queue, tx, 'top-ups.card-refund', { topUpId, refundId: id })
  })
  return { done: true }
}

/** Has the card company give the money back, and books what it did. Throws without an answer: it is tried again. */
export async function giveBackToCard(
  context: Context,
  { topUpId, refundId }: { topUpId: string; refundId: string },
): Promise<void> {
  const attemptRef = (await findByCard(context.database, topUpId))?.attemptRef
  if (!attemptRef) return
  await context.providers.card.refund({ attemptRef, refundId })
  await takeReturns(context, topUpId)
}
