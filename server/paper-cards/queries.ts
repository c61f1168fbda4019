import type { DeskDocument } from '#contract/recovery.ts'
import { type Queries, sql } from '../lib/database.ts'

export type Person = {
  id: string
  familyKana: string
  givenKana: string
  birthdate: string
  address: string
  who: Buffer
  documents: DeskDocument[]
  receivedBy: string
  receivedByName: string
  receivedAt: Date
  termsVersion: string
  privacyVersion: string
  decision: 'approved' | 'declined' | null
  /** The wallet was closed. */
  hasLeft: boolean
}

const personColumns = sql`
  p.id, p.family_kana as "familyKana", p.given_kana as "givenKana", p.birthdate, p.address, p.who, p.documents,
  p.received_by as "receivedBy", o.name as "receivedByName", p.received_at as "receivedAt",
  p.terms_version as "termsVersion", p.privacy_version as "privacyVersion", p.decision,
  p.left_at is not null as "hasLeft"`

const people = sql`
  select ${personColumns} from paper_cards.person p join operators.operator o on o.id = p.received_by`

type NewPerson = Pick<
  Person,
  | 'id'
  | 'familyKana'
  | 'givenKana'
  | 'birthdate'
  | 'address'
  | 'who'
  | 'documents'
  | 'receivedBy'
  | 'receivedAt'
>

/** Keeps whom a desk has received, with the documents in force; false when the id or the person is there already. */
export async function insertPerson(tx: Queries, person: NewPerson): Promise<boolean> {
  const { id, familyKana, givenKana, birthdate, address, who, documents, receivedBy, receivedAt } = person
  return (
    (await tx.run(sql`
      insert into paper_cards.person
        (id, family_kana, given_kana, birthdate, address, who, documents, terms_version, privacy_version,
         received_by, received_at)
      select ${id}, ${familyKana}, ${givenKana}, ${birthdate}::date, ${address}, ${who}, ${documents}::text[],
             terms.version, privacy.version, ${receivedBy}, ${receivedAt}
      from residents.document_in_force('terms', ${receivedAt}) terms
      cross join residents.document_in_force('privacy', ${receivedAt}) privacy
      on conflict do nothing`)) === 1
  )
}

export function findPerson(queries: Queries, id: string): Promise<Person | undefined> {
  return queries.maybe(sql`${people} where p.id = ${id}`)
}

/** Keeps a person as it is until the end of the transaction; nothing for one that is not there. */
export async function lockPerson(tx: Queries, id: string): Promise<Person | undefined> {
  await tx.maybe(sql`select id from paper_cards.person where id = ${id} for update`)
  return findPerson(tx, id)
}

export function listWaiting(queries: Queries): Promise<Person[]> {
  return queries.many(sql`${people} where p.decision is null order by p.received_at, p.id limit 200`)
}

type Decision = { id: string; decision: 'approved' | 'declined'; by: string; at: Date }

export async function markDecided(tx: Queries, { id, decision, by, at }: Decision): Promise<void> {
  await tx.run(sql`
    update paper_cards.person set decision = ${decision}, decided_by = ${by}, decided_at = ${at}
    where id = ${id}`)
}

/** Opens the wallet of a person: a resident with the name, the consents and the proof of the desk. */
export async function openWallet(
  tx: Queries,
  person: Person,
  {
    at,
    inTown,
    ageBand,
    birthdate,
  }: { at: Date; inTown: boolean; ageBand: string; birthdate: string | null },
): Promise<void> {
  const { id, termsVersion, privacyVersion, familyKana, givenKana, who } = person
  await tx.one(sql`select residents.register(${id}, ${termsVersion}, ${privacyVersion}, ${at})`)
  await tx.one(sql`select residents.fill_name(${id}, ${familyKana}, ${givenKana})`)
  await tx.one(sql`
    select identity.prove_at_desk(${id}, ${who}, ${at}, ${inTown}, ${ageBand}, ${birthdate}::date)`)
}

export type DeskSettings = { addressPrefix: string; keepBirthdate: boolean }

/** What the town wants to know of people: as for those who come with a card. */
export function readDeskSettings(queries: Queries, at: Date): Promise<DeskSettings> {
  return queries.one(sql`
    select town.setting('town', ${at}) ->> 'addressPrefix' as "addressPrefix",
           coalesce(town.setting('keep_birthdate', ${at})::boolean, false) as "keepBirthdate"`)
}

export type Holder = {
  id: string
  familyKana: string
  givenKana: string
  birthdate: string
  address: string
  coin: number
  points: number
  frozen: boolean
  card: { number: string; issuedAt: string; stopped: boolean; tellsBalance: boolean } | null
}

