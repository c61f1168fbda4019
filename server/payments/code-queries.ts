import { holdName, type Queries, sql, type Transaction } from '../lib/database.ts'

export type RequestToPay = {
  storeId: string
  amount: number
  expiresAt: Date
  cancelledAt: Date | null
  payerId: string | null
  paymentId: string | null
}

/** Locks a request until the end of the transaction: one payer pays it, and nobody cancels it meanwhile. */
export async function lockRequest(tx: Queries, id: string): Promise<RequestToPay | undefined> {
  // The lock first: what paid the request is read after everybody before us has committed.
  await tx.maybe(sql`select id from merchants.payment_request where id = ${id} for no key update`)
  return tx.maybe(sql`
    select r.store_id as "storeId", r.amount, r.expires_at as "expiresAt", r.cancelled_at as "cancelledAt",
           p.payer_id as "payerId", p.payment_id as "paymentId"
    from merchants.payment_request r
    left join payments.paid_request p on p.request_id = r.id
    where r.id = ${id}`)
}

export async function insertPaidRequest(
  tx: Queries,
  { requestId, payerId, paymentId }: { requestId: string; payerId: string; paymentId: string },
): Promise<void> {
  await tx.run(sql`
    insert into payments.paid_request (request_id, payer_id, payment_id)
    values (${requestId}, ${payerId}, ${paymentId})`)
}

type NewPayerCode = {
  id: string
  residentId: string
  /** Set where a helper shows it, for the relative who pays. */
  helpId: string | null
  sessionHash: Buffer
  tokenHmac: Buffer
  digitsHmac: Buffer
  tender: 'points_first' | 'coin'
  shownAt: Date
  expiresAt: Date
}

export async function insertPayerCode(tx: Queries, code: NewPayerCode): Promise<void> {
  await tx.run(sql`
    insert into payments.payer_code
      (id, resident_id, help_id, session_hash, token_hmac, digits_hmac, tender, shown_at, expires_at)
    values (${code.id}, ${code.residentId}, ${code.helpId}, ${code.sessionHash}, ${code.tokenHmac}, ${code.digitsHmac},
            ${code.tender}, ${code.shownAt}, ${code.expiresAt})`)
}

/** Whose codes: a resident's own, or those that a helper shows for a relative. */
export type Shower = { residentId: string; helpId: string | null }

/**
 * One after the other for each who makes or ends codes, so that counts hold. It is not the wallet's lock: whoever
 * charges a code holds the code and then takes the wallet, and must never meet one who goes the other way.
 */
export async function lockShowing(tx: Transaction, { residentId, helpId }: Shower): Promise<void> {
  await holdName(tx, `payer-code/${helpId ?? residentId}`)
}

/** How many codes a resident has asked for since an instant, and whether the wallet is stopped. */
export function readShowing(
  queries: Queries,
  { residentId, helpId }: Shower,
  since: Date,
): Promise<{ shown: number; frozen: boolean }> {
  return queries.one(sql`
    select w.frozen,
           (select count(*)::int from payments.payer_code c
            where c.resident_id = ${residentId} and c.help_id is not distinct from ${helpId}::uuid
              and c.shown_at > ${since}) as shown
    from ledger.wallet w
    where w.bucket = ledger.bucket(${residentId}::uuid) and w.id = ${residentId}`)
}

/** Lets unused codes end at an instant, unless they end before. */
export async function endCodes(queries: Queries, { residentId, helpId }: Shower, at: Date): Promise<void> {
  await queries.run(sql`
    update payments.payer_code set expires_at = ${at}
    where resident_id = ${residentId} and help_id is not distinct from ${helpId}::uuid
      and payment_id is null and expires_at > ${at}`)
}

