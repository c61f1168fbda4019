import type { BodyOf, ReplyOf } from '#contract/endpoint.ts'
import type { pay as endpoint } from '#contract/payments.ts'
import type { Context } from '../context.ts'
import { makeBatcher } from '../lib/batch.ts'
import { isOfNow } from '../lib/id.ts'
import { Refusal, refuse } from '../lib/refusal.ts'
import { findPayment, type Outcome, type PaymentRow, payTogether, type Request } from './queries.ts'

type Body = BodyOf<typeof endpoint>
export type Payment = ReplyOf<typeof endpoint>
/** All that paying needs of the context. */
export type PayContext = Pick<Context, 'database' | 'tillDatabase' | 'now' | 'pulse'>
export type Pay = (payer: Payer, body: Body) => Promise<Payment>
/** Who pays: the resident, and the session, where it is for the payment's own trip to look at it. */
export type Payer = { id: string; session?: Buffer | undefined }

/**
 * Gives the function that pays. Payments that arrive while the database is busy are decided and posted
 * together in its next trip, each with its own outcome; two connections take turns, and no two payments of one
 * wallet share a trip. Refuses what the contract lists, not_signed_in before all else where the payer's session is
 * over, and BatcherFull when too much is waiting.
 */
export function makePay(context: PayContext): Pay {
  const enqueue = makeBatcher<Request, Outcome>({
    work: (requests) => payTogether(context.tillDatabase, requests, context.now()),
    keyOf: (request) => request.payerId,
    lanes: 2,
    // Below this a batch costs the database more than waiting for the other connection (docs/performance.md).
    beside: 128,
    // Half of what may be under way, so that one lane fills while the other commits.
    largest: 512,
    longest: 4096,
  })
  return async (payer, body) => {
    if (!isOfNow(body.id, context.now())) {
      // Nobody is told of a payment before the session was looked at.
      return payer.session ? refuse('not_signed_in') : answerLate(context, payer.id, body)
    }
    const began = performance.now()
    const { outcome, ...row } = await enqueue({ ...body, payerId: payer.id, session: payer.session })
    context.pulse?.paid(performance.now() - began)
    if (outcome !== 'paid') throw new Refusal(outcome)
    return toPayment(body.id, { ...row, storeId: body.storeId, coin: body.coin, points: body.points })
  }
}

/**
 * An id from another day is no new payment: it is answered if it was paid then. Refuses clock_off if not, and
 * payment_exists_with_different_content.
 */
export async function answerLate(
  context: Pick<Context, 'database' | 'now'>,
  payerId: string,
  body: Body,
): Promise<Payment> {
  const row = await findPayment(context.database, payerId, body.id)
  if (!row) refuse('clock_off', { now: context.now().getTime() })
  const same = row.storeId === body.storeId && row.coin === body.coin && row.points === body.points
  if (!same) refuse('payment_exists_with_different_content')
  return toPayment(body.id, row)
}

/** A payment as the app shows it. */
export function toPayment(id: string, row: PaymentRow): Payment {
  return {
    id,
    storeId: row.storeId,
    storeName: row.storeName,
    coin: row.coin,
    points: row.points,
    paidAt: row.paidAt.toISOString(),
    coinAfter: row.coinAfter,
    pointsAfter: row.pointsAfter,
  }
}
