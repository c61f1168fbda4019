import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { actId, amountOrNone, id, instant } from './values.ts'

/** How the resident came to the store: its printed code was scanned, or its number was chosen or typed. */
export const paymentVia = z.enum(['store_code', 'store_number'])

export const payment = z.strictObject({
  id: actId,
  storeId: id,
  storeName: z.string(),
  coin: amountOrNone,
  points: amountOrNone,
  paidAt: instant,
  coinAfter: amountOrNone,
  pointsAfter: amountOrNone,
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
    })
    .refine((body) => body.coin + body.points >= 1 && Number.isSafeInteger(body.coin + body.points), {
      message: 'coin and points together must be at least 1',
    }),
  reply: payment,
  refusals: [
    'payment_exists_with_different_content',
    'clock_off',
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
