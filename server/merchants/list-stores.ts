import type { QueryOf, ReplyOf } from '#contract/endpoint.ts'
import { searchKeys } from '#contract/kana.ts'
import type { listStorePlaces as placesEndpoint, listStores as endpoint } from '#contract/merchants.ts'
import { id } from '#contract/values.ts'
import type { Context } from '../context.ts'
import type { Queries } from '../lib/database.ts'
import { momentOf } from '../lib/day.ts'
import { refuse } from '../lib/refusal.ts'
import type { Call } from '../route.ts'
import {
  countStores,
  readStorePlaces,
  readStores,
  readStoresAlike,
  readStoresNear,
  type Store,
  type StoreFilter,
} from './queries.ts'

const pageSize = 50
/** Shorter words come close to everything. */
const shortestForAlike = 4

/** Stores that come close to what was written, where nothing matches it; none for what is too short to tell. */
export async function findAlike(queries: Queries, filter: StoreFilter): Promise<Store[]> {
  const key = filter.keys.join('')
  return key.length < shortestForAlike ? [] : readStoresAlike(queries, filter, key)
}

/**
 * Tells a page of the open stores that match, in the order of their kana; width, kana or hiragana, case and
 * spaces of the search make no difference. Where nothing matches, what comes close is told instead. Refuses
 * invalid_input for an `after` that no page has given.
 */
export async function listStores({
  context,
  query,
}: Call<typeof endpoint>): Promise<ReplyOf<typeof endpoint>> {
  const { after = null, near } = query
  if (after !== null && !id.safeParse(after).success) refuse('invalid_input')
  const filter = filterOf(query, context.now())
  if (near) return listNear(context, filter, near)
  const [found, total] = await Promise.all([
    readStores(context.database, filter, { after, limit: pageSize + 1 }),
    countStores(context.database, filter),
  ])
  if (total === 0) {
    const alike = await findAlike(context.database, filter)
    return { stores: alike, total: alike.length, next: null, alike: alike.length > 0 }
  }
  const stores = found.slice(0, pageSize)
  return { stores, total, alike: false, next: found.length > pageSize ? (stores.at(-1)?.id ?? null) : null }
}

/** Tells where all open stores are that match. Refuses nothing. */
export async function listStorePlaces({
  context,
  query,
}: Call<typeof placesEndpoint>): Promise<ReplyOf<typeof placesEndpoint>> {
  return { places: await readStorePlaces(context.database, filterOf(query, context.now())) }
}

async function listNear(
  context: Context,
  filter: StoreFilter,
  near: string,
): Promise<ReplyOf<typeof endpoint>> {
  const [latitude = 0, longitude = 0] = near.split(',').map(Number)
  const [stores, total] = await Promise.all([
    readStoresNear(context.database, filter, { latitude, longitude, limit: pageSize }),
    countStores(context.database, filter),
  ])
  if (total > 0) return { stores, total, next: null, alike: false }
  const close = await findAlike(context.database, filter)
  return { stores: close, total: close.length, next: null, alike: close.length > 0 }
}

function filterOf(query: QueryOf<typeof placesEndpoint>, now: Date): StoreFilter {
  const { search = '', ward = null, category = null, acceptsPoints, openNow } = query
  return {
    keys: searchKeys(search),
    ward,
    category,
    acceptsPoints: acceptsPoints === undefined ? null : acceptsPoints === 'true',
    openAt: openNow ? momentOf(now) : null,
  }
}
