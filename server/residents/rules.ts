import { sameName } from '#contract/kana.ts'
import type { RefusalCode } from '#contract/refusals.ts'

export type LeavingSettings = { coolingDays: number; eraseAfterYears: number }

/**
 * How leaving goes where the town's setting `leaving` says nothing else: two weeks to think better of it, and five
 * years after the account has closed what tells who it was is erased (府令46条: books are kept for five years).
 */
export const defaultLeaving: LeavingSettings = { coolingDays: 14, eraseAfterYears: 5 }

/**
 * Whether a resident may write this name: any that sounds like the one that a card has told, and any at all while no
 * card has told one.
 */
export function mayRename(known: { name: string | null; fromCard: boolean }, wanted: string): boolean {
  return !known.fromCard || sameName(known.name ?? '', wanted)
}

type Balance = { coin: number; points: number }

/**
 * Whether somebody may ask to leave, giving up what they have seen. There is no refund: 資金決済法20条 lets an issuer
 * pay prepaid value back only in the cases that it names. Refusals stand in the contract's order.
 */
export function decideLeaving(
  seen: Balance,
  facts: Balance & { frozen: boolean; moneyUnderWay: boolean },
): RefusalCode | null {
  if (facts.frozen) return 'frozen'
  if (facts.moneyUnderWay) return 'money_under_way'
  return seen.coin === facts.coin && seen.points === facts.points ? null : 'balance_changed'
}

/**
 * Whether an account may close now: not while it is frozen (what is looked into would be gone, and the way free to come
 * back as somebody new) or money is under way, and never with more than was given up.
 */
export function decideClosing(
  givenUp: Balance,
  facts: Balance & { frozen: boolean; moneyUnderWay: boolean },
): 'close' | 'wait' | 'stay' {
  if (facts.frozen || facts.moneyUnderWay) return 'wait'
  return facts.coin <= givenUp.coin && facts.points <= givenUp.points ? 'close' : 'stay'
}
