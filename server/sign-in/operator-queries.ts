import { type Queries, sql } from '../lib/database.ts'
import type { Guest } from './invitation-queries.ts'

/** Whether somebody belongs to the office, or to a counter, still. */
export async function isOperatorThere(queries: Queries, id: string): Promise<boolean> {
  const found = await queries.maybe(sql`
    select id from operators.operator where id = ${id} and ended_at is null`)
  return found !== undefined
}

export type InvitedOperator = { operatorId: string; name: string; place: string | null; mail: string }

/** Who is invited to the office; nobody who has a password already, or belongs to it no more. */
export function findInvitedOperator(
  queries: Queries,
  operatorId: string,
): Promise<{ name: string; again: boolean } | undefined> {
  return queries.maybe(sql`
    select o.name, l.id is not null as again
    from operators.operator o
    left join sign_in.login l on l.audience = 'operator' and l.subject = o.id
    where o.id = ${operatorId} and o.ended_at is null and l.password_hash is null`)
}

/** What a link invites to while it can be used. */
export function findOperatorInvitation(
  queries: Queries,
  tokenHash: Buffer,
  now: Date,
): Promise<InvitedOperator | undefined> {
  return queries.maybe(sql`
    select o.id as "operatorId", o.name, o.place, i.mail
    from sign_in.invitation i
    join operators.operator o on o.id = i.subject and o.ended_at is null
    where i.token_hash = ${tokenHash} and i.audience = 'operator' and i.used_at is null and i.expires_at > ${now}`)
}

/**
 * Somebody of the office who was invited at this address, has no password, and was sent fewer links than the limit
 * since a time.
 */
export function findOperatorGuest(
  queries: Queries,
  mail: string,
  { since, limit }: { since: Date; limit: number },
): Promise<Guest | undefined> {
  return queries.maybe(sql`
    select 'operator' as audience, i.subject, i.mail
    from sign_in.invitation i
    join operators.operator o on o.id = i.subject and o.ended_at is null
    left join sign_in.login l on l.audience = 'operator' and l.subject = o.id
    where i.audience = 'operator' and lower(i.mail) = lower(${mail}) and l.password_hash is null
      and (select count(*) from sign_in.invitation n where n.subject = o.id and n.sent_at > ${since}) < ${limit}
    order by i.sent_at desc
    limit 1`)
}

/** Gives an account that has no password one; false where it has one, or belongs to another address. */
export async function setMissingPassword(
  tx: Queries,
  { operatorId, mail, passwordHash }: { operatorId: string; mail: string; passwordHash: string },
): Promise<boolean> {
  return (
    (await tx.run(sql`
      update sign_in.login set password_hash = ${passwordHash}
      where audience = 'operator' and subject = ${operatorId} and password_hash is null
        and lower(mail) = lower(${mail})`)) === 1
  )
}
