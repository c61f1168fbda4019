// Who is asking: a cookie per audience, and one look-up for all requests that arrive together.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Audience, Duty, Endpoint } from '#contract/endpoint.ts'
import {
  type Action,
  missingProofs,
  proofRefusals,
  type Proofs,
  type ProofTable,
  proofTable,
} from '#contract/proofs.ts'
import { whileFrozen } from '#contract/while-frozen.ts'
import type { Context } from './context.ts'
import { cookieName, setCookie } from './cookies.ts'
import { makeBatcher } from './lib/batch.ts'
import { type Queries, sql } from './lib/database.ts'
import { hashSecret, makeId, makeSecret } from './lib/id.ts'
import { refuse } from './lib/refusal.ts'
import type { Recollection } from './recollection.ts'
import { identifyStaff, type StaffDoor, type StaffMember } from './staff.ts'

/** Somebody who may come in. */
export type Person = {
  audience: Exclude<Audience, 'anyone'>
  /** The resident, staff member or operator. */
  id: string
  loginId: string
}

/** Somebody who is in: a person and the session that speaks for them. */
export type Caller = Person & {
  tokenHash: Buffer
  deviceId: string | null
  /** When this session last proved who it is. */
  provedAt: Date
  /** The town's setting of proofs, read with the session: a payment shall not make a trip for it. */
  townProofs: unknown
  /** Known from an earlier request: whoever acts for this caller looks at the session in the trip of the act. */
  recalled?: boolean
  /** Of staff: who it is at which store; `staffOf` gives it. */
  staff?: StaffMember
  /** Of a till program: its key. */
  keyId?: string
  /** Of somebody at a till that a store's people share. */
  till?: { deviceId: string; name: string; byPassword: boolean; lockMinutes: number }
}

export type FindCaller = (token: string) => Promise<Caller | undefined>

const sessionDays: Record<Person['audience'], number> = { resident: 90, staff: 30, operator: 1 }

/** Whether the session `s` is still alive, by the rule of db/functions; the town's setting is read once a statement. */
export const sessionIsAlive = (now: Date) => sql`
  sign_in.is_alive(s, (select town.setting('session_idle_minutes', ${now})), ${now})`

/**
 * Gives the function that finds who a session belongs to. Sessions are read from the database each time, so
 * that signing out, freezing and leaving hold with the next request; requests that arrive together share a trip.
 * Residents are remembered until their next use is to be written down.
 */
export function makeFindCaller(context: Context, recollection?: Recollection): FindCaller {
  return makeBatcher<string, Caller | undefined>({
    work: async (tokens) => {
      const hashes = tokens.map(hashSecret)
      const now = context.now()
      const rows = await readSessions(context.tillDatabase, hashes, now)
      await noteUse(context.tillDatabase, rows, now)
      for (const { usedAt, ...caller } of rows) {
        if (caller.audience === 'resident') recollection?.remember(caller, noteDueAt({ ...caller, usedAt }))
      }
      const found = new Map(rows.map((row) => [row.tokenHash.toString('hex'), row]))
      return hashes.map((hash) => found.get(hash.toString('hex')))
    },
    lanes: 2,
    largest: 1024,
    longest: 8192,
  })
}

type SessionRow = Caller & { usedAt: Date }

/** How old a note of the last use may grow: where minutes without use end a session, they are counted. */
const noteAgeMs: Record<Person['audience'], number> = { resident: 600_000, staff: 600_000, operator: 60_000 }

const noteDueAt = ({ usedAt, audience }: SessionRow) => new Date(usedAt.getTime() + noteAgeMs[audience])

/** Writes the last use down, but not each time: a payment shall not wait for it. */
async function noteUse(queries: Queries, rows: SessionRow[], now: Date): Promise<void> {
  const old = rows.filter((row) => noteDueAt(row) < now)
  if (old.length === 0) return
  const hashes = old.map(({ tokenHash }) => tokenHash)
  await queries.run(sql`
    update sign_in.session set used_at = ${now} where token_hash = any (${hashes}::bytea[])`)
}

function readSessions(queries: Queries, hashes: Buffer[], now: Date): Promise<SessionRow[]> {
  return queries.many(sql`
    select s.token_hash as "tokenHash", s.audience, s.subject as id, s.login_id as "loginId",
           s.device_id as "deviceId", coalesce(s.proved_at, s.started_at) as "provedAt",
           coalesce(s.used_at, s.started_at) as "usedAt",
           (select town.setting('proofs', ${now})) as "townProofs"
    from sign_in.session s
    where s.token_hash = any (${hashes}::bytea[]) and ${sessionIsAlive(now)}`)
}

/**
 * Finds the caller of an endpoint; for `anyone` there may be none. Refuses not_signed_in; not_allowed for an
 * operator who is there for something else, for who sits at a counter sees nothing of the office; and for staff what
 * identifyStaff refuses.
 */
