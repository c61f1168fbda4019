import type { Pool } from 'pg'
import type { z } from 'zod'
import type { store, storePayment, takings } from '#contract/merchants.ts'
import { type Queries, type Sql, sql } from '../lib/database.ts'

export type Store = z.output<typeof store>

/** The days on which a store is closed besides, the next first; those from a day on, where one is given. */
export const closuresOf = (storeId: Sql, from: string | null = null): Sql => sql`
  coalesce((
    select jsonb_agg(jsonb_build_object('firstDay', c.first_day, 'lastDay', c.last_day, 'note', c.note)
                     order by c.first_day, c.last_day)
    from merchants.closure c
    where c.store_id = ${storeId} and (${from}::date is null or c.last_day >= ${from}::date)), '[]')`

const storeColumns = sql`
  s.id, s.number, s.name, s.kana, s.category, s.ward, s.address, s.phone, s.hours,
  ${closuresOf(sql`s.id`)} as closures, s.accepts_points as "acceptsPoints",
  s.excluded_goods as "excludedGoods", s.latitude, s.longitude,
  s.status = 'open' as open`

export type StoreFilter = {
  /** Each key has to occur in the store's search text. */
  keys: string[]
  ward: string | null
  category: string | null
  acceptsPoints: boolean | null
  /** When it has to be open: a day in Japan and the minutes since its midnight. Unknown hours are not open. */
  openAt: { day: string; minute: number } | null
}

const matches = ({ keys, ward, category, acceptsPoints, openAt }: StoreFilter): Sql => sql`
  s.status = 'open'
    and (${ward}::text is null or s.ward = ${ward})
    and (${category}::text is null or s.category = ${category})
    and (${acceptsPoints}::boolean is null or s.accepts_points = ${acceptsPoints})
    and ${openAt ? sql`merchants.is_open(s, ${openAt.day}::date, ${openAt.minute}::integer)` : sql`true`}
    and not exists (select from unnest(${keys}::text[]) as k(key) where strpos(s.search, k.key) = 0)`

/** Open stores that match, in the order of their kana, after one of them. */
export function readStores(
  queries: Queries,
  filter: StoreFilter,
  { after, limit }: { after: string | null; limit: number },
): Promise<Store[]> {
  return queries.many(sql`
    select ${storeColumns}
    from merchants.store s
    where ${matches(filter)}
      and (${after}::uuid is null
        or (s.kana, s.id) > (select kana, id from merchants.store where id = ${after}))
    order by s.kana, s.id
    limit ${limit}`)
}

/**
 * The open stores that match, the nearest first. Haversine on a sphere: a town is small, and some metres do not matter.
 */
export function readStoresNear(
  queries: Queries,
  filter: StoreFilter,
  { latitude, longitude, limit }: { latitude: number; longitude: number; limit: number },
): Promise<(Store & { metres: number })[]> {
  return queries.many(sql`
    select ${storeColumns},
           (2 * 6371008.8 * asin(least(1, sqrt(
              power(sind((s.latitude - ${latitude}::float8) / 2), 2)
              + cosd(${latitude}::float8) * cosd(s.latitude) * power(sind((s.longitude - ${longitude}::float8) / 2), 2)
           ))))::int as metres
    from merchants.store s
    where ${matches(filter)}
    order by metres, s.id
    limit ${limit}`)
}

/**
 * Open stores whose search text has at least half of the pairs of neighbouring letters of a key, the closest first: a
 * letter that is wrong, missing or too many spoils two pairs. Asked only when nothing matches as it is written; 5,000
 * stores and a key of twenty letters are 100,000 short looks.
 */
export function readStoresAlike(queries: Queries, filter: StoreFilter, key: string): Promise<Store[]> {
  return queries.many(sql`
    select ${storeColumns}
    from merchants.store s
    cross join lateral (
      select count(*) filter (where strpos(s.search, substr(${key}, i, 2)) > 0)::float8 / count(*) as closeness
      from generate_series(1, length(${key}) - 1) as i
    ) c
    where ${matches({ ...filter, keys: [] })} and c.closeness >= 0.5
    order by c.closeness desc, s.kana, s.id
    limit 20`)
}

export type Place = Pick<Store, 'id' | 'name' | 'ward' | 'acceptsPoints' | 'latitude' | 'longitude'>

