import { type Queries, sql } from '../lib/database.ts'

export type StoreTakings = { storeId: string; number: string; name: string; coin: number; points: number }

/**
 * What each store took from `firstDay` to `lastDay` (JST), net of what went back; stores without any movement
 * are left out. Closed days come from their closings, so that a month costs the same in a town of any age; only
 * the days since the last closing are added up from transfers.
 */
export function listTakings(queries: Queries, firstDay: string, lastDay: string): Promise<StoreTakings[]> {
  return queries.many(sql`
    with last as (
      select coalesce(max(day), '2000-01-01') as day from ledger.closed_day
    ), tail as (
      select greatest(last.day + 1, ${firstDay}::date)::timestamp at time zone 'Asia/Tokyo' as begins_at,
             (${lastDay}::date + 1)::timestamp at time zone 'Asia/Tokyo' as ends_at,
             -- The clock in an id may be a day off; with this, only the newest partitions are read.
             ledger.uuid7_floor(last.day - interval '2 days') as first_id
      from last
    ), moved as (
      select c.account as store, c.currency, c.came_in - c.went_out as amount
      from merchants.store s
      join ledger.closing c on c.account = s.id and c.day between ${firstDay}::date and ${lastDay}::date
      union all
      select side.store, t.currency, side.amount
      from tail, ledger.transfer t
      cross join lateral (values (t.to_account, t.amount), (t.from_account, -t.amount)) as side(store, amount)
      where t.posted_at >= tail.begins_at and t.posted_at < tail.ends_at
        and t.posting >= tail.first_id
    )
    select s.id as "storeId", s.number, s.name,
           coalesce(sum(m.amount) filter (where m.currency = 'coin'), 0)::bigint as coin,
           coalesce(sum(m.amount) filter (where m.currency = 'points'), 0)::bigint as points
    from moved m
    join merchants.store s on s.id = m.store
    group by s.id, s.number, s.name
    order by s.number`)
}

export async function isClosed(queries: Queries, day: string): Promise<boolean> {
  return (
    (await queries.maybe(sql`select 1 as found from ledger.closed_day where day = ${day}::date`)) !==
    undefined
  )
}
