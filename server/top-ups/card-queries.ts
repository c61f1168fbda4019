import { type CardBrand, type CardRules, usualCardRules } from '#contract/cards.ts'
import type { TopUpState } from '#contract/top-ups.ts'
import { type Queries, sql } from '../lib/database.ts'
import type { CardTry, HolderCheck, KnownCard } from '../providers/card/port.ts'
import { cardDays } from './card-rules.ts'

/** The town's rules for cards at an instant; a town that has set a part of them has the usual rest. */
export async function readCardRules(queries: Queries, at: Date): Promise<CardRules> {
  const { rules } = await queries.one<{ rules: Partial<CardRules> | null }>(sql`
    select town.setting('cards', ${at}) as rules`)
  return { ...usualCardRules, ...rules }
}

type Counted = { refusedTries: number; refusedUntil: Date | null; cards: number }

/** How a person's cards were used lately. */
export function countCardTries(queries: Queries, residentId: string, at: Date): Promise<Counted> {
  return queries.one(sql`
    select count(*) filter (where refused and at > ${at}::timestamptz - interval '24 hours')::int as "refusedTries",
           min(at) filter (where refused and at > ${at}::timestamptz - interval '24 hours')
             + interval '24 hours' as "refusedUntil",
           count(distinct fingerprint)::int as cards
    from top_ups.card_try
    where resident_id = ${residentId} and at > ${at}::timestamptz - make_interval(days => ${cardDays})`)
}

/** Whether a card was used by this person before, and not refused, for another top-up. */
export async function isCardUsedBefore(
  queries: Queries,
  { residentId, topUpId, fingerprint }: { residentId: string; topUpId: string; fingerprint: string },
): Promise<boolean> {
  const { used } = await queries.one<{ used: boolean }>(sql`
    select exists (
      select from top_ups.card_try
      where resident_id = ${residentId} and fingerprint = ${fingerprint} and not refused
        and top_up_id <> ${topUpId}) as used`)
  return used
}

/** Notes each time that a card was used; what was noted before stays. */
export async function insertCardTries(
  tx: Queries,
  { topUpId, residentId }: { topUpId: string; residentId: string },
  tries: readonly CardTry[],
): Promise<void> {
  if (tries.length === 0) return
  await tx.run(sql`
    insert into top_ups.card_try (ref, top_up_id, resident_id, fingerprint, refused, at)
    select ref, ${topUpId}, ${residentId}, fingerprint, refused, at
    from unnest(${tries.map(({ ref }) => ref)}::text[],
                ${tries.map(({ card }) => card.fingerprint)}::text[],
                ${tries.map(({ refused }) => refused)}::boolean[],
                ${tries.map(({ at }) => at)}::timestamptz[]) as t(ref, fingerprint, refused, at)
    on conflict (ref) do nothing`)
}

type UsableCard = {
  ref: string
  brand: CardBrand
  issuer: string | null
  lastDigits: string
  usable: boolean
}

/** A card that this person has saved; an expired one is not usable. */
export function findSavedCard(
  queries: Queries,
  residentId: string,
  cardId: string,
  at: Date,
): Promise<UsableCard | undefined> {
  return queries.maybe(sql`
    select ref, brand, issuer, last_digits as "lastDigits",
           removed_at is null
             and make_date(expiry_year, expiry_month, 1) + interval '1 month' > ${at} as usable
    from cards.card
    where id = ${cardId} and resident_id = ${residentId}`)
}

export function findPayer(queries: Queries, residentId: string): Promise<{ ref: string } | undefined> {
  return queries.maybe(sql`select ref from top_ups.card_payer where resident_id = ${residentId}`)
}

/** Keeps the first reference that came; gives what is kept. */
export async function keepPayer(
  queries: Queries,
  payer: { residentId: string; ref: string; at: Date },
): Promise<string> {
  const { residentId, ref, at } = payer
  await queries.run(sql`
    insert into top_ups.card_payer (resident_id, ref, known_since) values (${residentId}, ${ref}, ${at})
    on conflict do nothing`)
  return (await findPayer(queries, residentId))?.ref ?? ref
}

/** How many cards a person has saved that are not removed. */
export async function countSavedCards(queries: Queries, residentId: string): Promise<number> {
  const { saved } = await queries.one<{ saved: number }>(sql`
    select count(*)::int as saved from cards.card where resident_id = ${residentId} and removed_at is null`)
  return saved
}

export async function readCoinName(queries: Queries, at: Date): Promise<string> {
  const { name } = await queries.one<{ name: string }>(sql`
    select town.setting('town', ${at}) ->> 'coinName' as name`)
  return name
}

export type ByCard = {
  topUpId: string
  residentId: string
  amount: number
  state: TopUpState
  cardId: string | null
  ref: string | null
  attemptRef: string | null
  requestedAt: Date
  lookedAt: Date | null
  leftAt: Date | null
}

const columns = sql`
  t.id as "topUpId", t.resident_id as "residentId", t.amount, t.state, c.card_id as "cardId", c.ref,
  c.attempt_ref as "attemptRef", t.requested_at as "requestedAt", c.looked_at as "lookedAt", c.left_at as "leftAt"`

export function findByCard(queries: Queries, topUpId: string): Promise<ByCard | undefined> {
  return queries.maybe(sql`
    select ${columns}
    from top_ups.by_card c join top_ups.top_up t on t.id = c.top_up_id
    where c.top_up_id = ${topUpId}`)
}

