import { giftDigits } from '#contract/gifts.ts'
import type { RefusalCode } from '#contract/refusals.ts'
import type { Facts } from '../lib/refusal.ts'

/** A gift code lives so long: enough to look for the person at the other end of the table, in minutes. */
export const codeMinutes = 10
/** A person who needs more codes in a minute is a program. */
export const codesPerMinute = 20
/** Who has tried so many codes that nobody shows, within ten minutes, is guessing. */
export const wrongCodesAllowed = 5
export const wrongCodesMinutes = 10
/** Nobody gives more often in a day; a chain of small gifts is how stolen money is moved on. */
export const giftsPerDay = 10

export type GiftCode = { kind: 'token' | 'digits'; value: string }

/** What was scanned (an address with the secret behind `#`) or typed; nothing for any other text. */
export function readGiftText(text: string): GiftCode | undefined {
  const digits = text.normalize('NFKC').replace(/[\s\p{Dash_Punctuation}ー−]/gu, '')
  if (/^\d+$/.test(digits))
    return digits.length === giftDigits ? { kind: 'digits', value: digits } : undefined
  const value = text.slice(text.indexOf('#') + 1)
  return /^[A-Za-z0-9_-]{22}$/.test(value) ? { kind: 'token', value } : undefined
}

/** Limits in force, in yen; a town that has never set them has no gifts. */
export type GiftLimits = { perGift: number; perMonth: number }

/** Whether the town lets residents give coin to each other. */
export const isOpen = ({ perGift, perMonth }: GiftLimits): boolean => perGift > 0 && perMonth > 0

/** All that decides on a gift, read while both wallets are locked; in yen. */
export type GiftFacts = GiftLimits & {
  frozen: boolean
  coin: number
  /** A device came within 24 hours: whoever has taken the account over must not empty it at once. */
  newDevice: boolean
  givenThisMonth: number
  giftsToday: number
  receiverFrozen: boolean
  receiverLeaving: boolean
  /** What the receiver has and is about to have by top-ups under way. */
  receiverHolds: number
  balanceCap: number
}

type Verdict = { refused: null } | { refused: RefusalCode; facts?: Facts }

/** Whether a gift may be made. Why a receiver can take nothing is never said to the giver. */
export function decideGift(facts: GiftFacts, amount: number): Verdict {
  if (facts.frozen) return { refused: 'frozen' }
  const full = facts.receiverHolds + amount > facts.balanceCap
  if (facts.receiverFrozen || facts.receiverLeaving || full) return { refused: 'gift_receiver_cannot' }
  if (facts.newDevice) return { refused: 'gift_new_device' }
  if (amount > facts.perGift) return { refused: 'gift_over_limit', facts: { limit: facts.perGift } }
  const left = Math.max(0, facts.perMonth - facts.givenThisMonth)
  if (amount > left) return { refused: 'gift_over_month', facts: { left } }
  if (facts.giftsToday >= giftsPerDay) return { refused: 'gift_too_many', facts: { limit: giftsPerDay } }
  return amount > facts.coin ? { refused: 'insufficient_balance' } : { refused: null }
}
