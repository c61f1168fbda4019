import type { Language } from '#contract/languages.ts'
import type { Person } from '../access.ts'
import { type Queries, sql } from '../lib/database.ts'

export type Login = {
  id: string
  audience: Person['audience']
  subject: string
  mail: string
  /** Null for somebody who comes in by another provider only. */
  passwordHash: string | null
  mailVerifiedAt: Date | null
  phone: string | null
  secondStepAt: Date | null
  /** What a resident reads in; Japanese for staff and operators. */
  language: Language
}

/** Stands in where there is no login, so that the same question is asked. */
export const nobodysId = '00000000-0000-7000-8000-000000000000'

const columns = sql`
  id, audience, subject, mail, password_hash as "passwordHash", mail_verified_at as "mailVerifiedAt", phone,
  second_step_at as "secondStepAt",
  coalesce((select r.language from residents.resident r where r.id = subject), 'ja') as language`

/** Whoever has the address: among residents only who has proven it, for anybody can claim one. */
export function findLoginByMail(
  queries: Queries,
  audience: Person['audience'],
  mail: string,
): Promise<Login | undefined> {
  return queries.maybe(sql`
    select ${columns} from sign_in.login
    where audience = ${audience} and lower(mail) = lower(${mail})
      and (audience <> 'resident' or mail_verified_at is not null)`)
}

/** The newest resident with a password who has claimed the address and not proven it. */
export function findNewestClaim(queries: Queries, mail: string): Promise<Login | undefined> {
  return queries.maybe(sql`
    select ${columns} from sign_in.login
    where audience = 'resident' and lower(mail) = lower(${mail}) and mail_verified_at is null
      and password_hash is not null
    order by created_at desc, id desc
    limit 1`)
}

export function readLogin(queries: Queries, id: string): Promise<Login> {
  return queries.one(sql`select ${columns} from sign_in.login where id = ${id}`)
}

/** The login of a resident; none where there is no such resident. */
export function findLoginOf(queries: Queries, residentId: string): Promise<Login | undefined> {
  return queries.maybe(sql`
    select ${columns} from sign_in.login where audience = 'resident' and subject = ${residentId}`)
}

type NewLogin = {
  id: string
  audience: Person['audience']
  subject: string
  mail: string
  passwordHash: string | null
  /** Whether somebody whom we believe has proven the address. */
  mailVerified: boolean
  at: Date
}

/** False when the person has a way in already, or the proven address is another's; a twin's insert is waited for. */
export async function insertLogin(tx: Queries, login: NewLogin): Promise<boolean> {
  const { id, audience, subject, mail, passwordHash, mailVerified, at } = login
  return (
    (await tx.run(sql`
      insert into sign_in.login (id, audience, subject, mail, password_hash, mail_verified_at, created_at)
      values (${id}, ${audience}, ${subject}, ${mail}, ${passwordHash}, ${mailVerified ? at : null}, ${at})
      on conflict do nothing`)) === 1
  )
}

/** The login of a registration that is repeated: of that id, with that address unproven, and begun since a time. */
export function findRepeated(
  queries: Queries,
  { id, mail, since }: { id: string; mail: string; since: Date },
): Promise<Login | undefined> {
  return queries.maybe(sql`
    select ${columns} from sign_in.login
    where audience = 'resident' and subject = ${id} and lower(mail) = lower(${mail})
      and mail_verified_at is null and created_at > ${since}`)
}

/**
 * Takes one try before it is compared: fifty at once take fifty, for each locks the row. Gives until when tries
 * pause, or undefined when this one may be compared.
 */
export async function takeTry(
  queries: Queries,
  key: Buffer,
  now: Date,
  pauses: readonly number[],
): Promise<Date | undefined> {
  const taken = await queries.run(sql`
    insert into sign_in.attempt as a (key, failures, paused_until, at)
    values (${key}, 1, ${now}::timestamptz + make_interval(secs => (${pauses}::int[])[1]), ${now})
    on conflict (key) do update
    set failures = a.failures + 1, at = excluded.at,
        paused_until = excluded.at
          + make_interval(secs => (${pauses}::int[])[least(a.failures + 1, cardinality(${pauses}::int[]))])
    where a.paused_until <= excluded.at`)
  if (taken === 1) return undefined
  const paused = await queries.maybe<{ until: Date }>(sql`
    select paused_until as until from sign_in.attempt where key = ${key}`)
  return paused?.until ?? now
}

/** Takes one try back and leaves the wrong ones before it, with no pause of its own. */
export async function giveTryBack(queries: Queries, key: Buffer, now: Date): Promise<void> {
  await queries.run(sql`
    update sign_in.attempt set failures = failures - 1, paused_until = ${now} where key = ${key} and failures > 0`)
}

export async function forgetTries(queries: Queries, key: Buffer): Promise<void> {
  await queries.run(sql`delete from sign_in.attempt where key = ${key}`)
}

export async function deleteTriesBefore(queries: Queries, at: Date): Promise<void> {
  await queries.run(sql`delete from sign_in.attempt where at < ${at}`)
}

