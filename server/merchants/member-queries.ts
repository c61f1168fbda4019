import type { StaffDeed, StaffRole } from '#contract/staff.ts'
import { type Queries, sql } from '../lib/database.ts'

export type Member = {
  id: string
  storeId: string
  name: string
  role: StaffRole
  mail: string | null
  signsIn: boolean
  hasPin: boolean
}

/** People, not till programs, who work at a store now. */
const inForce = sql`
  s.ended_at is null and not exists (select from merchants.till_key k where k.staff_id = s.id)`

const member = sql`
  select s.id, s.store_id as "storeId", s.name, s.role, coalesce(l.mail, s.invited_mail) as mail,
         l.login_id is not null as "signsIn", p.staff_id is not null as "hasPin"
  from merchants.staff s
  left join sign_in.staff_login l on l.staff_id = s.id
  left join sign_in.staff_pin p on p.staff_id = s.id`

/** Who works at a store: owners, then managers, then tills, each by name. */
export function listMembers(queries: Queries, storeId: string): Promise<Member[]> {
  return queries.many(sql`
    ${member}
    where s.store_id = ${storeId} and ${inForce}
    order by case s.role when 'owner' then 1 when 'manager' then 2 else 3 end, s.name, s.id`)
}

/** A colleague at a store; nothing for other stores' people and for who works there no more. */
export function findMember(queries: Queries, storeId: string, id: string): Promise<Member | undefined> {
  return queries.maybe(sql`
    ${member}
    where s.id = ${id} and s.store_id = ${storeId} and ${inForce}`)
}

/** Somebody under an id, at whatever store, also who works there no more. */
export function findAnyMember(queries: Queries, id: string): Promise<Member | undefined> {
  return queries.maybe(sql`
    ${member}
    where s.id = ${id}`)
}

type NewMember = Pick<Member, 'id' | 'storeId' | 'name' | 'role' | 'mail'>

/** Writes a colleague down; false when the id is taken. */
export async function insertMember(
  tx: Queries,
  { id, storeId, name, role, mail }: NewMember,
): Promise<boolean> {
  const inserted = await tx.run(sql`
    insert into merchants.staff (id, store_id, name, role, invited_mail)
    values (${id}, ${storeId}, ${name}, ${role}, ${mail})
    on conflict (id) do nothing`)
  return inserted === 1
}

export async function updateMember(
  tx: Queries,
  { id, name, role }: Pick<Member, 'id' | 'name' | 'role'>,
): Promise<void> {
  await tx.run(sql`
    update merchants.staff set name = ${name}, role = ${role} where id = ${id}`)
}

export async function noteInvited(tx: Queries, id: string, mail: string): Promise<void> {
  await tx.run(sql`
    update merchants.staff set invited_mail = ${mail} where id = ${id}`)
}

export async function endMember(tx: Queries, id: string, at: Date): Promise<void> {
  await tx.run(sql`
    update merchants.staff set ended_at = ${at} where id = ${id}`)
}

/**
 * The owners of a store who can sign in, locked until the transaction ends: two who end each other stand in line here,
 * and the second finds one owner less.
 */
export function lockOwners(tx: Queries, storeId: string): Promise<{ id: string }[]> {
  return tx.many(sql`
    select s.id
    from merchants.staff s
    where s.store_id = ${storeId} and s.role = 'owner' and s.ended_at is null
      and exists (select from sign_in.staff_login l where l.staff_id = s.id)
    order by s.id
    for update of s`)
}

/** How many links a colleague was sent since a time. */
export async function countInvitationsSince(queries: Queries, staffId: string, since: Date): Promise<number> {
  const { count } = await queries.one<{ count: number }>(sql`
    select count(*)::int as count from sign_in.invitation
    where subject = ${staffId} and sent_at > ${since}`)
  return count
}

export type Deed = { id: string; act: StaffDeed; by: string; about: string | null; at: Date }

/**
 * The last hundred things that were done at a store, newest first. What a store changes about itself, and the account
 * that it asks for, name their doer themselves.
 */
export function listDeeds(queries: Queries, storeId: string): Promise<Deed[]> {
  return queries.many(sql`
    select d.id, d.act, s.name as by, d.about, d.at
    from (
      select id, act, staff_id, detail ->> 'name' as about, at
      from merchants.staff_act where store_id = ${storeId}
      union all
      select id, 'store_changed', staff_id, null, at
      from merchants.store_change where store_id = ${storeId}
      union all
      select b.id, 'account_requested', b.requested_by, '…' || right(b.number, 3), b.requested_at
      from merchants.bank_account b
      where b.merchant_id = (select merchant_id from merchants.store where id = ${storeId})) d
    join merchants.staff s on s.id = d.staff_id
    order by d.at desc, d.id desc
    limit 100`)
}

export type StoreRules = {
  tillRefundLimit: number | null
  managerRefundLimit: number | null
  lockMinutes: number
}

/** What the owner of a store has settled, or the town where they have not. */
export function readRules(queries: Queries, storeId: string, at: Date): Promise<StoreRules> {
  return queries.one(sql`
    select r.till_refund_limit as "tillRefundLimit", r.manager_refund_limit as "managerRefundLimit",
           merchants.lock_minutes(store.id, ${at}) as "lockMinutes"
    from (select ${storeId}::uuid as id) as store
    left join merchants.store_rules r on r.store_id = store.id`)
}

export async function writeRules(tx: Queries, storeId: string, rules: StoreRules, at: Date): Promise<void> {
  const { tillRefundLimit, managerRefundLimit, lockMinutes } = rules
  await tx.run(sql`
    insert into merchants.store_rules
      (store_id, till_refund_limit, manager_refund_limit, lock_minutes, changed_at)
    values (${storeId}, ${tillRefundLimit}, ${managerRefundLimit}, ${lockMinutes}, ${at})
    on conflict (store_id) do update
    set till_refund_limit = excluded.till_refund_limit, manager_refund_limit = excluded.manager_refund_limit,
        lock_minutes = excluded.lock_minutes, changed_at = excluded.changed_at`)
}
