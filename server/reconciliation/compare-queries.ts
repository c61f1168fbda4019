import type { DifferenceKind } from '#contract/reconciliation.ts'
import { type Queries, sql } from '../lib/database.ts'
import type { ReportFault, ReportLine } from '../providers/report.ts'

export type Source = { name: string; clearing: string; startsOn: string }

/** The sources whose reports are fetched. */
export function listSources(queries: Queries): Promise<Source[]> {
  return queries.many(sql`
    select name, clearing, starts_on as "startsOn"
    from reconciliation.source
    where starts_on is not null
    order by name`)
}

/** Days up to `lastDay` whose report is still wanted: there is none, or something in it is not resolved. */
export async function listWantedDays(
  queries: Queries,
  { name, startsOn }: Source,
  lastDay: string,
): Promise<string[]> {
  const rows = await queries.many<{ day: string }>(sql`
    select g.day::date as day
    from generate_series(${startsOn}::date, ${lastDay}::date, interval '1 day') as g(day)
    left join reconciliation.day d on d.source = ${name} and d.day = g.day::date
    where d.file_id is null or exists (
      select from reconciliation.difference x
      where x.source = d.source and x.day = d.day and x.state in ('open', 'proposed'))
    order by g.day`)
  return rows.map(({ day }) => day)
}

/** Makes the row of a day and locks it: one comparison of a day at a time. */
export async function lockDay(tx: Queries, source: string, day: string): Promise<void> {
  await tx.run(sql`
    insert into reconciliation.day (source, day) values (${source}, ${day}) on conflict do nothing`)
  await tx.one(sql`select day from reconciliation.day where source = ${source} and day = ${day} for update`)
}

export type NewFile = {
  id: string
  source: string
  day: string
  name: string
  sha256: Buffer
  content: Buffer
  state: 'unreadable'
  faults: ReportFault[]
  receivedAt: Date
}

/** Keeps a file under its hash; false when the same bytes are there already. */
export async function insertFile(tx: Queries, file: NewFile): Promise<boolean> {
  const { id, source, day, name, sha256, content, state, faults, receivedAt } = file
  return (
    (await tx.run(sql`
      insert into reconciliation.file (id, source, day, name, sha256, content, state, faults, received_at)
      values (${id}, ${source}, ${day}, ${name}, ${sha256}, ${content}, ${state}, ${JSON.stringify(faults)},
              ${receivedAt})
      on conflict (source, day, sha256) do nothing`)) === 1
  )
}

/** A newer report of the same day takes the place of the one that was believed. */
export async function makeCurrent(
  tx: Queries,
  { source, day, id }: { source: string; day: string; id: string },
): Promise<void> {
  await tx.run(sql`
    update reconciliation.file set state = 'replaced'
    where source = ${source} and day = ${day} and state = 'current'`)
  await tx.run(sql`update reconciliation.file set state = 'current' where id = ${id}`)
}

export function findFileByHash(
  tx: Queries,
  source: string,
  day: string,
  sha256: Buffer,
): Promise<{ id: string; state: string } | undefined> {
  return tx.maybe(sql`
    select id, state from reconciliation.file where source = ${source} and day = ${day} and sha256 = ${sha256}`)
}

/**
 * Keeps the rows of a report. Where the provider names its own attempt, as card companies do, or its own link between
 * a phone and a cash machine, the order is the top-up of that.
 */
export async function insertLines(tx: Queries, fileId: string, lines: readonly ReportLine[]): Promise<void> {
  const isId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
  await tx.run(sql`
    insert into reconciliation.line (file_id, number, order_id, top_up_id, kind, amount, fee, provider_ref, at)
    select ${fileId}, x.number, coalesce(o.top_up_id::text, x.order_id), coalesce(o.top_up_id, x.top_up_id),
           x.kind, x.amount, x.fee, x.provider_ref, x.at
    from unnest(
      ${lines.map((l) => l.number)}::int[], ${lines.map((l) => l.orderId)}::text[],
      ${lines.map((l) => (isId.test(l.orderId) ? l.orderId : null))}::uuid[], ${lines.map((l) => l.kind)}::text[],
      ${lines.map((l) => l.amount)}::bigint[], ${lines.map((l) => l.fee)}::bigint[],
      ${lines.map((l) => l.providerRef)}::text[], ${lines.map((l) => l.at)}::timestamptz[])
      as x(number, order_id, top_up_id, kind, amount, fee, provider_ref, at)
    left join top_ups.by_card c on c.attempt_ref = x.order_id
    left join top_ups.atm_link a on a.link_ref = x.order_id
    cross join lateral (select coalesce(c.top_up_id, a.top_up_id) as top_up_id) o`)
}

