import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { topUp } from './top-ups.ts'
import { actId, amount, amountOrNone, day, done, id, instant, text } from './values.ts'

/** Digits of a code as it is printed: fourteen that nobody can foresee, and two that tell a slip of the finger. */
export const codeDigits = 16

/**
 * The two check digits after fourteen digits (ISO/IEC 7064, MOD 97-10, as in an IBAN): every single wrong digit and
 * every swap of neighbours is noticed before the server is asked.
 */
export function checkDigitsOf(fourteen: string): string {
  return String(98n - ((BigInt(fourteen) * 100n) % 97n)).padStart(2, '0')
}

/** Whether sixteen digits can be a code at all. */
export function canBeCode(digits: string): boolean {
  return /^\d{16}$/.test(digits) && checkDigitsOf(digits.slice(0, 14)) === digits.slice(14)
}

/** Where the QR code of a printed code leads; its secret stands behind the #, which browsers send to nobody. */
export const chargeCodePath = '/top-ups/code'

export const redeemChargeCode = endpoint({
  method: 'POST',
  path: '/me/charge-codes/redemptions',
  audience: 'resident',
  summary: 'Use a charge code, scanned or typed; it is worth coin once',
  body: z.strictObject({ id: actId, code: text(300).pipe(z.string().min(1)) }),
  reply: topUp,
  refusals: [
    'clock_off',
    'top_up_exists_with_different_content',
    'frozen',
    'identity_check_required',
    'phone_needed',
    'mail_proof_needed',
    'charge_code_tries_paused',
    'charge_code_wrong',
    'charge_code_used',
    'charge_code_expired',
    'charge_code_void',
    'top_up_below_minimum',
    'top_up_over_limit',
    'top_up_over_first_day_limit',
    'top_up_over_day_limit',
    'top_up_over_month_limit',
    'balance_over_cap',
  ],
})

export const codeBatch = z.strictObject({
  id,
  purpose: z.string(),
  budgetName: z.string(),
  value: amount,
  count: z.int().min(1),
  used: amountOrNone,
  expiresOn: day,
  bonus: z.boolean(),
  /** `draft`: may be printed, worth nothing yet. `live`: worth coin, printed no more. */
  state: z.enum(['draft', 'live', 'over', 'void']),
  madeBy: z.string(),
  madeAt: instant,
  /** Whether the person who asks has made it, and so cannot release it. */
  madeByMe: z.boolean(),
  releasedBy: z.string().nullable(),
})

export const codeBudget = z.strictObject({ id, name: z.string(), ceiling: amount, left: amountOrNone })

export const listCodeBatches = endpoint({
  method: 'GET',
  path: '/operator/code-batches',
  audience: 'operator',
  summary: 'Every batch of charge codes, the newest first, and the budgets that they come out of',
  reply: z.strictObject({ batches: z.array(codeBatch), budgets: z.array(codeBudget) }),
})

export const makeCodeBudget = endpoint({
  method: 'POST',
  path: '/operator/code-budgets',
  audience: 'operator',
  summary: 'Set money aside that charge codes may be made of',
  body: z.strictObject({
    id: actId,
    name: text(60).pipe(z.string().min(1)),
    ceiling: amount.max(1_000_000_000),
  }),
  reply: done,
})

export const makeCodeBatch = endpoint({
  method: 'POST',
  path: '/operator/code-batches',
  audience: 'operator',
  summary: 'Make charge codes; they can be printed, and are worth nothing until somebody else releases them',
  body: z.strictObject({
    id: actId,
    budgetId: id,
    purpose: text(60).pipe(z.string().min(1)),
    value: amount.max(1_000_000),
    count: z.int().min(1).max(2000),
    expiresOn: day,
    bonus: z.boolean(),
  }),
  reply: done,
  refusals: [
    'not_found',
    'charge_code_expiry_past',
    'top_up_below_minimum',
    'top_up_over_limit',
    'code_budget_exceeded',
  ],
})

const batchParams = z.strictObject({ batchId: id })

export const releaseCodeBatch = endpoint({
  method: 'POST',
  path: '/operator/code-batches/:batchId/release',
  audience: 'operator',
  summary:
    'Make the codes worth coin; by another person than the one who made them. They are printed no more',
  params: batchParams,
  reply: done,
  refusals: ['not_found', 'code_batch_not_draft', 'second_person_needed'],
})

export const voidCodeBatch = endpoint({
  method: 'POST',
  path: '/operator/code-batches/:batchId/void',
  audience: 'operator',
  summary: 'End a batch: codes that were not used are worth nothing any more',
  params: batchParams,
  body: z.strictObject({ reason: text(200).pipe(z.string().min(1)) }),
  reply: done,
  refusals: ['not_found'],
})

/** Where the sheet to print is fetched, a PDF; by a person of the office, while the batch is a draft. */
export const codeSheetPath = '/operator/code-batches/:batchId/sheet.pdf'
