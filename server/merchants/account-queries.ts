import type { Closure } from '#contract/merchants.ts'
import type { OnHolidays } from '#contract/opening-hours.ts'
import { type Queries, sql } from '../lib/database.ts'
import { closuresOf } from './queries.ts'

export type Account = {
  id: string
  bankName: string
  branchName: string
  kind: 'futsu' | 'toza'
  number: string
  holderKana: string
  requestedAt: Date
  validFrom: Date | null
}

const accountColumns = sql`
  a.id, coalesce(b.name, a.bank_code) as "bankName", coalesce(r.name, a.branch_code) as "branchName", a.kind, a.number,
  a.holder_kana as "holderKana", a.requested_at as "requestedAt", a.valid_from as "validFrom"`

const accounts = sql`
  merchants.bank_account a
  left join bank_accounts.bank b on b.code = a.bank_code
  left join bank_accounts.branch r on r.bank_code = a.bank_code and r.code = a.branch_code`

/** Where the merchant of a store is paid out to at an instant. */
export function findAccountAt(queries: Queries, storeId: string, at: Date): Promise<Account | undefined> {
  return queries.maybe(sql`
    select ${accountColumns} from ${accounts}
    where a.merchant_id = (select merchant_id from merchants.store where id = ${storeId})
      and a.decision = 'confirmed' and a.valid_from <= ${at}
    order by a.valid_from desc, a.id desc limit 1`)
}

/** An account that was asked for and does not hold yet. */
export function findNextAccount(queries: Queries, storeId: string, at: Date): Promise<Account | undefined> {
  return queries.maybe(sql`
    select ${accountColumns} from ${accounts}
    where a.merchant_id = (select merchant_id from merchants.store where id = ${storeId})
      and (a.decision is null or (a.decision = 'confirmed' and a.valid_from > ${at}))
    order by a.requested_at desc, a.id desc limit 1`)
}

export type StoreData = {
  phone: string
  hours: string
  opensAt: number | null
  closesAt: number | null
  closedOn: number[]
  onHolidays: OnHolidays
  closures: Closure[]
}

/** What a store says of itself, with the closed days from a day on; locked where it is about to be changed. */
export function readStoreData(
  queries: Queries,
  storeId: string,
  { from, lock = false }: { from: string; lock?: boolean },
): Promise<StoreData> {
  return queries.one(sql`
    select s.phone, s.hours, s.opens_at as "opensAt", s.closes_at as "closesAt", s.closed_on as "closedOn",
           case s.on_holidays
             when 'hours' then jsonb_build_object('opensAt', s.holiday_opens_at, 'closesAt', s.holiday_closes_at)
             else to_jsonb(s.on_holidays) end as "onHolidays",
           ${closuresOf(sql`s.id`, from)} as closures
    from merchants.store s where s.id = ${storeId}
    ${lock ? sql`for no key update of s` : sql``}`)
}

type Change = { id: string; storeId: string; staffId: string; before: StoreData; after: StoreData; at: Date }

/** Writes a change down and lets it hold; nothing when the id was used before. */
export async function changeStore(tx: Queries, change: Change): Promise<void> {
  const { id, storeId, staffId, before, after, at } = change
  const isNew = await tx.run(sql`
    insert into merchants.store_change (id, store_id, staff_id, before, after, at)
    values (${id}, ${storeId}, ${staffId}, ${JSON.stringify(before)}, ${JSON.stringify(after)}, ${at})
    on conflict (id) do nothing`)
  if (isNew === 0) return
  const { onHolidays } = after
  const special = typeof onHolidays === 'object' ? onHolidays : null
  await tx.run(sql`
    update merchants.store
    set phone = ${after.phone}, hours = ${after.hours}, opens_at = ${after.opensAt}, closes_at = ${after.closesAt},
        closed_on = ${after.closedOn}::smallint[], on_holidays = ${special ? 'hours' : onHolidays},
        holiday_opens_at = ${special?.opensAt ?? null}, holiday_closes_at = ${special?.closesAt ?? null}
    where id = ${storeId}`)
  await tx.run(sql`delete from merchants.closure where store_id = ${storeId}`)
  await tx.run(sql`
    insert into merchants.closure (store_id, first_day, last_day, note)
    select ${storeId}, c."firstDay", c."lastDay", c.note
    from jsonb_to_recordset(${JSON.stringify(after.closures)}) as c("firstDay" date, "lastDay" date, note text)
    on conflict do nothing`)
}

/** Locks a merchant by its first store until the end of the transaction, so that wishes come one after the other. */
export async function lockMerchantOf(tx: Queries, storeId: string): Promise<string> {
  const { id } = await tx.one<{ id: string }>(sql`
    select s.merchant_id as id from merchants.store s
    where s.merchant_id = (select merchant_id from merchants.store where id = ${storeId})
    order by s.id limit 1
    for no key update of s`)
  return id
}

