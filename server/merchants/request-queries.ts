import { type Queries, sql } from '../lib/database.ts'

/** A store's request for an amount, and the payment that paid it. */
export type RequestRow = {
  id: string
  storeId: string
  storeNumber: string
  storeName: string
  amount: number
  expiresAt: Date
  cancelledAt: Date | null
  paymentId: string | null
}

/** A request as it stands. */
export function findRequest(queries: Queries, id: string): Promise<RequestRow | undefined> {
  return queries.maybe(sql`
    select r.id, r.store_id as "storeId", s.number as "storeNumber", s.name as "storeName", r.amount,
           r.expires_at as "expiresAt", r.cancelled_at as "cancelledAt", p.payment_id as "paymentId"
    from merchants.payment_request r
    join merchants.store s on s.id = r.store_id
    left join payments.paid_request p on p.request_id = r.id
    where r.id = ${id}`)
}

/** The same, and nobody can cancel or pay it until the end of the transaction. */
export async function lockRequest(tx: Queries, id: string): Promise<RequestRow | undefined> {
  // The lock first: a statement that waited for it would still miss the payment that it waited for.
  await tx.maybe(sql`select id from merchants.payment_request where id = ${id} for no key update`)
  return findRequest(tx, id)
}

type NewRequest = {
  id: string
  storeId: string
  staffId: string
  amount: number
  requestedAt: Date
  expiresAt: Date
}

/** Writes a request down; one of that id stays as it is. */
export async function insertRequest(queries: Queries, request: NewRequest): Promise<void> {
  await queries.run(sql`
    insert into merchants.payment_request (id, store_id, staff_id, amount, requested_at, expires_at)
    values (${request.id}, ${request.storeId}, ${request.staffId}, ${request.amount}, ${request.requestedAt},
            ${request.expiresAt})
    on conflict (id) do nothing`)
}

export async function markCancelled(tx: Queries, id: string, now: Date): Promise<void> {
  await tx.run(sql`
    update merchants.payment_request set cancelled_at = ${now} where id = ${id} and cancelled_at is null`)
}

export function readStoreState(
  queries: Queries,
  storeId: string,
  now: Date,
): Promise<{ open: boolean; perPayment: number }> {
  return queries.one(sql`
    select status = 'open' as open, town.setting('payment_max', ${now})::bigint as "perPayment"
    from merchants.store where id = ${storeId}`)
}
