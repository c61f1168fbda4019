import { z } from 'zod'
import { bonus, offer } from './campaigns.ts'
import { endpoint } from './endpoint.ts'
import { actId, amount, amountOrNone, instant, passcode } from './values.ts'

/**
 * The life of a top-up. `unknown` means that the provider's answer was lost: it is asked again with the
 * same id until it is known, and never credited or given up by guessing.
 */
export const topUpState = z.enum([
  'awaiting_passcode',
  /** Waits for the person at the card company: for a card to be typed, or for 3-D Secure. */
  'awaiting_card',
  'requested',
  'unknown',
  'succeeded',
  'declined',
  'lapsed',
  'needs_attention',
])
export type TopUpState = z.output<typeof topUpState>

/** By what money comes: a linked bank account, a card, a cash machine, a counter of the office, a charge code. */
export const topUpMeans = z.enum(['bank', 'card', 'atm', 'counter', 'code'])
export type TopUpMeans = z.output<typeof topUpMeans>

/** What may be done in which state: one table for the button and for the rule. */
export const topUpCan = {
  confirm: (state: TopUpState) => state === 'awaiting_passcode',
  settle: (state: TopUpState) => state === 'requested' || state === 'unknown' || state === 'needs_attention',
  poll: (state: TopUpState) => state === 'requested' || state === 'unknown' || state === 'awaiting_card',
  /** Go on, or give up, at the card company. */
  visit: (state: TopUpState) => state === 'awaiting_card',
}

export const topUp = z.strictObject({
  id: actId,
  state: topUpState,
  amount,
  means: topUpMeans,
  /** Where the money came from, as its owner calls it: the bank, the card's brand, the place; may be empty. */
  sourceName: z.string(),
  lastDigits: z.string().nullable(),
  declinedBecause: z
    .enum([
      'insufficient_funds',
      'limit',
      'frozen',
      'unlinked',
      'maintenance',
      'balance_over_cap',
      'abandoned',
      'not_proven',
      'refunded',
      'over_limit',
      'card_declined',
      'card_expired',
      'card_code_wrong',
      'card_not_accepted',
      'too_many_cards',
      'too_many_tries',
      /** The person gave up, at the company's page or at the issuer's proof. */
      'cancelled',
      'proof_cancelled',
      /** The holder was not recognised by 3-D Secure although the town asks for it. */
      'not_authenticated',
      'other',
    ])
    .nullable(),
  /** What was taken back after success, and what of it the wallet did not hold any more: it is owed. */
  takenBack: z.strictObject({ amount: amountOrNone, owed: amountOrNone }),
  bonus,
  requestedAt: instant,
  settledAt: instant.nullable(),
  coinAfter: amountOrNone.nullable(),
  /** Set where somebody charged for a relative: who, and for whom, in kana. */
  help: z.strictObject({ helper: z.string(), relative: z.string(), mine: z.boolean() }).nullable(),
})

export const readTopUpTerms = endpoint({
  method: 'GET',
  path: '/me/top-up-terms',
  audience: 'resident',
  summary: 'What may be topped up now, before an amount is typed, and which bonus will come',
  reply: z.strictObject({
    allowed: z.boolean(),
    missing: z.enum(['card', 'sms', 'mail', 'frozen']).nullable(),
    minimum: amount,
    /** The most that may be topped up now: the smallest of what is left of each limit. */
    maximum: amountOrNone,
    perTopUp: amount,
    leftToday: amountOrNone,
    leftThisMonth: amountOrNone,
    leftUnderCap: amountOrNone,
    /** What is left on the first day after a new device; null while no device is new. */
    leftOnFirstDay: amountOrNone.nullable(),
    /** The campaigns in force, each as it stands for this person: `promisesFor` tells what an amount brings. */
    bonus: z.array(offer),
  }),
})

export const requestTopUp = endpoint({
  method: 'POST',
  path: '/me/top-ups',
  audience: 'resident',
  summary: 'Ask to top up from a linked bank account; a passcode by SMS confirms it',
  body: z.strictObject({ id: actId, bankAccountId: actId, amount: z.int() }),
  reply: topUp,
  refusals: [
    'clock_off',
    'top_up_exists_with_different_content',
    'frozen',
    'identity_check_required',
    'phone_needed',
    'mail_proof_needed',
    'bank_account_not_ready',
    'top_up_below_minimum',
    'top_up_over_limit',
    'top_up_over_first_day_limit',
    'top_up_over_day_limit',
    'top_up_over_month_limit',
    'balance_over_cap',
    // With `place` and `waitSeconds`; the same request again keeps the place, and begins when its turn has come.
    'top_up_line',
    'passcode_too_soon',
    'passcode_too_many',
    'sms_not_sent',
  ],
})

export const readRelativesTopUpTerms = endpoint({
  method: 'GET',
  path: '/me/relatives/:id/top-up-terms',
  audience: 'resident',
  summary:
    'What I may charge for a relative whom I help, from a bank account of mine: the limits are of both',
  params: z.strictObject({ id: actId }),
  reply: readTopUpTerms.reply,
  refusals: ['not_found', 'relative_cannot'],
})

export const requestRelativesTopUp = endpoint({
  method: 'POST',
  path: '/me/relatives/:id/top-ups',
  audience: 'resident',
  summary:
    'Charge the wallet of a relative whom I help from a linked bank account of mine; a passcode by SMS to me ' +
    'confirms it',
  params: z.strictObject({ id: actId }),
  body: requestTopUp.body,
  reply: topUp,
  refusals: ['not_found', 'relative_cannot', ...requestTopUp.refusals],
})

export const resendTopUpPasscode = endpoint({
  method: 'POST',
  path: '/me/top-ups/:id/passcodes',
  audience: 'resident',
  summary: 'Send the passcode of a waiting top-up again',
  params: z.strictObject({ id: actId }),
  reply: topUp,
  refusals: ['relative_cannot', 'passcode_too_soon', 'passcode_too_many', 'sms_not_sent'],
})

export const confirmTopUp = endpoint({
  method: 'POST',
  path: '/me/top-ups/:id/confirmation',
  audience: 'resident',
  summary:
    '認証(チャージ): confirm with the passcode; the bank is asked, and the outcome may be still unknown',
  params: z.strictObject({ id: actId }),
  body: z.strictObject({ code: passcode }),
  reply: topUp,
  refusals: [
    'frozen',
    'relative_cannot',
    'identity_check_required',
    'phone_needed',
    'mail_proof_needed',
    'bank_account_not_ready',
    'passcode_expired',
    'passcode_too_many',
    'passcode_wrong',
    'top_up_over_first_day_limit',
    'top_up_over_day_limit',
    'top_up_over_month_limit',
    'balance_over_cap',
  ],
})

export const readTopUp = endpoint({
  method: 'GET',
  path: '/me/top-ups/:id',
  audience: 'resident',
  summary: 'One top-up, for 取引詳細 and for asking while it is 確認中',
  params: z.strictObject({ id: actId }),
  reply: topUp,
})
