// Business days are days in Japan, whatever clock the machine shows.

const zone = 'Asia/Tokyo'

const inJapan = (at: Date) => Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone)

/** The day in Japan, `YYYY-MM-DD`. */
export const dayOf = (at: Date): string => inJapan(at).toPlainDate().toString()

/** The hour of the clock in Japan, 0 to 23. */
export const hourOf = (at: Date): number => inJapan(at).hour

/** The day in Japan and the minutes since its midnight. */
export function momentOf(at: Date): { day: string; minute: number } {
  const { hour, minute } = inJapan(at)
  return { day: dayOf(at), minute: hour * 60 + minute }
}

/** The first instant of a day in Japan. */
export function startOfDay(day: string): Date {
  return new Date(Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds)
}

/** The first instant of the month in Japan in which an instant lies. */
export const startOfMonth = (at: Date): Date =>
  startOfDay(inJapan(at).toPlainDate().with({ day: 1 }).toString())

/** The day that comes so many days after a day. */
export const addDays = (day: string, days: number): string =>
  Temporal.PlainDate.from(day).add({ days }).toString()

/** The last day of the month that lies so many months after the month of an instant. */
export function endOfMonth(at: Date, monthsAhead: number): string {
  const month = inJapan(at).toPlainDate().with({ day: 1 }).add({ months: monthsAhead })
  return month.with({ day: month.daysInMonth }).toString()
}

/** The last day of a month written `YYYY-MM`. */
export function lastOfMonth(month: string): string {
  const first = Temporal.PlainDate.from(`${month}-01`)
  return first.with({ day: first.daysInMonth }).toString()
}

/** The same instant so many years later, by the calendar in Japan. */
export const addYears = (at: Date, years: number): Date =>
  new Date(inJapan(at).add({ years }).epochMilliseconds)

/** A day as people read it: 2027年4月1日. */
export function sayDay(day: string): string {
  const { year, month, day: date } = Temporal.PlainDate.from(day)
  return `${year}年${month}月${date}日`
}

/** An instant as papers and files say it, in Japan's time: `2027-03-31 09:05:07`. */
export const saySecond = (at: Date): string =>
  inJapan(at).toPlainDateTime().toString({ smallestUnit: 'second' }).replace('T', ' ')
