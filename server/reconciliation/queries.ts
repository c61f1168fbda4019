import { type Queries, sql } from '../lib/database.ts'
import type { ReportFault } from '../providers/report.ts'

export async function listAllSources(queries: Queries): Promise<string[]> {
  const rows = await queries.many<{ name: string }>(sql`select name from reconciliation.source order by name`)
  return rows.map(({ name }) => name)
}

export type DayRow = {
  source: string
  title: string
  day: string
  compared: boolean
  fileMissing: boolean
  fileUnreadable: boolean
  theirCount: number | null
  theirAmount: number | null
  theirFee: number | null
  ourCount: number
  ourAmount: number
  matched: number
  open: number
  comparedAt: Date | null
  paidOn: string | null
}

/** Days of all sources up to a day, newest first, since each source began. */
export function listDays(queries: Queries, lastDay: string): Promise<DayRow[]> {
  return queries.many(sql`
    select s.name as source, s.title, g.day::date as day, d.file_id is not null as compared,
           coalesce(x.missing, false) as "fileMissing", coalesce(x.unreadable, false) as "fileUnreadable",
           d.their_count as "theirCount", d.their_amount as "theirAmount", d.their_fee as "theirFee",
           coalesce(d.our_count, 0) as "ourCount", coalesce(d.our_amount, 0) as "ourAmount",
           coalesce(d.matched, 0) as matched, x.open, d.compared_at as "comparedAt", l."on" as "paidOn"
    from reconciliation.source s
    cross join lateral generate_series(
      greatest(s.starts_on, ${lastDay}::date - 30), ${lastDay}::date, interval '1 day') as g(day)
    left join reconciliation.day d on d.source = s.name and d.day = g.day::date
    left join reconciliation.statement_line l on l.id = d.lump_sum_id
    cross join lateral (
      select count(*)::int as open, bool_or(kind = 'file_missing') as missing,
             bool_or(kind = 'file_unreadable') as unreadable
      from reconciliation.difference x
      where x.source = s.name and x.day = g.day::date and x.state in ('open', 'proposed')) x
    where s.starts_on is not null
    order by g.day desc, s.name`)
}

export function countOpen(queries: Queries): Promise<{ count: number }> {
  return queries.one(sql`
    select count(*)::int as count from reconciliation.difference where state in ('open', 'proposed')`)
}

type ReportRow = {
  id: string
  source: string
  title: string
  day: string
  name: string
  rows: number
  state: 'current' | 'replaced' | 'unreadable'
  receivedAt: Date
}

export function listReports(queries: Queries): Promise<ReportRow[]> {
  return queries.many(sql`
    select f.id, f.source, s.title, f.day, f.name, f.state, f.received_at as "receivedAt",
           (select count(*)::int from reconciliation.line l where l.file_id = f.id) as rows
    from reconciliation.file f join reconciliation.source s on s.name = f.source
    order by f.received_at desc, f.id desc
    limit 100`)
}

type StatementRow = {
  id: string
  name: string
  fromOn: string
  untilOn: string
  rows: number
  closing: number
  importedBy: string
  importedAt: Date
}

export function listStatements(queries: Queries): Promise<StatementRow[]> {
  return queries.many(sql`
    select t.id, t.name, t.from_on as "fromOn", t.until_on as "untilOn", t.closing, o.name as "importedBy",
           t.imported_at as "importedAt",
           (select count(*)::int from reconciliation.statement_line l where l.statement_id = t.id) as rows
    from reconciliation.statement t join operators.operator o on o.id = t.operator_id
    order by t.imported_at desc, t.id desc
    limit 100`)
}

type FileHead = {
  name: string
  title: string
  day: string
  sha256: string
  bytes: number
  receivedAt: Date
  state: 'current' | 'replaced' | 'unreadable'
  faults: ReportFault[]
}

export function findFile(queries: Queries, id: string): Promise<FileHead | undefined> {
  return queries.maybe(sql`
    select f.name, s.title, f.day, encode(f.sha256, 'hex') as sha256, length(f.content) as bytes, f.state, f.faults,
           f.received_at as "receivedAt"
    from reconciliation.file f join reconciliation.source s on s.name = f.source
    where f.id = ${id}`)
}

type FileRow = {
  number: number
  orderId: string
  kind: 'charge' | 'return' | 'regained'
  amount: number
  fee: number
  providerRef: string
  at: Date
}

export function listFileRows(queries: Queries, id: string): Promise<FileRow[]> {
  return queries.many(sql`
    select number, order_id as "orderId", kind, amount, fee, provider_ref as "providerRef", at
    from reconciliation.line where file_id = ${id}
    order by number
    limit 500`)
}

export type ClearingRow = {
  source: string
  title: string
  owed: number
  before: number
  unassigned: number
  suspended: number
  days: { day: string; charged: number; paid: number }[]
}

/**
 * What each provider owes, and what it is made of: per day what the ledger charged and what a lump sum paid for it,
 * what is from before, and lump sums without days. The parts are found separately from the sum.
 */
export function listClearing(queries: Queries, now: Date): Promise<ClearingRow[]> {
  return queries.many(sql`
    with source as (
      select name, title, clearing, starts_on::timestamp at time zone 'Asia/Tokyo' as begins_at
      from reconciliation.source where starts_on is not null
    ), moved as (
      -- The day is when it happened: a lost answer is posted later, and the provider counts it on its own day.
      select s.name, p.occurred_at >= s.begins_at as since, ledger.day(p.occurred_at) as day,
             sum(case when t.from_account = s.clearing then t.amount else -t.amount end) as amount
      from source s
      join ledger.transfer t on s.clearing in (t.from_account, t.to_account) and t.owner <> s.clearing
        and t.posted_at >= s.begins_at
      join ledger.posting p on p.bucket = t.bucket and p.owner = t.owner and p.id = t.posting
      group by 1, 2, 3
    ), charged as (
      select name, day, amount from moved where since
    ), paid as (
      select d.source as name, d.day, d.their_amount as amount
      from reconciliation.day d where d.lump_sum_id is not null
    ), days as (
      select name, day, coalesce(c.amount, 0)::bigint as charged, coalesce(p.amount, 0)::bigint as paid
      from charged c full join paid p using (name, day)
    )
    select s.name as source, s.title, -ledger.balance(s.clearing, 'coin', ${now}) as owed,
           -ledger.balance(s.clearing, 'coin', s.begins_at)
             + coalesce((select sum(m.amount) from moved m where m.name = s.name and not m.since), 0)::bigint as before,
           coalesce((
             select sum(l.amount) from reconciliation.statement_line l
             where l.source = s.name and l.booked_at is not null
               and not exists (select from reconciliation.day d where d.lump_sum_id = l.id)), 0)::bigint as unassigned,
           coalesce((
             select sum(c.amount) from reconciliation.correction c
             join reconciliation.difference d on d.id = c.difference_id
             where d.source = s.name), 0)::bigint as suspended,
           coalesce((
             select jsonb_agg(jsonb_build_object('day', d.day, 'charged', d.charged, 'paid', d.paid) order by d.day)
             from days d where d.name = s.name and d.charged <> d.paid), '[]') as days
    from source s
    order by s.name`)
}
