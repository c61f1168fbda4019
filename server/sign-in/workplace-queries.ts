import type { StaffRole } from '#contract/staff.ts'
import { type Queries, sql } from '../lib/database.ts'

export type Workplace = { staffId: string; storeId: string; number: string; name: string; role: StaffRole }

/** The stores at which the person of a login works: the one that the login was made for first. */
export function listWorkplaces(queries: Queries, loginId: string): Promise<Workplace[]> {
  return queries.many(sql`
    select s.id as "staffId", s.store_id as "storeId", o.number, o.name, s.role
    from sign_in.staff_login l
    join merchants.staff s on s.id = l.staff_id and s.ended_at is null
    join merchants.store o on o.id = s.store_id
    where l.login_id = ${loginId}
    order by l.first desc, o.number, s.id`)
}

/** From now on a session speaks for its person at another store. */
export async function moveSession(queries: Queries, tokenHash: Buffer, staffId: string): Promise<void> {
  await queries.run(sql`
    update sign_in.session set subject = ${staffId} where token_hash = ${tokenHash} and ended_at is null`)
}

/** Holds a login until the transaction ends, and gives what is kept of its password. */
export async function lockLogin(tx: Queries, loginId: string): Promise<string | null> {
  const { passwordHash } = await tx.one<{ passwordHash: string | null }>(sql`
    select password_hash as "passwordHash" from sign_in.login where id = ${loginId} for no key update`)
  return passwordHash
}

/** Whether a login opens a store already. */
export async function worksAt(tx: Queries, loginId: string, storeId: string): Promise<boolean> {
  const found = await tx.maybe(sql`
    select l.staff_id
    from sign_in.staff_login l
    join merchants.staff s on s.id = l.staff_id and s.store_id = ${storeId} and s.ended_at is null
    where l.login_id = ${loginId}
    limit 1`)
  return found !== undefined
}

/** From now on a login opens one store more: that of a member of staff who is the same person. */
export async function insertWorkplace(
  tx: Queries,
  { staffId, loginId, at }: { staffId: string; loginId: string; at: Date },
): Promise<void> {
  await tx.run(sql`
    insert into sign_in.workplace (staff_id, login_id, since) values (${staffId}, ${loginId}, ${at})`)
}
