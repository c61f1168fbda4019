import type { ReplyOf } from '#contract/endpoint.ts'
import type { refundPayment as endpoint } from '#contract/payments.ts'
import { giveBack, isPosted, lockWallets } from '../ledger/post.ts'
import { addDays, dayOf } from '../lib/day.ts'
import { isOfNow } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import type { Call } from '../route.ts'
import { staffOf } from '../staff.ts'
import {
  findRefund,
  findStorePayment,
  hasLeft,
  insertRefund,
  readLotsUsed,
  readRefundLimit,
  readRefunds,
  readRenewalDays,
  type RefundRow,
} from './queries.ts'
import { refundFactsOf, toRefund } from './read-store-payment.ts'
import { planRefund } from './rules.ts'

type Reply = ReplyOf<typeof endpoint>

/**
 * Gives back a payment of the caller's store or part of it, in one transaction: answered before? facts, decide,
 * record, post; the posting's row in the outbox tells the store. Refuses what the contract lists, in its order.
 */
export async function refundPayment({
  context,
  caller,
  params,
  body,
}: Call<typeof endpoint>): Promise<Reply> {
  const staff = staffOf(caller)
  const payment = await findStorePayment(context.database, staff.storeId, params.id)
  if (!payment) refuse('not_found')
  const { payerId } = payment
  return context.database.transact(async (tx) => {
    // Whoever gives back anything of this payment stands in this line: what is left cannot change below.
    await lockWallets(tx, [payerId])
    const before = await findRefund(tx, body.id)
    if (before) return answerAgain(before, { ...body, paymentId: payment.id, payerId })
    if (await isPosted(tx, payerId, body.id)) refuse('refund_exists_with_different_content')

    // A closed wallet takes nothing; the store gives back by other means (docs/decisions/040-leaving.md).
    if (await hasLeft(tx, payerId)) refuse('payer_left')
    const now = context.now()
    if (!isOfNow(body.id, now)) refuse('clock_off')
    const refunds = await readRefunds(tx, payment)
    const limit = await readRefundLimit(tx, staff.storeId, staff.role)
    const facts = refundFactsOf(staff, payment, { refunds, limit, now })
    const plan = planRefund(body.amount, { ...facts, used: await readLotsUsed(tx, payment) })
    if (plan.refused) refuse(plan.refused, plan.facts)

    const { lots, coin, points } = plan
    const refund = {
      ...{ id: body.id, reason: body.reason, paymentId: payment.id, payerId, storeId: staff.storeId },
      ...{ staffName: staff.name, coin, points, refundedAt: now },
    }
    // A twin would have stood in the line above: whoever has the id by now gave back another payment.
    if (!(await insertRefund(tx, { ...refund, staffId: staff.id }))) {
      refuse('refund_exists_with_different_content')
    }
    const renewalDays = await readRenewalDays(tx, now)
    await giveBack(tx, {
      ...{ id: refund.id, owner: payerId, kind: 'refund', causedBy: payment.id, occurredAt: now },
      ...{ from: staff.storeId, coin, points, lots },
      renewedUntil: renewalDays === 0 ? null : addDays(dayOf(now), renewalDays),
    })
    return toRefund(refund)
  })
}

type Asked = { paymentId: string; payerId: string; amount: number; reason: string }

/** A refund that was answered before is answered alike for ever, whoever asks and whatever is left by now. */
function answerAgain(before: RefundRow, asked: Asked): Reply {
  const same =
    before.paymentId === asked.paymentId &&
    before.payerId === asked.payerId &&
    before.coin + before.points === asked.amount &&
    before.reason === asked.reason
  if (!same) refuse('refund_exists_with_different_content')
  return toRefund(before)
}
