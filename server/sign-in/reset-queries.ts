import type { Person } from '../access.ts'
import { type Queries, sql } from '../lib/database.ts'
import { type Login, readLogin } from './queries.ts'

type Audience = Person['audience']

type NewReset = { tokenHash: Buffer; loginId: string; mail: string; sentAt: Date; expiresAt: Date }

export async function insertReset(queries: Queries, reset: NewReset): Promise<void> {
  const { tokenHash, loginId, mail, sentAt, expiresAt } = reset
  await queries.run(sql`
    insert into sign_in.password_reset (token_hash, login_id, mail, sent_at, expires_at)
    values (${tokenHash}, ${loginId}, ${mail}, ${sentAt}, ${expiresAt})`)
}

export async function countResetsSince(queries: Queries, loginId: string, since: Date): Promise<number> {
  const { count } = await queries.one<{ count: number }>(sql`
    select count(*)::int as count from sign_in.password_reset
    where login_id = ${loginId} and sent_at > ${since}`)
  return count
}

/** Residents, who belongs to the office still, and who works at a store still while that is not stopped. */
const stillThere = sql`
  case l.audience
    when 'staff' then exists (
      select from sign_in.staff_login w
      join merchants.staff s on s.id = w.staff_id
      join merchants.store o on o.id = s.store_id
      where w.login_id = l.id and s.ended_at is null and o.status <> 'suspended')
    when 'operator' then exists (
      select from operators.operator p where p.id = l.subject and p.ended_at is null)
    else true
  end`

/** The login of somebody at work who is there still. */
export async function findLoginAtWork(
  queries: Queries,
  audience: Exclude<Audience, 'resident'>,
  mail: string,
): Promise<Login | undefined> {
  const found = await queries.maybe<{ id: string }>(sql`
    select l.id from sign_in.login l
    where l.audience = ${audience} and lower(l.mail) = lower(${mail}) and ${stillThere}`)
  return found && readLogin(queries, found.id)
}

export type OpenReset = { loginId: string; subject: string; mail: string }

/** Finds a link of an audience that can still be used: in time, unused, and its address still the login's. */
export function findOpenReset(
  queries: Queries,
  audience: Audience,
  tokenHash: Buffer,
  now: Date,
): Promise<OpenReset | undefined> {
  return queries.maybe(sql`
    select r.login_id as "loginId", l.subject, r.mail
    from sign_in.password_reset r join sign_in.login l on l.id = r.login_id and l.mail = r.mail
    where r.token_hash = ${tokenHash} and r.used_at is null and r.expires_at > ${now}
      and l.audience = ${audience} and ${stillThere}`)
}

/** Uses a link up; false when somebody was faster. */
export async function spendReset(tx: Queries, tokenHash: Buffer, now: Date): Promise<boolean> {
  return (
    (await tx.run(sql`
      update sign_in.password_reset set used_at = ${now}
      where token_hash = ${tokenHash} and used_at is null and expires_at > ${now}`)) === 1
  )
}

/** Ends every link of a login that would set a password or change the address: whoever asked may be a thief. */
export async function endOpenLinks(tx: Queries, loginId: string, now: Date): Promise<void> {
  await tx.run(sql`
    update sign_in.password_reset set used_at = ${now} where login_id = ${loginId} and used_at is null`)
  await tx.run(sql`
    update sign_in.mail_verification set used_at = ${now}
    where login_id = ${loginId} and used_at is null and changes_mail`)
}
