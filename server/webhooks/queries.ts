import { type Queries, sql } from '../lib/database.ts'
import { type Posted, postedIn } from '../jobs/outbox.ts'
import { gone } from './rules.ts'

export type EndpointRow = {
  id: string
  storeId: string
  url: string
  secret: Buffer
  oldSecret: Buffer | null
  oldUntil: Date | null
  madeAt: Date
}

const endpointColumns = sql`
  e.id, e.store_id as "storeId", e.url, e.secret, e.old_secret as "oldSecret", e.old_until as "oldUntil",
  e.made_at as "madeAt"`

export function listEndpoints(queries: Queries, storeId: string): Promise<EndpointRow[]> {
  return queries.many(sql`
    select ${endpointColumns} from webhooks.endpoint e
    where e.store_id = ${storeId} and e.ended_at is null
    order by e.made_at, e.id`)
}

export function findEndpoint(
  queries: Queries,
  storeId: string,
  id: string,
): Promise<EndpointRow | undefined> {
  return queries.maybe(sql`
    select ${endpointColumns} from webhooks.endpoint e
    where e.id = ${id} and e.store_id = ${storeId} and e.ended_at is null`)
}

type NewEndpoint = Pick<EndpointRow, 'id' | 'storeId' | 'url' | 'secret' | 'madeAt'>

/** Writes an address down; false when the id is taken. */
export async function insertEndpoint(queries: Queries, endpoint: NewEndpoint): Promise<boolean> {
  const { id, storeId, url, secret, madeAt } = endpoint
  const inserted = await queries.run(sql`
    insert into webhooks.endpoint (id, store_id, url, secret, made_at)
    values (${id}, ${storeId}, ${url}, ${secret}, ${madeAt})
    on conflict (id) do nothing`)
  return inserted === 1
}

export async function replaceSecret(
  queries: Queries,
  { id, secret, oldUntil }: { id: string; secret: Buffer; oldUntil: Date },
): Promise<void> {
  await queries.run(sql`
    update webhooks.endpoint set old_secret = secret, old_until = ${oldUntil}, secret = ${secret} where id = ${id}`)
}

/** False when it had ended before. */
export async function endEndpoint(queries: Queries, id: string, at: Date): Promise<boolean> {
  const ended = await queries.run(sql`
    update webhooks.endpoint set ended_at = ${at} where id = ${id} and ended_at is null`)
  return ended === 1
}

/** Addresses of a store that ended since then because they answered 410, without those that it has made again. */
export function listGone(
  queries: Queries,
  storeId: string,
  since: Date,
): Promise<{ id: string; url: string; endedAt: Date }[]> {
  return queries.many(sql`
    select e.id, e.url, e.ended_at as "endedAt"
    from webhooks.endpoint e
    where e.store_id = ${storeId} and e.ended_at >= ${since}
      and exists (select from webhooks.delivery d where d.endpoint_id = e.id and d.last_status = ${gone})
      and not exists (
        select from webhooks.endpoint n
        where n.store_id = e.store_id and n.url = e.url and n.made_at >= e.ended_at)
    order by e.ended_at desc, e.id`)
}

/** Where the owners of a store read their mail. */
export async function listOwnersMail(queries: Queries, storeId: string): Promise<string[]> {
  const rows = await queries.many<{ mail: string }>(sql`
    select distinct l.mail
    from merchants.staff f
    join sign_in.staff_login l on l.staff_id = f.id
    where f.store_id = ${storeId} and f.role = 'owner' and f.ended_at is null
    order by l.mail`)
  return rows.map(({ mail }) => mail)
}

/**
 * Writes a message for each payment and refund among these postings and each address of its store, once for a
 * posting; gives the ids of those that are new. Asks for the addresses first: most towns have few.
 */
