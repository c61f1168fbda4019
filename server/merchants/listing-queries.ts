import { type Queries, sql } from '../lib/database.ts'

/** What people find a store by. */
export type Listing = { name: string; kana: string; category: string; ward: string; address: string }

export type ListingChange = Listing & { id: string; requestedAt: Date }

/** The change of a store's listing that waits for the office. */
export function findListingChange(queries: Queries, storeId: string): Promise<ListingChange | undefined> {
  return queries.maybe(sql`
    select id, name, kana, category, ward, address, requested_at as "requestedAt"
    from merchants.listing_change where store_id = ${storeId} and decision is null`)
}

/** What a listing and the goods of a store may choose from in this town. */
export function readStoreChoices(
  queries: Queries,
  at: Date,
): Promise<{ categories: string[]; wards: string[]; excludedGoods: string[] }> {
  return queries.one(sql`
    select array(select code from merchants.category) as categories,
           t.town -> 'wards' as wards, t.town -> 'excludedGoods' as "excludedGoods"
    from (select town.setting('town', ${at}) as town) t`)
}

type Asked = Listing & { id: string; storeId: string; staffId: string; at: Date }

/** False when the store has an open change, or the id is taken. */
export async function insertListingChange(tx: Queries, asked: Asked): Promise<boolean> {
  const { id, storeId, staffId, at, name, kana, category, ward, address } = asked
  const inserted = await tx.run(sql`
    insert into merchants.listing_change
      (id, store_id, name, kana, category, ward, address, requested_by, requested_at)
    values (${id}, ${storeId}, ${name}, ${kana}, ${category}, ${ward}, ${address}, ${staffId}, ${at})
    on conflict do nothing`)
  return inserted === 1
}

/** Whether a change is this store's, exactly as it was sent. */
export async function isSameListingChange(
  queries: Queries,
  asked: Omit<Asked, 'staffId' | 'at'>,
): Promise<boolean> {
  const { id, storeId, name, kana, category, ward, address } = asked
  const found = await queries.maybe(sql`
    select id from merchants.listing_change
    where id = ${id} and store_id = ${storeId} and (name, kana, category, ward, address)
      = (${name}, ${kana}, ${category}, ${ward}, ${address})`)
  return found !== undefined
}

/** False when there is none of this store that waits. */
export async function withdrawChange(tx: Queries, id: string, storeId: string, at: Date): Promise<boolean> {
  const withdrawn = await tx.run(sql`
    update merchants.listing_change set decision = 'withdrawn', decided_at = ${at}
    where id = ${id} and store_id = ${storeId} and decision is null`)
  return withdrawn === 1
}

export type WaitingListing = {
  id: string
  number: string
  phone: string
  requestedBy: string
  requestedAt: Date
  from: Listing
  to: Listing
  latitude: number
  longitude: number
}

/** Changes that wait for the office, the oldest first. */
export function listWaitingListings(queries: Queries): Promise<WaitingListing[]> {
  return queries.many(sql`
    select c.id, s.number, s.phone, f.name as "requestedBy", c.requested_at as "requestedAt", s.latitude, s.longitude,
           jsonb_build_object('name', s.name, 'kana', s.kana, 'category', s.category, 'ward', s.ward,
                              'address', s.address) as "from",
           jsonb_build_object('name', c.name, 'kana', c.kana, 'category', c.category, 'ward', c.ward,
                              'address', c.address) as "to"
    from merchants.listing_change c
    join merchants.store s on s.id = c.store_id
    join merchants.staff f on f.id = c.requested_by
    where c.decision is null
    order by c.requested_at, c.id
    limit 200`)
}

export type DecidedListing = Listing & {
  storeId: string
  staffId: string
  decision: 'confirmed' | 'declined' | 'withdrawn' | null
  decidedBy: string | null
}

/** Locks a change until the end of the transaction; whoever comes second sees what the first has decided. */
export function lockListingChange(tx: Queries, id: string): Promise<DecidedListing | undefined> {
  return tx.maybe(sql`
    select store_id as "storeId", requested_by as "staffId", name, kana, category, ward, address, decision,
           decided_by as "decidedBy"
    from merchants.listing_change where id = ${id} for update`)
}

type Decision = {
  id: string
  decision: 'confirmed' | 'declined'
  operatorId: string
  reason: string | null
  at: Date
}

export async function markListingDecided(tx: Queries, decided: Decision): Promise<void> {
  const { id, decision, operatorId, reason, at } = decided
  await tx.run(sql`
    update merchants.listing_change
    set decision = ${decision}, decided_by = ${operatorId}, decided_at = ${at}, reason = ${reason}
    where id = ${id}`)
}

type Listed = Listing & { id: string; storeId: string; staffId: string; search: string; at: Date } & Place
type Place = { latitude: number; longitude: number }

/** Lets people find a store by another listing, and writes down what it was before. */
export async function listStoreAs(tx: Queries, listed: Listed): Promise<void> {
  const { id, storeId, staffId, search, at, latitude, longitude, ...after } = listed
  const { name, kana, category, ward, address } = after
  await tx.run(sql`
    insert into merchants.store_change (id, store_id, staff_id, before, after, at)
    select ${id}, s.id, ${staffId},
           jsonb_build_object('name', s.name, 'kana', s.kana, 'category', s.category, 'ward', s.ward,
                              'address', s.address),
           ${JSON.stringify({ name, kana, category, ward, address })}, ${at}
    from merchants.store s where s.id = ${storeId}`)
  await tx.run(sql`
    update merchants.store
    set name = ${name}, kana = ${kana}, category = ${category}, ward = ${ward}, address = ${address},
        search = ${search}, latitude = ${latitude}, longitude = ${longitude}
    where id = ${storeId}`)
}

type Goods = {
  id: string
  storeId: string
  staffId: string
  acceptsPoints: boolean
  excludedGoods: string[]
  at: Date
}

/** Writes down what a store takes and lets it hold from the next payment on; nothing when the id was used before. */
export async function changeGoods(tx: Queries, goods: Goods): Promise<void> {
  const { id, storeId, staffId, acceptsPoints, excludedGoods, at } = goods
  const isNew = await tx.run(sql`
    insert into merchants.store_change (id, store_id, staff_id, before, after, at)
    select ${id}, s.id, ${staffId},
           jsonb_build_object('acceptsPoints', s.accepts_points, 'excludedGoods', s.excluded_goods),
           ${JSON.stringify({ acceptsPoints, excludedGoods })}, ${at}
    from merchants.store s where s.id = ${storeId}
    on conflict (id) do nothing`)
  if (isNew === 0) return
  await tx.run(sql`
    update merchants.store set accepts_points = ${acceptsPoints}, excluded_goods = ${excludedGoods}::text[]
    where id = ${storeId}`)
}
