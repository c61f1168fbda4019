import type { ReplyOf } from '#contract/endpoint.ts'
import { searchKeys } from '#contract/kana.ts'
import type { listStores as endpoint } from '#contract/merchants.ts'
import { id } from '#contract/values.ts'
import { refuse } from '../lib/refusal.ts'
import type { Call } from '../route.ts'
import { countStores, readStores, type StoreFilter } from './queries.ts'

const pageSize = 50

/**
 * Tells a page of the open stores that match, in the order of their kana; width, kana or hiragana, case and
 * spaces of the search make no difference. Refuses invalid_input for an `after` that no page has given.
 */
export async function listStores({
  context,
  query,
}: Call<typeof endpoint>): Promise<ReplyOf<typeof endpoint>> {
  const { search = '', ward = null, category = null, acceptsPoints, after = null } = query
  if (after !== null && !id.safeParse(after).success) refuse('invalid_input')
  const filter: StoreFilter = {
    keys: searchKeys(search),
    ward,
    category,
    acceptsPoints: acceptsPoints === undefined ? null : acceptsPoints === 'true',
  }
  const [found, total] = await Promise.all([
    readStores(context.database, filter, { after, limit: pageSize + 1 }),
    countStores(context.database, filter),
  ])
  const stores = found.slice(0, pageSize)
  return { stores, total, next: found.length > pageSize ? (stores.at(-1)?.id ?? null) : null }
}
