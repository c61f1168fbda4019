import { type Queries, sql } from '../lib/database.ts'
import type { CodeHashes, Shown } from './code-secrets.ts'

export type CodeBudget = { id: string; name: string; ceiling: number; left: number }

// Out of a budget goes what was used, and what may still be used: not what is over or void.
const budgets = sql`
  select g.id, g.name, g.ceiling, g.ceiling - coalesce(sum(
    case
      when b.voided_at is null and b.expires_on >= ledger.day(now()) then b.value * b.count
      else b.value * (select count(*) from top_ups.charge_code c where c.batch_id = b.id and c.used_at is not null)
    end), 0)::bigint as left
  from top_ups.code_budget g
  left join top_ups.code_batch b on b.budget_id = g.id`

export function listCodeBudgets(queries: Queries): Promise<CodeBudget[]> {
  return queries.many(sql`${budgets} group by g.id order by g.made_at desc, g.id`)
}

/** A budget under a lock that keeps others from making codes out of it meanwhile. */
export async function lockCodeBudget(tx: Queries, id: string): Promise<CodeBudget | undefined> {
  const locked = await tx.maybe(sql`select id from top_ups.code_budget where id = ${id} for update`)
  return locked ? tx.maybe<CodeBudget>(sql`${budgets} where g.id = ${id} group by g.id`) : undefined
}

type Made = { id: string; madeBy: string; madeAt: Date }

/** False when the id is taken. */
export async function insertCodeBudget(
  tx: Queries,
  { id, name, ceiling, madeBy, madeAt }: Made & { name: string; ceiling: number },
): Promise<boolean> {
  return (
    (await tx.run(sql`
      insert into top_ups.code_budget (id, name, ceiling, made_by, made_at)
      values (${id}, ${name}, ${ceiling}, ${madeBy}, ${madeAt})
      on conflict (id) do nothing`)) === 1
  )
}

export type CodeBatch = Made & {
  budgetId: string
  purpose: string
  value: number
  count: number
  expiresOn: string
  bonus: boolean
  keyId: string
  releasedBy: string | null
  voidedAt: Date | null
}

const batchColumns = sql`
  b.id, b.budget_id as "budgetId", b.purpose, b.value, b.count, b.expires_on as "expiresOn", b.bonus,
  b.key_id as "keyId", b.made_by as "madeBy", b.made_at as "madeAt", b.released_by as "releasedBy",
  b.voided_at as "voidedAt"`

export function findCodeBatch(queries: Queries, id: string): Promise<CodeBatch | undefined> {
  return queries.maybe(sql`select ${batchColumns} from top_ups.code_batch b where b.id = ${id}`)
}

export function lockCodeBatch(tx: Queries, id: string): Promise<CodeBatch | undefined> {
  return tx.maybe(sql`select ${batchColumns} from top_ups.code_batch b where b.id = ${id} for update`)
}

export type ListedBatch = CodeBatch & {
  used: number
  budgetName: string
  madeByName: string
  releasedByName: string | null
}

export function listCodeBatches(queries: Queries): Promise<ListedBatch[]> {
  return queries.many(sql`
    select ${batchColumns}, g.name as "budgetName", m.name as "madeByName", r.name as "releasedByName",
           (select count(*)::int from top_ups.charge_code c where c.batch_id = b.id and c.used_at is not null) as used
    from top_ups.code_batch b
    join top_ups.code_budget g on g.id = b.budget_id
    join operators.operator m on m.id = b.made_by
    left join operators.operator r on r.id = b.released_by
    order by b.made_at desc, b.id
    limit 200`)
}

export async function insertCodeBatch(tx: Queries, batch: CodeBatch): Promise<boolean> {
  const { id, budgetId, purpose, value, count, expiresOn, bonus, keyId, madeBy, madeAt } = batch
  return (
    (await tx.run(sql`
      insert into top_ups.code_batch
        (id, budget_id, purpose, value, count, expires_on, bonus, key_id, made_by, made_at)
      values (${id}, ${budgetId}, ${purpose}, ${value}, ${count}, ${expiresOn}, ${bonus}, ${keyId},
              ${madeBy}, ${madeAt})
      on conflict (id) do nothing`)) === 1
  )
}