/** Where the open stores are that match. */
export function readStorePlaces(queries: Queries, filter: StoreFilter): Promise<Place[]> {
  return queries.many(sql`
    select s.id, s.name, s.ward, s.accepts_points as "acceptsPoints", s.latitude, s.longitude
    from merchants.store s
    where ${matches(filter)}
    order by s.kana, s.id`)
}

export async function countStores(queries: Queries, filter: StoreFilter): Promise<number> {
  const { total } = await queries.one<{ total: number }>(sql`
    select count(*)::int as total
    from merchants.store s
    where ${matches(filter)}`)
  return total
}

export function findStore(queries: Queries, id: string): Promise<Store | undefined> {
  return queries.maybe(sql`
    select ${storeColumns}
    from merchants.store s
    where s.id = ${id}`)
}

export function findStoreByNumber(
  queries: Queries,
  number: string,
): Promise<{ store: Store; status: 'open' | 'suspended' } | undefined> {
  return queries
    .maybe<Store & { status: 'open' | 'suspended' }>(sql`
      select ${storeColumns}, s.status
      from merchants.store s
      where s.number = ${number}`)
    .then((row) => {
      if (!row) return undefined
      const { status, ...found } = row
      return { store: found, status }
    })
}

export type StorePayment = Omit<z.output<typeof storePayment>, 'paidAt'> & { paidAt: Date }

/** What came back of a payment `p` so far. */
const refunded = sql`
  (select jsonb_build_object('coin', coalesce(sum(r.coin), 0), 'points', coalesce(sum(r.points), 0))
   from payments.refund r
   where r.payment_id = p.id and r.payer_id = p.payer)`

/**
 * Payments to a store whose time of posting lies in a span. An id is a UUIDv7 of the payer's phone, whose
 * clock may be a day off: the ids of the span and two days around it are looked through, by index.
 */
const paymentsBetween = (store: string, from: Date, until: Date): Sql => sql`
  select
    posting as id, owner as payer, posted_at as paid_at,
    coalesce(sum(amount) filter (where currency = 'coin'), 0)::bigint as coin,
    coalesce(sum(amount) filter (where currency = 'points'), 0)::bigint as points
  from ledger.transfer
  where to_account = ${store} and to_account <> owner
    and posting >= ledger.uuid7_floor(${from}::timestamptz - interval '2 days')
    and posting < ledger.uuid7_floor(${until}::timestamptz + interval '2 days')
    and posted_at >= ${from} and posted_at < ${until}
  group by owner, posting, posted_at`

/** Refunds by a store in a span: the same of what went the other way. */
const refundsBetween = (store: string, from: Date, until: Date): Sql => sql`
  select
    posting as id, owner as payer,
    coalesce(sum(amount) filter (where currency = 'coin'), 0)::bigint as coin,
    coalesce(sum(amount) filter (where currency = 'points'), 0)::bigint as points
  from ledger.transfer
  where from_account = ${store} and from_account <> owner
    and posting >= ledger.uuid7_floor(${from}::timestamptz - interval '2 days')
    and posting < ledger.uuid7_floor(${until}::timestamptz + interval '2 days')
    and posted_at >= ${from} and posted_at < ${until}
  group by owner, posting`

type Span = { from: Date; until: Date }

/**
 * Payments of a span before one of them, newest first, with so many ids. Two residents' phones may have given theirs
 * the same id: these stand together, where the first of them stands, so that a page is never cut between them.
 */
export function readStorePayments(
  queries: Queries,
  store: string,
  { from, until, before, limit }: Span & { before: string | null; limit: number },
): Promise<StorePayment[]> {
  return queries.many(sql`
    with paid as (
      select *, min(paid_at) over (partition by id) as first_at
      from (${paymentsBetween(store, from, until)}) p),
    ranked as (
      select *, dense_rank() over (order by first_at desc, id desc) as place
      from paid
      where ${before}::uuid is null
        or (first_at, id) < (select first_at, id from paid where id = ${before} limit 1))
    select p.id, p.coin, p.points, p.paid_at as "paidAt", ${refunded} as refunded
    from ranked p
    where p.place <= ${limit}
    order by p.place, p.paid_at desc`)
}

