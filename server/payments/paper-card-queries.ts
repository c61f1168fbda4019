import { type Queries, sql } from '../lib/database.ts'

export type PaperCardRow = {
  id: string
  personId: string
  number: string
  pinHmac: Buffer
  tellsBalance: boolean
  /** Replaced, reported lost, or stopped by wrong PINs. */
  stopped: boolean
}

const cardColumns = sql`
  c.id, c.person_id as "personId", c.number, c.pin_hmac as "pinHmac", c.tells_balance as "tellsBalance",
  c.ended_at is not null or c.wrong_pins >= 3 as stopped`

export function findPaperCard(queries: Queries, hmac: Buffer): Promise<PaperCardRow | undefined> {
  return queries.maybe(sql`
    select ${cardColumns} from paper_cards.card c
    where c.token_hmac = ${hmac} or c.digits_hmac = ${hmac}`)
}

/**
 * Keeps a card as it is until the end of the transaction: payments with copies of it go one after the other, and who
 * stops it waits for the one that is under way.
 */
export async function lockPaperCard(tx: Queries, id: string): Promise<PaperCardRow> {
  await tx.one(sql`select id from paper_cards.card where id = ${id} for no key update`)
  // Read after the lock: what stopped the card while we waited is seen.
  return tx.one(sql`select ${cardColumns} from paper_cards.card c where c.id = ${id}`)
}

/** Counts a guess at a PIN, whatever becomes of the payment, and says whether it is right. */
export function tryPin(
  queries: Queries,
  cardId: string,
  { typed, guess }: { typed: Buffer; guess: Buffer },
): Promise<{ verdict: 'right' | 'wrong' | 'stopped'; triesLeft: number }> {
  return queries.one(sql`
    select verdict, tries_left as "triesLeft" from paper_cards.try_pin(${cardId}, ${typed}, ${guess})`)
}

export type CardLimits = {
  pinAbove: number | null
  perPayment: number | null
  perDay: number | null
  proposes: string | null
}

/** What the town says of printed cards, limits in yen; null where it has said nothing. */
export function readCardLimits(queries: Queries, at: Date): Promise<CardLimits> {
  return queries.one(sql`
    select town.setting('paper_card_pin_above', ${at})::bigint as "pinAbove",
           town.setting('paper_card_payment', ${at})::bigint as "perPayment",
           town.setting('paper_card_day', ${at})::bigint as "perDay",
           town.setting('payment_proposes', ${at}) #>> '{}' as proposes`)
}

/** What a person has paid by printed cards on a day (JST), whichever card it was. */
export async function readCardSpending(tx: Queries, payerId: string, day: string): Promise<number> {
  const { spent } = await tx.one<{ spent: number }>(sql`
    select coalesce(sum(amount), 0)::bigint as spent from payments.card_charge
    where payer_id = ${payerId} and charged_on = ${day}::date`)
  return spent
}

export type CardCharge = { storeId: string; amount: number; cardId: string }

export function findCardCharge(
  queries: Queries,
  payerId: string,
  paymentId: string,
): Promise<CardCharge | undefined> {
  return queries.maybe(sql`
    select store_id as "storeId", amount, card_id as "cardId" from payments.card_charge
    where payer_id = ${payerId} and payment_id = ${paymentId}`)
}

type Alike = { id: string; payerId: string; storeId: string; amount: number; since: Date }

/**
 * When a person last paid a store the same amount by printed card since an instant, under another id than this, and
 * nothing of it came back.
 */
export async function findSameCardCharge(
  queries: Queries,
  { id, payerId, storeId, amount, since }: Alike,
): Promise<Date | null> {
  const { paidAt } = await queries.one<{ paidAt: Date | null }>(sql`
    select max(p.posted_at) as "paidAt"
    from payments.card_charge k
    join ledger.posting p
      on p.bucket = ledger.bucket(k.payer_id) and p.owner = k.payer_id and p.id = k.payment_id
    where k.payer_id = ${payerId} and k.store_id = ${storeId} and k.amount = ${amount}
      and k.payment_id <> ${id} and k.charged_on >= ledger.day(${since}) and p.posted_at > ${since}
      and not exists (
        select from payments.refund r where r.payment_id = k.payment_id and r.payer_id = k.payer_id)`)
  return paidAt
}

type NewCardCharge = CardCharge & { payerId: string; paymentId: string; staffId: string; day: string }

export async function insertCardCharge(tx: Queries, charge: NewCardCharge): Promise<void> {
  const { payerId, paymentId, cardId, storeId, staffId, amount, day } = charge
  await tx.run(sql`
    insert into payments.card_charge (payer_id, payment_id, card_id, store_id, staff_id, amount, charged_on)
    values (${payerId}, ${paymentId}, ${cardId}, ${storeId}, ${staffId}, ${amount}, ${day}::date)`)
}

/** What a wallet held right after one of its postings; zero of a currency that had never moved by then. */
export function readHeldAfter(
  queries: Queries,
  payerId: string,
  postingId: string,
): Promise<{ coin: number; points: number }> {
  return queries.one(sql`
    with until as (
      select t.currency, t.balance_after, t.posted_at, t.posting
      from ledger.posting p
      join ledger.posting o on o.bucket = p.bucket and o.owner = p.owner
      join ledger.transfer t on t.bucket = o.bucket and t.owner = o.owner and t.posting = o.id
      where p.bucket = ledger.bucket(${payerId}::uuid) and p.owner = ${payerId} and p.id = ${postingId}
        and (t.posted_at, t.posting) <= (p.posted_at, p.id)),
    newest as (
      select distinct on (currency) currency, balance_after from until
      order by currency, posted_at desc, posting desc)
    select coalesce(max(balance_after) filter (where currency = 'coin'), 0)::bigint as coin,
           coalesce(max(balance_after) filter (where currency = 'points'), 0)::bigint as points
    from newest`)
}

export type Slip = {
  paymentId: string
  payerId: string
  storeName: string
  coin: number
  points: number
  paidAt: Date
  cardNumber: string
  tellsBalance: boolean
}

/** A payment by printed card to this store, for its slip; nothing for any other payment. */
export function findSlip(queries: Queries, storeId: string, paymentId: string): Promise<Slip | undefined> {
  return queries.maybe(sql`
    select k.payment_id as "paymentId", k.payer_id as "payerId", s.name as "storeName", p.posted_at as "paidAt",
           c.number as "cardNumber", c.tells_balance as "tellsBalance",
           coalesce(sum(t.amount) filter (where t.currency = 'coin'), 0)::bigint as coin,
           coalesce(sum(t.amount) filter (where t.currency = 'points'), 0)::bigint as points
    from payments.card_charge k
    join paper_cards.card c on c.id = k.card_id
    join merchants.store s on s.id = k.store_id
    join ledger.posting p
      on p.bucket = ledger.bucket(k.payer_id) and p.owner = k.payer_id and p.id = k.payment_id
    join ledger.transfer t on t.bucket = p.bucket and t.owner = p.owner and t.posting = p.id
    where k.store_id = ${storeId} and k.payment_id = ${paymentId}
    group by k.payment_id, k.payer_id, s.name, p.posted_at, c.number, c.tells_balance
    order by p.posted_at
    limit 1`)
}

export function readNames(
  queries: Queries,
  at: Date,
): Promise<{ appName: string; coinName: string; pointsName: string }> {
  return queries.one(sql`
    select t ->> 'appName' as "appName", t ->> 'coinName' as "coinName", t ->> 'pointsName' as "pointsName"
    from town.setting('town', ${at}) as t`)
}
