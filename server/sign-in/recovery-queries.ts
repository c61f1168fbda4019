import type { DeskDocument } from '#contract/recovery.ts'
import { type Queries, sql } from '../lib/database.ts'
import type { IdCardSecrets } from '../providers/id-card/port.ts'

export type Recovery = {
  id: string
  loginId: string
  way: 'card' | 'desk'
  state: 'visiting' | 'opened' | 'approved' | 'proven' | 'failed' | 'declined' | 'cancelled' | 'finished'
  reason: string | null
  phone: string | null
}

const columns = sql`id, login_id as "loginId", way, state, reason, phone`

/** The card that an account was checked with. */
export function findCardOf(
  queries: Queries,
  residentId: string,
): Promise<{ issuer: string; subject: string } | undefined> {
  return queries.maybe(sql`
    select issuer, subject from identity.card where resident_id = ${residentId}`)
}

export async function countRecoveriesSince(queries: Queries, loginId: string, since: Date): Promise<number> {
  const { count } = await queries.one<{ count: number }>(sql`
    select count(*)::int as count from sign_in.recovery
    where login_id = ${loginId} and way = 'card' and started_at > ${since}`)
  return count
}

type NewVisit = {
  id: string
  loginId: string
  browserHash: Buffer
  stateHash: Buffer
  secrets: IdCardSecrets
  startedAt: Date
  expiresAt: Date
}

export async function insertCardRecovery(queries: Queries, visit: NewVisit): Promise<void> {
  const { id, loginId, browserHash, stateHash, secrets, startedAt, expiresAt } = visit
  await queries.run(sql`
    insert into sign_in.recovery (id, login_id, way, state, browser_hash, state_hash, secrets, started_at, expires_at)
    values (${id}, ${loginId}, 'card', 'visiting', ${browserHash}, ${stateHash}, ${JSON.stringify(secrets)},
            ${startedAt}, ${expiresAt})`)
}

/** Takes a visit for finishing, once, for the browser that began it; whoever comes second gets nothing. */
export function takeCardVisit(
  queries: Queries,
  stateHash: Buffer,
  browserHash: Buffer,
  now: Date,
): Promise<{ id: string; loginId: string; secrets: IdCardSecrets } | undefined> {
  return queries.maybe(sql`
    with open as (
      select id, login_id, secrets from sign_in.recovery
      where state_hash = ${stateHash} and browser_hash = ${browserHash} and state = 'visiting'
        and secrets is not null and expires_at > ${now}
      for update)
    update sign_in.recovery r set secrets = null from open where r.id = open.id
    returning open.id, open.login_id as "loginId", open.secrets`)
}

export async function endVisit(
  queries: Queries,
  id: string,
  { reason, at }: { reason: string | null; at: Date },
): Promise<void> {
  await queries.run(sql`
    update sign_in.recovery
    set state = ${reason === null ? 'proven' : 'failed'}, reason = ${reason},
        ended_at = case when ${reason === null} then null else ${at}::timestamptz end
    where id = ${id} and state = 'visiting'`)
}

/** The recovery that a browser has begun, while there is time. */
export function findRecoveryOf(
  queries: Queries,
  browserHash: Buffer,
  now: Date,
): Promise<Recovery | undefined> {
  return queries.maybe(sql`
    select ${columns} from sign_in.recovery where browser_hash = ${browserHash} and expires_at > ${now}`)
}

export async function keepRecoveryPhone(queries: Queries, id: string, phone: string): Promise<void> {
  await queries.run(sql`
    update sign_in.recovery set phone = ${phone} where id = ${id} and state = 'proven'`)
}

/** Ends a proven recovery for good; false when somebody was faster. */
export async function markFinished(tx: Queries, id: string, at: Date): Promise<boolean> {
  return (
    (await tx.run(sql`
      update sign_in.recovery set state = 'finished', ended_at = ${at}
      where id = ${id} and state = 'proven' and expires_at > ${at}`)) === 1
  )
}

/** The new phone is the one second step from now on; whatever else there was may lie where the old phone lies. */
export async function replaceSecondSteps(
  tx: Queries,
  loginId: string,
  { phone, at }: { phone: string; at: Date },
): Promise<void> {
  await tx.run(sql`delete from sign_in.authenticator where login_id = ${loginId}`)
  await tx.run(sql`delete from sign_in.passkey where login_id = ${loginId}`)
  await tx.run(sql`delete from sign_in.recovery_code where login_id = ${loginId}`)
  await tx.run(sql`
    update sign_in.login set phone = ${phone}, second_step_at = ${at} where id = ${loginId}`)
}

type NewDesk = {
  id: string
  loginId: string
  operatorId: string
  documents: readonly DeskDocument[]
  reason: string
  half: Buffer
  at: Date
  expiresAt: Date
}