export function readTakings(
  queries: Queries,
  store: string,
  { from, until }: Span,
): Promise<z.output<typeof takings>> {
  return queries.one(sql`
    with paid as (${paymentsBetween(store, from, until)}),
    given_back as (${refundsBetween(store, from, until)})
    select
      count(*)::int as count,
      coalesce(sum(coin), 0)::bigint as coin,
      coalesce(sum(points), 0)::bigint as points,
      (select jsonb_build_object(
         'count', count(*), 'coin', coalesce(sum(coin), 0), 'points', coalesce(sum(points), 0))
       from given_back) as refunded
    from paid`)
}

/** Payments and refunds of a span, the oldest first. */
export function readEventsBetween(
  queries: Queries,
  store: string,
  { from, until }: Span,
): Promise<(Pick<StoreEvent, 'kind' | 'id' | 'at' | 'coin' | 'points'> & { paymentId: string | null })[]> {
  return queries.many(sql`
    with paid as (${paymentsBetween(store, from, until)}),
    given_back as (${refundsBetween(store, from, until)})
    select 'payment' as kind, id, paid_at as at, coin, points, null as "paymentId" from paid
    union all
    select 'refund', g.id, o.posted_at, g.coin, g.points, o.caused_by
    from given_back g
    join ledger.posting o on o.bucket = ledger.bucket(g.payer) and o.owner = g.payer and o.id = g.id
    order by at, id`)
}

/** When a payment to a store, or its refund, was posted; nothing for what is not the store's. */
export async function findPostedAt(queries: Queries, store: string, id: string): Promise<Date | undefined> {
  const row = await queries.maybe<{ postedAt: Date }>(sql`
    select min(posted_at) as "postedAt"
    from ledger.transfer
    where posting = ${id} and ${store} in (from_account, to_account) and owner <> ${store}
    having count(*) > 0`)
  return row?.postedAt
}

export type StoreEvent = {
  kind: 'payment' | 'refund'
  id: string
  /** An id is one resident's; another may have used it too. */
  payerId: string
  at: Date
  coin: number
  points: number
  /** What came back of a payment so far; of a refund always nothing. */
  refunded: StorePayment['refunded']
  /** Of a refund: what it gives back. */
  paymentId: string | null
}

/** Payments and refunds of many stores since a time for each, oldest first, all in one trip. */
export function readStoreEventsSince(
  queries: Queries,
  asked: { storeId: string; since: Date }[],
): Promise<(StoreEvent & { storeId: string })[]> {
  const stores = asked.map((each) => each.storeId)
  const times = asked.map((each) => each.since)
  return queries.many(sql`
    with asked as (
      select *, ledger.uuid7_floor(since - interval '2 days') as first_id
      from unnest(${stores}::uuid[], ${times}::timestamptz[]) as a(store, since)
    ), moved as (
      -- As above: two days more of ids than of time.
      select a.store, 'payment' as kind, t.*
      from asked a
      join ledger.transfer t on t.to_account = a.store and t.to_account <> t.owner
        and t.posting >= a.first_id and t.posted_at > a.since
      union all
      select a.store, 'refund', t.*
      from asked a
      join ledger.transfer t on t.from_account = a.store and t.from_account <> t.owner
        and t.posting >= a.first_id and t.posted_at > a.since
    ), event as (
      select
        store, kind, posting as id, bucket, owner as payer, posted_at as at,
        coalesce(sum(amount) filter (where currency = 'coin'), 0)::bigint as coin,
        coalesce(sum(amount) filter (where currency = 'points'), 0)::bigint as points
      from moved
      group by store, kind, posting, bucket, owner, posted_at
    )
    select
      p.store as "storeId", p.kind, p.id, p.payer as "payerId", p.at, p.coin, p.points, ${refunded} as refunded,
      o.caused_by as "paymentId"
    from event p
    join ledger.posting o on o.bucket = p.bucket and o.owner = p.payer and o.id = p.id
    order by p.at, p.id`)
}

/** Hears of stores that were paid or gave back, on a connection of its own until the returned function ends it. */
export async function hearOfPaidStores(
  pool: Pool,
  { heard, lost }: { heard: (payload: string) => void; lost: () => void },
): Promise<() => void> {
  const client = await pool.connect()
  let open = true
  const end = () => {
    if (!open) return
    open = false
    // It still listens, so nobody else may have it.
    client.release(true)
  }
  client.on('notification', ({ payload = '' }) => heard(payload))
  client.once('end', () => {
    if (!open) return
    end()
    lost()
  })
  await client.query('listen store_paid').catch((error: Error) => {
    end()
    throw error
  })
  return end
}