/** What a second step is for; a step-up belongs to a session. */
export type Purpose =
  | { purpose: 'sign_in' | 'set_up'; sessionHash: null }
  | { purpose: 'step_up'; sessionHash: Buffer }

export async function insertChallenge(
  queries: Queries,
  challenge: Purpose & { id: string; loginId: string; startedAt: Date; expiresAt: Date },
): Promise<void> {
  const { id, loginId, purpose, startedAt, expiresAt, sessionHash } = challenge
  await queries.run(sql`
    insert into sign_in.challenge (id, login_id, purpose, session_hash, started_at, expires_at)
    values (${id}, ${loginId}, ${purpose}, ${sessionHash}, ${startedAt}, ${expiresAt})`)
}

export type OpenChallenge = Purpose & { loginId: string; audience: Person['audience'] }

export function findOpenChallenge(
  queries: Queries,
  id: string,
  now: Date,
): Promise<OpenChallenge | undefined> {
  return queries.maybe(sql`
    select c.login_id as "loginId", l.audience, c.purpose, c.session_hash as "sessionHash"
    from sign_in.challenge c join sign_in.login l on l.id = c.login_id
    where c.id = ${id} and c.finished_at is null and c.expires_at > ${now}`)
}

/** Ends every set-up of a login that is under way and says whether there was one; of two at once one hears no. */
export async function endSetUps(tx: Queries, loginId: string, now: Date): Promise<boolean> {
  return (
    (await tx.run(sql`
      update sign_in.challenge set finished_at = ${now}
      where login_id = ${loginId} and purpose = 'set_up' and finished_at is null`)) > 0
  )
}

/** False when somebody finished it first. */
export async function finishChallenge(queries: Queries, id: string, now: Date): Promise<boolean> {
  return (
    (await queries.run(sql`
      update sign_in.challenge set finished_at = ${now} where id = ${id} and finished_at is null`)) === 1
  )
}

export async function setPassword(queries: Queries, loginId: string, passwordHash: string): Promise<void> {
  await queries.run(sql`
    update sign_in.login set password_hash = ${passwordHash} where id = ${loginId}`)
}

/** A changed number is unproven again: the second step has to be switched on anew. */
export async function setPhone(queries: Queries, loginId: string, phone: string): Promise<void> {
  await queries.run(sql`
    update sign_in.login
    set second_step_at = case when phone = ${phone} then second_step_at end, phone = ${phone}
    where id = ${loginId}`)
}

export async function switchSecondStepOn(queries: Queries, loginId: string, at: Date): Promise<void> {
  await queries.run(sql`
    update sign_in.login set second_step_at = coalesce(second_step_at, ${at}) where id = ${loginId}`)
}

export type SecondSteps = {
  sms: boolean
  authenticator: boolean
  passkeys: {
    id: string
    credentialId: string
    name: string
    addedAt: Date
    lastUsedAt: Date | null
    transports: string[]
  }[]
  recoveryCodesLeft: number
}

export async function readSecondSteps(queries: Queries, loginId: string): Promise<SecondSteps> {
  const set = await queries.one<Omit<SecondSteps, 'passkeys'>>(sql`
    select l.second_step_at is not null and l.phone is not null as sms,
           exists (select from sign_in.authenticator a where a.login_id = l.id and a.confirmed_at is not null)
             as authenticator,
           (select count(*)::int from sign_in.recovery_code c where c.login_id = l.id and c.used_at is null)
             as "recoveryCodesLeft"
    from sign_in.login l where l.id = ${loginId}`)
  const passkeys = await queries.many<SecondSteps['passkeys'][number]>(sql`
    select id, credential_id as "credentialId", name, added_at as "addedAt", last_used_at as "lastUsedAt", transports
    from sign_in.passkey where login_id = ${loginId} order by added_at, id`)
  return { ...set, passkeys }
}

export type Authenticator = { id: string; sealedSecret: Buffer }

/** Replaces what was begun and never confirmed. */
export async function insertAuthenticator(
  tx: Queries,
  { id, loginId, sealedSecret, at }: Authenticator & { loginId: string; at: Date },
): Promise<void> {
  await tx.run(sql`delete from sign_in.authenticator where login_id = ${loginId} and confirmed_at is null`)
  await tx.run(sql`
    insert into sign_in.authenticator (id, login_id, sealed_secret, started_at)
    values (${id}, ${loginId}, ${sealedSecret}, ${at})`)
}

export function findAuthenticator(
  queries: Queries,
  loginId: string,
  { confirmed }: { confirmed: boolean },
): Promise<Authenticator | undefined> {
  return queries.maybe(sql`
    select id, sealed_secret as "sealedSecret" from sign_in.authenticator
    where login_id = ${loginId} and (confirmed_at is not null) = ${confirmed}
    order by started_at desc limit 1`)
}

