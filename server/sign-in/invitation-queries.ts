import { type Queries, sql } from '../lib/database.ts'

/** Somebody at work who was let in by somebody else and has no password yet. */
export type Guest = { audience: 'staff' | 'operator'; subject: string; mail: string }

type NewInvitation = Guest & { tokenHash: Buffer; sentAt: Date; expiresAt: Date }

/** Writes a link down; the older ones of the same person end. */
export async function insertInvitation(tx: Queries, invitation: NewInvitation): Promise<void> {
  const { tokenHash, audience, subject, mail, sentAt, expiresAt } = invitation
  await tx.run(sql`
    update sign_in.invitation set used_at = ${sentAt} where subject = ${subject} and used_at is null`)
  await tx.run(sql`
    insert into sign_in.invitation (token_hash, audience, subject, mail, sent_at, expires_at)
    values (${tokenHash}, ${audience}, ${subject}, ${mail}, ${sentAt}, ${expiresAt})`)
}

/** Uses a link up; false when somebody was faster. */
export async function spendInvitation(tx: Queries, tokenHash: Buffer, now: Date): Promise<boolean> {
  const spent = await tx.run(sql`
    update sign_in.invitation set used_at = ${now}
    where token_hash = ${tokenHash} and used_at is null and expires_at > ${now}`)
  return spent === 1
}

/**
 * Holds a member of staff who was invited at an address until the transaction ends; false for somebody who has come in
 * already, by whatever address, whose invitation was withdrawn, or who is invited at another address by now.
 */
export async function lockInvited(
  tx: Queries,
  { staffId, mail }: { staffId: string; mail: string },
): Promise<boolean> {
  const held = await tx.maybe(sql`
    select id from merchants.staff
    where id = ${staffId} and ended_at is null and lower(invited_mail) = lower(${mail})
    for no key update`)
  // Asked by itself: a statement that waited for the lock would still see what was true when it began.
  const came = await tx.maybe(sql`select staff_id from sign_in.staff_login where staff_id = ${staffId}`)
  return held !== undefined && came === undefined
}

/**
 * A member of staff who was invited at this address, has never come in, and was sent fewer links than the limit since a
 * time; nobody whose account has ended or whose store is stopped.
 */
export function findStaffGuest(
  queries: Queries,
  mail: string,
  { since, limit }: { since: Date; limit: number },
): Promise<Guest | undefined> {
  return queries.maybe(sql`
    select 'staff' as audience, s.id as subject, s.invited_mail as mail
    from merchants.staff s
    join merchants.store o on o.id = s.store_id and o.status <> 'suspended'
    where lower(s.invited_mail) = lower(${mail}) and s.ended_at is null
      and not exists (select from sign_in.staff_login l where l.staff_id = s.id)
      and exists (select from sign_in.invitation i where i.subject = s.id)
      and (select count(*) from sign_in.invitation i where i.subject = s.id and i.sent_at > ${since}) < ${limit}
    order by s.id desc
    limit 1`)
}
