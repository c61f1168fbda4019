import type { Rest } from '#contract/bank-accounts.ts'
import { serverNow } from '../../lib/clock.ts'

/** Whether a bank answers nobody now. */
export function isResting(rest: Rest | null): boolean {
  return rest !== null && Date.parse(rest.from) <= serverNow() && serverNow() < Date.parse(rest.until)
}

const soonMs = 24 * 3_600_000
const inJapan = { timeZone: 'Asia/Tokyo' } as const
const hour = new Intl.DateTimeFormat('ja-JP', { ...inJapan, hour: 'numeric', minute: '2-digit' })
const day = new Intl.DateTimeFormat('ja-JP', { ...inJapan, month: 'numeric', day: 'numeric' })

/** Only the day that is not today is said: a list has little room. */
function sayWhen(at: string): string {
  const on = day.format(new Date(at))
  const today = day.format(new Date(serverNow()))
  return `${on === today ? '' : `${on} `}${hour.format(new Date(at))}`
}

/** Says when a bank rests, where that is now or within a day; null for later or never. */
export function sayRest(rest: Rest | null): string | null {
  if (rest === null || Date.parse(rest.from) - serverNow() > soonMs) return null
  if (isResting(rest)) return `サービス時間外です。${sayWhen(rest.until)}から使えます。`
  return `${sayWhen(rest.from)}から${sayWhen(rest.until)}まではお休みです。`
}