/** The top-up that a reference of the card company belongs to. */
export function findByReference(queries: Queries, ref: string): Promise<ByCard | undefined> {
  return queries.maybe(sql`
    select ${columns}
    from top_ups.by_card c join top_ups.top_up t on t.id = c.top_up_id
    where c.ref = ${ref} or c.attempt_ref = ${ref}`)
}

export async function insertByCard(tx: Queries, topUpId: string, cardId: string | null): Promise<void> {
  await tx.run(sql`insert into top_ups.by_card (top_up_id, card_id) values (${topUpId}, ${cardId})`)
}

/** Notes under which reference the company has a top-up; the first one stays. */
export async function keepReference(queries: Queries, topUpId: string, ref: string): Promise<void> {
  await queries.run(sql`
    update top_ups.by_card set ref = ${ref} where top_up_id = ${topUpId} and ref is null`)
}

/** Takes the turn to ask the company; false when it was asked a moment ago. */
export async function markLooked(queries: Queries, topUpId: string, at: Date, since: Date): Promise<boolean> {
  return (
    (await queries.run(sql`
      update top_ups.by_card set looked_at = ${at}
      where top_up_id = ${topUpId} and (looked_at is null or looked_at <= ${since})`)) === 1
  )
}

export async function markLeft(queries: Queries, topUpId: string, at: Date): Promise<void> {
  await queries.run(sql`
    update top_ups.by_card set left_at = coalesce(left_at, ${at}) where top_up_id = ${topUpId}`)
}

type Capture = {
  topUpId: string
  attemptRef: string
  card: KnownCard
  check: HolderCheck
  at: Date
  askAt: Date
}

/** Notes that the authorised money will be taken; false when the top-up no longer waits for its card. */
export async function markCaptureAsked(tx: Queries, capture: Capture, brandName: string): Promise<boolean> {
  const { topUpId, attemptRef, card, check, at, askAt } = capture
  const changed = await tx.run(sql`
    update top_ups.top_up set
      state = 'requested', confirmed_at = ${at}, ask_at = ${askAt}, source_name = ${brandName},
      source_digits = ${card.lastDigits}
    where id = ${topUpId} and state = 'awaiting_card'`)
  if (changed === 0) return false
  await tx.run(sql`
    update top_ups.by_card set attempt_ref = ${attemptRef}, holder_check = ${check}
    where top_up_id = ${topUpId}`)
  return true
}

/** Notes the attempt of a top-up that goes on, or waits for a person, without a capture of ours. */
export async function keepAttempt(tx: Queries, topUpId: string, attemptRef: string): Promise<void> {
  await tx.run(sql`
    update top_ups.by_card set attempt_ref = coalesce(attempt_ref, ${attemptRef}) where top_up_id = ${topUpId}`)
}

/** From waiting for the card to waiting for the company's answer. */
export async function markTaken(tx: Queries, topUpId: string, at: Date): Promise<void> {
  await tx.run(sql`
    update top_ups.top_up set state = 'requested', confirmed_at = ${at}, ask_at = ${at}
    where id = ${topUpId} and state = 'awaiting_card'`)
}

export async function markLapsed(tx: Queries, topUpId: string, at: Date): Promise<void> {
  await tx.run(sql`
    update top_ups.top_up set state = 'lapsed', settled_at = ${at} where id = ${topUpId}`)
}

/** Top-ups that have waited for their card since before an instant, the oldest first. */
export function listForgottenByCard(queries: Queries, before: Date): Promise<{ topUpId: string }[]> {
  return queries.many(sql`
    select id as "topUpId" from top_ups.top_up
    where state = 'awaiting_card' and requested_at < ${before}
    order by requested_at, id
    limit 100`)
}

type Unplaced = {
  noticeId: string
  type: string
  attemptRef: string | null
  topUpId: string | null
  at: Date
}

export async function insertUnplaced(queries: Queries, notice: Unplaced): Promise<void> {
  const { noticeId, type, attemptRef, topUpId, at } = notice
  await queries.run(sql`
    insert into top_ups.unplaced_notice (notice_id, type, attempt_ref, top_up_id, at)
    values (${noticeId}, ${type}, ${attemptRef}, ${topUpId}, ${at})
    on conflict do nothing`)
}

export function findResidentOf(
  queries: Queries,
  payerRef: string,
): Promise<{ residentId: string } | undefined> {
  return queries.maybe(sql`
    select resident_id as "residentId" from top_ups.card_payer where ref = ${payerRef}`)
}

type UnplacedRow = { id: string; type: string; reference: string | null; at: Date }

/** The company's messages about money that no top-up explains, newest first. */
export function listUnplaced(queries: Queries): Promise<UnplacedRow[]> {
  return queries.many(sql`
    select notice_id as id, type, attempt_ref as reference, at
    from top_ups.unplaced_notice
    order by at desc, notice_id
    limit 100`)
}

/** False when it is known that this dispute was won. */
export async function insertDisputeWon(
  tx: Queries,
  won: { ref: string; topUpId: string; amount: number; at: Date },
): Promise<boolean> {
  const { ref, topUpId, amount, at } = won
  return (
    (await tx.run(sql`
      insert into top_ups.dispute_won (ref, top_up_id, amount, at) values (${ref}, ${topUpId}, ${amount}, ${at})
      on conflict (ref) do nothing`)) === 1
  )
}

/** The coin stays where it is: a person gives it back to whoever lost it. */
export async function markDisputeWon(
  tx: Queries,
  topUpId: string,
  seen: Record<string, unknown>,
): Promise<void> {
  await tx.run(sql`
    update top_ups.top_up set attention = 'dispute_won', seen = ${JSON.stringify(seen)} where id = ${topUpId}`)
}
