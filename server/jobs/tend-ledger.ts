import type { Context } from '../context.ts'
import { addDays, dayOf } from '../lib/day.ts'
import { sql } from '../lib/database.ts'

/** Makes the partitions that the coming weeks need, long before the first id of a month arrives. */
export async function tendLedger(context: Context): Promise<void> {
  const today = dayOf(context.now())
  await context.database.one(
    sql`select ledger.ensure_partitions(${addDays(today, -40)}::date, ${addDays(today, 70)}::date)`,
  )
}
