import type { Context } from '../context.ts'
import { addDays, dayOf } from '../lib/day.ts'
import { sql } from '../lib/database.ts'

/**
 * Makes the partitions that the coming weeks need, long before the first id of a month arrives, and closes
 * the days that are over. Throws, to be called again, while a posting of yesterday can still arrive.
 */
export async function tendLedger(context: Context): Promise<void> {
  const today = dayOf(context.now())
  await context.database.one(
    sql`select ledger.ensure_partitions(${addDays(today, -40)}::date, ${addDays(today, 70)}::date)`,
  )
  await context.database.one(sql`select ledger.close_day(${addDays(today, -1)}::date)`)
}
