import { type Queries, sql } from '../lib/database.ts'

export async function wasDone(queries: Queries, day: string): Promise<boolean> {
  return (
    (await queries.maybe(sql`select 1 as done from notices.reminder_day where day = ${day}::date`)) !==
    undefined
  )
}

export async function markDone(queries: Queries, day: string, at: Date): Promise<void> {
  await queries.run(sql`
    insert into notices.reminder_day (day, done_at) values (${day}::date, ${at}) on conflict do nothing`)
}

export type LotAhead = { residentId: string; points: number; lastDay: string }

/**
 * What the next wallets after one of them hold that runs out between two days (JST), by its last day. A wallet knows
 * when it may lose something next, so nobody else's lots are read.
 */
export function listLotsAhead(
  queries: Queries,
  { from, until, after, wallets }: { from: string; until: string; after: string; wallets: number },
): Promise<LotAhead[]> {
  return queries.many(sql`
    select w.id as "residentId", l.expires_on::text as "lastDay",
           sum(least(i.amount, i.ends_at - w.points_out))::bigint as points
    from (
      select bucket, id, points_out from ledger.wallet
      where next_expiry <= ${until}::date and id > ${after}
      order by id
      limit ${wallets}) w
    join ledger.lot_interval i on i.bucket = w.bucket and i.wallet = w.id and i.ends_at > w.points_out
    join ledger.lot l on l.bucket = i.bucket and l.wallet = i.wallet and l.id = i.lot
    where l.expires_on between ${from}::date and ${until}::date
    group by w.id, l.expires_on
    order by w.id, l.expires_on`)
}

/** The last of the next wallets, so that a portion without anything to tell does not end the round. */
export async function lastWallet(
  queries: Queries,
  { until, after, wallets }: { until: string; after: string; wallets: number },
): Promise<string | undefined> {
  const row = await queries.maybe<{ id: string | null }>(sql`
    select (max(id::text))::uuid as id from (
      select id from ledger.wallet where next_expiry <= ${until}::date and id > ${after}
      order by id
      limit ${wallets}) w`)
  return row?.id ?? undefined
}
