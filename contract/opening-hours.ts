// When a store is open, in a way that a program can count with, and how it is said.

/** Minutes after midnight in Japan; `closesAt` may lie beyond the midnight after. */
export type Hours = { opensAt: number; closesAt: number }
/** What a store does on 国民の祝日: as on that day of the week, nothing, or hours of their own. */
export type OnHolidays = 'usual' | 'closed' | Hours
/** Days are 1 (Monday) to 7. */
export type Opening = Hours & { closedOn: readonly number[]; onHolidays: OnHolidays }

const dayNames = '月火水木金土日'

/** Minutes after midnight of a time that somebody typed, `9:00` or `25:30`; nothing for anything else. */
export function minutesOf(typed: string): number | undefined {
  const [, hour = '', minute = ''] = /^(\d{1,2})[:：](\d{2})$/.exec(typed.normalize('NFKC').trim()) ?? []
  if (hour === '' || Number(minute) > 59) return undefined
  return Number(hour) * 60 + Number(minute)
}

/** A time as signs say it: 9:00, and 25:30 for half past one in the night after. */
export const sayTime = (minutes: number): string =>
  `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`

const sayHours = ({ opensAt, closesAt }: Hours) => `${sayTime(opensAt)}〜${sayTime(closesAt)}`

/** Opening hours as a sign says them, with a remark behind. */
export function sayOpening({ closedOn, onHolidays, ...hours }: Opening, note = ''): string {
  const days = [...closedOn].toSorted((a, b) => a - b).map((day) => dayNames[day - 1] ?? '')
  const rest = days.length === 0 ? '無休' : `${days.join('・')}曜定休`
  return [sayHours(hours), rest, sayHolidays(onHolidays), note].filter((part) => part !== '').join(' ')
}

function sayHolidays(onHolidays: OnHolidays): string {
  if (onHolidays === 'usual') return ''
  return onHolidays === 'closed' ? '祝日休み' : `祝日${sayHours(onHolidays)}`
}

function readHours(sign: string): Hours | undefined {
  const [from = '', until = ''] = sign.split(/[〜~]/)
  const [opensAt, closesAt] = [minutesOf(from), minutesOf(until)]
  if (opensAt === undefined || closesAt === undefined || closesAt <= opensAt) return undefined
  return { opensAt, closesAt }
}

/** Reads what a sign says; nothing where it says it in another way. */
export function readOpening(sign: string): Opening | undefined {
  const [first = '', rest = '', third = ''] = sign.normalize('NFKC').split(/\s+/)
  const hours = readHours(first)
  if (!hours) return undefined
  const days = rest.replace(/曜?定休日?$|休$/, '').replace('無', '')
  const closedOn = [...days].map((day) => dayNames.indexOf(day) + 1).filter((day) => day > 0)
  const closed = rest.includes('祝') || third === '祝日休み'
  const onHolidays = closed ? 'closed' : (readHours(third.replace(/^祝日/, '')) ?? 'usual')
  return { ...hours, closedOn, onHolidays }
}

/** What is to be known of a day: the day of the week, whether it is a holiday, whether the store is closed besides. */
export type DayFacts = { weekday: number; holiday: boolean; closed: boolean }

/** When a store is open on a day; null when it is not. */
export function hoursOn({ closedOn, onHolidays, ...hours }: Opening, day: DayFacts): Hours | null {
  if (day.closed || (day.holiday && onHolidays === 'closed')) return null
  if (day.holiday && typeof onHolidays === 'object') return onHolidays
  return closedOn.includes(day.weekday) ? null : hours
}

/** Whether it is open so many minutes after midnight of a day: on that day, or in the night after the day before. */
export function isOpenAt(
  opening: Opening,
  { today, dayBefore, minute }: { today: DayFacts; dayBefore: DayFacts; minute: number },
): boolean {
  const [now, before] = [hoursOn(opening, today), hoursOn(opening, dayBefore)]
  return (
    (now !== null && minute >= now.opensAt && minute < now.closesAt) ||
    (before !== null && minute + 1440 >= before.opensAt && minute + 1440 < before.closesAt)
  )
}
