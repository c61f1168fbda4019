import { type Queries, sql } from '../lib/database.ts'

/** Wallets in which something may have run out before a day. */
export async function listWalletsToLapse(queries: Queries, today: string, limit: number): Promise<string[]> {
  const rows = await queries.many<{ id: string }>(sql`
    select id from ledger.wallet where next_expiry < ${today}::date order by next_expiry limit ${limit}`)
  return rows.map((row) => row.id)
}
