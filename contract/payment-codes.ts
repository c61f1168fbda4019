import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { actId, amount, amountOrNone, cardPin, done, id, instant, text } from './values.ts'

/** A store's request: open until it is paid, cancelled, or its time is over. */
export const paymentRequest = z.strictObject({
  id: actId,
  amount,
  /** The text of the QR code that residents scan. */
  code: z.string(),
  expiresAt: instant,
  state: z.enum(['open', 'paid', 'cancelled', 'expired']),
  /** The payment, once there is one. */
  paymentId: id.nullable(),
})

export const requestPayment = endpoint({
  method: 'POST',
  path: '/staff/payment-requests',
  audience: 'staff',
  act: 'receive',
  scope: 'charge',
  summary: 'Make a code for one payment of an amount; the same id makes it once',
  body: z.strictObject({ id: actId, amount }),
  reply: paymentRequest,
  refusals: ['request_exists_with_different_content', 'clock_off', 'store_suspended', 'payment_over_limit'],
})

export const readPaymentRequest = endpoint({
  method: 'GET',
  path: '/staff/payment-requests/:id',
  audience: 'staff',
  act: 'receive',
  scope: 'read',
  summary: 'How a request of the own store stands',
  params: z.strictObject({ id: actId }),
  reply: paymentRequest,
  refusals: ['not_found'],
})

export const cancelPaymentRequest = endpoint({
  method: 'DELETE',
  path: '/staff/payment-requests/:id',
  audience: 'staff',
  act: 'receive',
  scope: 'charge',
  summary: 'Take a request back that nobody has paid; twice is once',
  params: z.strictObject({ id: actId }),
  reply: paymentRequest,
  refusals: ['not_found', 'request_paid'],
})

/** What a code that a resident shows is paid with: points before coin, or coin alone. */
export const codeTender = z.enum(['points_first', 'coin'])

export const showPayerCode = endpoint({
  method: 'POST',
  path: '/me/payer-codes',
  audience: 'resident',
  summary: 'Make a code that a till may read once; the code before it ends within seconds',
  body: z.strictObject({ tender: codeTender }),
  reply: z.strictObject({
    id,
    /** The text of the QR code. */
    code: z.string(),
    /** The same as twenty digits, for typing. */
    digits: z.string(),
    /** The digits as CODE128 (ISO/IEC 15417): widths of bars and spaces by turns, beginning with a bar. */
    bars: z.array(z.int()),
    expiresAt: instant,
  }),
  refusals: ['identity_check_required', 'phone_needed', 'mail_proof_needed', 'frozen', 'too_many_requests'],
})

export const showRelativesCode = endpoint({
  method: 'POST',
  path: '/me/relatives/:id/payer-codes',
  audience: 'resident',
  summary:
    'Make a code that pays once out of the wallet of a relative whom I help; a till that reads it is held to the ' +
    'caps of the help',
  params: z.strictObject({ id: actId }),
  body: z.strictObject({ tender: codeTender }),
  reply: showPayerCode.reply,
  refusals: [
    'identity_check_required',
    'phone_needed',
    'mail_proof_needed',
    'frozen',
    'not_found',
    'relative_cannot',
    'too_many_requests',
  ],
})

export const readPayerCode = endpoint({
  method: 'GET',
  path: '/me/payer-codes/:id',
  audience: 'resident',
  summary: 'Whether a till has used a code that the caller shows',
  params: z.strictObject({ id }),
  reply: z.strictObject({ state: z.enum(['live', 'used', 'over']), paymentId: id.nullable() }),
  refusals: ['not_found'],
})

export const endPayerCodes = endpoint({
  method: 'POST',
  path: '/me/payer-codes/end',
  audience: 'resident',
  summary: 'End every code that the caller shows',
  reply: done,
})

/** A payment as the till that charged it sees it: never whose it is. */
export const charge = z.strictObject({
  id: actId,
  coin: amountOrNone,
  points: amountOrNone,
  paidAt: instant,
  /** Set for a printed card, with what is left where its holder wants that on receipts; null for a phone. */
  paperCard: z
    .strictObject({ balance: z.strictObject({ coin: amountOrNone, points: amountOrNone }).nullable() })
    .nullable(),
})

/** Where the till that charged a printed card fetches the slip for its holder, a PDF. */
export const slipPath = '/staff/charges/:id/slip.pdf'

export const chargePayerCode = endpoint({
  method: 'POST',
  path: '/staff/charges',
  audience: 'staff',
  act: 'receive',
  scope: 'charge',
  summary:
    'Charge the resident whose code was read; the same id charges once. After a lost answer, ask again. A printed ' +
    'card asks for its PIN above an amount: let its holder type it, and send the same charge with it. One that has ' +
    'just paid the same amount is charged once more only with again',
  body: z.strictObject({
    id: actId,
    code: text(1100),
    amount,
    pin: cardPin.optional(),
    /** The shop's word that this is a second purchase of the same amount. */
    again: z.literal(true).optional(),
  }),
  reply: charge,
  refusals: [
    'payer_code_foreign',
    'payer_code_damaged',
    'too_many_requests',
    'payer_code_unknown',
    'payment_exists_with_different_content',
    'payer_code_used',
    'payer_code_expired',
    'clock_off',
    'paper_card_stopped',
    'paper_card_charged_before',
    'paper_card_over_limit',
    'paper_card_pin_needed',
    'paper_card_pin_wrong',
    'paper_card_over_day_limit',
    'help_over_cap',
    'payer_cannot_pay',
    'store_suspended',
    'payment_over_limit',
    'payment_over_day_limit',
    'payer_balance_short',
  ],
})
