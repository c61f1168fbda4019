import { type HelpCaps, helperDigits } from '#contract/relatives.ts'
import type { RefusalCode } from '#contract/refusals.ts'
import type { Facts } from '../lib/refusal.ts'

/** A helper's code lives so long: enough to hand the phone across the table, in minutes. */
export const codeMinutes = 10
/** A person who needs more codes in a minute is a program. */
export const codesPerMinute = 20
/** Who has tried so many codes that nobody shows, within ten minutes, is guessing. */
export const wrongCodesAllowed = 5
export const wrongCodesMinutes = 10
/** Nobody looks after more relatives than these; more would be a trade, or a collection of other people's wallets. */
export const mostRelatives = 5

export type HelperCode = { kind: 'token' | 'digits'; value: string }

/** What was scanned (an address with the secret behind `#`) or typed; nothing for any other text. */
export function readHelperText(text: string): HelperCode | undefined {
  const digits = text.normalize('NFKC').replace(/[\s\p{Dash_Punctuation}ー−]/gu, '')
  if (/^\d+$/.test(digits))
    return digits.length === helperDigits ? { kind: 'digits', value: digits } : undefined
  const value = text.slice(text.indexOf('#') + 1)
  return /^[A-Za-z0-9_-]{22}$/.test(value) ? { kind: 'token', value } : undefined
}

/** All that decides on a help besides the two people, in yen. */
export type HelpFacts = {
  /** The most that the town lets anybody allow a helper. */
  most: HelpCaps
  /** Whom the helper helps already, this relative not counted. */
  relatives: number
  /** The relative agrees on a phone that came within 24 hours: whoever took the account over must not stay in it. */
  newDevice: boolean
}

type Verdict = { refused: null } | { refused: RefusalCode; facts?: Facts }

/** Whether caps make sense: nothing of both, or a month that holds a day, and neither above the town's. */
export function checkCaps({ perDay, perMonth }: HelpCaps, most: HelpCaps): Verdict {
  const fit = perDay === 0 ? perMonth === 0 : perMonth >= perDay
  if (fit && perDay <= most.perDay && perMonth <= most.perMonth) return { refused: null }
  return { refused: 'help_caps_wrong', facts: { day: most.perDay, month: most.perMonth } }
}

/** Whether a help may begin; the refusals stand in the contract's order. */
export function decideHelp(caps: HelpCaps, { most, relatives, newDevice }: HelpFacts): Verdict {
  if (newDevice) return { refused: 'help_new_device' }
  const verdict = checkCaps(caps, most)
  if (verdict.refused) return verdict
  return relatives >= mostRelatives
    ? { refused: 'help_too_many', facts: { limit: mostRelatives } }
    : { refused: null }
}
