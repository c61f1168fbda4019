import { localeUsed } from './i18n/language.ts'

const zone = 'Asia/Tokyo'
type Fields = Intl.DateTimeFormatOptions
const date: Fields = { year: 'numeric', month: 'numeric', day: 'numeric' }
const clock: Fields = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }

const formats = new Map<string, Intl.DateTimeFormat>()

/** A month in letters is understood the same everywhere; Japanese and Chinese write it as a number anyway. */
function format(name: string, fields: Fields): Intl.DateTimeFormat {
  const locale = localeUsed()
  const key = `${locale} ${name}`
  const made = formats.get(key)
  if (made) return made
  const inLetters: Fields = locale === 'en' ? { month: 'short' } : {}
  const fresh = new Intl.DateTimeFormat(locale, { timeZone: zone, ...fields, ...inLetters })
  formats.set(key, fresh)
  return fresh
}

/** Says an instant (ISO 8601) to the minute in Japan's time. Throws on what is not an instant. */
export function sayMinute(at: string): string {
  return format('minute', { ...date, ...clock }).format(new Date(at))
}

/** Says an instant in milliseconds as a clock does, with its day where that is not today. */
export function sayClock(atMs: number): string {
  const at = new Date(atMs)
  const isToday = dayInJapan.format(at) === dayInJapan.format(new Date())
  return format(isToday ? 'clock' : 'minute', isToday ? clock : { ...date, ...clock }).format(at)
}

/** Says an instant (ISO 8601 or milliseconds) to the second in Japan's time. Throws on anything else. */
export function saySecond(at: string | number): string {
  const fields: Fields = { ...date, month: '2-digit', day: '2-digit', ...clock, second: '2-digit' }
  return format('second', fields).format(new Date(at))
}

/** Says a business day (`2027-03-31`) in words. Throws on what is not a day. */
export function sayDay(on: string): string {
  return format('day', { ...date, month: 'long' }).format(new Date(`${on}T00:00:00+09:00`))
}

const dayInJapan = new Intl.DateTimeFormat('sv-SE', { timeZone: zone })

/** The business day (`2027-03-31`) in Japan of an instant (ISO 8601). Throws on what is not an instant. */
export function dayOf(at: string): string {
  return dayInJapan.format(new Date(at))
}

/** The day that comes so many days after a day. Throws on what is not a day. */
export function addDays(on: string, days: number): string {
  return new Date(Date.parse(`${on}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** An instant (ISO 8601) as a field for date and time shows it in Japan, `2027-03-31T23:59`. Throws on all else. */
export function toClock(at: string): string {
  return new Date(Date.parse(at) + 9 * 3_600_000).toISOString().slice(0, 16)
}

/** The instant (ISO 8601) that a field for date and time means in Japan. Throws on what is not a date and time. */
export function fromClock(text: string): string {
  return new Date(`${text}:00+09:00`).toISOString()
}

/** So many months in Japan as `YYYY-MM`, the one of an instant (in milliseconds) first. */
export function recentMonths(nowMs: number, count: number): string[] {
  const [year = 0, month = 0] = new Date(nowMs + 9 * 3_600_000).toISOString().split('-').map(Number)
  return Array.from({ length: count }, (_, back) =>
    new Date(Date.UTC(year, month - 1 - back, 1)).toISOString().slice(0, 7),
  )
}

/** Says a month (`2027-03`) in words. Throws on what is not a month. */
export function sayMonth(month: string): string {
  return format('month', { year: 'numeric', month: 'long' }).format(new Date(`${month}-01T00:00:00+09:00`))
}
