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