export type Judged = {
  kind: DifferenceKind
  reference: string
  topUpId: string | null
  ourAmount: number | null
  theirAmount: number | null
}

type Of = { source: string; clearing: string; day: string }

/** What all current reports say of the orders that a day's report names. */
const theirSide = ({ source, day }: Of) => sql`
  named as materialized (
    select distinct l.order_id, l.top_up_id
    from reconciliation.file f join reconciliation.line l on l.file_id = f.id
    where f.source = ${source} and f.day = ${day} and f.state = 'current'
  ), theirs as (
    select n.order_id,
           sum(case l.kind when 'return' then -l.amount else l.amount end)::bigint as net,
           count(*) filter (where l.kind = 'charge') as charges,
           count(*) filter (where l.kind = 'return') as returns,
           max(f.day) as newest,
           bool_or(f.day = ${day} and ledger.day(l.at) <> f.day) as misdated,
           bool_or(f.day = ${day} and l.kind = 'charge') as charged_here,
           bool_or(l.kind = 'charge' and exists (
             select from reconciliation.line o
             join reconciliation.file of on of.id = o.file_id and of.state = 'current' and of.source = f.source
             where o.provider_ref = l.provider_ref and o.kind = 'charge' and o.order_id <> l.order_id)) as shared
    from named n
    join reconciliation.line l on l.order_id = n.order_id
    join reconciliation.file f on f.id = l.file_id and f.state = 'current' and f.source = ${source}
    group by n.order_id
  )`

/** What the ledger says of those orders, and of all others that were charged on the day. */
const ourSide = ({ source, clearing }: Of) => sql`
  moved as (
    select t.id::text as order_id, t.id as top_up_id
    from bounds b
    join ledger.transfer x on x.from_account = ${clearing} and x.from_account <> x.owner
      and x.posting >= ledger.uuid7_floor(b.opens_at - interval '2 days')
      and x.posting < ledger.uuid7_floor(b.ends_at + interval '2 days')
    join ledger.posting p on p.bucket = x.bucket and p.owner = x.owner and p.id = x.posting
      and p.kind = 'top_up' and p.occurred_at >= b.opens_at and p.occurred_at < b.ends_at
    join top_ups.top_up t on t.posting_id = p.id
  ), orders as (
    select order_id, top_up_id from named
    union
    select order_id, top_up_id from moved
  ), ours as (
    select o.order_id, p.occurred_at, x.amount as credited,
           x.amount - coalesce(
             (select sum(k.amount) from top_ups.kept_back k where k.top_up_id = t.id), 0)::bigint as net,
           coalesce(
             (select sum(k.amount) from top_ups.take_back k where k.top_up_id = t.id and k.at >= b.ends_at),
             0)::bigint
           - coalesce(
             (select sum(k.amount) from top_ups.take_back k join top_ups.regained g on g.id = k.id
              where k.top_up_id = t.id and g.at >= b.ends_at),
             0)::bigint as back_later
    from orders o
    cross join bounds b
    join top_ups.top_up t on t.id = o.top_up_id and t.means = ${source}
    join ledger.posting p on p.bucket = ledger.bucket(t.resident_id) and p.owner = t.resident_id
      and p.id = t.posting_id and p.kind = 'top_up'
    join ledger.transfer x on x.bucket = p.bucket and x.owner = p.owner and x.posting = p.id and x.currency = 'coin'
  )`

/**
 * Lays the current report of a day beside the ledger and gives what does not match. An order is judged on the
 * newest day whose report names it, by everything that all current reports say of it. The ends of a day are one
 * hour wide, because the two clocks and the answer on its way may fall on two sides of midnight.
 */
