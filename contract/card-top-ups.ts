import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { topUp, topUpState } from './top-ups.ts'
import { actId, amount, amountOrNone, done, id, instant, text } from './values.ts'

/** A top-up by card, and where the browser has to go for it to go on. */
const onItsWay = z.strictObject({
  topUp,
  /** The card company's page, or the issuer's; null where nothing is left to do there. */
  goTo: z.url().nullable(),
})

export const requestCardTopUp = endpoint({
  method: 'POST',
  path: '/me/card-top-ups',
  audience: 'resident',
  summary:
    '実行: ask to top up by card, from a saved one or from one that is typed on the card company’s own page',
  body: z.strictObject({
    id: actId,
    /** A saved card; null for a card that is typed on the company's page. */
    cardId: id.nullable(),
    amount: z.int(),
  }),
  reply: onItsWay,
  refusals: [
    'clock_off',
    'top_up_exists_with_different_content',
    'frozen',
    'identity_check_required',
    'phone_needed',
    'mail_proof_needed',
    'top_up_below_minimum',
    'top_up_over_limit',
    'top_up_over_first_day_limit',
    'top_up_over_day_limit',
    'top_up_over_month_limit',
    'balance_over_cap',
    'card_tries_exhausted',
    'card_not_ready',
    'card_not_accepted',
    'card_company_unavailable',
  ],
})

export const continueCardTopUp = endpoint({
  method: 'POST',
  path: '/me/card-top-ups/:id/visits',
  audience: 'resident',
  summary: 'Go on with a top-up that waits at the card company: where to go, or how it ended meanwhile',
  params: z.strictObject({ id: actId }),
  reply: onItsWay,
  refusals: ['not_found', 'card_company_unavailable'],
})

export const leaveCardTopUp = endpoint({
  method: 'POST',
  path: '/me/card-top-ups/:id/departure',
  audience: 'resident',
  summary: 'Give up a top-up by card that waits for the person; one that was paid meanwhile goes on',
  params: z.strictObject({ id: actId }),
  reply: topUp,
  refusals: ['not_found'],
})

/** Proposed by one person, confirmed by another and on its way, given back as the card company has said. */
const cardRefundState = z.enum(['proposed', 'confirmed', 'given_back'])
export type CardRefundState = z.output<typeof cardRefundState>

export const readCardTopUp = endpoint({
  method: 'GET',
  path: '/operator/card-top-ups/:topUpId',
  audience: 'operator',
  summary: 'One top-up by card, by the number on its detail, for the office; the look-up is audited',
  params: z.strictObject({ topUpId: actId }),
  reply: z.strictObject({
    id: actId,
    state: topUpState,
    amount,
    sourceName: z.string(),
    lastDigits: z.string().nullable(),
    resident: z.strictObject({ id, name: z.string(), mail: z.string() }),
    requestedAt: instant,
    takenBack: amountOrNone,
    /** The refund that one person proposed; another one confirms it, and then the card company is asked. */
    refund: z
      .strictObject({
        ...{ id: actId, by: z.string(), reason: z.string(), at: instant },
        confirmedBy: z.string().nullable(),
        state: cardRefundState,
        /** Whether whoever asks proposed it: somebody else has to confirm. */
        mine: z.boolean(),
      })
      .nullable(),
    /** Whether a refund can be proposed now. */
    mayRefund: z.boolean(),
  }),
  refusals: ['not_found'],
})

export const listCardRefunds = endpoint({
  method: 'GET',
  path: '/operator/card-refunds',
  audience: 'operator',
  summary: 'Refunds to cards that one person has proposed and nobody has decided about, oldest first',
  reply: z.strictObject({
    refunds: z.array(
      z.strictObject({
        ...{ topUpId: actId, amount, by: z.string(), reason: z.string(), at: instant },
        /** Whether whoever asks proposed it: somebody else has to confirm. */
        mine: z.boolean(),
      }),
    ),
  }),
})

export const proposeCardRefund = endpoint({
  method: 'POST',
  path: '/operator/card-top-ups/:topUpId/refund',
  audience: 'operator',
  summary:
    'Propose that a whole top-up be given back to its card; nothing moves before another person confirms',
  params: z.strictObject({ topUpId: actId }),
  body: z.strictObject({ id: actId, reason: text(400).pipe(z.string().min(1)) }),
  reply: done,
  refusals: ['not_found', 'top_up_not_refundable'],
})

export const decideCardRefund = endpoint({
  method: 'POST',
  path: '/operator/card-top-ups/:topUpId/refund/:refundId',
  audience: 'operator',
  summary:
    'Confirm what somebody else proposed: the card has its money again, the coin leaves the wallet, and what is ' +
    'missing there is owed. Or withdraw it',
  params: z.strictObject({ topUpId: actId, refundId: actId }),
  body: z.strictObject({ decision: z.enum(['confirmed', 'withdrawn']) }),
  reply: done,
  refusals: ['not_found', 'second_person_needed', 'top_up_not_refundable'],
})
