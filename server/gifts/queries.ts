import type { giftCard } from '#contract/gifts.ts'
import type { z } from 'zod'
import { holdName, type Queries, sql, type Transaction } from '../lib/database.ts'
import type { GiftFacts, GiftLimits } from './rules.ts'

/** The town's limits at an instant; nothing set is zero, which is off. */
export function readLimits(queries: Queries, at: Date): Promise<GiftLimits> {
  return queries.one(sql`
    select coalesce(town.setting('gift_max', ${at})::bigint, 0) as "perGift",
           coalesce(town.setting('gift_month', ${at})::bigint, 0) as "perMonth"`)
}

/** One after the other for each resident who shows codes, so that the count holds. */
export async function lockShowing(tx: Transaction, residentId: string): Promise<void> {
  await holdName(tx, `gift-code/${residentId}`)
}

/** One look at a code after the other for each giver: fifty guesses in an instant are still five. */
export async function lockGuessing(tx: Transaction, giverId: string): Promise<void> {
  await holdName(tx, `gift-guess/${giverId}`)
}

/** How many codes a resident has asked for since an instant. */
export async function countCodes(queries: Queries, residentId: string, since: Date): Promise<number> {
  const row = await queries.one<{ shown: number }>(sql`
    select count(*)::int as shown from gifts.code where resident_id = ${residentId} and shown_at > ${since}`)
  return row.shown
}

export type NewCode = {
  id: string
  residentId: string
  sessionHash: Buffer
  tokenHmac: Buffer
  digitsHmac: Buffer
  shownAt: Date
  expiresAt: Date
}

/** Keeps a code, and forgets those of the resident that are over: nothing refers to them. */
export async function insertCode(tx: Queries, code: NewCode): Promise<void> {
  await tx.run(sql`
    delete from gifts.code where resident_id = ${code.residentId} and expires_at < ${code.shownAt}`)
  await tx.run(sql`
    insert into gifts.code (id, resident_id, session_hash, token_hmac, digits_hmac, shown_at, expires_at)
    values (${code.id}, ${code.residentId}, ${code.sessionHash}, ${code.tokenHmac}, ${code.digitsHmac},
            ${code.shownAt}, ${code.expiresAt})`)
}

export type Receiver = { id: string; name: string | null }

/** Who shows the code with this keyed hash, with a masked name; nobody when it is over or its session has ended. */
export function findReceiver(queries: Queries, hmac: Buffer, now: Date): Promise<Receiver | undefined> {
  return queries.maybe(sql`
    select r.id, gifts.masked_name(r) as name
    from gifts.code c
    join residents.resident r on r.id = c.resident_id
    join sign_in.session s on s.token_hash = c.session_hash and s.ended_at is null
    where (c.token_hmac = ${hmac} or c.digits_hmac = ${hmac}) and c.expires_at > ${now}`)
}

/** Counts a code that nobody shows, in the window that is open or begins now. */
export async function countTry(queries: Queries, giverId: string, now: Date, since: Date): Promise<void> {
  await queries.run(sql`
    insert into gifts.code_tries as t (giver_id, since, tries) values (${giverId}, ${now}, 1)
    on conflict (giver_id) do update
      set tries = case when t.since < ${since} then 1 else t.tries + 1 end,
          since = case when t.since < ${since} then ${now} else t.since end`)
}

/** How many such codes somebody has tried in the window that began after `since`. */
export async function readTries(queries: Queries, giverId: string, since: Date): Promise<number> {
  const row = await queries.maybe<{ tries: number }>(sql`
    select tries from gifts.code_tries where giver_id = ${giverId} and since >= ${since}`)
  return row?.tries ?? 0
}

export type GiftRow = {
  id: string
  giverId: string
  receiver: string | null
  amount: number
  card: z.output<typeof giftCard>
  codeHmac: Buffer
  givenAt: Date
}

/** A gift by its id, whoever gave it. */
export function findGift(queries: Queries, id: string): Promise<GiftRow | undefined> {
  return queries.maybe(sql`
    select g.id, g.giver_id as "giverId", gifts.masked_name(r) as receiver, g.amount, g.card,
           g.code_hmac as "codeHmac", g.given_at as "givenAt"
    from gifts.gift g join residents.resident r on r.id = g.receiver_id
    where g.id = ${id}`)
}

type NewGift = Omit<GiftRow, 'receiver'> & { receiverId: string }

/** Writes a gift down and gives the id of the receiver's posting. */
export async function insertGift(tx: Queries, gift: NewGift): Promise<string> {
  const row = await tx.one<{ receivedId: string }>(sql`
    insert into gifts.gift (id, received_id, giver_id, receiver_id, amount, card, code_hmac, given_at)
    values (${gift.id}, ledger.derived_id(${gift.id}, 'gift'), ${gift.giverId}, ${gift.receiverId}, ${gift.amount},
            ${gift.card}, ${gift.codeHmac}, ${gift.givenAt})
    returning received_id as "receivedId"`)
  return row.receivedId
}

/** Yen that a resident has given since an instant. */
export async function readGiven(queries: Queries, giverId: string, since: Date): Promise<number> {
  const row = await queries.one<{ given: number }>(sql`
    select coalesce(sum(amount), 0)::bigint as given
    from gifts.gift where giver_id = ${giverId} and given_at >= ${since}`)
  return row.given
}

type Span = { now: Date; startOfToday: Date; startOfMonth: Date }
type Pair = { giverId: string; receiverId: string }

/** All that decides on a gift; both wallets are locked. */
export function readFacts(tx: Queries, { giverId, receiverId }: Pair, span: Span): Promise<GiftFacts> {
  const { now, startOfToday, startOfMonth } = span
  return tx.one(sql`
    select
      coalesce(town.setting('gift_max', ${now})::bigint, 0) as "perGift",
      coalesce(town.setting('gift_month', ${now})::bigint, 0) as "perMonth",
      town.setting('balance_cap', ${now})::bigint as "balanceCap",
      g.frozen, g.coin, r.frozen as "receiverFrozen",
      exists (
        select from sign_in.login l join sign_in.device d on d.login_id = l.id
        where l.audience = 'resident' and l.subject = g.id and d.new_until > ${now}) as "newDevice",
      (select coalesce(sum(amount), 0)::bigint from gifts.gift
       where giver_id = g.id and given_at >= ${startOfMonth}) as "givenThisMonth",
      (select count(*)::int from gifts.gift where giver_id = g.id and given_at >= ${startOfToday}) as "giftsToday",
      exists (select from residents.leaving
              where resident_id = r.id and cancelled_at is null) as "receiverLeaving",
      r.coin + (
        select coalesce(sum(amount), 0)::bigint from top_ups.top_up
        where resident_id = r.id and state in ('requested', 'unknown', 'needs_attention')) + (
        select coalesce(sum(granted), 0)::bigint from top_ups.atm_link
        where resident_id = r.id and granted is not null and ended_at is null and expires_at > ${now})
        as "receiverHolds"
    from ledger.wallet g, ledger.wallet r
    where g.bucket = ledger.bucket(${giverId}::uuid) and g.id = ${giverId}
      and r.bucket = ledger.bucket(${receiverId}::uuid) and r.id = ${receiverId}`)
}