export async function identify(
  context: Context,
  findCaller: FindCaller,
  request: FastifyRequest,
  { audience, duty = 'office', ...door }: { audience: Audience; duty?: Duty | undefined } & StaffDoor,
): Promise<Caller | undefined> {
  if (audience === 'anyone') return undefined
  const token = request.cookies[cookieName(context, audience)]
  const findBySession = async () => (token ? findCaller(token) : undefined)
  if (audience === 'staff') return identifyStaff(context, request, door, findBySession)
  const caller = await findBySession()
  if (caller?.audience !== audience) refuse('not_signed_in')
  if (audience === 'operator') await requireDuty(context, caller, duty)
  return caller
}

/**
 * The caller of an endpoint as last looked up, without a trip; none where somebody has to be looked up first. Frozen
 * wallets and fresh proofs are looked at by nobody: it is for endpoints that decide of the first and need no second.
 */
export function recall(
  context: Context,
  recollection: Recollection,
  request: FastifyRequest,
  { audience }: Endpoint,
): Caller | undefined {
  if (audience !== 'resident') return undefined
  const token = request.cookies[cookieName(context, audience)]
  return token ? recollection.recall(token, context.now()) : undefined
}

async function requireDuty(context: Context, { id }: Caller, duty: Duty): Promise<void> {
  const operator = await context.database.maybe<{ duty: Duty }>(sql`
    select duty from operators.operator where id = ${id} and ended_at is null`)
  if (!operator) refuse('not_signed_in')
  if (duty !== 'any' && operator.duty !== duty) refuse('not_allowed')
}

/**
 * The one place that holds an act to the proofs it needs. Refuses with the first that is missing, in the
 * table's order.
 */
export function requireProofs(action: Action, held: Proofs, needed: ProofTable): void {
  const [missing] = missingProofs(action, held, needed)
  if (missing) refuse(proofRefusals[missing])
}

/** As requireProofs, for a caller whose proofs are not read yet; reads nothing for an act that needs none. */
export async function requireProofsOf(queries: Queries, caller: Caller, action: Action): Promise<void> {
  const needed = proofTable(caller.townProofs)
  if (needed[action].length === 0) return
  const held = await queries.one<Proofs>(sql`
    select l.mail_verified_at is not null as mail, l.second_step_at is not null as sms,
           exists (select from identity.card c where c.resident_id = l.subject) as card
    from sign_in.login l where l.audience = 'resident' and l.subject = ${caller.id}`)
  requireProofs(action, held, needed)
}

/**
 * Stops the acts of a resident whose account is frozen, from the next request on and on every device; contract/
 * while-frozen.ts says which. Refuses frozen.
 */
export async function requireNotFrozen(
  context: Context,
  { audience, id }: Caller,
  endpoint: Endpoint,
): Promise<void> {
  if (audience !== 'resident' || whileFrozen(endpoint) !== 'stops') return
  if (await isFrozen(context.database, id)) refuse('frozen')
}

/** Whether the account of a resident is frozen. */
export async function isFrozen(queries: Queries, residentId: string): Promise<boolean> {
  const wallet = await queries.maybe<{ frozen: boolean }>(sql`
    select frozen from ledger.wallet where bucket = ledger.bucket(${residentId}) and id = ${residentId}`)
  return wallet?.frozen ?? false
}

/** How long a proof is fresh enough for what is delicate, in minutes. */
const freshMinutes = 10

/**
 * Lets only a session through that has proved who it is within ten minutes: by signing in or by a step-up.
 * A stolen cookie or a phone left on a table shall not change where money comes from. Refuses step_up_required.
 */
export function requireStepUp(context: Context, caller: Caller): void {
  if (context.now().getTime() - caller.provedAt.getTime() >= freshMinutes * 60_000) refuse('step_up_required')
}

/** Begins a session and gives the browser its cookie; an older one of this browser ends. */
export async function startSession(
  context: Context,
  response: FastifyReply,
  person: Person,
  { deviceId }: { deviceId: string | null } = { deviceId: null },
): Promise<void> {
  await endSession(context, response, person.audience)
  const token = makeSecret()
  const now = context.now()
  const expiresAt = new Date(now.getTime() + sessionDays[person.audience] * 86_400_000)
  await context.database.run(sql`
    insert into sign_in.session
      (token_hash, audience, subject, login_id, started_at, expires_at, device_id, proved_at, used_at)
    values (${hashSecret(token)}, ${person.audience}, ${person.id}, ${person.loginId}, ${now}, ${expiresAt},
            ${deviceId}, ${now}, ${now})`)
  setCookie(context, response, {
    ...{ name: cookieName(context, person.audience), value: token, expires: expiresAt },
  })
}

const deviceDays = 400

const deviceCookie = (context: Context) => cookieName(context, 'device')