export async function branchExists(queries: Queries, bankCode: string, branchCode: string): Promise<boolean> {
  const found = await queries.maybe(sql`
    select code from bank_accounts.branch where bank_code = ${bankCode} and code = ${branchCode}`)
  return found !== undefined
}

export type Wish = {
  id: string
  bankCode: string
  branchCode: string
  kind: 'futsu' | 'toza'
  number: string
  holderKana: string
}

/** False when the merchant has an open wish, or the id is taken. */
export async function insertWish(
  tx: Queries,
  { merchantId, staffId, at, ...wish }: Wish & { merchantId: string; staffId: string; at: Date },
): Promise<boolean> {
  return (
    (await tx.run(sql`
      insert into merchants.bank_account
        (id, merchant_id, bank_code, branch_code, kind, number, holder_kana, requested_by, requested_at)
      values (${wish.id}, ${merchantId}, ${wish.bankCode}, ${wish.branchCode}, ${wish.kind}, ${wish.number},
              ${wish.holderKana}, ${staffId}, ${at})
      on conflict do nothing`)) === 1
  )
}

/** Whether a wish is this merchant's, exactly as it was sent. */
export async function isSameWish(queries: Queries, merchantId: string, wish: Wish): Promise<boolean> {
  const found = await queries.maybe(sql`
    select id from merchants.bank_account
    where id = ${wish.id} and merchant_id = ${merchantId} and bank_code = ${wish.bankCode}
      and branch_code = ${wish.branchCode} and kind = ${wish.kind} and number = ${wish.number}
      and holder_kana = ${wish.holderKana} and requested_by is not null`)
  return found !== undefined
}

export type OpenWish = { id: string; merchantId: string; proposedBy: string | null; confirmed: boolean }

/** Locks a wish that does not hold yet; nothing for one that is over or holds. */
export function lockWish(tx: Queries, id: string, at: Date): Promise<OpenWish | undefined> {
  return tx.maybe(sql`
    select id, merchant_id as "merchantId", proposed_by as "proposedBy", decision is not null as confirmed
    from merchants.bank_account
    where id = ${id} and requested_by is not null
      and (decision is null or (decision = 'confirmed' and valid_from > ${at}))
    for update`)
}

export async function markProposed(
  tx: Queries,
  { id, operatorId, note, at }: { id: string; operatorId: string; note: string; at: Date },
): Promise<void> {
  await tx.run(sql`
    update merchants.bank_account set proposed_by = ${operatorId}, proposed_at = ${at}, proposal_note = ${note}
    where id = ${id}`)
}

type Decided = {
  id: string
  decision: 'confirmed' | 'withdrawn'
  operatorId: string | null
  at: Date
  validFrom: Date | null
}

export async function markDecided(
  tx: Queries,
  { id, decision, operatorId, at, validFrom }: Decided,
): Promise<void> {
  await tx.run(sql`
    update merchants.bank_account
    set decision = ${decision}, decided_by = ${operatorId}, decided_at = ${at}, valid_from = ${validFrom}
    where id = ${id}`)
}

/** How many days a confirmed account waits, by the town's setting. */
export async function readCoolingDays(queries: Queries, at: Date): Promise<number> {
  const { days } = await queries.one<{ days: number }>(sql`
    select coalesce((town.setting('payout_account', ${at}) ->> 'coolingDays')::int, 7) as days`)
  return days
}

/** Where every owner at the stores of a merchant reads their mail. */
export async function listOwnersOfMerchant(queries: Queries, merchantId: string): Promise<string[]> {
  const rows = await queries.many<{ mail: string }>(sql`
    select distinct l.mail
    from merchants.store s
    join merchants.staff f on f.store_id = s.id and f.role = 'owner' and f.ended_at is null
    join sign_in.staff_login l on l.staff_id = f.id
    where s.merchant_id = ${merchantId}
    order by l.mail`)
  return rows.map(({ mail }) => mail)
}

export type WishRow = Account & {
  storeId: string
  merchantName: string
  storeNames: string[]
  requestedBy: string
  proposedBy: string | null
  proposedByName: string | null
  proposalNote: string | null
}

/** Wishes that do not hold yet, the oldest first. */
export function listWishes(queries: Queries, at: Date): Promise<WishRow[]> {
  return queries.many(sql`
    select ${accountColumns}, f.store_id as "storeId", m.name as "merchantName", f.name as "requestedBy",
           (select array_agg(s.name order by s.number)
            from merchants.store s where s.merchant_id = m.id) as "storeNames",
           a.proposed_by as "proposedBy", o.name as "proposedByName", a.proposal_note as "proposalNote"
    from ${accounts}
    join merchants.merchant m on m.id = a.merchant_id
    join merchants.staff f on f.id = a.requested_by
    left join operators.operator o on o.id = a.proposed_by
    where a.decision is null or (a.decision = 'confirmed' and a.valid_from > ${at})
    order by a.requested_at, a.id
    limit 200`)
}