const holders = sql`
  select p.id, p.family_kana as "familyKana", p.given_kana as "givenKana", p.birthdate, p.address, w.coin, w.points,
         w.frozen,
         case when c.id is not null then json_build_object(
           'number', c.number, 'issuedAt', c.issued_at, 'stopped', c.wrong_pins >= 3,
           'tellsBalance', c.tells_balance) end as card
  from paper_cards.person p
  join ledger.wallet w on w.bucket = ledger.bucket(p.id) and w.id = p.id
  left join paper_cards.card c on c.person_id = p.id and c.ended_at is null`

/** The person of a card, whether or not it still pays. */
export function findHolderByCode(queries: Queries, hmac: Buffer): Promise<Holder[]> {
  return queries.many(sql`
    ${holders} where p.left_at is null and p.id = (
      select person_id from paper_cards.card where token_hmac = ${hmac} or digits_hmac = ${hmac})`)
}

/** Everybody of that birth date with a wallet; names are compared by their sound, by the caller. */
export function listHoldersBorn(queries: Queries, birthdate: string): Promise<Holder[]> {
  return queries.many(sql`
    ${holders}
    where p.birthdate = ${birthdate}::date and p.decision = 'approved' and p.left_at is null
    order by p.family_kana, p.given_kana, p.id
    limit 500`)
}

export async function findPersonByWho(queries: Queries, who: Buffer): Promise<string | undefined> {
  const found = await queries.maybe<{ id: string }>(sql`
    select id from paper_cards.person where who = ${who} and decision = 'approved' and left_at is null`)
  return found?.id
}

type Ending = { personId: string; because: 'replaced' | 'stopped'; by: string; at: Date }

/** Ends the card that a person has, if there is one; payments that are under way are waited for. */
export async function endCard(tx: Queries, { personId, because, by, at }: Ending): Promise<number> {
  return tx.run(sql`
    update paper_cards.card set ended_at = ${at}, ended_because = ${because}, ended_by = ${by}
    where person_id = ${personId} and ended_at is null`)
}

type NewCard = {
  id: string
  personId: string
  number: string
  tokenHmac: Buffer
  digitsHmac: Buffer
  pinHmac: Buffer
  tellsBalance: boolean
  issuedBy: string
  issuedAt: Date
}

/** False when the id was used, or in the one case of very many in which the number is. */
export async function insertCard(tx: Queries, card: NewCard): Promise<boolean> {
  const { id, personId, number, tokenHmac, digitsHmac, pinHmac, tellsBalance, issuedBy, issuedAt } = card
  return (
    (await tx.run(sql`
      insert into paper_cards.card
        (id, person_id, number, token_hmac, digits_hmac, pin_hmac, tells_balance, issued_by, issued_at)
      values (${id}, ${personId}, ${number}, ${tokenHmac}, ${digitsHmac}, ${pinHmac}, ${tellsBalance}, ${issuedBy},
              ${issuedAt})
      on conflict do nothing`)) === 1
  )
}

/** The card that a person has now, kept until the end of the transaction. */
export function lockLiveCard(tx: Queries, personId: string): Promise<{ id: string } | undefined> {
  return tx.maybe(sql`
    select id from paper_cards.card where person_id = ${personId} and ended_at is null for update`)
}

export async function setPin(tx: Queries, cardId: string, pinHmac: Buffer): Promise<void> {
  await tx.run(sql`
    update paper_cards.card set pin_hmac = ${pinHmac}, wrong_pins = 0, last_guess = null where id = ${cardId}`)
}

export type Card = { id: string; personId: string; number: string; ended: boolean }

export function findCardByCode(queries: Queries, hmac: Buffer): Promise<Card | undefined> {
  return queries.maybe(sql`
    select id, person_id as "personId", number, ended_at is not null as ended
    from paper_cards.card
    where token_hmac = ${hmac} or digits_hmac = ${hmac}`)
}

/** Counts a guess at a PIN and says whether it is right; at once, so that a refusal does not forget it. */
export function tryPin(
  queries: Queries,
  cardId: string,
  { typed, guess }: { typed: Buffer; guess: Buffer },
): Promise<{ verdict: 'right' | 'wrong' | 'stopped'; triesLeft: number }> {
  return queries.one(sql`
    select verdict, tries_left as "triesLeft" from paper_cards.try_pin(${cardId}, ${typed}, ${guess})`)
}

/** Counts a look of a network address and gives the looks since `since`. */
export async function countLook(queries: Queries, source: string, now: Date, since: Date): Promise<number> {
  const { tries } = await queries.one<{ tries: number }>(sql`
    insert into paper_cards.look as l (source, since, tries) values (${source}, ${now}, 1)
    on conflict (source) do update
      set tries = case when l.since < ${since} then 1 else l.tries + 1 end,
          since = case when l.since < ${since} then excluded.since else l.since end
    returning tries`)
  return tries
}