export function judge(tx: Queries, of: Of): Promise<Judged[]> {
  const { source, day } = of
  return tx.many(sql`
    with bounds as (
      select ${day}::date::timestamp at time zone 'Asia/Tokyo' as opens_at,
             (${day}::date + 1)::timestamp at time zone 'Asia/Tokyo' as ends_at,
             exists (select from reconciliation.file f
                     where f.source = ${source} and f.day = ${day}::date + 1 and f.state = 'current') as next_known
    ), ${theirSide(of)}, ${ourSide(of)}, judged as (
      select o.order_id, o.top_up_id, u.net as ours, th.net as theirs,
        case
          when th.newest > ${day} then null
          when th.charges > 1 or th.shared then 'twice'
          when th.net > 0 and u.credited is null then 'ours_missing'
          when th.order_id is not null and u.credited is null then null
          when th.returns > 0 and th.net < u.net then 'refunded_there'
          -- What was undone after the day stands in the report of the next.
          when u.back_later <> 0 and th.net = u.net + u.back_later and not b.next_known then null
          when th.net <> u.net then 'amount_differs'
          when th.charged_here and (th.misdated or u.occurred_at < b.opens_at - interval '1 hour'
                                    or u.occurred_at >= b.ends_at + interval '1 hour') then 'wrong_day'
          when th.order_id is not null or u.net = 0 then null
          when u.occurred_at >= b.ends_at - interval '1 hour' and not b.next_known then null
          when exists (
            select from reconciliation.line l
            join reconciliation.file f on f.id = l.file_id and f.state = 'current' and f.source = ${source}
            where l.order_id = o.order_id) then null
          else 'theirs_missing'
        end as kind
      from orders o
      cross join bounds b
      left join theirs th on th.order_id = o.order_id
      left join ours u on u.order_id = o.order_id
    )
    select kind, order_id as reference, top_up_id as "topUpId", ours as "ourAmount", theirs as "theirAmount"
    from judged
    where kind is not null
    order by order_id`)
}

/** Writes down what both sides say of a day in sum. */
export async function summarise(
  tx: Queries,
  { source, clearing, day }: Of,
  { differing, now }: { differing: number; now: Date },
): Promise<void> {
  await tx.run(sql`
    update reconciliation.day d set
      file_id = f.id, their_count = th.count, their_amount = th.amount, their_fee = th.fee,
      our_count = u.count, our_amount = u.amount, compared_at = ${now},
      matched = greatest(0, greatest(th.count, u.count) - ${differing}::int)
    from reconciliation.file f
    cross join lateral (
      select count(*)::int as count, coalesce(sum(fee), 0)::bigint as fee,
             coalesce(sum(case kind when 'return' then -amount else amount end), 0)::bigint as amount
      from reconciliation.line where file_id = f.id) th
    cross join lateral (
      select count(*)::int as count, coalesce(sum(x.amount), 0)::bigint as amount
      from ledger.transfer x
      join ledger.posting p on p.bucket = x.bucket and p.owner = x.owner and p.id = x.posting and p.kind = 'top_up'
      where x.from_account = ${clearing} and x.from_account <> x.owner
        and p.occurred_at >= ${day}::date::timestamp at time zone 'Asia/Tokyo'
        and p.occurred_at < (${day}::date + 1)::timestamp at time zone 'Asia/Tokyo'
        and x.posting >= ledger.uuid7_floor(${day}::date::timestamp at time zone 'Asia/Tokyo' - interval '2 days')
        and x.posting < ledger.uuid7_floor((${day}::date + 3)::timestamp at time zone 'Asia/Tokyo')) u
    where d.source = ${source} and d.day = ${day}
      and f.source = ${source} and f.day = ${day} and f.state = 'current'`)
}

/** Whether the report of a day is there and believed. */
export async function hasCurrentFile(queries: Queries, source: string, day: string): Promise<boolean> {
  return (
    (await queries.maybe(sql`
      select 1 as found from reconciliation.file
      where source = ${source} and day = ${day} and state = 'current'`)) !== undefined
  )
}