/** False when one is open already, or the id is taken. */
export async function insertDeskRecovery(tx: Queries, desk: NewDesk): Promise<boolean> {
  const { id, loginId, operatorId, documents, reason, half, at, expiresAt } = desk
  return (
    (await tx.run(sql`
      insert into sign_in.recovery
        (id, login_id, way, state, documents, opened_by, opened_because, opened_half, started_at, expires_at)
      values (${id}, ${loginId}, 'desk', 'opened', ${documents}, ${operatorId}, ${reason}, ${half}, ${at},
              ${expiresAt})
      on conflict do nothing`)) === 1
  )
}

/** Ends what was never used in time, so that another can be opened. */
export async function endLateDeskRecoveries(tx: Queries, loginId: string, now: Date): Promise<void> {
  await tx.run(sql`
    update sign_in.recovery set state = 'cancelled', ended_at = ${now}
    where login_id = ${loginId} and state in ('opened', 'approved') and expires_at <= ${now}`)
}

export type DeskRow = {
  id: string
  loginId: string
  residentId: string
  state: Recovery['state']
  openedBy: string
}

export function lockDeskRecovery(tx: Queries, id: string, now: Date): Promise<DeskRow | undefined> {
  return tx.maybe(sql`
    select r.id, r.login_id as "loginId", l.subject as "residentId",
           case when r.expires_at > ${now} then r.state else 'cancelled' end as state, r.opened_by as "openedBy"
    from sign_in.recovery r join sign_in.login l on l.id = r.login_id
    where r.id = ${id} and r.way = 'desk'
    for update of r`)
}

type Approval = { id: string; operatorId: string; half: Buffer; usableFrom: Date; expiresAt: Date }

export async function markApproved(tx: Queries, approval: Approval): Promise<void> {
  const { id, operatorId, half, usableFrom, expiresAt } = approval
  await tx.run(sql`
    update sign_in.recovery
    set state = 'approved', decided_by = ${operatorId}, decided_half = ${half}, usable_from = ${usableFrom},
        expires_at = ${expiresAt}
    where id = ${id}`)
}

export async function markDeclined(
  tx: Queries,
  { id, operatorId, reason, at }: { id: string; operatorId: string; reason: string; at: Date },
): Promise<void> {
  await tx.run(sql`
    update sign_in.recovery set state = 'declined', decided_by = ${operatorId}, reason = ${reason}, ended_at = ${at}
    where id = ${id}`)
}

export async function cancelDeskRecoveries(queries: Queries, loginId: string, at: Date): Promise<void> {
  await queries.run(sql`
    update sign_in.recovery set state = 'cancelled', ended_at = ${at}
    where login_id = ${loginId} and way = 'desk' and state in ('opened', 'approved')`)
}

/** Counts one try at the code of a login's approved recovery; fifty at once count fifty. */
export function countDeskTry(
  queries: Queries,
  loginId: string,
  now: Date,
): Promise<
  { id: string; openedHalf: Buffer; decidedHalf: Buffer; usableFrom: Date; tries: number } | undefined
> {
  return queries.maybe(sql`
    update sign_in.recovery set tries = tries + 1
    where login_id = ${loginId} and way = 'desk' and state = 'approved' and expires_at > ${now}
    returning id, opened_half as "openedHalf", decided_half as "decidedHalf", usable_from as "usableFrom", tries`)
}

/** Binds an approved recovery to the browser that has brought the code; false when somebody was faster. */
export async function bindDeskRecovery(
  queries: Queries,
  id: string,
  { browserHash, expiresAt }: { browserHash: Buffer; expiresAt: Date },
): Promise<boolean> {
  return (
    (await queries.run(sql`
      update sign_in.recovery set state = 'proven', browser_hash = ${browserHash}, expires_at = ${expiresAt}
      where id = ${id} and state = 'approved'`)) === 1
  )
}

export type OpenDesk = {
  id: string
  residentName: string
  mail: string
  phoneEnding: string | null
  documents: DeskDocument[]
  reason: string
  openedBy: string
  openedAt: Date
  mine: boolean
  approvedBy: string | null
  usableFrom: Date | null
  expiresAt: Date
}

export function listOpenDeskRecoveries(queries: Queries, operatorId: string, now: Date): Promise<OpenDesk[]> {
  return queries.many(sql`
    select r.id, coalesce(p.family_kana || ' ' || p.given_kana, '') as "residentName", l.mail,
           right(l.phone, 4) as "phoneEnding", r.documents, r.opened_because as reason, o.name as "openedBy",
           r.started_at as "openedAt", r.opened_by = ${operatorId} as mine, d.name as "approvedBy",
           r.usable_from as "usableFrom", r.expires_at as "expiresAt"
    from sign_in.recovery r
    join sign_in.login l on l.id = r.login_id
    join residents.resident p on p.id = l.subject
    join operators.operator o on o.id = r.opened_by
    left join operators.operator d on d.id = r.decided_by
    where r.state in ('opened', 'approved') and r.expires_at > ${now}
    order by r.started_at, r.id
    limit 200`)
}

export function readDeskSettings(
  queries: Queries,
  at: Date,
): Promise<{ settings: Partial<{ waitHours: number; codeDays: number }> | null }> {
  return queries.one(sql`select town.setting('desk_recovery', ${at}) as settings`)
}