export async function insertDeliveries(tx: Queries, batches: Posted[], now: Date): Promise<string[]> {
  const anybody = await tx.maybe(sql`select 1 as found from webhooks.endpoint where ended_at is null limit 1`)
  if (!anybody) return []
  const rows = await tx.many<{ id: string }>(sql`
    with event as (
      select p.id, p.owner, p.kind, p.caused_by, p.posted_at,
             case p.kind when 'payment' then t.to_account else t.from_account end as store,
             coalesce(sum(t.amount) filter (where t.currency = 'coin'), 0)::bigint as coin,
             coalesce(sum(t.amount) filter (where t.currency = 'points'), 0)::bigint as points
      from ${postedIn(batches)} as x(id, owner)
      join ledger.posting p on p.bucket = ledger.bucket(x.owner) and p.owner = x.owner and p.id = x.id
      join ledger.transfer t on t.bucket = p.bucket and t.owner = p.owner and t.posting = p.id
      where p.kind in ('payment', 'refund')
      group by p.id, p.owner, p.kind, p.caused_by, p.posted_at, store
    )
    insert into webhooks.delivery (id, endpoint_id, kind, posting_id, posting_owner, payload, made_at)
    select ledger.uuid7(clock_timestamp()), e.id, v.kind || '.created', v.id, v.owner,
           jsonb_build_object(
             'type', v.kind || '.created',
             'timestamp', to_char(v.posted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
             'data', jsonb_build_object(
               'id', v.id, 'storeId', v.store, 'coin', v.coin, 'points', v.points,
               'paymentId', case v.kind when 'refund' then v.caused_by end)),
           ${now}
    from event v
    join webhooks.endpoint e on e.store_id = v.store and e.ended_at is null and e.made_at <= v.posted_at
    on conflict on constraint told_once do nothing
    returning id`)
  return rows.map(({ id }) => id)
}

export type DeliveryRow = {
  id: string
  type: 'payment.created' | 'refund.created'
  madeAt: Date
  state: 'waiting' | 'delivered' | 'failed'
  attempts: number
  lastStatus: number | null
  lastProblem: string | null
}

const deliveryColumns = sql`
  d.id, d.kind as type, d.made_at as "madeAt", d.state, d.attempts, d.last_status as "lastStatus",
  d.last_problem as "lastProblem"`

export function listDeliveries(queries: Queries, endpointId: string): Promise<DeliveryRow[]> {
  return queries.many(sql`
    select ${deliveryColumns} from webhooks.delivery d
    where d.endpoint_id = ${endpointId}
    order by d.made_at desc, d.id desc
    limit 100`)
}

export type ToDeliver = DeliveryRow &
  Omit<EndpointRow, 'id' | 'madeAt'> & { payload: object; endpointId: string; ended: boolean }

/** A message with the address that it goes to. */
export function findDelivery(queries: Queries, id: string): Promise<ToDeliver | undefined> {
  return queries.maybe(sql`
    select ${deliveryColumns}, d.payload, e.id as "endpointId", e.store_id as "storeId", e.url, e.secret,
           e.old_secret as "oldSecret", e.old_until as "oldUntil", e.ended_at is not null as ended
    from webhooks.delivery d
    join webhooks.endpoint e on e.id = d.endpoint_id
    where d.id = ${id}`)
}

/** Takes an attempt before it is made, so that one that is cut off counts; gives which it is. */
export async function takeAttempt(tx: Queries, id: string, now: Date): Promise<number> {
  const { attempts } = await tx.one<{ attempts: number }>(sql`
    update webhooks.delivery set attempts = attempts + 1, last_at = ${now} where id = ${id} returning attempts`)
  return attempts
}

export type Outcome = { state: DeliveryRow['state']; status: number | null; problem: string | null }

export async function noteOutcome(queries: Queries, id: string, outcome: Outcome): Promise<void> {
  await queries.run(sql`
    update webhooks.delivery
    set state = ${outcome.state}, last_status = ${outcome.status}, last_problem = ${outcome.problem}
    where id = ${id}`)
}
