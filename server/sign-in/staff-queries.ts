import type { StaffRole } from '#contract/staff.ts'
import { type Queries, type Sql, sql } from '../lib/database.ts'

export type Invited = {
  staffId: string
  storeId: string
  name: string
  role: StaffRole
  storeName: string
  mail: string
  /** The address opens a store already. */
  hasPassword: boolean
}

/** Whether an address is the login of somebody who works at a store. */
const hasPassword = (mail: Sql): Sql => sql`
  exists (
    select from sign_in.staff_login k
    join merchants.staff f on f.id = k.staff_id and f.ended_at is null
    where lower(k.mail) = lower(${mail})) as "hasPassword"`

/**
 * Who is invited where, whether by the office, as the first of a store is, and whether the address opens another store;
 * nobody who has an account already, works there no more, or is invited at another address by now.
 */
export function findInvited(
  queries: Queries,
  { staffId, mail }: { staffId: string; mail: string },
): Promise<{ name: string; storeName: string; byOffice: boolean; hasPassword: boolean } | undefined> {
  return queries.maybe(sql`
    select s.name, o.name as "storeName",
           not exists (
             select from merchants.staff c
             join sign_in.staff_login l on l.staff_id = c.id
             where c.store_id = s.store_id) as "byOffice",
           ${hasPassword(sql`${mail}::text`)}
    from merchants.staff s
    join merchants.store o on o.id = s.store_id
    where s.id = ${staffId} and s.ended_at is null and lower(s.invited_mail) = lower(${mail})
      and not exists (select from sign_in.staff_login l where l.staff_id = s.id)`)
}

/** What a link invites to while it can be used; nothing once the person is invited at another address. */
export function findInvitation(queries: Queries, tokenHash: Buffer, now: Date): Promise<Invited | undefined> {
  return queries.maybe(sql`
    select s.id as "staffId", s.store_id as "storeId", s.name, s.role, o.name as "storeName", i.mail,
           ${hasPassword(sql`i.mail`)}
    from sign_in.invitation i
    join merchants.staff s on s.id = i.subject and s.ended_at is null
    join merchants.store o on o.id = s.store_id
    where i.token_hash = ${tokenHash} and i.audience = 'staff' and i.used_at is null and i.expires_at > ${now}
      and lower(i.mail) = lower(s.invited_mail)`)
}

type Moved = { mail: string; staffId: string; passwordHash: string; at: Date }

/**
 * Gives the login of somebody who works at their former store no more to a new place, with a new password; its
 * sessions end. Nothing when the address is nobody's, or somebody's who still works.
 */
export async function moveEndedLogin(
  tx: Queries,
  { mail, staffId, passwordHash, at }: Moved,
): Promise<string | undefined> {
  const moved = await tx.maybe<{ id: string }>(sql`
    update sign_in.login l set subject = ${staffId}, password_hash = ${passwordHash}
    from merchants.staff s
    where l.audience = 'staff' and lower(l.mail) = lower(${mail}) and s.id = l.subject and s.ended_at is not null
      and not exists (
        select from sign_in.workplace w
        join merchants.staff f on f.id = w.staff_id and f.ended_at is null
        where w.login_id = l.id)
    returning l.id`)
  if (!moved) return undefined
  await tx.run(sql`
    update sign_in.session set ended_at = ${at} where login_id = ${moved.id} and ended_at is null`)
  return moved.id
}

export type Colleague = { name: string; storeId: string }

/** A colleague at a store who still works there; till programs are none. */
export function findColleague(queries: Queries, storeId: string, id: string): Promise<Colleague | undefined> {
  return queries.maybe(sql`
    select s.name, s.store_id as "storeId"
    from merchants.staff s
    where s.id = ${id} and s.store_id = ${storeId} and s.ended_at is null
      and not exists (select from merchants.till_key k where k.staff_id = s.id)`)
}

export async function putPin(tx: Queries, staffId: string, pinHash: string, at: Date): Promise<void> {
  await tx.run(sql`
    insert into sign_in.staff_pin (staff_id, pin_hash, set_at)
    values (${staffId}, ${pinHash}, ${at})
    on conflict (staff_id) do update set pin_hash = excluded.pin_hash, set_at = excluded.set_at`)
}

/** What is kept of the PIN of somebody who still works at a store. */
export function findPin(
  queries: Queries,
  storeId: string,
  staffId: string,
): Promise<{ pinHash: string } | undefined> {
  return queries.maybe(sql`
    select p.pin_hash as "pinHash"
    from sign_in.staff_pin p
    join merchants.staff s on s.id = p.staff_id
    where p.staff_id = ${staffId} and s.store_id = ${storeId} and s.ended_at is null`)
}
