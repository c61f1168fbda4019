import { type Queries, sql } from '../lib/database.ts'
import type { SourceLimits } from './rules.ts'

/** What the town says of limits by source; a town that has never set them says nothing. */
export async function readSourceLimits(queries: Queries, at: Date): Promise<Partial<SourceLimits>> {
  const { limits } = await queries.one<{ limits: Partial<SourceLimits> | null }>(sql`
    select town.setting('source_limits', ${at}) as limits`)
  return limits ?? {}
}

/** Counts one deed of a source in the window that is open or begins now; fifty at once count fifty. */
export function countDeed(
  queries: Queries,
  key: Buffer,
  now: Date,
  windowBegan: Date,
): Promise<{ count: number; since: Date }> {
  return queries.one(sql`
    insert into sign_in.source as s (key, count, since)
    values (${key}, 1, ${now})
    on conflict (key) do update
    set count = case when s.since <= ${windowBegan} then 1 else s.count + 1 end,
        since = case when s.since <= ${windowBegan} then excluded.since else s.since end
    returning count, since`)
}

/** Takes one count back, for what turned out to be no such deed. */
export async function uncountDeed(queries: Queries, key: Buffer): Promise<void> {
  await queries.run(sql`update sign_in.source set count = count - 1 where key = ${key} and count > 0`)
}

export async function deleteSourcesBefore(queries: Queries, at: Date): Promise<void> {
  await queries.run(sql`delete from sign_in.source where since < ${at}`)
}
