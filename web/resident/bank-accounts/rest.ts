import type { Rest } from '#contract/bank-accounts.ts'
import { serverNow } from '../../lib/clock.ts'
import { sayMinute } from '../../lib/time.ts'

/** Whether a bank answers nobody now. */
export function isResting(rest: Rest | null): boolean {
  return rest !== null && Date.parse(rest.from) <= serverNow() && serverNow() < Date.parse(rest.until)
}

const soonMs = 24 * 3_600_000

/** Says when a bank rests, where that is now or within a day; null for later or never. */
export function sayRest(rest: Rest | null): string | null {
  if (rest === null || Date.parse(rest.from) - serverNow() > soonMs) return null
  if (isResting(rest)) return `サービス時間外です。${sayMinute(rest.until)}から使えます。`
  return `${sayMinute(rest.from)}から${sayMinute(rest.until)}までお休みです。`
}
