import type * as contract from '#contract/card-top-ups.ts'
import type { ReplyOf } from '#contract/endpoint.ts'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { enqueue } from '../jobs/queue.ts'
import { lockWallets } from '../ledger/post.ts'
import type { Transaction } from '../lib/database.ts'
import { refuse } from '../lib/refusal.ts'
import type { Call } from '../route.ts'
import { findByCard } from './card-queries.ts'
import {
  findForOffice,
  findRefund,
  insertRefund,
  listOpenRefunds,
  type ForOffice,
  markRefundDecided,
} from './card-refund-queries.ts'
import { lockTopUp, readCredited, type TopUpRow } from './queries.ts'
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
      refund: found.refund && toldTo(caller.id, found.refund),
      mayRefund: mayRefund(found),
    }
  })
}

/** Lists the refunds that wait for a second person. Refuses nothing. */
export async function listCardRefunds({
  context,
  caller,
}: Call<typeof contract.listCardRefunds>): Promise<ReplyOf<typeof contract.listCardRefunds>> {
  const rows = await listOpenRefunds(context.database)
  return {
    refunds: rows.map(({ operatorId, at, ...row }) => ({
      ...row,
      at: at.toISOString(),
      mine: operatorId === caller.id,
    })),
  }
}

function toldTo(operatorId: string, refund: NonNullable<ForOffice['refund']>) {
  const { operatorId: proposedBy, at, ...told } = refund
  return { ...told, at: new Date(at).toISOString(), mine: proposedBy === operatorId }
}

function mayRefund({ state, takenBack, refund }: ForOffice): boolean {
  return state === 'succeeded' && takenBack === 0 && refund === null
}

/**
 * Writes down that one person wants a whole top-up given back to its card; nothing moves before another one confirms
 * it. The same id proposes once. Refuses what the contract lists.
 */
export async function proposeCardRefund({
  context,
  caller,
  params: { topUpId },
  body: { id, reason },
}: Call<typeof contract.proposeCardRefund>): Promise<ReplyOf<typeof contract.proposeCardRefund>> {
  await context.database.transact(async (tx) => {
    const topUp = await lockByCard(tx, topUpId)
    const before = await findRefund(tx, id)
    if (before) return before.topUpId === topUpId ? undefined : refuse('top_up_not_refundable')
    await requireWhole(tx, topUp)
    const at = context.now()
    const proposal = { id, topUpId, operatorId: caller.id, reason, at }
    if (!(await insertRefund(tx, proposal))) refuse('top_up_not_refundable')
    const detail = { topUpId, amount: topUp.amount, reason }
    const act = 'propose_card_refund'
    await audit(tx, { operatorId: caller.id, act, subject: topUp.residentId, detail, at })
  })
  return { done: true }
}

/**
 * Confirms what a colleague proposed, which orders the refund: the money goes first, then the coin, as with every
 * refund that the company tells of. Or withdraws it, which whoever proposed it may do as well. What is decided stays.
 * Refuses what the contract lists.
 */
export async function decideCardRefund({
  context,
  caller,
  params: { topUpId, refundId },
  body: { decision },
}: Call<typeof contract.decideCardRefund>): Promise<ReplyOf<typeof contract.decideCardRefund>> {
  await context.database.transact(async (tx) => {
    const topUp = await lockByCard(tx, topUpId)
    const found = await findRefund(tx, refundId)
    if (found?.topUpId !== topUpId) refuse('not_found')
    if (found.decision !== null) return
    const confirms = decision === 'confirmed'
    if (confirms && found.operatorId === caller.id) refuse('second_person_needed')
    if (confirms) await requireWhole(tx, topUp)
    const at = context.now()
    await markRefundDecided(tx, refundId, { decision, by: caller.id, at })
    const act = confirms ? 'confirm_card_refund' : 'withdraw_card_refund'
    const detail = { topUpId, refundId, amount: topUp.amount }
    await audit(tx, { operatorId: caller.id, act, subject: topUp.residentId, detail, at })
    if (confirms) await enqueue(context.queue, tx, 'top-ups.card-refund', { topUpId, refundId })
  })
  return { done: true }
}

async function lockByCard(tx: Transaction, topUpId: string): Promise<TopUpRow> {
  const { resident } = (await findForOffice(tx, topUpId)) ?? refuse('not_found')
  await lockWallets(tx, [resident.id])
  return lockTopUp(tx, topUpId)
}

/** Only a whole top-up is given back, and only one that nothing was taken back of. */
async function requireWhole(tx: Transaction, topUp: TopUpRow): Promise<void> {
  const credited = await readCredited(tx, topUp)
  if (topUp.state !== 'succeeded' || credited !== topUp.amount) refuse('top_up_not_refundable')
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
