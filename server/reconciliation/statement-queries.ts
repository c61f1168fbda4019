import { type Queries, sql } from '../lib/database.ts'
import type { StatementLine } from '../providers/bank-statement/zengin.ts'
import type { UnpaidDay } from './rules.ts'

type OwnAccount = { bankCode: string; branchCode: string; kind: string; number: string }

/** The town's own account, as its settings have it. */
export async function findOwnAccount(queries: Queries, at: Date): Promise<OwnAccount | null> {
  const { account } = await queries.one<{ account: OwnAccount | null }>(sql`
    select town.setting('own_account', ${at}) as account`)
  return account
}

export function findStatementByHash(queries: Queries, sha256: Buffer): Promise<{ id: string } | undefined> {
  return queries.maybe(sql`select id from reconciliation.statement where sha256 = ${sha256}`)
}

type NewStatement = {
  id: string
  name: string
  sha256: Buffer
  content: Buffer
  account: string
  from: string
  until: string
  opening: number
  closing: number
  operatorId: string
  importedAt: Date
}

/** False when the same bytes were imported meanwhile. */
export async function insertStatement(tx: Queries, it: NewStatement): Promise<boolean> {
  const { id, name, sha256, content, account, opening, closing, operatorId, importedAt } = it
  return (
    (await tx.run(sql`
      insert into reconciliation.statement (id, name, sha256, content, account, from_on, until_on, opening, closing,
                                            operator_id, imported_at)
      values (${id}, ${name}, ${sha256}, ${content}, ${account}, ${it.from}, ${it.until}, ${opening}, ${closing},
              ${operatorId}, ${importedAt})
      on conflict (sha256) do nothing`)) === 1
  )
}

/**
 * Keeps the movements that no earlier statement had, and finds by the payer whose lump sums they are; gives how
 * many were fresh. Movements that are alike on one day are told apart by how many there are.
 */
export function insertStatementLines(
  tx: Queries,
  { statementId, lines, at }: { statementId: string; lines: readonly StatementLine[]; at: Date },
): Promise<number> {
  return tx.run(sql`
    insert into reconciliation.statement_line
      (id, statement_id, number, identity, "on", direction, amount, payer, summary, source)
    select ledger.uuid7(${at}), ${statementId}, x.number,
           sha256(x.identity || int4send((row_number() over (partition by x.identity order by x.number))::int)),
           x.day, x.direction, x.amount, x.payer, x.summary,
           case when x.direction = 'in' then s.name end
    from unnest(
      ${lines.map((l) => l.number)}::int[], ${lines.map((l) => l.identity)}::bytea[], ${lines.map((l) => l.on)}::date[],
      ${lines.map((l) => l.direction)}::text[], ${lines.map((l) => l.amount)}::bigint[],
      ${lines.map((l) => l.payer)}::text[], ${lines.map((l) => l.summary)}::text[])
      as x(number, identity, day, direction, amount, payer, summary)
    left join reconciliation.source s on replace(s.payer, ' ', '') = replace(x.payer, ' ', '')
    on conflict (identity) do nothing`)
}

export type OpenLine = { id: string; on: string; amount: number }

/** Lump sums of a source that are not booked yet, oldest first, locked: each is booked once. */
export function lockOpenLines(tx: Queries, source: string): Promise<OpenLine[]> {
  return tx.many(sql`
    select id, "on", amount
    from reconciliation.statement_line
    where source = ${source} and booked_at is null and amount > 0
    order by "on", id
    for update`)
}

/** Days that ended before a day, were compared, and were paid by nothing yet; oldest first. */
export function listUnpaidDays(
  tx: Queries,
  source: string,
  before: string,
): Promise<(UnpaidDay & { fee: number })[]> {
  return tx.many(sql`
    select day, their_amount - their_fee as net, their_fee as fee
    from reconciliation.day
    where source = ${source} and day < ${before} and file_id is not null and lump_sum_id is null
    order by day`)
}

export async function markPaid(
  tx: Queries,
  source: string,
  days: readonly string[],
  lineId: string,
): Promise<void> {
  await tx.run(sql`
    update reconciliation.day set lump_sum_id = ${lineId}
    where source = ${source} and day = any (${days}::date[])`)
}

export async function markBooked(tx: Queries, lineId: string, at: Date): Promise<void> {
  await tx.run(sql`update reconciliation.statement_line set booked_at = ${at} where id = ${lineId}`)
}

/** The account that a source owes, and the id under which a lump sum's fee is posted. */
export function readBooking(
  tx: Queries,
  source: string,
  lineId: string,
): Promise<{ clearing: string; feeId: string }> {
  return tx.one(sql`
    select clearing, ledger.derived_id(${lineId}, 'fee') as "feeId"
    from reconciliation.source where name = ${source}`)
}

type StatementRow = {
  number: number
  on: string
  direction: 'in' | 'out'
  amount: number
  payer: string
  summary: string
  title: string | null
  days: string[]
  booked: boolean
}
type StatementHead = {
  name: string
  account: string
  fromOn: string
  untilOn: string
  sha256: string
  opening: number
  closing: number
}

export function findStatement(queries: Queries, id: string): Promise<StatementHead | undefined> {
  return queries.maybe(sql`
    select name, account, from_on as "fromOn", until_on as "untilOn", encode(sha256, 'hex') as sha256, opening, closing
    from reconciliation.statement where id = ${id}`)
}

/** The movements that came with a statement; those of an earlier one stand there. */
export function listStatementRows(queries: Queries, id: string): Promise<StatementRow[]> {
  return queries.many(sql`
    select l.number, l."on", l.direction, l.amount, l.payer, l.summary, s.title, l.booked_at is not null as booked,
           array(select d.day from reconciliation.day d where d.lump_sum_id = l.id order by d.day) as days
    from reconciliation.statement_line l
    left join reconciliation.source s on s.name = l.source
    where l.statement_id = ${id}
    order by l.number
    limit 1000`)
}
