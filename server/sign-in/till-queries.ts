import type { StaffRole } from '#contract/staff.ts'
import { type Queries, sql } from '../lib/database.ts'

type NewTill = { id: string; tokenHash: Buffer; storeId: string; name: string; madeBy: string; at: Date }

/** Writes a till down; false when the id is taken. */
export async function insertTill(tx: Queries, till: NewTill): Promise<boolean> {
  const { id, tokenHash, storeId, name, madeBy, at } = till
  const inserted = await tx.run(sql`
    insert into sign_in.till_device (id, token_hash, store_id, name, made_by, made_at, used_at)
    values (${id}, ${tokenHash}, ${storeId}, ${name}, ${madeBy}, ${at}, ${at})
    on conflict (id) do nothing`)
  return inserted === 1
}

/** Ends a till of a store and gives its name; nothing when there is none in force. */
export async function endTill(
  tx: Queries,
  { id, storeId, at }: { id: string; storeId: string; at: Date },
): Promise<string | undefined> {
  const ended = await tx.maybe<{ name: string }>(sql`
    update sign_in.till_device set ended_at = ${at}, staff_id = null, touched_at = null
    where id = ${id} and store_id = ${storeId} and ended_at is null
    returning name`)
  return ended?.name
}

export type TillRow = { id: string; name: string; madeAt: Date; usedAt: Date; staffName: string | null }

/** The tills of a store in force, the last used first, and who is at each; nobody where it has locked itself. */
export function listTills(queries: Queries, storeId: string, now: Date): Promise<TillRow[]> {
  return queries.many(sql`
    select d.id, d.name, d.made_at as "madeAt", d.used_at as "usedAt", s.name as "staffName"
    from sign_in.till_device d
    left join merchants.staff s on s.id = d.staff_id and s.ended_at is null
      and d.touched_at > ${now}::timestamptz - make_interval(mins => merchants.lock_minutes(d.store_id, ${now}))
    where d.store_id = ${storeId} and d.ended_at is null
    order by d.used_at desc, d.id`)
}

/** Somebody comes in at a till, in place of whoever was at it; false when it has been ended. */
export async function putAtTill(
  tx: Queries,
  id: string,
  { staffId, byPassword, at }: { staffId: string; byPassword: boolean; at: Date },
): Promise<boolean> {
  const entered = await tx.run(sql`
    update sign_in.till_device
    set staff_id = ${staffId}, by_password = ${byPassword}, touched_at = ${at}, used_at = ${at}
    where id = ${id} and ended_at is null`)
  return entered === 1
}

export async function lock(queries: Queries, id: string): Promise<void> {
  await queries.run(sql`
    update sign_in.till_device set staff_id = null, touched_at = null where id = ${id}`)
}

/** Locks every till that a login has opened with its password; one that was opened by PIN stays theirs. */
export async function leaveTills(tx: Queries, loginId: string): Promise<void> {
  await tx.run(sql`
    update sign_in.till_device set staff_id = null, touched_at = null
    where by_password and staff_id in (select staff_id from sign_in.staff_login where login_id = ${loginId})`)
}

export type TillPerson = { id: string; name: string; role: StaffRole }

/** Who may come in at the tills of a store by PIN, and what the store is called. */
export async function readTillPeople(
  queries: Queries,
  storeId: string,
): Promise<{ storeName: string; people: TillPerson[] }> {
  const store = await queries.one<{ storeName: string }>(sql`
    select name as "storeName" from merchants.store where id = ${storeId}`)
  const people = await queries.many<TillPerson>(sql`
    select s.id, s.name, s.role
    from merchants.staff s
    join sign_in.staff_pin p on p.staff_id = s.id
    where s.store_id = ${storeId} and s.ended_at is null
    order by case s.role when 'till' then 1 when 'manager' then 2 else 3 end, s.name, s.id`)
  return { ...store, people }
}
