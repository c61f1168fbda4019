// Who is asking for a store: which member of staff, where, as what, and whether that role may.
import assert from 'node:assert/strict'
import type { FastifyRequest } from 'fastify'
import type { StaffAct, TillScope } from '#contract/endpoint.ts'
import type { RefusalCode } from '#contract/refusals.ts'
import { mayAct, roleMay, type StaffDeed, type StaffRole, wantsPassword } from '#contract/staff.ts'
import type { Caller } from './access.ts'
import type { Context } from './context.ts'
import { type Queries, sql } from './lib/database.ts'
import { dayOf } from './lib/day.ts'
import { hashSecret, makeId } from './lib/id.ts'
import { refuse } from './lib/refusal.ts'
import { findTillDevice, type TillDevice } from './till-device.ts'

export type StaffMember = { id: string; name: string; role: StaffRole; storeId: string }

/** The member of staff that a caller is: every request of theirs has read it. Throws for anybody else. */
export function staffOf({ staff }: Caller): StaffMember {
  assert(staff)
  return staff
}

/** What an endpoint of the staff asks of who calls it. */
export type StaffDoor = { scope?: TillScope | undefined; act?: StaffAct | undefined }

/** Finds the caller behind the cookie of a session. */
type FindBySession = () => Promise<Caller | undefined>

/**
 * Finds who asks for a store: a till program by its key, whoever is at a shared till, or a session; and lets them
 * through to an act. Refuses not_signed_in, till_locked, not_allowed beyond a key's scopes, and what requireAct does.
 */
export async function identifyStaff(
  context: Context,
  request: FastifyRequest,
  door: StaffDoor,
  findBySession: FindBySession,
): Promise<Caller> {
  const key = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (key) return admitTillProgram(context, key, door)
  const device = await findTillDevice(context, request)
  const caller = device ? atTill(device) : await bySession(context, await findBySession())
  assert(door.act)
  requireAct(caller, door.act)
  return caller
}

/**
 * Lets a caller through to an act. Refuses owner_needed or manager_needed for a role that may not do it, by the least
 * role that may, and password_needed for what a PIN is not enough for.
 */
export function requireAct(caller: Caller, act: StaffAct): void {
  if (!roleMay(staffOf(caller).role, act)) refuse(refusalOf(act))
  if (caller.till?.byPassword === false && wantsPassword(act)) refuse('password_needed')
}

/**
 * Lets somebody see a day of the store: today everybody, other days who answers for it. Refuses manager_needed. What a
 * till program may see is said by its key.
 */
export function requireDay(context: Context, caller: Caller, day: string): void {
  if (caller.keyId === undefined && day !== dayOf(context.now())) requireAct(caller, 'days')
}

const refusalOf = (act: StaffAct): RefusalCode =>
  mayAct[act].includes('manager') ? 'manager_needed' : 'owner_needed'

/** What only a session of its own has: a till's row says who is there, and proves nothing anew. */
const noProofs = { provedAt: new Date(0), townProofs: null }

function atTill({ id: deviceId, name, tokenHash, lockMinutes, present }: TillDevice): Caller {
  if (!present) refuse('till_locked')
  const { byPassword, loginId, ...staff } = present
  const person = { audience: 'staff' as const, id: staff.id, loginId: loginId ?? staff.id }
  const till = { deviceId, name, byPassword, lockMinutes }
  return { ...person, tokenHash, deviceId: null, ...noProofs, staff, till }
}

async function bySession(context: Context, caller: Caller | undefined): Promise<Caller> {
  if (caller?.audience !== 'staff') refuse('not_signed_in')
  const staff = await context.database.maybe<StaffMember>(sql`
    select id, name, role, store_id as "storeId"
    from merchants.staff
    where id = ${caller.id} and ended_at is null`)
  if (!staff) refuse('not_signed_in')
  return { ...caller, staff }
}

/** A till program acts as a member of staff of its own. Refuses not_signed_in, and not_allowed beyond its scopes. */
async function admitTillProgram(context: Context, key: string, { scope }: StaffDoor): Promise<Caller> {
  const keyHash = hashSecret(key)
  const now = context.now()
  const found = await context.database.maybe<
    StaffMember & { keyId: string; scopes: TillScope[]; stale: boolean }
  >(sql`
    select k.id as "keyId", k.scopes, s.id, s.name, s.role, s.store_id as "storeId",
           k.used_at is null or k.used_at < ${now}::timestamptz - interval '10 minutes' as stale
    from merchants.till_key k
    join merchants.staff s on s.id = k.staff_id
    where k.key_hash = ${keyHash} and k.ended_at is null`)
  if (!found) refuse('not_signed_in')
  const { keyId, scopes, stale, ...staff } = found
  if (scope === undefined || !scopes.includes(scope)) refuse('not_allowed')
  if (stale) {
    await context.database.run(sql`update merchants.till_key set used_at = ${now} where id = ${keyId}`)
  }
  const session = { tokenHash: keyHash, deviceId: null, ...noProofs }
  return { audience: 'staff', id: staff.id, loginId: keyId, ...session, staff, keyId }
}

type Deed = {
  staff: Pick<StaffMember, 'id' | 'storeId'>
  did: StaffDeed
  subject: string | null
  /** What it was done to, by name, and what came of it. */
  detail?: Record<string, string | number | null>
  at: Date
}

/** Writes down what a member of staff did, in the transaction of the act. Refuses nothing. */
export async function noteDeed(tx: Queries, { staff, did, subject, detail = {}, at }: Deed): Promise<void> {
  await tx.run(sql`
    insert into merchants.staff_act (id, store_id, staff_id, act, subject, detail, at)
    values (${makeId()}, ${staff.storeId}, ${staff.id}, ${did}, ${subject}, ${JSON.stringify(detail)}, ${at})`)
}
