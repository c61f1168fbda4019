import { type Queries, sql } from '../lib/database.ts'

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

/** Finds a link that can still be used: in time, unused, and its address still the login's. */
export function findOpenReset(
  queries: Queries,
  tokenHash: Buffer,
  now: Date,
): Promise<{ loginId: string; mail: string } | undefined> {
  return queries.maybe(sql`
    select r.login_id as "loginId", r.mail
    from sign_in.password_reset r join sign_in.login l on l.id = r.login_id and l.mail = r.mail
    where r.token_hash = ${tokenHash} and r.used_at is null and r.expires_at > ${now}`)
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
