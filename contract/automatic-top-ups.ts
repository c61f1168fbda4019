import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { actId, amount, amountOrNone, instant } from './values.ts'

/** Why オートチャージ has switched itself off, or why it did nothing the last time it was due. */
export const whyStopped = z.enum(['declined', 'account_gone', 'not_allowed'])
export const whyHeld = z.enum(['monthly_ceiling', 'limit', 'balance_cap'])

/** What a resident agrees to: below so much, so much is topped up, at most so much in a month. */
const agreement = z.strictObject({
  below: amount,
  amount,
  monthlyCeiling: amount,
  bankAccountId: actId,
})

export const automaticTopUp = z.strictObject({
  state: z.enum(['on', 'off', 'stopped']),
  stoppedBecause: whyStopped.nullable(),
  held: z.strictObject({ because: whyHeld, at: instant }).nullable(),
  /** Null while it was never switched on. */
  agreement: agreement.nullable(),
  toppedUpThisMonth: amountOrNone,
  /** What the town allows at most for each part. */
  limits: z.strictObject({ minimum: amount, perTopUp: amount, perMonth: amount, balanceCap: amount }),
})

export const readAutomaticTopUp = endpoint({
  method: 'GET',
  path: '/me/automatic-top-up',
  audience: 'resident',
  summary: 'オートチャージ: whether it is on, what was agreed to, and what it did this month',
  reply: automaticTopUp,
})

export const switchOnAutomaticTopUp = endpoint({
  method: 'PUT',
  path: '/me/automatic-top-up',
  audience: 'resident',
  summary: 'Switch オートチャージ on, or change it; the consent stands for the passcode of each top-up',
  body: agreement,
  reply: automaticTopUp,
  refusals: [
    'step_up_required',
    'frozen',
    'identity_check_required',
    'phone_needed',
    'bank_account_not_ready',
    'top_up_below_minimum',
    'top_up_over_limit',
    'automatic_ceiling_wrong',
    'balance_over_cap',
  ],
})

export const switchOffAutomaticTopUp = endpoint({
  method: 'DELETE',
  path: '/me/automatic-top-up',
  audience: 'resident',
  summary: 'Switch オートチャージ off; it needs nothing, and what is under way is finished',
  reply: automaticTopUp,
})
