// When a store is open, in a way that a program can count with, and how it is said.

/** Minutes after midnight in Japan; `closesAt` may lie beyond the midnight after. Days are 1 (Monday) to 7. */
export type Opening = { opensAt: number; closesAt: number; closedOn: readonly number[] }

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

/** Opening hours as a sign says them, with a remark behind. */
export function sayOpening({ opensAt, closesAt, closedOn }: Opening, note = ''): string {
  const days = [...closedOn].toSorted((a, b) => a - b).map((day) => dayNames[day - 1] ?? '')
  const rest = days.length === 0 ? '無休' : `${days.join('・')}曜定休`
  return [`${sayTime(opensAt)}〜${sayTime(closesAt)}`, rest, note].filter((part) => part !== '').join(' ')
}

/** Reads what a sign says; nothing where it says it in another way. Holidays are no days of the week, and left out. */
export function readOpening(sign: string): Opening | undefined {
  const [hours = '', rest = ''] = sign.normalize('NFKC').split(/\s+/)
  const [from = '', until = ''] = hours.split(/[〜~]/)
  const [opensAt, closesAt] = [minutesOf(from), minutesOf(until)]
  if (opensAt === undefined || closesAt === undefined || closesAt <= opensAt) return undefined
  const days = rest.replace(/曜?定休日?$|休$/, '').replace('無', '')
  const closedOn = [...days].map((day) => dayNames.indexOf(day) + 1).filter((day) => day > 0)
  return { opensAt, closesAt, closedOn }
}

/** Whether it is open on a day of the week (1 to 7) at so many minutes after midnight. */
export function isOpenAt(
  { opensAt, closesAt, closedOn }: Opening,
  { weekday, minute }: { weekday: number; minute: number },
): boolean {
  const dayBefore = weekday === 1 ? 7 : weekday - 1
  const today = !closedOn.includes(weekday) && minute >= opensAt && minute < closesAt
  return today || (!closedOn.includes(dayBefore) && minute + 1440 < closesAt)
}
