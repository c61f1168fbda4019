// A tablet that the people of a store share: it is signed in once, and they come and go by name and PIN.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ReplyOf } from '#contract/endpoint.ts'
import { isEasyPin } from '#contract/staff.ts'
import type { listTillDevices, readTill as readTillEndpoint } from '#contract/till-devices.ts'
import { type Caller, endSession, startSession } from '../access.ts'
import type { Context } from '../context.ts'
import { setCookie } from '../cookies.ts'
import { hashSecret, isOfNow, makeSecret } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import { noteDeed, staffOf } from '../staff.ts'
import { findTillDevice, tillCookie, type TillDevice } from '../till-device.ts'
import { hashPassword, isPassword } from './password.ts'
import { forgetTries } from './queries.ts'
import { findColleague, findPin, putPin } from './staff-queries.ts'
import { endTill, insertTill, listTills, lock, putAtTill, readTillPeople } from './till-queries.ts'
import { pinPauses } from './rules.ts'
import { requireTry, triesOf } from './tries.ts'
import { listWorkplaces } from './workplace-queries.ts'

/** Browsers keep a cookie for 400 days at most; a till that is used so rarely is signed in anew. */
const tillDays = 400

type NewTill = { id: string; name: string }

/**
 * Makes the caller's browser a till of the store: it gets a cookie of its own, and the caller's session in it ends.
 * Refuses clock_off, and device_exists for an id that was sent before: its cookie cannot be given again.
 */
export async function makeTill(
  context: Context,
  { caller, response }: { caller: Caller; response: FastifyReply },
  { id, name }: NewTill,
): Promise<void> {
  const staff = staffOf(caller)
  const at = context.now()
  if (!isOfNow(id, at)) refuse('clock_off')
  const token = makeSecret()
  await context.database.transact(async (tx) => {
    const { storeId } = staff
    // A till that is made anew, by whoever came in at it with a password, is one till and not two.
    if (caller.till) await endTill(tx, { id: caller.till.deviceId, storeId, at })
    const till = { id, tokenHash: hashSecret(token), storeId, name, madeBy: staff.id, at }
    if (!(await insertTill(tx, till))) refuse('device_exists')
    await noteDeed(tx, { staff, did: 'device_made', subject: id, detail: { name }, at })
  })
  const expires = new Date(at.getTime() + tillDays * 86_400_000)
  setCookie(context, response, { name: tillCookie(context), value: token, expires })
  await endSession(context, response, 'staff')
}

/** Lists the tills of the caller's store. Refuses nothing. */
export async function listStoreTills(
  context: Context,
  caller: Caller,
): Promise<ReplyOf<typeof listTillDevices>> {
  const rows = await listTills(context.database, staffOf(caller).storeId, context.now())
  const devices = rows.map(({ madeAt, usedAt, ...row }) => ({
    ...row,
    madeAt: madeAt.toISOString(),
    usedAt: usedAt.toISOString(),
    current: row.id === caller.till?.deviceId,
  }))
  return { devices }
}

/** Signs a till of the caller's store out, with its next request. Refuses not_found. */
export async function endStoreTill(context: Context, caller: Caller, id: string): Promise<void> {
  const staff = staffOf(caller)
  const at = context.now()
  await context.database.transact(async (tx) => {
    const name = await endTill(tx, { id, storeId: staff.storeId, at })
    if (name === undefined) refuse('not_found')
    await noteDeed(tx, { staff, did: 'device_ended', subject: id, detail: { name }, at })
  })
}

async function requireTill(context: Context, request: FastifyRequest): Promise<TillDevice> {
  return (await findTillDevice(context, request)) ?? refuse('not_a_till')
}

/** Tells a till its name, who may come in, and who is there. Refuses not_a_till. */
export async function readTill(
  context: Context,
  request: FastifyRequest,
): Promise<ReplyOf<typeof readTillEndpoint>> {
  const { name, storeId, lockMinutes, present } = await requireTill(context, request)
  const { storeName, people } = await readTillPeople(context.database, storeId)
  return { name, storeName, people, presentId: present?.id ?? null, lockMinutes }
}

/**
 * Lets somebody in at a till by PIN, in place of whoever was there. Five wrong ones in a row pause, counted before
 * they are compared. Refuses not_a_till, pin_paused (also for the right PIN) and pin_wrong.
 */
export async function enterTill(
  context: Context,
  request: FastifyRequest,
  { staffId, pin }: { staffId: string; pin: string },
): Promise<void> {
  const { id, storeId } = await requireTill(context, request)
  const kept = await findPin(context.database, storeId, staffId)
  if (!kept) refuse('pin_wrong')
  const tries = triesOf({ pinOf: staffId })
  await requireTry(context, tries, 'pin_paused', pinPauses)
  if (!(await isPassword(pin, kept.pinHash))) refuse('pin_wrong')
  await forgetTries(context.database, tries)
  await enter(context, { id, storeId }, { staffId, byPassword: false })
}

async function enter(
  context: Context,
  till: { id: string; storeId: string },
  { staffId, byPassword }: { staffId: string; byPassword: boolean },
): Promise<void> {
  const at = context.now()
  const staff = { id: staffId, storeId: till.storeId }
  const did = byPassword ? 'entered_by_password' : 'entered_by_pin'
  await context.database.transact(async (tx) => {
    if (!(await putAtTill(tx, till.id, { staffId, byPassword, at }))) refuse('not_a_till')
    await noteDeed(tx, { staff, did, subject: till.id, at })
  })
}

/**
 * Lets a login that proved its password in: at the till that asks, and in any other browser with a session at the store
 * that is wanted, or the first of its stores. Refuses device_of_other_store, and wrong_mail_or_password for somebody
 * who works at no store any more.
 */
export async function enterByPassword(
  context: Context,
  request: FastifyRequest,
  response: FastifyReply,
  { loginId, storeId }: { loginId: string; storeId?: string },
): Promise<void> {
  const [places, till] = await Promise.all([
    listWorkplaces(context.database, loginId),
    findTillDevice(context, request),
  ])
  const first = places.find((each) => each.storeId === storeId) ?? places[0]
  if (!first) refuse('wrong_mail_or_password')
  if (!till) return startSession(context, response, { audience: 'staff', id: first.staffId, loginId })
  const here = places.find((each) => each.storeId === till.storeId)
  if (!here) refuse('device_of_other_store')
  await enter(context, till, { staffId: here.staffId, byPassword: true })
}

/** Locks the till that asks, if it is one. Refuses nothing. */
export async function lockTill(context: Context, request: FastifyRequest): Promise<void> {
  const till = await findTillDevice(context, request)
  if (till) await lock(context.database, till.id)
}

/** Sets a colleague's PIN, or the caller's own; tries begin anew. Refuses not_found and pin_too_easy. */
export async function setPin(
  context: Context,
  caller: Caller,
  { staffId, pin }: { staffId: string; pin: string },
): Promise<void> {
  const staff = staffOf(caller)
  const colleague = await findColleague(context.database, staff.storeId, staffId)
  if (!colleague) refuse('not_found')
  if (isEasyPin(pin)) refuse('pin_too_easy')
  const pinHash = await hashPassword(pin)
  const at = context.now()
  await context.database.transact(async (tx) => {
    await putPin(tx, staffId, pinHash, at)
    await forgetTries(tx, triesOf({ pinOf: staffId }))
    await noteDeed(tx, { staff, did: 'pin_set', subject: staffId, detail: { name: colleague.name }, at })
  })
}
