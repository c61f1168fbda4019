import { holdName, type Queries, sql } from '../lib/database.ts'

export async function countLinksSince(queries: Queries, loginId: string, since: Date): Promise<number> {
  const { count } = await queries.one<{ count: number }>(sql`
    select count(*)::int as count from sign_in.mail_verification where login_id = ${loginId} and sent_at > ${since}`)
  return count
}

type NewLink = {
  tokenHash: Buffer
  loginId: string
  mail: string
  changesMail: boolean
  /** The session that asks for a change of address. */
  sessionHash: Buffer | null
  sentAt: Date
  expiresAt: Date
}

export async function insertLink(queries: Queries, link: NewLink): Promise<void> {
  const { tokenHash, loginId, mail, changesMail, sessionHash, sentAt, expiresAt } = link
  await queries.run(sql`
    insert into sign_in.mail_verification
      (token_hash, login_id, mail, changes_mail, session_hash, sent_at, expires_at)
    values (${tokenHash}, ${loginId}, ${mail}, ${changesMail}, ${sessionHash}, ${sentAt}, ${expiresAt})`)
}

export type Link = { loginId: string; mail: string; changesMail: boolean; sessionHash: Buffer | null }

/** Finds a link that can still be used, and makes others who use it wait. */
export function lockLink(tx: Queries, tokenHash: Buffer, now: Date): Promise<Link | undefined> {
  return tx.maybe(sql`
    select login_id as "loginId", mail, changes_mail as "changesMail", session_hash as "sessionHash"
    from sign_in.mail_verification
    where token_hash = ${tokenHash} and used_at is null and expires_at > ${now}
    for update`)
}

export async function spendLink(tx: Queries, tokenHash: Buffer, now: Date): Promise<void> {
  await tx.run(sql`update sign_in.mail_verification set used_at = ${now} where token_hash = ${tokenHash}`)
}

/** Makes an address a login's own and proven; false when somebody else has proven it. Others wait for the answer. */
export async function proveMail(
  tx: Queries,
  { loginId, mail }: Pick<Link, 'loginId' | 'mail'>,
  now: Date,
): Promise<boolean> {
  await holdName(tx, `mail/${mail.toLowerCase()}`)
  return (
    (await tx.run(sql`
      update sign_in.login l set mail = ${mail}, mail_verified_at = ${now}
      where l.id = ${loginId} and not exists (
        select from sign_in.login o
        where o.audience = 'resident' and lower(o.mail) = lower(${mail}) and o.mail_verified_at is not null
          and o.id <> l.id)`)) === 1
  )
}
