import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { actId, amountOrNone, instant, text } from './values.ts'

/** The limits that the office may change; all are whole yen. */
export const limitName = z.enum([
  'top_up_min',
  'top_up_max',
  'top_up_day',
  'top_up_month',
  'top_up_first_day',
  'balance_cap',
  'payment_max',
  'payment_day',
  'paper_card_pin_above',
  'paper_card_payment',
  'paper_card_day',
  'gift_max',
  'gift_month',
  'helper_day',
  'helper_month',
])
export type LimitName = z.output<typeof limitName>

/** What holds where a town has never said anything, in whole yen. */
export const limitDefaults = {
  top_up_first_day: 10_000,
  /** Above it a printed card asks for its PIN. */
  paper_card_pin_above: 3_000,
  paper_card_payment: 10_000,
  paper_card_day: 20_000,
  /** Nothing is given from one resident to another, unless a town wants it. */
  gift_max: 0,
  gift_month: 0,
  /** The most that anybody may allow a helper. */
  helper_day: 10_000,
  helper_month: 50_000,
} as const satisfies Partial<Record<LimitName, number>>

/**
 * 資金決済法3条8項, 府令5条の2: an account that holds at most 300,000 yen stays outside 高額電子移転可能型. Above it a town
 * needs a filing of its own, which is no matter of a setting.
 */
export const mostBalance = 300_000

/**
 * 資金決済法3条8項, 府令5条の2: value that one holder moves to another stays outside 高額電子移転可能型 up to 100,000 yen at
 * once and 300,000 yen in a month.
 */
export const mostGift = 100_000
export const mostGiftsOfMonth = 300_000

const change = z.strictObject({
  id: actId,
  name: limitName,
  value: amountOrNone,
  validFrom: instant,
  reason: z.string(),
  proposedBy: z.string(),
  mine: z.boolean(),
  proposedAt: instant,
})

export const readLimits = endpoint({
  method: 'GET',
  path: '/operator/limits',
  audience: 'operator',
  summary: 'Each limit as it holds now, what will hold from when, and changes that wait for a second person',
  reply: z.strictObject({
    limits: z.array(
      z.strictObject({
        name: limitName,
        value: amountOrNone,
        since: instant.nullable(),
        next: z.array(z.strictObject({ value: amountOrNone, from: instant })),
      }),
    ),
    waiting: z.array(change),
  }),
})

export const proposeLimit = endpoint({
  method: 'PUT',
  path: '/operator/limit-changes/:id',
  audience: 'operator',
  summary: 'Propose a limit from an instant on; it holds when a second person has confirmed it',
  params: z.strictObject({ id: actId }),
  body: z.strictObject({
    name: limitName,
    value: z.int().min(0).max(10_000_000),
    validFrom: instant,
    reason: text(400).pipe(z.string().min(1)),
  }),
  reply: z.strictObject({ id: actId }),
  refusals: ['limit_above_the_law', 'limits_do_not_fit', 'limit_change_decided'],
})

export const decideLimit = endpoint({
  method: 'POST',
  path: '/operator/limit-changes/:id/decision',
  audience: 'operator',
  summary: 'Confirm a proposed limit, as somebody else, or withdraw it',
  params: z.strictObject({ id: actId }),
  body: z.strictObject({ decision: z.enum(['confirmed', 'withdrawn']) }),
  reply: z.strictObject({ id: actId }),
  refusals: ['not_found', 'limit_change_decided', 'second_person_needed', 'limits_do_not_fit'],
})
