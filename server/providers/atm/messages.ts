// What the machines say to us, and what we answer. Numbered as in ISO 8583: a terminal, its day and its trace number
// name a message; the same message may come again and gets the same answer.
import { z } from 'zod'

const trace = z.string().regex(/^\d{6}$/)
const named = {
  terminal: z.string().regex(/^[0-9A-Za-z-]{1,20}$/),
  on: z.iso.date(),
  trace,
  linkId: z.string().min(1).max(100),
}

const count = z.int().min(0).max(200)
const notes = z.strictObject({ 10000: count, 5000: count, 2000: count, 1000: count })

/** Whether the notes are worth what the message says. */
const addsUp = ({ amount, notes: of }: { amount: number; notes: z.output<typeof notes> }) =>
  of[10000] * 10_000 + of[5000] * 5000 + of[2000] * 2000 + of[1000] * 1000 === amount

/** 0100: what may be put in, asked before the slot opens. */
const inquiry = z.strictObject({ ...named, companyCode: z.string() })

/** 0200: the notes are counted and wait; may they be kept? */
const deposit = z
  .strictObject({ ...named, amount: z.int().min(1), notes, at: z.iso.datetime({ offset: true }) })
  .refine(addsUp)

/** 0220: the notes of that deposit are kept. A fact, and no question. */
const advice = deposit

/** 0400: whatever the original message did is to be undone. */
const reversal = z.strictObject({
  ...named,
  original: z.strictObject({ trace, on: z.iso.date() }),
  reason: z.enum(['customer_cancelled', 'no_answer', 'jam', 'power_cut']),
})

/** The messages by their kind. */
export const atmMessages = { inquiry, deposit, advice, reversal }

export type AtmInquiry = z.output<typeof inquiry>
export type AtmDeposit = z.output<typeof deposit>
export type AtmReversal = z.output<typeof reversal>
export type AtmMessageKind = keyof typeof atmMessages

/** Response codes, after ISO 8583 field 39. */
export const atmCodes = {
  approved: '00',
  refused: '05',
  unknownLink: '14',
  nothingToReverse: '25',
  formatError: '30',
  linkOver: '54',
  overLimit: '61',
  traceUsed: '94',
} as const

/** An answer: its code, and what belongs to an approval. */
export type AtmAnswer =
  | { code: Exclude<(typeof atmCodes)[keyof typeof atmCodes], '00'> }
  | { code: '00'; holder: string; minimum: number; maximum: number; unit: number }
  | { code: '00'; authCode: string; balanceAfter: number }
  | { code: '00' }