/** Lets the unused codes end that a session shows, of the resident or of relatives. */
export async function endCodesOf(
  queries: Queries,
  sessionHash: Buffer,
  residentId: string,
  at: Date,
): Promise<void> {
  await queries.run(sql`
    update payments.payer_code set expires_at = ${at}
    where payment_id is null and expires_at > ${at}
      and (resident_id = ${residentId} and help_id is null
           or help_id in (select id from relatives.help where helper_id = ${residentId})
              and session_hash = ${sessionHash})`)
}

/** Forgets unused codes that ended before an instant: nothing refers to them. */
export async function forgetCodes(
  queries: Queries,
  { residentId, helpId }: Shower,
  before: Date,
): Promise<void> {
  await queries.run(sql`
    delete from payments.payer_code
    where resident_id = ${residentId} and help_id is not distinct from ${helpId}::uuid
      and payment_id is null and expires_at < ${before}`)
}

export type PayerCodeRow = {
  id: string
  residentId: string
  helpId: string | null
  tender: 'points_first' | 'coin'
  expiresAt: Date
  /** The session that showed it has ended. */
  signedOut: boolean
  paymentId: string | null
  storeId: string | null
  amount: number | null
}

const codeColumns = sql`
  c.id, c.resident_id as "residentId", c.help_id as "helpId", c.tender, c.expires_at as "expiresAt",
  c.payment_id as "paymentId", c.store_id as "storeId", c.amount,
  not exists (select from sign_in.session s where s.token_hash = c.session_hash and s.ended_at is null) as "signedOut"`

/** A code that this resident shows, for the own wallet or for a relative's. */
export function findPayerCode(
  queries: Queries,
  residentId: string,
  id: string,
): Promise<PayerCodeRow | undefined> {
  return queries.maybe(sql`
    select ${codeColumns} from payments.payer_code c
    left join relatives.help h on h.id = c.help_id
    where c.id = ${id} and coalesce(h.helper_id, c.resident_id) = ${residentId}`)
}

/** Locks the code with this keyed hash until the end of the transaction: two tills in one instant charge once. */
export function lockPayerCode(tx: Queries, hmac: Buffer): Promise<PayerCodeRow | undefined> {
  return tx.maybe(sql`
    select ${codeColumns} from payments.payer_code c
    where c.token_hmac = ${hmac} or c.digits_hmac = ${hmac}
    for no key update of c`)
}

type Used = { id: string; paymentId: string; storeId: string; staffId: string; amount: number }

export async function markUsed(
  tx: Queries,
  { id, paymentId, storeId, staffId, amount }: Used,
): Promise<void> {
  await tx.run(sql`
    update payments.payer_code
    set payment_id = ${paymentId}, store_id = ${storeId}, staff_id = ${staffId}, amount = ${amount}
    where id = ${id}`)
}

/** What the payer has, and whether the store takes points; the wallet is locked, and what is over has lapsed. */
export function readMeans(
  tx: Queries,
  payerId: string,
  storeId: string,
): Promise<{ coin: number; points: number }> {
  return tx.one(sql`
    select w.coin, case when s.accepts_points then w.points else 0 end as points
    from ledger.wallet w
    join merchants.store s on s.id = ${storeId}
    where w.bucket = ledger.bucket(${payerId}::uuid) and w.id = ${payerId}`)
}

/** Counts a code that a store has read and nobody shows, in the window that is open or begins now. */
export async function countCodeTry(queries: Queries, storeId: string, now: Date, since: Date): Promise<void> {
  await queries.run(sql`
    insert into payments.code_tries as t (store_id, since, tries) values (${storeId}, ${now}, 1)
    on conflict (store_id) do update
      set tries = case when t.since < ${since} then 1 else t.tries + 1 end,
          since = case when t.since < ${since} then ${now} else t.since end`)
}

/** How many such codes a store has read in the window that began after `since`. */
export async function readCodeTries(queries: Queries, storeId: string, since: Date): Promise<number> {
  const row = await queries.maybe<{ tries: number }>(sql`
    select tries from payments.code_tries where store_id = ${storeId} and since >= ${since}`)
  return row?.tries ?? 0
}
