import type { ReplyOf } from '#contract/endpoint.ts'
import type { readStorePayment as endpoint, refundPayment } from '#contract/payments.ts'
import { dayOf } from '../lib/day.ts'
import { refuse } from '../lib/refusal.ts'
import type { Call } from '../route.ts'
import { requireDay, type StaffMember, staffOf } from '../staff.ts'
import {
  findStorePayment,
  findTaker,
  readRefundLimit,
  readRefunds,
  type RefundRow,
  type StorePayment,
} from './queries.ts'
import { leftOf, mostOf, type RefundFacts, whatMayBeDone } from './rules.ts'

/**
 * Tells one payment of the caller's store, what came back of it, and what the caller may still do. Refuses
 * not_found, also for the payments of other stores, and manager_needed for a payment of another day.
 */
export async function readStorePayment({
  context,
  caller,
  params,
}: Call<typeof endpoint>): Promise<ReplyOf<typeof endpoint>> {
  const staff = staffOf(caller)
  const payment = await findStorePayment(context.database, staff.storeId, params.id)
  if (!payment) refuse('not_found')
  requireDay(context, caller, dayOf(payment.paidAt))
  const [refunds, limit, takenBy] = await Promise.all([
    readRefunds(context.database, payment),
    readRefundLimit(context.database, staff.storeId, staff.role),
    findTaker(context.database, payment),
  ])
  const facts = refundFactsOf(staff, payment, { refunds, limit, now: context.now() })
  return {
    id: payment.id,
    coin: payment.coin,
    points: payment.points,
    paidAt: payment.paidAt.toISOString(),
    takenBy,
    refunds: refunds.map(toRefund),
    left: leftOf(facts),
    most: mostOf(facts),
    may: whatMayBeDone(facts),
  }
}

/** What the rules of a refund know, but for the lots. */
export function refundFactsOf(
  staff: StaffMember,
  payment: StorePayment,
  { refunds, limit, now }: { refunds: RefundRow[]; limit: number | null; now: Date },
): Omit<RefundFacts, 'used'> {
  return {
    role: staff.role,
    limit,
    onTheDay: dayOf(payment.paidAt) === dayOf(now),
    paid: { coin: payment.coin, points: payment.points },
    refunded: {
      coin: refunds.reduce((sum, { coin }) => sum + coin, 0),
      points: refunds.reduce((sum, { points }) => sum + points, 0),
    },
  }
}

type ShownRefund = Omit<RefundRow, 'payerId' | 'storeId'>

/** A refund as the merchant app shows it. */
export function toRefund(row: ShownRefund): ReplyOf<typeof refundPayment> {
  return {
    id: row.id,
    paymentId: row.paymentId,
    coin: row.coin,
    points: row.points,
    reason: row.reason,
    staffName: row.staffName,
    refundedAt: row.refundedAt.toISOString(),
  }
}
