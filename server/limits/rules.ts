import { type LimitName, mostBalance, mostGift, mostGiftsOfMonth } from '#contract/limits.ts'
import type { RefusalCode } from '#contract/refusals.ts'
import type { Facts } from '../lib/refusal.ts'

/** All limits as they would hold together at one instant, in yen. */
export type Together = Record<LimitName, number>

/** Each limit that may not be above another one. */
const order: readonly (readonly [low: LimitName, high: LimitName])[] = [
  ['top_up_min', 'top_up_max'],
  ['top_up_min', 'top_up_first_day'],
  ['top_up_max', 'top_up_day'],
  ['top_up_day', 'top_up_month'],
  ['payment_max', 'payment_day'],
  ['paper_card_payment', 'paper_card_day'],
  ['gift_max', 'gift_month'],
  ['helper_day', 'helper_month'],
]

/** What the law puts above a limit. */
const most: readonly (readonly [name: LimitName, most: number])[] = [
  ['balance_cap', mostBalance],
  ['gift_max', mostGift],
  ['gift_month', mostGiftsOfMonth],
]

type Verdict = { refused: null } | { refused: RefusalCode; facts: Facts }

/** Whether limits make sense together, and stay below the line of the law. */
export function checkLimits(together: Together): Verdict {
  const above = most.find(([name, limit]) => together[name] > limit)
  if (above) return { refused: 'limit_above_the_law', facts: { name: above[0], limit: above[1] } }
  const wrong = order.find(([low, high]) => together[low] > together[high])
  if (wrong) return { refused: 'limits_do_not_fit', facts: { low: wrong[0], high: wrong[1] } }
  if (together.top_up_min < 1)
    return { refused: 'limits_do_not_fit', facts: { low: 'top_up_min', high: null } }
  return { refused: null }
}

/** Whether somebody may decide on a change that somebody proposed. */
export function mayDecide(
  change: { proposedBy: string; decision: string | null },
  who: string,
  decision: 'confirmed' | 'withdrawn',
): RefusalCode | null {
  if (change.decision !== null) return change.decision === decision ? null : 'limit_change_decided'
  return decision === 'confirmed' && change.proposedBy === who ? 'second_person_needed' : null
}
