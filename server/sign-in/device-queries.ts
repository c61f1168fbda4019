import { type Queries, sql } from '../lib/database.ts'

/** Cancels a resident's wish to leave; false where there was none. */
export async function stay(tx: Queries, residentId: string, at: Date): Promise<boolean> {
  const { stayed } = await tx.one<{ stayed: boolean }>(sql`
    select residents.stay(${residentId}, ${at}) as stayed`)
  return stayed
}
