import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { topUp } from './top-ups.ts'
import { actId, id } from './values.ts'

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
