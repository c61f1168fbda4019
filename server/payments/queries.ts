import type { RefusalCode } from '#contract/refusals.ts'
import { type Queries, sql } from '../lib/database.ts'

export type Request = {
  id: string
  payerId: string
  storeId: string
  coin: number
  points: number
  via: string
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
  return queries.many(sql`
    select outcome, coin_after as "coinAfter", points_after as "pointsAfter", paid_at as "paidAt",
           store_name as "storeName"
    from payments.pay(
      ${requests.map((r) => r.id)}::uuid[], ${requests.map((r) => r.payerId)}::uuid[],
      ${requests.map((r) => r.storeId)}::uuid[], ${requests.map((r) => r.coin)}::bigint[],
      ${requests.map((r) => r.points)}::bigint[], ${requests.map((r) => r.via)}::text[], ${occurredAt})
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
