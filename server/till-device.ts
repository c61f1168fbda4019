// A tablet that the people of a store share. It is known by a cookie of its own; who is at it stands in its row.
import type { FastifyRequest } from 'fastify'
import type { StaffRole } from '#contract/staff.ts'
import type { Context } from './context.ts'
import { cookieName } from './cookies.ts'
import { sql } from './lib/database.ts'
import { hashSecret } from './lib/id.ts'

/** Who is at a till: by PIN, or by the password of a login. */
export type Present = {
  id: string
  name: string
  role: StaffRole
  storeId: string
  loginId: string | null
  byPassword: boolean
}

export type TillDevice = {
  id: string
  storeId: string
  name: string
  tokenHash: Buffer
  lockMinutes: number
  /** Nobody while it is locked. */
  present: Present | null
}

export const tillCookie = (context: Context): string => cookieName(context, 'till')

/** How old a note of the last use, and of the last touch, may grow, in seconds. */
const noteAge = { use: 600, touch: 30 }

type DeviceRow = Omit<TillDevice, 'present'> & {
  staffId: string | null
  staffName: string
  role: StaffRole
  loginId: string | null
  byPassword: boolean
  useAge: number
  touchAge: number
}

/**
 * Finds the till that a request comes from, and who is at it; nobody when it has lain untouched for longer than the
 * store allows, or the person works there no more. What changes something counts as a touch; that a screen reads by
 * itself does not.
 */
export async function findTillDevice(
  context: Context,
  request: FastifyRequest,
): Promise<TillDevice | undefined> {
  const token = request.cookies[tillCookie(context)]
  const row = token ? await readDevice(context, token) : undefined
  if (!row) return undefined
  const { staffId, staffName, role, loginId, byPassword, useAge, touchAge, ...device } = row
  const touched = staffId !== null && request.method !== 'GET' && touchAge > noteAge.touch
  if (touched || useAge > noteAge.use) await noteUse(context, device.id, touched)
  const { storeId } = device
  const present =
    staffId === null ? null : { id: staffId, name: staffName, role, storeId, loginId, byPassword }
  return { ...device, present }
}

async function readDevice(context: Context, token: string): Promise<DeviceRow | undefined> {
  const now = context.now()
  return context.database.maybe<DeviceRow>(sql`
    with device as (
      select d.*, merchants.lock_minutes(d.store_id, ${now}) as lock_minutes
      from sign_in.till_device d
      where d.token_hash = ${hashSecret(token)} and d.ended_at is null)
    select d.id, d.store_id as "storeId", d.name, d.token_hash as "tokenHash", d.lock_minutes as "lockMinutes",
           d.by_password as "byPassword", s.id as "staffId", s.name as "staffName", s.role, l.login_id as "loginId",
           extract(epoch from ${now}::timestamptz - d.used_at)::float8 as "useAge",
           extract(epoch from ${now}::timestamptz - d.touched_at)::float8 as "touchAge"
    from device d
    left join merchants.staff s on s.id = d.staff_id and s.store_id = d.store_id and s.ended_at is null
      and d.touched_at > ${now}::timestamptz - make_interval(mins => d.lock_minutes)
    left join sign_in.staff_login l on l.staff_id = s.id`)
}

async function noteUse(context: Context, id: string, touched: boolean): Promise<void> {
  const now = context.now()
  await context.database.run(sql`
    update sign_in.till_device
    set used_at = ${now},
        touched_at = case when ${touched} and staff_id is not null then ${now}::timestamptz else touched_at end
    where id = ${id}`)
}