/** Uses a step up; false when this one or a later one was used before. */
export async function spendStep(queries: Queries, id: string, step: number): Promise<boolean> {
  return (
    (await queries.run(sql`
      update sign_in.authenticator set last_step = ${step} where id = ${id} and last_step < ${step}`)) === 1
  )
}

/** From now on this is the person's authenticator app, and no other. */
export async function confirmAuthenticator(
  tx: Queries,
  loginId: string,
  id: string,
  at: Date,
): Promise<void> {
  await tx.run(sql`delete from sign_in.authenticator where login_id = ${loginId} and id <> ${id}`)
  await tx.run(sql`update sign_in.authenticator set confirmed_at = ${at} where id = ${id}`)
}

export function deleteAuthenticators(queries: Queries, loginId: string): Promise<number> {
  return queries.run(sql`delete from sign_in.authenticator where login_id = ${loginId}`)
}

export async function offerPasskey(
  queries: Queries,
  loginId: string,
  challenge: string,
  expiresAt: Date,
): Promise<void> {
  await queries.run(sql`
    insert into sign_in.passkey_offer (login_id, challenge, expires_at)
    values (${loginId}, ${challenge}, ${expiresAt})
    on conflict (login_id) do update set challenge = excluded.challenge, expires_at = excluded.expires_at`)
}

/** Takes what a new passkey has to sign, once. */
export async function takePasskeyOffer(
  queries: Queries,
  loginId: string,
  now: Date,
): Promise<string | undefined> {
  const offer = await queries.maybe<{ challenge: string; live: boolean }>(sql`
    delete from sign_in.passkey_offer where login_id = ${loginId}
    returning challenge, expires_at > ${now} as live`)
  return offer?.live ? offer.challenge : undefined
}

export type Passkey = {
  id: string
  credentialId: string
  loginId: string
  publicKey: Buffer
  counter: number
  transports: string[]
}

/** False when somebody has it already. */
export async function insertPasskey(
  queries: Queries,
  {
    id,
    credentialId,
    loginId,
    publicKey,
    counter,
    transports,
    name,
    at,
  }: Passkey & { name: string; at: Date },
): Promise<boolean> {
  return (
    (await queries.run(sql`
      insert into sign_in.passkey (id, credential_id, login_id, name, public_key, counter, transports, added_at)
      values (${id}, ${credentialId}, ${loginId}, ${name}, ${publicKey}, ${counter}, ${transports}, ${at})
      on conflict (credential_id) do nothing`)) === 1
  )
}

export function findPasskey(
  queries: Queries,
  loginId: string,
  credentialId: string,
): Promise<Passkey | undefined> {
  return queries.maybe(sql`
    select id, credential_id as "credentialId", login_id as "loginId", public_key as "publicKey", counter, transports
    from sign_in.passkey where credential_id = ${credentialId} and login_id = ${loginId}`)
}

export async function markPasskeyUsed(
  queries: Queries,
  id: string,
  counter: number,
  at: Date,
): Promise<void> {
  await queries.run(sql`
    update sign_in.passkey set counter = ${counter}, last_used_at = ${at} where id = ${id}`)
}

export async function deletePasskey(queries: Queries, loginId: string, id: string): Promise<boolean> {
  return (
    (await queries.run(sql`delete from sign_in.passkey where id = ${id} and login_id = ${loginId}`)) === 1
  )
}

export async function askForPasskey(queries: Queries, challengeId: string, challenge: string): Promise<void> {
  await queries.run(sql`
    update sign_in.challenge set passkey_challenge = ${challenge} where id = ${challengeId}`)
}

/** Takes what a passkey was asked to sign, once. */
export async function takePasskeyChallenge(tx: Queries, challengeId: string): Promise<string | undefined> {
  const asked = await tx.maybe<{ challenge: string | null }>(sql`
    select passkey_challenge as challenge from sign_in.challenge where id = ${challengeId} for update`)
  await tx.run(sql`update sign_in.challenge set passkey_challenge = null where id = ${challengeId}`)
  return asked?.challenge ?? undefined
}

export async function replaceRecoveryCodes(
  tx: Queries,
  loginId: string,
  hmacs: Buffer[],
  at: Date,
): Promise<void> {
  await tx.run(sql`delete from sign_in.recovery_code where login_id = ${loginId}`)
  await tx.run(sql`
    insert into sign_in.recovery_code (login_id, code_hmac, made_at)
    select ${loginId}, hmac, ${at} from unnest(${hmacs}::bytea[]) as h(hmac)`)
}

/** False for a code that is none, or was used before. */
export async function spendRecoveryCode(
  queries: Queries,
  loginId: string,
  hmac: Buffer,
  at: Date,
): Promise<boolean> {
  return (
    (await queries.run(sql`
      update sign_in.recovery_code set used_at = ${at}
      where login_id = ${loginId} and code_hmac = ${hmac} and used_at is null`)) === 1
  )
}

export async function readAppName(queries: Queries, at: Date): Promise<string> {
  const { name } = await queries.one<{ name: string }>(sql`
    select town.setting('town', ${at}) ->> 'appName' as name`)
  return name
}
