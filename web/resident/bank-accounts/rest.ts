import type { Rest } from '#contract/bank-accounts.ts'
import { serverNow } from '../../lib/clock.ts'
import { localeUsed } from '../../lib/i18n/language.ts'
import { t } from '../words/bank-accounts.ts'

/** Whether a bank answers nobody now. */
export function isResting(rest: Rest | null): boolean {
  return rest !== null && Date.parse(rest.from) <= serverNow() && serverNow() < Date.parse(rest.until)
}

const soonMs = 24 * 3_600_000
const inJapan = { timeZone: 'Asia/Tokyo' } as const
const hour = { ...inJapan, hour: 'numeric', minute: '2-digit', hourCycle: 'h23' } as const
const day = { ...inJapan, month: 'numeric', day: 'numeric' } as const

const say = (at: Date, fields: Intl.DateTimeFormatOptions) => at.toLocaleString(localeUsed(), fields)

/** Only the day that is not today is said: a list has little room. */
function sayWhen(at: string): string {
  const on = say(new Date(at), day)
  const today = say(new Date(serverNow()), day)
  return `${on === today ? '' : `${on} `}${say(new Date(at), hour)}`
}

/** Says when a bank rests, where that is now or within a day; null for later or never. */
export function sayRest(rest: Rest | null): string | null {
  if (rest === null || Date.parse(rest.from) - serverNow() > soonMs) return null
  if (isResting(rest)) return t('resting', { until: sayWhen(rest.until) })
  return t('restsSoon', { from: sayWhen(rest.from), until: sayWhen(rest.until) })
}
