import { type Queries, sql } from '../lib/database.ts'

/** What stands in the suspense account of a difference; above zero the provider owes it. */
export async function readSuspended(queries: Queries, differenceId: string): Promise<number> {
  const { amount } = await queries.one<{ amount: number }>(sql`
    select coalesce(sum(amount), 0)::bigint as amount
    from reconciliation.correction where difference_id = ${differenceId}`)
  return amount
}

export async function readClearingOf(queries: Queries, source: string): Promise<string> {
  const { clearing } = await queries.one<{ clearing: string }>(sql`
    select clearing from reconciliation.source where name = ${source}`)
  return clearing
}

/** Yen that went into the suspense account or, below zero, came out of it. */
export type Correction = { id: string; differenceId: string; amount: number; at: Date }

export function readCorrection(queries: Queries, id: string): Promise<Correction> {
  return queries.one(sql`
    select id, difference_id as "differenceId", amount, at from reconciliation.correction where id = ${id}`)
}

export async function insertCorrection(tx: Queries, correction: Correction): Promise<void> {
  const { id, differenceId, amount, at } = correction
  await tx.run(sql`
    insert into reconciliation.correction (id, difference_id, amount, at)
    values (${id}, ${differenceId}, ${amount}, ${at})`)
}