/** How long a device counts as new, in hours. */
const newForHours = 24

export type Device = { id: string; name: string; isNew: boolean }

/**
 * Finds the device of this browser for a login, and keeps it, with a long-lived cookie, where it is not known
 * yet. The first device of a login is not new, unless it is `always`: there is nothing yet to take over.
 */
export async function findOrKeepDevice(
  context: Context,
  response: FastifyReply,
  { loginId, name, always = false }: { loginId: string; name: string; always?: boolean },
): Promise<Device> {
  const cookie = deviceCookie(context)
  const token = response.request.cookies[cookie] || makeSecret()
  const now = context.now()
  // Renewed each time: browsers keep a cookie for 400 days at most.
  const expires = new Date(now.getTime() + deviceDays * 86_400_000)
  setCookie(context, response, { name: cookie, value: token, expires })
  const newUntil = new Date(now.getTime() + newForHours * 3_600_000)
  const tokenHash = hashSecret(token)
  const kept = await context.database.maybe<Device>(sql`
    insert into sign_in.device (id, token_hash, login_id, name, first_seen_at, new_until)
    select ${makeId()}, ${tokenHash}, ${loginId}, ${name}, ${now},
           case when ${always} or exists (select from sign_in.device where login_id = ${loginId})
                then ${newUntil}::timestamptz end
    on conflict (token_hash, login_id) where forgotten_at is null do nothing
    returning id, name, new_until is not null as "isNew"`)
  if (kept) return kept
  return context.database.one<Device>(sql`
    select id, name, false as "isNew" from sign_in.device
    where token_hash = ${tokenHash} and login_id = ${loginId} and forgotten_at is null`)
}

/** Whether this browser has signed in with a login before; it is known by its long-lived cookie. */
export async function isKnownDevice(
  context: Context,
  request: FastifyRequest,
  loginId: string,
): Promise<boolean> {
  const token = request.cookies[deviceCookie(context)] ?? ''
  const found = await context.database.maybe(sql`
    select id from sign_in.device
    where token_hash = ${hashSecret(token)} and login_id = ${loginId} and forgotten_at is null`)
  return found !== undefined
}

export type SignedInDevice = { id: string; name: string; firstSeenAt: Date; lastUsedAt: Date }

/** The devices on which a login is signed in, the last used first. */
export function listSignedInDevices(context: Context, loginId: string): Promise<SignedInDevice[]> {
  return context.database.many(sql`
    select d.id, d.name, d.first_seen_at as "firstSeenAt", max(coalesce(s.used_at, s.started_at)) as "lastUsedAt"
    from sign_in.device d
    join sign_in.session s on s.device_id = d.id and ${sessionIsAlive(context.now())}
    where d.login_id = ${loginId} and d.forgotten_at is null
    group by d.id
    order by 4 desc, d.id`)
}

/** Forgets a device of a login and ends its sessions; false when there is no such device. */
export async function forgetDevice(context: Context, loginId: string, deviceId: string): Promise<boolean> {
  const now = context.now()
  return context.database.transact(async (tx) => {
    const forgotten = await tx.run(sql`
      update sign_in.device set forgotten_at = ${now}
      where id = ${deviceId} and login_id = ${loginId} and forgotten_at is null`)
    await tx.run(sql`
      update sign_in.session set ended_at = ${now}
      where device_id = ${deviceId} and login_id = ${loginId} and ended_at is null`)
    return forgotten === 1
  })
}

/** Forgets every device of a login, so that each counts as new when it comes back. */
export async function forgetDevices(context: Context, tx: Queries, loginId: string): Promise<void> {
  await tx.run(sql`
    update sign_in.device set forgotten_at = ${context.now()}
    where login_id = ${loginId} and forgotten_at is null`)
}

/** Ends every session of a login, but the one that is named. */
export async function endSessions(
  context: Context,
  loginId: string,
  { except }: { except: Buffer | null },
  queries: Queries = context.database,
): Promise<void> {
  await queries.run(sql`
    update sign_in.session set ended_at = ${context.now()}
    where login_id = ${loginId} and ended_at is null and token_hash is distinct from ${except}::bytea`)
}

/** Ends every session of a caller but the one that asks: a factor has changed, and whoever else is in proves anew. */
export const endOtherSessions = (context: Context, { loginId, tokenHash }: Caller): Promise<void> =>
  endSessions(context, loginId, { except: tokenHash })

/** Ends this browser's session of an audience, if it has one. */
export async function endSession(
  context: Context,
  response: FastifyReply,
  audience: Person['audience'],
): Promise<void> {
  const name = cookieName(context, audience)
  const token = response.request.cookies[name]
  if (!token) return
  await context.database.run(sql`
    update sign_in.session set ended_at = ${context.now()}
    where token_hash = ${hashSecret(token)} and ended_at is null`)
  response.clearCookie(name, { path: '/' })
}
