import { type CardBrand, type CardRules, usualCardRules } from '#contract/cards.ts'
import { type Queries, sql } from '../lib/database.ts'
import type { SavedCard } from '../providers/card/port.ts'

export type CardRow = {
  id: string
  brand: CardBrand
  lastDigits: string
  expiryMonth: number
  expiryYear: number
  expired: boolean
}

const columns = sql`
  id, brand, last_digits as "lastDigits", expiry_month as "expiryMonth", expiry_year as "expiryYear"`

/** The cards that a resident has saved, the one saved last first. */
export function listCards(queries: Queries, residentId: string, at: Date): Promise<CardRow[]> {
  return queries.many(sql`
    select ${columns},
           make_date(expiry_year, expiry_month, 1) + interval '1 month' <= ${at} as expired
    from cards.card
    where resident_id = ${residentId} and removed_at is null
    order by saved_at desc, id`)
}

/** Who left before an instant and has a card saved all the same, the first who left first. */
export function listLeftSaved(queries: Queries, before: Date): Promise<{ residentId: string }[]> {
  return queries.many(sql`
    select f.resident_id as "residentId"
    from residents.former f
    where f.closed_at < ${before}
      and exists (select from cards.card c where c.resident_id = f.resident_id and c.removed_at is null)
    order by f.closed_at, f.resident_id
    limit 100`)
}

type Found = { ref: string; removed: boolean }

export function findCard(queries: Queries, residentId: string, id: string): Promise<Found | undefined> {
  return queries.maybe(sql`
    select ref, removed_at is not null as removed from cards.card
    where id = ${id} and resident_id = ${residentId}`)
}

export async function markRemoved(queries: Queries, id: string, at: Date): Promise<void> {
  await queries.run(sql`
    update cards.card set removed_at = ${at} where id = ${id} and removed_at is null`)
}

/** Under which reference the card company knows a resident. */
export function findPayer(queries: Queries, residentId: string): Promise<{ ref: string } | undefined> {
  return queries.maybe(sql`select ref from top_ups.card_payer where resident_id = ${residentId}`)
}

/** The town's rules for cards at an instant; a town that has set a part of them has the usual rest. */
export async function readRules(queries: Queries, at: Date): Promise<CardRules> {
  const { rules } = await queries.one<{ rules: Partial<CardRules> | null }>(sql`
    select town.setting('cards', ${at}) as rules`)
  return { ...usualCardRules, ...rules }
}

/** Two refreshes of one resident go one after the other. */
export async function lockCardsOf(tx: Queries, residentId: string): Promise<void> {
  await tx.one(sql`select id from residents.resident where id = ${residentId} for key share`)
  await tx.many(sql`select id from cards.card where resident_id = ${residentId} order by id for update`)
}

/** Keeps a card as the company tells it; one that was known before keeps its id. */
export async function keepCard(tx: Queries, id: string, residentId: string, card: SavedCard): Promise<void> {
  const { ref, brand, lastDigits, expiryMonth, expiryYear, fingerprint, issuer, savedAt } = card
  await tx.run(sql`
    insert into cards.card (id, resident_id, ref, brand, last_digits, expiry_month, expiry_year, fingerprint, issuer,
                            saved_at)
    values (${id}, ${residentId}, ${ref}, ${brand}, ${lastDigits}, ${expiryMonth}, ${expiryYear}, ${fingerprint},
            ${issuer}, ${savedAt})
    on conflict (ref) do update set expiry_month = excluded.expiry_month, expiry_year = excluded.expiry_year`)
}

/** Marks as removed what the company no longer has. */
export async function markOthersRemoved(
  tx: Queries,
  residentId: string,
  refs: readonly string[],
  at: Date,
): Promise<void> {
  await tx.run(sql`
    update cards.card set removed_at = ${at}
    where resident_id = ${residentId} and removed_at is null and not (ref = any (${[...refs]}::text[]))`)
}