/** Keeps the codes of a batch, the first as number 1. */
export async function insertChargeCodes(tx: Queries, batchId: string, codes: CodeHashes[]): Promise<void> {
  await tx.run(sql`
    insert into top_ups.charge_code (batch_id, serial, token_hash, digits_hash)
    select ${batchId}, n, token_hash, digits_hash
    from unnest(${codes.map((each) => each.tokenHash)}::bytea[], ${codes.map((each) => each.digitsHash)}::bytea[])
      with ordinality as c(token_hash, digits_hash, n)`)
}

export async function releaseCodeBatch(tx: Queries, id: string, by: string, at: Date): Promise<void> {
  await tx.run(sql`update top_ups.code_batch set released_by = ${by}, released_at = ${at} where id = ${id}`)
}

export async function voidCodeBatch(
  tx: Queries,
  id: string,
  { by, at, reason }: { by: string; at: Date; reason: string },
): Promise<void> {
  await tx.run(sql`
    update top_ups.code_batch set voided_by = ${by}, voided_at = ${at}, void_reason = ${reason}
    where id = ${id} and voided_at is null`)
}

export type ShownCode = {
  batchId: string
  serial: number
  topUpId: string | null
  purpose: string
  value: number
  bonus: boolean
  expiresOn: string
  released: boolean
  voided: boolean
}

const shownColumns = sql`
  c.batch_id as "batchId", c.serial, c.top_up_id as "topUpId", b.purpose, b.value, b.bonus,
  b.expires_on as "expiresOn", b.released_by is not null as released, b.voided_at is not null as voided`

/** The code that was shown, if there is one like it. */
export function findChargeCode(queries: Queries, shown: Shown): Promise<ShownCode | undefined> {
  if ('tokenHash' in shown) {
    return queries.maybe(sql`
      select ${shownColumns}
      from top_ups.charge_code c join top_ups.code_batch b on b.id = c.batch_id
      where c.token_hash = ${shown.tokenHash}`)
  }
  return queries.maybe(sql`
    select ${shownColumns}
    from top_ups.charge_code c join top_ups.code_batch b on b.id = c.batch_id
    where c.digits_hash = any (${shown.digitsHashes}::bytea[])`)
}

type CodeName = Pick<ShownCode, 'batchId' | 'serial'>

/** The code under a lock: of two who use it at once, one waits here; a batch that is being voided is waited for. */
export function lockChargeCode(tx: Queries, { batchId, serial }: CodeName): Promise<ShownCode> {
  return tx.one(sql`
    select ${shownColumns}
    from top_ups.charge_code c join top_ups.code_batch b on b.id = c.batch_id
    where c.batch_id = ${batchId} and c.serial = ${serial}
    for update of c for share of b`)
}

export async function markCodeUsed(
  tx: Queries,
  { batchId, serial }: CodeName,
  topUpId: string,
  at: Date,
): Promise<void> {
  await tx.run(sql`
    update top_ups.charge_code set top_up_id = ${topUpId}, used_at = ${at}
    where batch_id = ${batchId} and serial = ${serial}`)
}

/**
 * Counts a try before it is compared, and gives how many there were in the hour that began with the first: fifty at
 * once are fifty, for each waits for the row.
 */
export async function countCodeTry(queries: Queries, who: Buffer, at: Date, since: Date): Promise<number> {
  const { tries } = await queries.one<{ tries: number }>(sql`
    insert into top_ups.code_try as t (who, since, tries)
    values (${who}, ${at}, 1)
    on conflict (who) do update set
      tries = case when t.since < ${since} then 1 else t.tries + 1 end,
      since = case when t.since < ${since} then excluded.since else t.since end
    returning tries`)
  return tries
}

/** Takes tries back that a right code has shown to be no guesses. */
export async function forgiveCodeTries(queries: Queries, who: Buffer[]): Promise<void> {
  await queries.run(sql`
    update top_ups.code_try set tries = greatest(tries - 1, 0) where who = any (${who}::bytea[])`)
}

/** Forgets who tried long ago. */
export async function deleteCodeTries(queries: Queries, before: Date): Promise<void> {
  await queries.run(sql`delete from top_ups.code_try where since < ${before}`)
}
