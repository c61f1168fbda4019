import type { TillScope } from '#contract/endpoint.ts'
import { type Queries, sql } from '../lib/database.ts'

export type TillKeyRow = { id: string; name: string; scopes: TillScope[]; madeAt: Date; usedAt: Date | null }

/** The keys of a store that are in force, the oldest first. */
export function listKeys(queries: Queries, storeId: string): Promise<TillKeyRow[]> {
  return queries.many(sql`
    select k.id, s.name, k.scopes, k.made_at as "madeAt", k.used_at as "usedAt"
    from merchants.till_key k
    join merchants.staff s on s.id = k.staff_id
    where s.store_id = ${storeId} and k.ended_at is null
    order by k.made_at, k.id`)
}

type NewKey = {
  id: string
  staffId: string
  storeId: string
  name: string
  role: 'manager' | 'till'
  scopes: TillScope[]
  keyHash: Buffer
  madeBy: string
  madeAt: Date
}

/** Writes a key and the member of staff that it acts as; false when the id is taken. */
export async function insertKey(tx: Queries, key: NewKey): Promise<boolean> {
  await tx.run(sql`
    insert into merchants.staff (id, store_id, name, role)
    values (${key.staffId}, ${key.storeId}, ${key.name}, ${key.role})`)
  const inserted = await tx.run(sql`
    insert into merchants.till_key (id, staff_id, scopes, key_hash, made_by, made_at)
    values (${key.id}, ${key.staffId}, ${key.scopes}::text[], ${key.keyHash}, ${key.madeBy}, ${key.madeAt})
    on conflict (id) do nothing`)
  return inserted === 1
}

/** Ends a key of a store and gives its name; nothing when there is none in force. */
export async function endKey(
  queries: Queries,
  { id, storeId, at }: { id: string; storeId: string; at: Date },
): Promise<string | undefined> {
  const ended = await queries.maybe<{ name: string }>(sql`
    update merchants.till_key k set ended_at = ${at}
    from merchants.staff s
    where k.id = ${id} and s.id = k.staff_id and s.store_id = ${storeId} and k.ended_at is null
    returning s.name`)
  return ended?.name
}
