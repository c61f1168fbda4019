import type { Queries } from '../lib/database.ts'
import { sql } from '../lib/database.ts'
import type { KnownName } from './rules.ts'

export type Secrets = { state: string; nonce: string; verifier: string }

export async function countChecksSince(queries: Queries, residentId: string, since: Date): Promise<number> {
  const { count } = await queries.one<{ count: number }>(sql`
    select count(*)::int as count from identity.card_check where resident_id = ${residentId} and started_at > ${since}`)
  return count
}

type NewCheck = {
  id: string
  residentId: string
  stateHash: Buffer
  secrets: Secrets
  startedAt: Date
  expiresAt: Date
}

export async function insertCheck(queries: Queries, check: NewCheck): Promise<void> {
  const { id, residentId, stateHash, secrets, startedAt, expiresAt } = check
  await queries.run(sql`
    insert into identity.card_check (id, resident_id, state_hash, secrets, started_at, expires_at)
    values (${id}, ${residentId}, ${stateHash}, ${JSON.stringify(secrets)}, ${startedAt}, ${expiresAt})`)
}

/** Takes a visit for finishing, once: whoever comes second gets nothing. */
export function takeCheck(
  queries: Queries,
  stateHash: Buffer,
  residentId: string,
  now: Date,
): Promise<{ id: string; secrets: Secrets } | undefined> {
  return queries.maybe(sql`
    update identity.card_check set finished_at = ${now}
    where state_hash = ${stateHash} and resident_id = ${residentId} and finished_at is null and expires_at > ${now}
    returning id, secrets`)
}

export async function recordOutcome(
  queries: Queries,
  id: string,
  outcome: 'passed' | 'failed',
  reason: string | null,
): Promise<void> {
  await queries.run(sql`
    update identity.card_check set outcome = ${outcome}, reason = ${reason}, secrets = '{}' where id = ${id}`)
}

export type Card = {
  residentId: string
  issuer: string
  subject: string
  passedAt: Date
  inTown: boolean
  ageBand: string
  /** YYYY-MM-DD; null in a town that does not keep it. */
  birthdate: string | null
  /** Whether this check told the name in kana; once told it stays told. */
  nameTold: boolean
}

/**
 * Keeps what a passed check tells. False when the card belongs to somebody else's account, or this account
 * to another card: one card opens one account.
 */
export async function keepCard(tx: Queries, card: Card): Promise<boolean> {
  const { residentId, issuer, subject, passedAt, inTown, ageBand, birthdate, nameTold } = card
  const others = await tx.many(sql`
    select 1 from identity.card
    where (issuer, subject) = (${issuer}, ${subject}) and resident_id <> ${residentId}
       or resident_id = ${residentId} and (issuer, subject) <> (${issuer}, ${subject})`)
  if (others.length > 0) return false
  return (
    (await tx.run(sql`
      insert into identity.card (resident_id, issuer, subject, passed_at, in_town, age_band, birthdate, name_told)
      values (${residentId}, ${issuer}, ${subject}, ${passedAt}, ${inTown}, ${ageBand}, ${birthdate}, ${nameTold})
      on conflict do nothing`)) === 1 ||
    // The same card again, or a twin that was faster: the newest answer about the person holds.
    (await tx.run(sql`
      update identity.card set passed_at = ${passedAt}, in_town = ${inTown}, age_band = ${ageBand},
                               birthdate = ${birthdate}, name_told = name_told or ${nameTold}
      where resident_id = ${residentId} and issuer = ${issuer} and subject = ${subject}`)) === 1
  )
}

export type NewestCheck = {
  outcome: 'passed' | 'failed' | null
  reason: string | null
  expiresAt: Date
  inTown: boolean | null
  checkedAt: Date | null
}

export function findNewestCheck(queries: Queries, residentId: string): Promise<NewestCheck | undefined> {
  return queries.maybe(sql`
    select k.outcome, k.reason, k.expires_at as "expiresAt", c.in_town as "inTown", c.passed_at as "checkedAt"
    from identity.card_check k
    left join identity.card c on c.resident_id = k.resident_id
    where k.resident_id = ${residentId}
    order by k.started_at desc, k.id desc
    limit 1`)
}

export function findCard(
  queries: Queries,
  residentId: string,
): Promise<{ inTown: boolean; checkedAt: Date } | undefined> {
  return queries.maybe(sql`
    select in_town as "inTown", passed_at as "checkedAt" from identity.card where resident_id = ${residentId}`)
}

export type CardSettings = { addressPrefix: string; keepBirthdate: boolean }

/** What the town wants to know of a card; a birth date is kept only where the town has said so. */
export function readCardSettings(queries: Queries, at: Date): Promise<CardSettings> {
  return queries.one(sql`
    select town.setting('town', ${at}) ->> 'addressPrefix' as "addressPrefix",
           coalesce(town.setting('keep_birthdate', ${at})::boolean, false) as "keepBirthdate"`)
}

/** The profile's name in kana and whose word it is; both stay as they are until the end of the transaction. */
export function lockName(tx: Queries, residentId: string): Promise<KnownName> {
  return tx.one(sql`select name, from_card as "fromCard" from residents.lock_name(${residentId})`)
}

/** Writes the name in kana that a card has told into the profile. */
export async function takeName(
  tx: Queries,
  residentId: string,
  { family, given }: { family: string; given: string },
): Promise<void> {
  await tx.run(sql`select residents.take_name(${residentId}, ${family}, ${given})`)
}
