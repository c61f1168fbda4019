import { type Queries, sql } from '../lib/database.ts'

/** How many top-ups may begin in a minute. */
export async function readPace(queries: Queries, at: Date): Promise<number> {
  const { pace } = await queries.one<{ pace: number }>(sql`
    select greatest(1, coalesce(town.setting('top_ups_per_minute', ${at})::int, 3000)) as pace`)
  return pace
}

/** When a resident's turn comes or came; nothing for who stands in no line. */
export async function findTurn(queries: Queries, residentId: string): Promise<Date | undefined> {
  const row = await queries.maybe<{ turnAt: Date }>(sql`
    select turn_at as "turnAt" from top_ups.turn where resident_id = ${residentId}`)
  return row?.turnAt
}

/** Takes a resident's turn out of the line, so that nobody uses it twice. */
export async function useTurn(tx: Queries, residentId: string): Promise<Date | undefined> {
  const row = await tx.maybe<{ turnAt: Date }>(sql`
    delete from top_ups.turn where resident_id = ${residentId} returning turn_at as "turnAt"`)
  return row?.turnAt
}

/**
 * The next turn that there is, given to nobody else: an even distance behind the one before it. After a lull, as many
 * as come in three seconds need not wait: more would all begin at once, and shops would feel it.
 */
export async function nextTurn(tx: Queries, now: Date): Promise<Date> {
  const { turnAt } = await tx.one<{ turnAt: Date }>(sql`
    update top_ups.line
    set last_turn_at = greatest(
      ${now}::timestamptz - interval '3 seconds',
      last_turn_at + interval '1 minute' / greatest(1, coalesce(town.setting('top_ups_per_minute', ${now})::int, 3000)))
    returning last_turn_at as "turnAt"`)
  return turnAt
}

/** Keeps a turn, and clears away some that nobody came for. */
export async function keepTurn(tx: Queries, residentId: string, turnAt: Date, now: Date): Promise<void> {
  await tx.run(sql`
    delete from top_ups.turn
    where resident_id in (
      select resident_id from top_ups.turn where turn_at < ${now}::timestamptz - interval '1 hour'
      limit 10 for update skip locked)`)
  await tx.run(sql`insert into top_ups.turn (resident_id, turn_at) values (${residentId}, ${turnAt})`)
}
