import type { ReplyOf } from '#contract/endpoint.ts'
import type { readStore as endpoint } from '#contract/merchants.ts'
import { refuse } from '../lib/refusal.ts'
import type { Call } from '../route.ts'
import { findStore } from './queries.ts'

/** Tells about one store, a suspended one too: it stands in people's histories. Refuses not_found. */
export async function readStore({
  context,
  params,
}: Call<typeof endpoint>): Promise<ReplyOf<typeof endpoint>> {
  const store = await findStore(context.database, params.id)
  if (!store) refuse('not_found')
  return store
}
