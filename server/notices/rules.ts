/** On which days before the last one people are reminded of points that run out. */
const reminders = [30, 7, 1] as const
export type Reminder = (typeof reminders)[number]

/** The day furthest away of which anybody is reminded, in days from today. */
export const furthestReminder: number = reminders[0]

/**
 * Which reminder is due so many days before points can be used for the last time; none when it is too early or over.
 * One that was missed is made up for until the next is due.
 */
export function reminderDue(daysLeft: number): Reminder | null {
  if (daysLeft < 0) return null
  return reminders.findLast((days) => daysLeft <= days) ?? null
}

/** Where an announcement stands at an instant. */
export function announcementState(
  { showsFrom, showsUntil, endedAt }: { showsFrom: Date; showsUntil: Date | null; endedAt: Date | null },
  now: Date,
): 'planned' | 'shown' | 'over' | 'ended' {
  if (endedAt !== null) return 'ended'
  if (showsUntil !== null && showsUntil <= now) return 'over'
  return now < showsFrom ? 'planned' : 'shown'
}

/** Cuts a text to so many characters, so that what is pushed stays below what push services carry (4,096 bytes). */
export function clip(text: string, most: number): string {
  const letters = [...text]
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`
}
