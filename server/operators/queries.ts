import type { TopUpState } from '#contract/top-ups.ts'
import { type Queries, type Transaction, sql } from '../lib/database.ts'
import type { Search } from './rules.ts'

/** Makes all that a transaction reads one and the same instant of the books, without stopping anybody. */
export async function seeOneInstant(tx: Transaction): Promise<void> {
  await tx.run(sql`set transaction isolation level repeatable read, read only`)
}

/**
 * The questions of a transaction see one instant and read whole tables, which is not what the settings for payments
 * are made for. It has to be the first thing that the transaction does.
 */
export async function readWholeTables(tx: Transaction): Promise<void> {
  await seeOneInstant(tx)
  // All of history is sorted and joined; the default of 4 MB would do it on disk.
  await tx.run(sql`set local work_mem = '128MB'`)
  // Postings and transfers have the same monthly partitions: a month is joined with its month, in memory.
  await tx.run(sql`set local enable_partitionwise_join = on`)
  await tx.run(sql`set local enable_partitionwise_aggregate = on`)
  // A right book gives no rows, so handing rows over costs nothing; the planner expects half of them and would
  // leave the second processor idle.
  await tx.run(sql`set local parallel_tuple_cost = 0`)
}

/** The rows that a check of db/checks gives: a query of our own repository, as text. Throws when it is several. */
export async function askCheck(tx: Transaction, check: string): Promise<object[]> {
  // Of several queries the driver gives a list of answers, whatever its types say.
  const { rows } = (await tx.client.query<object>(check)) as { rows?: object[] }
  if (rows === undefined) throw new Error('a check is a single query')
  return rows
}

type OperatorRow = { name: string; duty: 'office' | 'counter'; place: string | null }

export function readOperator(queries: Queries, id: string): Promise<OperatorRow> {
  return queries.one(sql`
    select name, duty, place
    from operators.operator
    where id = ${id}`)
}

type PerCurrency = { coin: number; points: number }

/** Residents who have not left, be it by leaving, lapsing or joining the wallet of a printed card; open stores. */
export function readCounts(queries: Queries): Promise<{ residents: number; stores: number }> {
  return queries.one(sql`
    select
      (select count(*)::int from residents.resident r
       where not exists (select from residents.former f where f.resident_id = r.id)) as residents,
      (select count(*)::int from merchants.store where status = 'open') as stores`)
}

/** What waits for the office: applications that are not with the shop, and accounts and listings to decide on. */
export function readWaiting(queries: Queries): Promise<{
  applications: number
  accountChanges: number
  listingChanges: number
}> {
  return queries.one(sql`
    select
      (select count(*)::int from joining.application where state in ('sent', 'screening')) as applications,
      (select count(*)::int from merchants.bank_account where decision is null) as "accountChanges",
      (select count(*)::int from merchants.listing_change where decision is null) as "listingChanges"`)
}

export function readUnspent(queries: Queries): Promise<PerCurrency> {
  return queries.one(sql`
    select coalesce(sum(coin), 0)::bigint as coin, coalesce(sum(points), 0)::bigint as points
    from ledger.wallet`)
}

/**
 * What stores have taken and are owed: each store's last closing, and what moved since. Without closings all
 * of history would be added up each time somebody looks.
 */