export type Balance = {
  coin: number
  points: number
  expiring: { points: number; lastDay: string }[]
}

/** What a wallet can spend on a day (JST), and the points that run out, earliest first. */
export function readBalance(queries: Queries, personId: string, today: string): Promise<Balance> {
  return queries.one(sql`
    select w.coin, coalesce(sum(d.points), 0)::bigint as points,
           coalesce(jsonb_agg(jsonb_build_object('points', d.points, 'lastDay', d.expires_on) order by d.expires_on)
             filter (where d.points > 0), '[]') as expiring
    from ledger.wallet w
    left join lateral (
      select l.expires_on, sum(least(i.amount, i.ends_at - w.points_out))::bigint as points
      from ledger.lot_interval i
      join ledger.lot l on l.bucket = i.bucket and l.wallet = i.wallet and l.id = i.lot
      where i.bucket = w.bucket and i.wallet = w.id and i.ends_at > w.points_out and l.expires_on >= ${today}::date
      group by l.expires_on) d on true
    where w.bucket = ledger.bucket(${personId}::uuid) and w.id = ${personId}
    group by w.coin`)
}

/** The newest entries of a wallet, with the name of the store or where money came from. */
export function listLatest(
  queries: Queries,
  personId: string,
  now: Date,
): Promise<{ at: Date; counterpart: string; amount: number; helper: string | null }[]> {
  return queries.many(sql`
    select h.occurred_at as at, h.coin + h.points as amount,
           coalesce(s.name, case when h.kind = 'top_up' then 'チャージ' else coalesce(h.via, '') end) as counterpart,
           relatives.name_of(coalesce(c.helper_id, u.paid_by)) as helper
    from ledger.history(${personId}, ${new Date(0)}, ${new Date(now.getTime() + 86_400_000)},
                        'ffffffff-ffff-ffff-ffff-ffffffffffff', 5) h
    left join merchants.store s on s.id = h.other
    left join payments.help_charge c on c.payer_id = ${personId} and c.payment_id = h.id
    left join top_ups.top_up u on u.posting_id = h.id and u.paid_by is not null
    order by h.id desc`)
}

export function readTownNames(
  queries: Queries,
  at: Date,
): Promise<{ appName: string; coinName: string; pointsName: string; colours: unknown }> {
  return queries.one(sql`
    select town.setting('print_colours', ${at}) as colours,
           t ->> 'appName' as "appName", t ->> 'coinName' as "coinName", t ->> 'pointsName' as "pointsName"
    from town.setting('town', ${at}) as t`)
}

export type Newcomer = {
  /** As the profile has it, in kana; empty while it has none. */
  name: string
  /** What the card check of the app tells. */
  birthdate: string | null
  ageBand: string
  passedAt: Date
  frozen: boolean
  unused: boolean
}

/** Somebody who has come by the app and was checked by card there; nothing for who speaks for another wallet by now. */
export function findNewcomer(tx: Queries, residentId: string): Promise<Newcomer | undefined> {
  return tx.maybe(sql`
    select coalesce(r.family_kana || r.given_kana, '') as name, c.birthdate, c.age_band as "ageBand",
           c.passed_at as "passedAt", w.frozen, paper_cards.is_unused(r.id) as unused
    from residents.resident r
    join sign_in.login l on l.audience = 'resident' and l.subject = r.id
    join identity.card c on c.resident_id = r.id
    join ledger.wallet w on w.bucket = ledger.bucket(r.id) and w.id = r.id
    where r.id = ${residentId}`)
}

/** What stands in the way of a person's wallet being joined: a login that speaks for it, or a freeze. */
export function readJoining(tx: Queries, personId: string): Promise<{ hasLogin: boolean; frozen: boolean }> {
  return tx.one(sql`
    select w.frozen,
           exists (select from sign_in.login l where l.audience = 'resident' and l.subject = w.id) as "hasLogin"
    from ledger.wallet w
    where w.bucket = ledger.bucket(${personId}::uuid) and w.id = ${personId}`)
}

type Joining = { newcomerId: string; personId: string; sessionHash: Buffer; keepsCard: boolean; at: Date }

/** Lets the newcomer's login speak for the person's wallet. */
export async function joinLogin(tx: Queries, joining: Joining): Promise<void> {
  const { newcomerId, personId, sessionHash, keepsCard, at } = joining
  await tx.one(sql`
    select paper_cards.join_login(${newcomerId}, ${personId}, ${sessionHash}, ${keepsCard}, ${at})`)
}
