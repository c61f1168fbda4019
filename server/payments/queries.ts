import type { RefusalCode } from '#contract/refusals.ts'
import type { StaffRole } from '#contract/staff.ts'
import { type Queries, sql } from '../lib/database.ts'
import type { RefundFacts } from './rules.ts'

export type Request = {
  id: string
  payerId: string
  storeId: string
  coin: number
  points: number
  via: string
  /** The session that speaks for the payer, where nobody has looked at it yet. */
  session?: Buffer | undefined
}

export type Outcome = {
  outcome: 'paid' | RefusalCode
  coinAfter: number | null
  pointsAfter: number | null
  paidAt: Date
  storeName: string
}

/** Decides and posts a batch of payments, at most one a payer; outcomes in the order of the requests. */
export function payTogether(queries: Queries, requests: Request[], occurredAt: Date): Promise<Outcome[]> {
  const payments = sql`
    ${requests.map((r) => r.id)}::uuid[], ${requests.map((r) => r.payerId)}::uuid[],
    ${requests.map((r) => r.storeId)}::uuid[], ${requests.map((r) => r.coin)}::bigint[],
    ${requests.map((r) => r.points)}::bigint[], ${requests.map((r) => r.via)}::text[], ${occurredAt}`
  const pay = requests.some(({ session }) => session)
    ? sql`payments.pay_in_session(${payments}, ${requests.map(({ session }) => session ?? null)}::bytea[])`
    : sql`payments.pay(${payments})`
  return queries.many(sql`
    select outcome, coin_after as "coinAfter", points_after as "pointsAfter", paid_at as "paidAt",
           store_name as "storeName"
    from ${pay}
    order by n`)
}

export type PaymentRow = {
  storeId: string
  storeName: string
  coin: number
  points: number
  paidAt: Date
  coinAfter: number | null
  pointsAfter: number | null
}

export function findPayment(queries: Queries, payerId: string, id: string): Promise<PaymentRow | undefined> {
  return queries.maybe(sql`
    select s.id as "storeId", s.name as "storeName", p.posted_at as "paidAt",
           coalesce(sum(t.amount) filter (where t.currency = 'coin'), 0)::bigint as coin,
           coalesce(sum(t.amount) filter (where t.currency = 'points'), 0)::bigint as points,
           max(t.balance_after) filter (where t.currency = 'coin') as "coinAfter",
           max(t.balance_after) filter (where t.currency = 'points') as "pointsAfter"
    from ledger.posting p
    join ledger.transfer t on t.bucket = p.bucket and t.owner = p.owner and t.posting = p.id
    join merchants.store s on s.id = t.to_account
    where p.bucket = ledger.bucket(${payerId}::uuid) and p.owner = ${payerId} and p.id = ${id} and p.kind = 'payment'
    group by s.id, s.name, p.posted_at`)
}

/** Writes down that a payment is called off, and forgets what the payer called off before an instant. */
export async function insertWithdrawal(
  tx: Queries,
  { payerId, paymentId, at, forget }: { payerId: string; paymentId: string; at: Date; forget: Date },
): Promise<void> {
  await tx.run(sql`delete from payments.withdrawal where payer_id = ${payerId} and withdrawn_at < ${forget}`)
  await tx.run(sql`
    insert into payments.withdrawal (payer_id, payment_id, withdrawn_at) values (${payerId}, ${paymentId}, ${at})
    on conflict do nothing`)
}

/** Whether somebody else has paid a store under this id. */
export async function isPaidByAnother(
  queries: Queries,
  { id, storeId, payerId }: { id: string; storeId: string; payerId: string },
): Promise<boolean> {
  const { paid } = await queries.one<{ paid: boolean }>(sql`
    select exists (
      select from ledger.transfer
      where posting = ${id} and to_account = ${storeId} and owner not in (${storeId}, ${payerId})) as paid`)
  return paid
}

export type StorePayment = { id: string; payerId: string; coin: number; points: number; paidAt: Date }

/**
 * A payment to a store; nothing for what is not the store's. A payer could take over the id of somebody else's
 * payment to the same store, so the first payment under it is the one that is meant.
 */
export function findStorePayment(
  queries: Queries,
  storeId: string,
  id: string,
): Promise<StorePayment | undefined> {
  return queries.maybe(sql`
    select p.id, p.owner as "payerId", p.posted_at as "paidAt",
           coalesce(sum(t.amount) filter (where t.currency = 'coin'), 0)::bigint as coin,
           coalesce(sum(t.amount) filter (where t.currency = 'points'), 0)::bigint as points
    from ledger.transfer t
    join ledger.posting p on p.bucket = t.bucket and p.owner = t.owner and p.id = t.posting
    where t.posting = ${id} and t.to_account = ${storeId} and p.kind = 'payment'
    group by p.id, p.owner, p.posted_at
    order by p.posted_at
    limit 1`)
}

