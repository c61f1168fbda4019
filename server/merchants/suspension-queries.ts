import { type Queries, sql } from '../lib/database.ts'

export type StoreRow = {
  id: string
  number: string
  name: string
  address: string
  merchantName: string
  ofMerchant: number
  suspension: { reason: string; by: string; at: string } | null
}

const newest = sql`
  (select jsonb_build_object('reason', x.reason, 'by', o.name, 'at', x.at)
   from merchants.suspension x join operators.operator o on o.id = x.operator_id
   where x.store_id = s.id and s.status = 'suspended'
   order by x.at desc, x.id desc limit 1)`

/** Stores that match each key, open or not, in the order of their kana. */
export function listStoresAtOffice(
  queries: Queries,
  { keys, number, suspended }: { keys: string[]; number: string | null; suspended: boolean },
): Promise<StoreRow[]> {
  return queries.many(sql`
    select s.id, s.number, s.name, s.address, m.name as "merchantName",
           (select count(*)::int from merchants.store t where t.merchant_id = s.merchant_id) as "ofMerchant",
           ${newest} as suspension
    from merchants.store s join merchants.merchant m on m.id = s.merchant_id
    where (not ${suspended}::boolean or s.status = 'suspended')
      and (s.number = ${number}
        or not exists (select from unnest(${keys}::text[]) as k(key) where strpos(s.search, k.key) = 0))
    order by s.kana, s.id
    limit 50`)
}

/** Why a store is stopped and since when; nothing for one that is open. */
export async function findSuspension(
  queries: Queries,
  storeId: string,
): Promise<{ reason: string; at: Date } | undefined> {
  return queries.maybe(sql`
    select x.reason, x.at
    from merchants.suspension x join merchants.store s on s.id = x.store_id
    where s.id = ${storeId} and s.status = 'suspended'
    order by x.at desc, x.id desc limit 1`)
}

/** Locks a store, or all stores of its merchant, until the end of the transaction; gives their ids. */
export async function lockStores(tx: Queries, storeId: string, wholeMerchant: boolean): Promise<string[]> {
  const rows = await tx.many<{ id: string }>(sql`
    select s.id from merchants.store s
    where s.id = ${storeId}
      or (${wholeMerchant} and s.merchant_id = (select merchant_id from merchants.store where id = ${storeId}))
    order by s.id
    for no key update of s`)
  return rows.map(({ id }) => id)
}

export type Suspension = {
  id: string
  act: 'suspend' | 'lift'
  operatorId: string
  reason: string
  storeIds: string[]
}

/** What an act's id stands for; nothing for one that is free. */
export function findAct(queries: Queries, id: string): Promise<Suspension | undefined> {
  return queries.maybe(sql`
    select id, act, operator_id as "operatorId", reason, array_agg(store_id order by store_id) as "storeIds"
    from merchants.suspension where id = ${id}
    group by id, act, operator_id, reason`)
}

/** Writes an act down and lets it hold, for each of the stores. */
export async function insertAct(
  tx: Queries,
  { id, act, operatorId, reason, storeIds }: Suspension,
  at: Date,
): Promise<void> {
  await tx.run(sql`
    insert into merchants.suspension (id, store_id, act, operator_id, reason, at)
    select ${id}, store, ${act}, ${operatorId}, ${reason}, ${at} from unnest(${storeIds}::uuid[]) as s(store)`)
  await tx.run(sql`
    update merchants.store set status = ${act === 'suspend' ? 'suspended' : 'open'}
    where id = any (${storeIds}::uuid[])`)
}

/** Where the owners of stores read their mail, with the names of the stores. */
export function listOwners(
  queries: Queries,
  storeIds: string[],
): Promise<{ mail: string; storeName: string }[]> {
  return queries.many(sql`
    select l.mail, s.name as "storeName"
    from merchants.staff f
    join merchants.store s on s.id = f.store_id
    join sign_in.staff_login l on l.staff_id = f.id
    where f.store_id = any (${storeIds}::uuid[]) and f.role = 'owner' and f.ended_at is null`)
}

/**
 * The transactions that may be paying a store at this moment, by what they have locked: they read the stores and write
 * wallets. PostgreSQL takes a statement's locks before the statement looks, so whoever is not among them after a store
 * was stopped sees that it was.
 */
export async function listPaying(queries: Queries): Promise<string[]> {
  const rows = await queries.many<{ transaction: string }>(sql`
    select distinct l.virtualtransaction as transaction
    from pg_catalog.pg_locks l
    join pg_catalog.pg_locks w on w.virtualtransaction = l.virtualtransaction and w.database = l.database
    where l.database = (select oid from pg_catalog.pg_database where datname = current_database())
      and l.relation = 'merchants.store'::regclass and l.granted
      and w.relation = 'ledger.wallet'::regclass and w.mode = 'RowShareLock' and w.granted
      and l.pid <> pg_backend_pid()`)
  return rows.map(({ transaction }) => transaction)
}
