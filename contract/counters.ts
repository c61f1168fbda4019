import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { actId, amount, amountOrNone, id, instant, text } from './values.ts'

/** Digits of the number that a resident shows at a counter. */
export const counterDigits = 10

export const counterCode = z.strictObject({
  id: actId,
  number: z.string(),
  state: z.enum(['waiting', 'credited', 'over']),
  topUpId: id.nullable(),
  expiresAt: instant,
})

export const makeCounterCode = endpoint({
  method: 'POST',
  path: '/me/counter-codes',
  audience: 'resident',
  summary: 'A number to show at a counter, for one charge with cash within five minutes',
  body: z.strictObject({ id: actId }),
  reply: counterCode,
  refusals: [
    'clock_off',
    'too_many_requests',
    'frozen',
    'identity_check_required',
    'phone_needed',
    'top_up_over_first_day_limit',
    'top_up_over_day_limit',
    'top_up_over_month_limit',
    'balance_over_cap',
  ],
})

export const readCounterCode = endpoint({
  method: 'GET',
  path: '/me/counter-codes/:id',
  audience: 'resident',
  summary: 'Whether the counter has charged by this number',
  params: z.strictObject({ id: actId }),
  reply: counterCode,
})

export const counterCharge = z.strictObject({
  id: actId,
  /** The beginning of the name, as the resident's own screen shows it. */
  holder: z.string(),
  amount,
  received: amount,
  change: amountOrNone,
  at: instant,
})

export const till = z.strictObject({
  id,
  place: z.string(),
  operatorName: z.string(),
  opening: amountOrNone,
  taken: amountOrNone,
  charges: z.int(),
  /** What must be in the drawer now, or had to be when it was closed. */
  expected: amountOrNone,
  openedAt: instant,
  closedAt: instant.nullable(),
  counted: amountOrNone.nullable(),
  note: z.string().nullable(),
})

export const readTill = endpoint({
  method: 'GET',
  path: '/operator/till',
  audience: 'operator',
  duty: 'counter',
  summary: "The caller's open till with its charges, the newest first",
  reply: z.strictObject({ till: till.nullable(), charges: z.array(counterCharge) }),
})

export const openTill = endpoint({
  method: 'POST',
  path: '/operator/tills',
  audience: 'operator',
  duty: 'counter',
  summary: 'Open the till with what was counted in the morning',
  body: z.strictObject({ id: actId, opening: amountOrNone.max(10_000_000) }),
  reply: till,
  refusals: ['till_open'],
})

export const closeTill = endpoint({
  method: 'POST',
  path: '/operator/tills/:tillId/close',
  audience: 'operator',
  duty: 'counter',
  summary: 'Close the till with what was counted in the evening; a difference needs a word',
  params: z.strictObject({ tillId: id }),
  body: z.strictObject({ counted: amountOrNone.max(100_000_000), note: text(200) }),
  reply: till,
  refusals: ['not_found', 'till_note_needed'],
})

export const findAtCounter = endpoint({
  method: 'POST',
  path: '/operator/counter-visitors',
  audience: 'operator',
  duty: 'counter',
  summary: 'Who shows this number or printed card, so much of the name as is needed, and what may be charged',
  body: z.strictObject({ number: text(1100) }),
  reply: z.strictObject({ codeId: id, holder: z.string(), minimum: amount, maximum: amountOrNone }),
  refusals: [
    'till_not_open',
    'too_many_requests',
    'paper_card_stopped',
    'counter_code_unknown',
    'counter_charge_not_possible',
  ],
})

export const chargeAtCounter = endpoint({
  method: 'POST',
  path: '/operator/counter-charges',
  audience: 'operator',
  duty: 'counter',
  summary: 'Take cash and charge; the same request again is the same charge',
  body: z.strictObject({ id: actId, codeId: id, amount: z.int(), received: z.int().max(100_000_000) }),
  reply: counterCharge,
  refusals: [
    'clock_off',
    'counter_charge_exists_with_different_content',
    'till_not_open',
    'counter_code_unknown',
    'received_too_little',
    'counter_charge_not_possible',
    'top_up_below_minimum',
    'top_up_over_limit',
    'top_up_over_first_day_limit',
    'top_up_over_day_limit',
    'top_up_over_month_limit',
    'balance_over_cap',
  ],
})

export const listTills = endpoint({
  method: 'GET',
  path: '/operator/tills',
  audience: 'operator',
  summary: 'The tills of all counters, the newest first, with their differences',
  reply: z.strictObject({ tills: z.array(till) }),
})

/** Where the receipt of a charge is fetched, a PDF; by the person who took the cash. */
export const counterReceiptPath = '/operator/counter-charges/:chargeId/receipt.pdf'
