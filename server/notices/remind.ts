import type { Context } from '../context.ts'
import { enqueue } from '../jobs/queue.ts'
import { addDays, dayOf, hourOf, startOfDay } from '../lib/day.ts'
import type { Note } from './queries.ts'
import { lastWallet, type LotAhead, listLotsAhead, markDone, wasDone } from './reminder-queries.ts'
import { furthestReminder, reminderDue } from './rules.ts'
import { tellAll } from './tell.ts'

/** Nobody is woken: the day's reminders go out from this hour (JST) on. */
const hourOfReminders = 9
const walletsAtOnce = 500

/**
 * Reminds everybody of the points that run out, once for each last day and each of the reminders. It may run at any
 * hour, twice, and on two workers at once: a day that was missed is made up for, and nothing is told twice. Gives how
 * many people were told something.
 */
export async function remind(context: Context): Promise<number> {
  const now = context.now()
  const today = dayOf(now)
  if (hourOf(now) < hourOfReminders || (await wasDone(context.database, today))) return 0
  const span = { from: today, until: addDays(today, furthestReminder) }
  let told = 0
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const portion = { ...span, after, wallets: walletsAtOnce }
    const last = await lastWallet(context.database, portion)
    if (last === undefined) break
    const lots = await listLotsAhead(context.database, portion)
    told += await tellPortion(context, notesOf(lots, today))
    after = last
  }
  await markDone(context.database, today, now)
  return told
}

function tellPortion(context: Context, notes: Note[]): Promise<number> {
  return context.database.transact(async (tx) => {
    const fresh = await tellAll(context, tx, notes)
    for (const { id: reference, residentId, told } of fresh) {
      await enqueue(context.queue, tx, 'notices.mail', { residentId, reference, told })
    }
    return fresh.length
  })
}

function notesOf(lots: readonly LotAhead[], today: string): Note[] {
  return lots.flatMap(({ residentId, points, lastDay }) => {
    const due = reminderDue(daysBetween(today, lastDay))
    if (due === null) return []
    const told = { kind: 'points_expiring' as const, points, lastDay }
    return [{ residentId, about: `${lastDay}/${due}`, told }]
  })
}

const daysBetween = (from: string, until: string) =>
  (startOfDay(until).getTime() - startOfDay(from).getTime()) / 86_400_000
