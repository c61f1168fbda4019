import { type Queries, sql } from '../lib/database.ts'

export type CounterCode = {
  id: string
  residentId: string
  number: string
  expiresAt: Date
  topUpId: string | null
}

const codeColumns = sql`
  id, resident_id as "residentId", number, expires_at as "expiresAt", top_up_id as "topUpId"`

export function findCounterCode(queries: Queries, id: string): Promise<CounterCode | undefined> {
  return queries.maybe(sql`select ${codeColumns} from top_ups.counter_code where id = ${id}`)
}

/** The number that somebody shows now: numbers that are over may have been given to others before. */
export function findShownNumber(
  queries: Queries,
  number: string,
  now: Date,
): Promise<CounterCode | undefined> {
  return queries.maybe(sql`
    select ${codeColumns} from top_ups.counter_code
    where number = ${number} and expires_at > ${now}
    order by made_at desc
    limit 1`)
}

/** Whose printed card this is, and whether it was replaced or reported lost. */
export function findPaperCard(
  queries: Queries,
  hmac: Buffer,
): Promise<{ residentId: string; ended: boolean } | undefined> {
  return queries.maybe(sql`
    select person_id as "residentId", ended_at is not null as ended
    from paper_cards.card
    where token_hmac = ${hmac} or digits_hmac = ${hmac}`)
}

export async function countCounterCodes(queries: Queries, residentId: string, since: Date): Promise<number> {
  const { count } = await queries.one<{ count: number }>(sql`
    select count(*)::int as count from top_ups.counter_code
    where resident_id = ${residentId} and made_at > ${since}`)
  return count
}

/** False when the id is taken, or when somebody shows this very number now. */
export async function insertCounterCode(
  tx: Queries,
  code: Omit<CounterCode, 'topUpId'> & { madeAt: Date },
): Promise<boolean> {
  const { id, residentId, number, madeAt, expiresAt } = code
  return (
    (await tx.run(sql`
      insert into top_ups.counter_code (id, resident_id, number, made_at, expires_at)
      select ${id}, ${residentId}, ${number}, ${madeAt}, ${expiresAt}
      where not exists (
        select from top_ups.counter_code where number = ${number} and expires_at > ${madeAt})
      on conflict (id) do nothing`)) === 1
  )
}

export async function markCounterCodeUsed(tx: Queries, id: string, topUpId: string): Promise<void> {
  await tx.run(sql`update top_ups.counter_code set top_up_id = ${topUpId} where id = ${id}`)
}

export type Till = {
  id: string
  operatorId: string
  operatorName: string
  place: string
  opening: number
  taken: number
  charges: number
  openedAt: Date
  closedAt: Date | null
  expected: number | null
  counted: number | null
  note: string | null
}

const tills = sql`
  select t.id, t.operator_id as "operatorId", o.name as "operatorName", t.place, t.opening,
         coalesce(c.taken, 0)::bigint as taken, coalesce(c.charges, 0)::int as charges,
         t.opened_at as "openedAt", t.closed_at as "closedAt", t.expected, t.counted, t.note
  from top_ups.till t
  join operators.operator o on o.id = t.operator_id
  left join lateral (
    select sum(c.amount) as taken, count(*) as charges
    from top_ups.counter_charge c where c.till_id = t.id) c on true`

export function findOpenTill(queries: Queries, operatorId: string): Promise<Till | undefined> {
  return queries.maybe(sql`${tills} where t.operator_id = ${operatorId} and t.closed_at is null`)
}

export function findTill(queries: Queries, id: string): Promise<Till | undefined> {
  return queries.maybe(sql`${tills} where t.id = ${id}`)
}

export function listTills(queries: Queries): Promise<Till[]> {
  return queries.many(sql`${tills} order by t.opened_at desc, t.id limit 100`)
}

/** Keeps a till as it is until the end of the transaction: nothing is taken into it while it is counted. */
export async function lockTill(tx: Queries, id: string): Promise<void> {
  await tx.maybe(sql`select id from top_ups.till where id = ${id} for update`)
}

type NewTill = { id: string; operatorId: string; opening: number; at: Date }

/** False when the id is taken or this person has an open till; its place is the person's. */
export async function insertTill(tx: Queries, { id, operatorId, opening, at }: NewTill): Promise<boolean> {
  return (
    (await tx.run(sql`
      insert into top_ups.till (id, operator_id, place, opening, opened_at)
      select ${id}, o.id, o.place, ${opening}, ${at}
      from operators.operator o
      where o.id = ${operatorId} and o.place is not null
      on conflict do nothing`)) === 1
  )
}

export async function closeTill(
  tx: Queries,
  id: string,
  closing: { at: Date; expected: number; counted: number; note: string | null },
): Promise<void> {
  const { at, expected, counted, note } = closing
  await tx.run(sql`
    update top_ups.till
    set closed_at = ${at}, expected = ${expected}, counted = ${counted}, note = ${note}
    where id = ${id} and closed_at is null`)
}

export type CounterCharge = {
  id: string
  tillId: string
  codeId: string
  topUpId: string
  amount: number
  received: number
  at: Date
}

export type ToldCharge = CounterCharge & { operatorId: string; place: string; familyKana: string | null }

const charges = sql`
  select c.id, c.till_id as "tillId", c.code_id as "codeId", c.top_up_id as "topUpId", c.amount, c.received, c.at,
         t.operator_id as "operatorId", t.place, r.family_kana as "familyKana"
  from top_ups.counter_charge c
  join top_ups.till t on t.id = c.till_id
  join top_ups.counter_code k on k.id = c.code_id
  join residents.resident r on r.id = k.resident_id`

export function findCounterCharge(queries: Queries, id: string): Promise<ToldCharge | undefined> {
  return queries.maybe(sql`${charges} where c.id = ${id}`)
}

export function listCounterCharges(queries: Queries, tillId: string): Promise<ToldCharge[]> {
  return queries.many(sql`${charges} where c.till_id = ${tillId} order by c.at desc, c.id desc limit 200`)
}

export async function insertCounterCharge(tx: Queries, charge: CounterCharge): Promise<void> {
  const { id, tillId, codeId, topUpId, amount, received, at } = charge
  await tx.run(sql`
    insert into top_ups.counter_charge (id, till_id, code_id, top_up_id, amount, received, at)
    values (${id}, ${tillId}, ${codeId}, ${topUpId}, ${amount}, ${received}, ${at})`)
}