export function readOwedToStores(queries: Queries): Promise<PerCurrency> {
  return queries.one(sql`
    with last as (
      select max(day) as day from ledger.closed_day
    ), since as (
      select coalesce((day + 1)::timestamp at time zone 'Asia/Tokyo', '2000-01-01') as at from last
    ), closed as (
      select u.code as currency, sum(c.balance) as amount
      from ledger.account a
      cross join ledger.currency u
      cross join lateral (
        select balance
        from ledger.closing
        where account = a.id and currency = u.code and day <= (select day from last)
        order by day desc
        limit 1) c
      where a.type = 'store'
      group by u.code
    ), moved as (
      select
        t.currency,
        sum(t.amount * ((a.type = 'store')::int - (f.type = 'store')::int)) as amount
      from ledger.transfer t
      join ledger.account f on f.id = t.from_account
      join ledger.account a on a.id = t.to_account
      where t.posted_at >= (select at from since)
        -- The clock in an id may be a day off; with this, only the newest partitions are read.
        and t.posting >= ledger.uuid7_floor((select at from since) - interval '2 days')
      group by t.currency
    )
    select
      coalesce(sum(amount) filter (where currency = 'coin'), 0)::bigint as coin,
      coalesce(sum(amount) filter (where currency = 'points'), 0)::bigint as points
    from (select currency, amount from closed union all select currency, amount from moved) x`)
}

export type Movement = { topUps: number; payments: number; paymentCount: number }

/** What was topped up and paid since an instant. */
export function readMovementSince(queries: Queries, since: Date): Promise<Movement> {
  return queries.one(sql`
    select
      coalesce(sum(t.amount) filter (where p.kind = 'top_up'), 0)::bigint as "topUps",
      coalesce(sum(t.amount) filter (where p.kind = 'payment'), 0)::bigint as payments,
      (count(distinct (p.owner, p.id)) filter (where p.kind = 'payment'))::int as "paymentCount"
    from ledger.posting p
    join ledger.transfer t on t.bucket = p.bucket and t.owner = p.owner and t.posting = p.id
    where p.posted_at >= ${since}
      and p.id >= ledger.uuid7_floor(${since}::timestamptz - interval '2 days')
      and t.posting >= ledger.uuid7_floor(${since}::timestamptz - interval '2 days')
      and p.kind in ('top_up', 'payment')`)
}

export type UnresolvedTopUp = { id: string; state: TopUpState; amount: number; requestedAt: Date }

/** Top-ups of which nobody knows the outcome yet, longest waiting first. */
export function readUnresolvedTopUps(queries: Queries): Promise<UnresolvedTopUp[]> {
  return queries.many(sql`
    select id, state, amount, requested_at as "requestedAt"
    from top_ups.top_up
    where state in ('unknown', 'needs_attention')
    order by requested_at, id
    limit 100`)
}

export type ResidentRow = {
  id: string
  name: string
  mail: string
  mailProof: boolean
  smsProof: boolean
  cardProof: boolean
  frozen: boolean
  coin: number
  points: number
}

/** Residents whose kana begin so, or whose mail or phone this is; with no search, who came last. */
export function readResidents(queries: Queries, { kana, mail, phone }: Search): Promise<ResidentRow[]> {
  return queries.many(sql`
    with found as (
      select id from residents.resident
      -- The first character leads into the index; family and given name may be typed as one word.
      where family_kana like left(${kana}::text, 1) || '%'
        and family_kana || given_kana like ${kana}::text || '%'
      union
      select subject from sign_in.login
      where audience = 'resident' and lower(mail) = ${mail}::text
      union
      select subject from sign_in.login
      where audience = 'resident' and phone = ${phone}::text
      union
      (select id from residents.resident
       where ${kana}::text is null and ${mail}::text is null and ${phone}::text is null
       order by id desc
       limit 50)
    )
    select
      r.id, coalesce(r.family_kana || ' ' || r.given_kana, '') as name, coalesce(l.mail, '') as mail,
      l.mail_verified_at is not null as "mailProof",
      l.second_step_at is not null as "smsProof",
      c.resident_id is not null as "cardProof",
      w.frozen, w.coin, w.points
    from found f
    join residents.resident r on r.id = f.id
    -- People without a phone have no login.
    left join sign_in.login l on l.audience = 'resident' and l.subject = r.id
    join ledger.wallet w on w.bucket = ledger.bucket(r.id) and w.id = r.id
    left join identity.card c on c.resident_id = r.id
    order by r.family_kana, r.given_kana, r.id
    limit 50`)
}
