import type { RefusalCode } from '#contract/refusals.ts'

/** How often codes may be tried within an hour, by one person and from one address. */
export const triesPerHour = { person: 5, address: 30 }

type Shown = {
  topUpId: string | null
  expiresOn: string
  released: boolean
  voided: boolean
}

/** Why a code that exists cannot be used; null where it can. A draft's code reads like one that does not exist. */
export function decideCode(code: Shown, today: string): RefusalCode | null {
  if (!code.released) return 'charge_code_wrong'
  if (code.topUpId !== null) return 'charge_code_used'
  if (code.voided) return 'charge_code_void'
  // The last day counts to its end, in Japan.
  return code.expiresOn < today ? 'charge_code_expired' : null
}

type Batch = { releasedBy: string | null; voidedAt: Date | null; expiresOn: string }

/** How a batch stands on a day. */
export function stateOfBatch({ releasedBy, voidedAt, expiresOn }: Batch, today: string) {
  if (voidedAt) return 'void'
  if (expiresOn < today) return 'over'
  return releasedBy ? 'live' : 'draft'
}

type Wish = { value: number; count: number; expiresOn: string }
type BatchFacts = { today: string; left: number; minimum: number; maximum: number }

type Verdict = { refused: null } | { refused: RefusalCode; facts?: Record<string, number> }

/** Whether a batch may be made out of what its budget has left; a code is one top-up and keeps to its limits. */
export function decideBatch(wish: Wish, { today, left, minimum, maximum }: BatchFacts): Verdict {
  if (wish.expiresOn < today) return { refused: 'charge_code_expiry_past' }
  if (wish.value < minimum) return { refused: 'top_up_below_minimum', facts: { limit: minimum } }
  if (wish.value > maximum) return { refused: 'top_up_over_limit', facts: { limit: maximum } }
  if (wish.value * wish.count > left)
    return { refused: 'code_budget_exceeded', facts: { left: Math.max(0, left) } }
  return { refused: null }
}
