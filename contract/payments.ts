import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { actId, amount, amountOrNone, id, instant, text } from './values.ts'

/** How the resident came to the store: its printed code was scanned, or its number was chosen or typed. */
export const paymentVia = z.enum(['store_code', 'store_number'])

export const payment = z.strictObject({
  id: actId,
  storeId: id,
  storeName: z.string(),
  coin: amountOrNone,
  points: amountOrNone,
  paidAt: instant,
  /** What was left of each currency that was used; null for one that was not. */
  coinAfter: amountOrNone.nullable(),
  pointsAfter: amountOrNone.nullable(),
})

export const pay = endpoint({
  method: 'POST',
  path: '/me/payments',
  audience: 'resident',
  summary: 'Pay a store with coin, points or both; the same id pays once, whatever is repeated',
  body: z
    .strictObject({
      id: actId,
      storeId: id,
      coin: amountOrNone,
      points: amountOrNone,
      via: paymentVia,
      /** The store's request that this pays, where its code was for one. */
      requestId: actId.optional(),
    })
    .refine((body) => body.coin + body.points >= 1 && Number.isSafeInteger(body.coin + body.points), {
      message: 'coin and points together must be at least 1',
    }),
  reply: payment,
  refusals: [
    'identity_check_required',
    'phone_needed',
    'mail_proof_needed',
    'payment_exists_with_different_content',
    'payment_withdrawn',
    'clock_off',
    'request_unknown',
    'request_paid',
    'request_cancelled',
    'request_expired',
    'frozen',
    'store_unknown',
    'store_suspended',
    'points_not_accepted',
    'payment_over_limit',
    'payment_over_day_limit',
    'insufficient_balance',
  ],
})

export const readPayment = endpoint({
  method: 'GET',
  path: '/me/payments/:id',
  audience: 'resident',
  summary: 'One payment; not found means that it was not paid (yet)',
  params: z.strictObject({ id: actId }),
  reply: payment,
  refusals: ['not_found'],
})

export const withdrawPayment = endpoint({
  method: 'POST',
  path: '/me/payment-withdrawals',
  audience: 'resident',
  summary: 'Call a payment off: from then on its id pays nothing; one that was made already is given instead',
  body: z.strictObject({ id: actId }),
  /** Null: it was not made, and never will be. */
  reply: z.strictObject({ payment: payment.nullable() }),
  refusals: ['clock_off'],
})

/** What came back of a payment, coin and points apart. */
export const refund = z.strictObject({
  id: actId,
  paymentId: actId,
  coin: amountOrNone,
  points: amountOrNone,
  reason: z.string(),
  staffName: z.string(),
  refundedAt: instant,
})

export const refundPayment = endpoint({
  method: 'POST',
  path: '/staff/payments/:id/refunds',
  audience: 'staff',
  act: 'refund',
  scope: 'refund',
  summary: 'Give back a payment of the own store or part of it, coin first; the same id gives back once',
  params: z.strictObject({ id: actId }),
  body: z.strictObject({ id: actId, amount, reason: text(100).min(1) }),
  reply: refund,
  refusals: [
    'not_found',
    'refund_exists_with_different_content',
    'payer_left',
    'clock_off',
    'refund_needs_manager',
    'refund_over_payment',
    'refund_over_own_limit',
  ],
})

export const readStorePayment = endpoint({
  method: 'GET',
  path: '/staff/payments/:id',
  audience: 'staff',
  act: 'today',
  scope: 'read',
  summary: 'One payment to the own store, with its refunds and whether the caller may give more back',
  params: z.strictObject({ id: actId }),
  reply: z.strictObject({
    id: actId,
    coin: amountOrNone,
    points: amountOrNone,
    paidAt: instant,
    /** Who made the amount's code or read the payer's; nobody where the printed code was scanned. */
    takenBy: z.string().nullable(),
    /** Oldest first. */
    refunds: z.array(refund),
    /** What has not come back yet. */
    left: z.strictObject({ coin: amountOrNone, points: amountOrNone }),
    /** What the caller may give back: less than what is left, where the owner has set a limit for the role. */
    most: amountOrNone,
    /** The whole payment today is a cancellation (取消); anything else is a refund (返金). */
    may: z.enum(['cancel', 'refund', 'nothing_left', 'manager_only']),
  }),
  refusals: ['not_found', 'manager_needed'],
})
