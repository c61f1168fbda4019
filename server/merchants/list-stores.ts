import type { QueryOf, ReplyOf } from '#contract/endpoint.ts'
import { searchKeys } from '#contract/kana.ts'
import type { listStorePlaces as placesEndpoint, listStores as endpoint } from '#contract/merchants.ts'
import { id } from '#contract/values.ts'
import type { Context } from '../context.ts'
import { refuse } from '../lib/refusal.ts'
import type { Call } from '../route.ts'
import { countStores, readStorePlaces, readStores, readStoresNear, type StoreFilter } from './queries.ts'

const pageSize = 50

/**
 * Tells a page of the open stores that match, in the order of their kana; width, kana or hiragana, case and
 * spaces of the search make no difference. Refuses invalid_input for an `after` that no page has given.
 */
export async function listStores({
  context,
  query,
}: Call<typeof endpoint>): Promise<ReplyOf<typeof endpoint>> {
  const { after = null, near } = query
  if (after !== null && !id.safeParse(after).success) refuse('invalid_input')
  const filter = filterOf(query)
  if (near) return listNear(context, filter, near)
  const [found, total] = await Promise.all([
    readStores(context.database, filter, { after, limit: pageSize + 1 }),
    countStores(context.database, filter),
  ])
  const stores = found.slice(0, pageSize)
  return { stores, total, next: found.length > pageSize ? (stores.at(-1)?.id ?? null) : null }
}

/** Tells where all open stores are that match. Refuses nothing. */
export async function listStorePlaces({
  context,
  query,
}: Call<typeof placesEndpoint>): Promise<ReplyOf<typeof placesEndpoint>> {
  return { places: await readStorePlaces(context.database, filterOf(query)) }
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
  return { stores, total, next: null }
}

function filterOf(query: QueryOf<typeof placesEndpoint>): StoreFilter {
  const { search = '', ward = null, category = null, acceptsPoints } = query
  return {
    keys: searchKeys(search),
    ward,
    category,
    acceptsPoints: acceptsPoints === undefined ? null : acceptsPoints === 'true',
  }
}
