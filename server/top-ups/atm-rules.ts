// What a cash machine is answered. Notes come in thousands, and the machine gives no change.
import { atmCodes } from '../providers/atm/messages.ts'
import type { AtmDeposit } from '../providers/atm/messages.ts'
import { decideTopUp, roomUnder, type TopUpFacts } from './rules.ts'

/** The smallest note, in yen: what may be charged is a multiple of it. */
export const noteUnit = 1000

/** How long a phone's link waits for the number to be typed, and then for the notes to be counted, in minutes. */
export const linkMinutes = { toType: 5, toCount: 10 }

/** How many codes that no machine shows a person may try in an hour: a ten-digit number could be guessed at. */
export const unknownCodesPerHour = 10

/** So long a nonce is remembered, in minutes: for longer than two clocks may be apart in both directions. */
export const nonceMinutes = 15

type LinkState = { granted: number | null; expiresAt: Date; endedAt: Date | null }

/** The code that a machine is refused with, or null. */
type Refused = (typeof atmCodes)['refused' | 'linkOver' | 'overLimit'] | null

const codeOf = (refused: string | null): Refused => {
  if (refused === null) return null
  return ['frozen', 'identity_check_required', 'phone_needed', 'mail_proof_needed'].includes(refused)
    ? atmCodes.refused
    : atmCodes.overLimit
}

/** What may be put in, before the slot opens; refused where not even the smallest charge is possible. */
export function decideInquiry(
  link: LinkState,
  facts: TopUpFacts,
  now: Date,
): { refused: NonNullable<Refused> } | { refused: null; minimum: number; maximum: number } {
  if (isOver(link, now)) return { refused: atmCodes.linkOver }
  const minimum = Math.ceil(facts.limits.minimum / noteUnit) * noteUnit
  const refused = codeOf(decideTopUp(minimum, facts).refused)
  if (refused) return { refused }
  const maximum = Math.floor(roomUnder(facts.limits, facts.used).maximum / noteUnit) * noteUnit
  return { refused: null, minimum, maximum }
}

/** Whether counted notes may be kept. What was granted holds, and so does whatever has changed since. */
export function decideDeposit(
  { amount }: Pick<AtmDeposit, 'amount'>,
  link: LinkState,
  facts: TopUpFacts,
  now: Date,
): Refused {
  if (isOver(link, now)) return atmCodes.linkOver
  if (link.granted === null) return atmCodes.refused
  if (amount > link.granted || amount % noteUnit !== 0) return atmCodes.overLimit
  return codeOf(decideTopUp(amount, facts).refused)
}

const isOver = ({ expiresAt, endedAt }: LinkState, now: Date) =>
  endedAt !== null || expiresAt.getTime() <= now.getTime()

/** The name on the machine's screen: enough to see that it is one's own, too little for who looks over a shoulder. */
export const maskedName = (familyKana: string): string => `${[...familyKana].slice(0, 2).join('')}***`
