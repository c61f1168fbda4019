import { type Queries, sql } from '../lib/database.ts'

export type Freeze = {
  id: string
  residentId: string
  act: 'freeze' | 'unfreeze'
  operatorId: string
  reason: string
  at: Date
}

export async function residentExists(queries: Queries, id: string): Promise<boolean> {
  return (await queries.maybe(sql`select id from residents.resident where id = ${id}`)) !== undefined
}

export function findFreeze(queries: Queries, id: string): Promise<Freeze | undefined> {
  return queries.maybe(sql`
    select id, resident_id as "residentId", act, operator_id as "operatorId", reason, at
    from residents.freeze
    where id = ${id}`)
}

/** Writes a freeze or its lifting down; false when the id is taken. */
export async function insertFreeze(queries: Queries, freeze: Freeze): Promise<boolean> {
  const { id, residentId, act, operatorId, reason, at } = freeze
  const written = await queries.run(sql`
    insert into residents.freeze (id, resident_id, act, operator_id, reason, at)
    values (${id}, ${residentId}, ${act}, ${operatorId}, ${reason}, ${at})
    on conflict (id) do nothing`)
  return written === 1
}
