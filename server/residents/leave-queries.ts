import type { Language } from '#contract/languages.ts'
import { type Queries, sql } from '../lib/database.ts'
import type { LeavingSettings } from './rules.ts'

/** What the town says of leaving; a town that has never set it says nothing. */
export async function readLeavingSettings(queries: Queries, at: Date): Promise<Partial<LeavingSettings>> {
  const { settings } = await queries.one<{ settings: Partial<LeavingSettings> | null }>(sql`
    select town.setting('leaving', ${at}) as settings`)
  return settings ?? {}
}

export type LeavingFacts = { coin: number; points: number; frozen: boolean; moneyUnderWay: boolean }

/** What stands between a resident and leaving; under the wallet's lock the answer holds. */
export function readLeavingFacts(queries: Queries, residentId: string): Promise<LeavingFacts> {
  return queries.one(sql`
    select w.coin, w.points, w.frozen,
           exists (select from top_ups.top_up t
                   where w.id in (t.resident_id, t.paid_by) and t.state in ('requested', 'unknown', 'needs_attention'))
           or exists (select from campaigns.promise p
                      where p.bucket = w.bucket and p.owner = w.id and p.waits) as "moneyUnderWay"
    from ledger.wallet w
    where w.bucket = ledger.bucket(${residentId}::uuid) and w.id = ${residentId}`)
}

type NewLeaving = {
  id: string
  residentId: string
  coin: number
  points: number
  askedAt: Date
  closesAt: Date
}

/** Keeps a wish to leave, once; gives when the account closes. */
export async function insertLeaving(tx: Queries, leaving: NewLeaving): Promise<Date> {
  const { id, residentId, coin, points, askedAt, closesAt } = leaving
  await tx.run(sql`
    insert into residents.leaving (id, resident_id, coin, points, asked_at, closes_at)
    values (${id}, ${residentId}, ${coin}, ${points}, ${askedAt}, ${closesAt})
    on conflict do nothing`)
  const kept = await tx.one<{ closesAt: Date }>(sql`
    select closes_at as "closesAt" from residents.leaving
    where resident_id = ${residentId} and cancelled_at is null`)
  return kept.closesAt
}

export async function listDueLeavings(queries: Queries, now: Date): Promise<string[]> {
  const due = await queries.many<{ residentId: string }>(sql`
    select resident_id as "residentId" from residents.leaving
    where closes_at <= ${now} and cancelled_at is null and closed_at is null
    order by closes_at, id
    limit 1000`)
  return due.map(({ residentId }) => residentId)
}

/** A wish that is still to take effect; nothing where it was cancelled or done meanwhile. */
export function lockDueLeaving(
  tx: Queries,
  residentId: string,
  now: Date,
): Promise<{ id: string; coin: number; points: number } | undefined> {
  return tx.maybe(sql`
    select id, coin, points from residents.leaving
    where resident_id = ${residentId} and closes_at <= ${now} and cancelled_at is null and closed_at is null
    for update`)
}

/** Cancels a wish to leave; false where there was none. */
export async function stay(tx: Queries, residentId: string, at: Date): Promise<boolean> {
  const { stayed } = await tx.one<{ stayed: boolean }>(sql`
    select residents.stay(${residentId}, ${at}) as stayed`)
  return stayed
}

export async function closeAccount(
  tx: Queries,
  residentId: string,
  { at, eraseAt }: { at: Date; eraseAt: Date },
): Promise<void> {
  await tx.one(sql`select residents.close_account(${residentId}, ${at}, ${eraseAt})`)
}

/** The address that a resident has proven, null while it is only claimed, and the language to write in. */
export function readReader(
  queries: Queries,
  residentId: string,
): Promise<{ mail: string | null; language: Language }> {
  return queries.one(sql`
    select sign_in.proven_mail(r.id) as mail, r.language
    from residents.resident r where r.id = ${residentId}`)
}

/** What the resident has agreed to at other providers and is taken back there, as the ways in keep it. */
export function listProviderGrants(
  tx: Queries,
  residentId: string,
): Promise<{ issuer: string; subject: string; sealed: string }[]> {
  return tx.many(sql`
    select f.issuer, f.subject, translate(encode(f.refresh_token, 'base64'), E'\\n', '') as sealed
    from sign_in.federated f
    join sign_in.login l on l.id = f.login_id
    where l.audience = 'resident' and l.subject = ${residentId} and f.refresh_token is not null`)
}

/** Points whose last day is over are gone before anything is counted. */
export async function lapseFirst(tx: Queries, residentId: string, today: string): Promise<void> {
  await tx.one(sql`select ledger.lapse(array[${residentId}::uuid], ${today}::date)`)
}

export async function listToErase(queries: Queries, now: Date): Promise<string[]> {
  const due = await queries.many<{ id: string }>(sql`
    select resident_id as id from residents.former
    where erase_at <= ${now} and erased_at is null
    order by erase_at, resident_id
    limit 1000`)
  return due.map(({ id }) => id)
}

export async function erase(queries: Queries, residentId: string, at: Date): Promise<void> {
  await queries.one(sql`select residents.erase(${residentId}, ${at})`)
}
