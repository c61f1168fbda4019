import type { Caller } from '../access.ts'
import { type Queries, sql } from '../lib/database.ts'

export type Login = {
  id: string
  subject: string
  mail: string
  /** Null for somebody who comes in by another provider only. */
  passwordHash: string | null
  mailVerifiedAt: Date | null
  phone: string | null
  secondStepAt: Date | null
  failures: number
  pausedUntil: Date | null
}

const columns = sql`
  id, subject, mail, password_hash as "passwordHash", mail_verified_at as "mailVerifiedAt", phone,
  second_step_at as "secondStepAt", failures, paused_until as "pausedUntil"`

export function findLoginByMail(
  queries: Queries,
  audience: Caller['audience'],
  mail: string,
): Promise<Login | undefined> {
  return queries.maybe(sql`
    select ${columns} from sign_in.login where audience = ${audience} and lower(mail) = lower(${mail})`)
}

export function readLogin(queries: Queries, id: string): Promise<Login> {
  return queries.one(sql`select ${columns} from sign_in.login where id = ${id}`)
}

type NewLogin = {
  id: string
  audience: Caller['audience']
  subject: string
  mail: string
  passwordHash: string | null
  at: Date
}

/** False when the address or the person has a way in already; a twin's insert is waited for. */
export async function insertLogin(tx: Queries, login: NewLogin): Promise<boolean> {
  const { id, audience, subject, mail, passwordHash, at } = login
  return (
    (await tx.run(sql`
      insert into sign_in.login (id, audience, subject, mail, password_hash, created_at)
      values (${id}, ${audience}, ${subject}, ${mail}, ${passwordHash}, ${at})
      on conflict do nothing`)) === 1
  )
}

/** Counts a wrong password; the pause is set by the caller's rule from the number that comes back. */
export async function countFailure(queries: Queries, loginId: string): Promise<number> {
  const { failures } = await queries.one<{ failures: number }>(sql`
    update sign_in.login set failures = failures + 1 where id = ${loginId} returning failures`)
  return failures
}

export async function pauseLogin(queries: Queries, loginId: string, until: Date): Promise<void> {
  await queries.run(sql`update sign_in.login set paused_until = ${until} where id = ${loginId}`)
}

export async function forgetFailures(queries: Queries, loginId: string): Promise<void> {
  await queries.run(sql`
    update sign_in.login set failures = 0, paused_until = null where id = ${loginId} and failures > 0`)
}

export async function insertChallenge(
  queries: Queries,
  challenge: { id: string; loginId: string; startedAt: Date; expiresAt: Date },
): Promise<void> {
  const { id, loginId, startedAt, expiresAt } = challenge
  await queries.run(sql`
    insert into sign_in.challenge (id, login_id, started_at, expires_at)
    values (${id}, ${loginId}, ${startedAt}, ${expiresAt})`)
}

export function findOpenChallenge(
  queries: Queries,
  id: string,
  now: Date,
): Promise<{ loginId: string } | undefined> {
  return queries.maybe(sql`
    select login_id as "loginId" from sign_in.challenge
    where id = ${id} and finished_at is null and expires_at > ${now}`)
}

/** False when somebody finished it first. */
export async function finishChallenge(queries: Queries, id: string, now: Date): Promise<boolean> {
  return (
    (await queries.run(sql`
      update sign_in.challenge set finished_at = ${now} where id = ${id} and finished_at is null`)) === 1
  )
}

export async function countLinksSince(queries: Queries, loginId: string, since: Date): Promise<number> {
  const { count } = await queries.one<{ count: number }>(sql`
    select count(*)::int as count from sign_in.mail_verification where login_id = ${loginId} and sent_at > ${since}`)
  return count
}

type NewLink = { tokenHash: Buffer; loginId: string; mail: string; sentAt: Date; expiresAt: Date }

export async function insertLink(queries: Queries, link: NewLink): Promise<void> {
  const { tokenHash, loginId, mail, sentAt, expiresAt } = link
  await queries.run(sql`
    insert into sign_in.mail_verification (token_hash, login_id, mail, sent_at, expires_at)
    values (${tokenHash}, ${loginId}, ${mail}, ${sentAt}, ${expiresAt})`)
}

/** Uses a link up and marks its address as proven, if it still is the person's; undefined when it is no good. */
export function spendLink(
  queries: Queries,
  tokenHash: Buffer,
  now: Date,
): Promise<{ mail: string } | undefined> {
  return queries.maybe(sql`
    with spent as (
      update sign_in.mail_verification set used_at = ${now}
      where token_hash = ${tokenHash} and used_at is null and expires_at > ${now}
      returning login_id, mail)
    update sign_in.login l set mail_verified_at = coalesce(l.mail_verified_at, ${now})
    from spent s
    where l.id = s.login_id and l.mail = s.mail
    returning l.mail`)
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

export function readVersionsInForce(queries: Queries, at: Date): Promise<{ terms: string; privacy: string }> {
  return queries.one(sql`
    select (residents.document_in_force('terms', ${at})).version as terms,
           (residents.document_in_force('privacy', ${at})).version as privacy`)
}

type Registration = { id: string; termsVersion: string; privacyVersion: string; at: Date }

export async function registerResident(tx: Queries, { id, termsVersion, privacyVersion, at }: Registration) {
  await tx.one(sql`select residents.register(${id}, ${termsVersion}, ${privacyVersion}, ${at})`)
}