/** Who took a payment: who asked for the amount, or read the payer's code; nobody for one by the printed code. */
export async function findTaker(
  queries: Queries,
  { id, payerId }: Pick<StorePayment, 'id' | 'payerId'>,
): Promise<string | null> {
  const taker = await queries.maybe<{ name: string }>(sql`
    select s.name
    from merchants.staff s
    where s.id in (
      select c.staff_id from payments.payer_code c where c.resident_id = ${payerId} and c.payment_id = ${id}
      union all
      select k.staff_id from payments.card_charge k where k.payer_id = ${payerId} and k.payment_id = ${id}
      union all
      select q.staff_id
      from payments.paid_request r
      join merchants.payment_request q on q.id = r.request_id
      where r.payer_id = ${payerId} and r.payment_id = ${id})
    limit 1`)
  return taker?.name ?? null
}

/** So much of one payment may go back by somebody of a role, as the store's owner has settled; null: no such limit. */
export async function readRefundLimit(
  queries: Queries,
  storeId: string,
  role: StaffRole,
): Promise<number | null> {
  const rules = await queries.maybe<{ most: number | null }>(sql`
    select case ${role}::text when 'till' then till_refund_limit when 'manager' then manager_refund_limit end as most
    from merchants.store_rules
    where store_id = ${storeId}`)
  return rules?.most ?? null
}

/** For how many days after a refund points can be used whose last day was over; 0 where they are gone. */
export async function readRenewalDays(queries: Queries, at: Date): Promise<number> {
  const { days } = await queries.one<{ days: number }>(sql`
    select coalesce((town.setting('renewal_days', ${at}) #>> '{}')::integer, 0) as days`)
  return days
}

export type RefundRow = {
  id: string
  paymentId: string
  payerId: string
  storeId: string
  coin: number
  points: number
  reason: string
  staffName: string
  refundedAt: Date
}

const refundColumns = sql`
  r.id, r.payment_id as "paymentId", r.payer_id as "payerId", r.store_id as "storeId", r.coin, r.points, r.reason,
  s.name as "staffName", r.refunded_at as "refundedAt"`

export function findRefund(queries: Queries, id: string): Promise<RefundRow | undefined> {
  return queries.maybe(sql`
    select ${refundColumns}
    from payments.refund r
    join merchants.staff s on s.id = r.staff_id
    where r.id = ${id}`)
}

/** The refunds of a payment, oldest first. */
export function readRefunds(
  queries: Queries,
  payment: Pick<StorePayment, 'id' | 'payerId'>,
): Promise<RefundRow[]> {
  return queries.many(sql`
    select ${refundColumns}
    from payments.refund r
    join merchants.staff s on s.id = r.staff_id
    where r.payment_id = ${payment.id} and r.payer_id = ${payment.payerId}
    order by r.refunded_at, r.id`)
}

/** The lots that a payment's points came from: what lies under its stretch of the outflow axis, in order. */
export function readLotsUsed(
  queries: Queries,
  payment: Pick<StorePayment, 'id' | 'payerId'>,
): Promise<RefundFacts['used']> {
  return queries.many(sql`
    select i.lot, least(i.ends_at, t.out_after) - greatest(i.ends_at - i.amount, t.out_after - t.amount) as points
    from ledger.transfer t
    join ledger.lot_interval i
      on i.bucket = t.bucket and i.wallet = t.owner
        and i.ends_at > t.out_after - t.amount and i.ends_at - i.amount < t.out_after
    where t.bucket = ledger.bucket(${payment.payerId}::uuid) and t.owner = ${payment.payerId}
      and t.posting = ${payment.id} and t.currency = 'points'
    order by i.ends_at`)
}

type NewRefund = Omit<RefundRow, 'staffName'> & { staffId: string }

/** Claims the id of a refund; false when somebody has it already. */
export async function insertRefund(tx: Queries, refund: NewRefund): Promise<boolean> {
  const inserted = await tx.maybe(sql`
    insert into payments.refund
      (id, payment_id, payer_id, store_id, staff_id, coin, points, reason, refunded_at)
    values (${refund.id}, ${refund.paymentId}, ${refund.payerId}, ${refund.storeId}, ${refund.staffId},
            ${refund.coin}, ${refund.points}, ${refund.reason}, ${refund.refundedAt})
    on conflict (id) do nothing
    returning id`)
  return inserted !== undefined
}

/** Whether a payer has left for good. */
export async function hasLeft(queries: Queries, residentId: string): Promise<boolean> {
  const { left } = await queries.one<{ left: boolean }>(sql`
    select residents.is_closed(${residentId}) as "left"`)
  return left
}
