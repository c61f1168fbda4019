import { type Queries, sql } from '../lib/database.ts'

/** What the line's own clock shows, how many seconds it goes in a second, and how many turns lie in a minute of it. */
export type LineNow = { lineTime: Date; speed: number; perMinute: number }

/** How many top-ups may begin in a minute at most. */
const perMinute = (at: Date) => sql`
  greatest(1, coalesce(town.setting('top_ups_per_minute', ${at})::int, 3000))`

export function readLine(queries: Queries, at: Date): Promise<LineNow> {
  return queries.one(sql`
    select top_ups.line_time(l, ${at}) as "lineTime", l.speed, ${perMinute(at)} as "perMinute"
    from top_ups.line l`)
}

/** A resident's turn and the line as it is; nothing for who stands in no line. */
export function findTurn(
  queries: Queries,
  residentId: string,
  at: Date,
): Promise<(LineNow & { turnAt: Date }) | undefined> {
  return queries.maybe(sql`
    select t.turn_at as "turnAt", top_ups.line_time(l, ${at}) as "lineTime", l.speed, ${perMinute(at)} as "perMinute"
    from top_ups.turn t cross join top_ups.line l
    where t.resident_id = ${residentId}`)
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
export function nextTurn(tx: Queries, now: Date): Promise<LineNow & { turnAt: Date }> {
  return tx.one(sql`
    update top_ups.line l
    set last_turn_at = greatest(
      top_ups.line_time(l, ${now}) - interval '3 seconds',
      last_turn_at + interval '1 minute' / ${perMinute(now)})
    returning last_turn_at as "turnAt", top_ups.line_time(l, ${now}) as "lineTime", speed,
              ${perMinute(now)} as "perMinute"`)
}

/** Keeps a turn, and clears away some that nobody came for. */
export async function keepTurn(
  tx: Queries,
  residentId: string,
  { turnAt, lineTime }: { turnAt: Date; lineTime: Date },
): Promise<void> {
  await tx.run(sql`
    with over as (
      delete from top_ups.turn
      where resident_id in (
        select resident_id from top_ups.turn where turn_at < ${lineTime}::timestamptz - interval '1 hour'
        limit 10 for update skip locked))
    insert into top_ups.turn (resident_id, turn_at) values (${residentId}, ${turnAt})
    -- Whoever pays for two others at once, whose wallets are two locks, keeps the place that was first.
    on conflict (resident_id) do nothing`)
}

/** How fast the line goes, and how slow the town lets it become. */
export function readSpeed(queries: Queries, at: Date): Promise<{ speed: number; slowest: number }> {
  return queries.one(sql`
    select l.speed,
           least(1, coalesce(town.setting('top_ups_per_minute_least', ${at})::float8, ${perMinute(at)} / 4.0)
             / ${perMinute(at)}) as slowest
    from top_ups.line l`)
}

/**
 * Lets the line's clock go at another speed from now on, unless somebody has changed it within the last second: several
 * servers feel the same payments.
 */
export async function changeSpeed(queries: Queries, speed: number, now: Date): Promise<void> {
  await queries.run(sql`
    update top_ups.line l
    set behind = ${now}::timestamptz - top_ups.line_time(l, ${now}), speed = ${speed}, speed_since = ${now}
    where speed <> ${speed} and speed_since < ${now}::timestamptz - interval '0.9 seconds'`)
}
