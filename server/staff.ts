// Who is asking for a store: which member of staff, where, as what, and whether that role may.
import assert from 'node:assert/strict'
import type { FastifyRequest } from 'fastify'
import type { StaffAct, TillScope } from '#contract/endpoint.ts'
import type { RefusalCode } from '#contract/refusals.ts'
import { mayAct, roleMay, type StaffRole } from '#contract/staff.ts'
import type { Caller } from './access.ts'
import type { Context } from './context.ts'
import { type Queries, sql } from './lib/database.ts'
import { hashSecret } from './lib/id.ts'
import { refuse } from './lib/refusal.ts'

export type StaffMember = { id: string; name: string; role: StaffRole; storeId: string }

/** Throws when there is no such member of staff. */
function readStaffMember(queries: Queries, id: string): Promise<StaffMember> {
  return queries.one(sql`
    select id, name, role, store_id as "storeId"
    from merchants.staff
    where id = ${id}`)
}

/** The member of staff that a caller is: every request of theirs has read it. Throws for anybody else. */
export function staffOf({ staff }: Caller): StaffMember {
  assert(staff)
  return staff
}

/** What an endpoint of the staff asks of who calls it. */
export type StaffDoor = { scope?: TillScope | undefined; act?: StaffAct | undefined }

/** The key of a till program that a request brings, if any. */
export const tillKeyIn = (request: FastifyRequest): string | undefined =>
  /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]

/** Refuses owner_needed or manager_needed for a role that may not do an act, the least role that may. */
export function requireAct({ role }: Pick<StaffMember, 'role'>, act: StaffAct): void {
  if (!roleMay(role, act)) refuse(refusalOf(act))
}

/** What somebody is told who may not do an act. */
const refusalOf = (act: StaffAct): RefusalCode =>
  mayAct[act].includes('manager') ? 'manager_needed' : 'owner_needed'

/** Lets a signed-in member of staff through to an act. Refuses what requireAct refuses. */
export async function admitStaff(context: Context, caller: Caller, { act }: StaffDoor): Promise<Caller> {
  const staff = await readStaffMember(context.database, caller.id)
  assert(act)
  requireAct(staff, act)
  return { ...caller, staff }
}

/** A till program acts as a member of staff of its own. Refuses not_signed_in, and not_allowed beyond its scopes. */
export async function admitTill(context: Context, key: string, { scope }: StaffDoor): Promise<Caller> {
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
  const session = { tokenHash: keyHash, deviceId: null, provedAt: new Date(0), townProofs: null }
  return { audience: 'staff', id: staff.id, loginId: keyId, ...session, staff, keyId }
}
