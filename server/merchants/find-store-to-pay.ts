import type { ReplyOf } from '#contract/endpoint.ts'
import type { findStoreToPay as endpoint } from '#contract/merchants.ts'
import { referenceToId } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import type { Call } from '../route.ts'
import { storeCodeKeys } from './code-keys.ts'
import { findStoreByNumber } from './queries.ts'
import { findRequest } from './request-queries.ts'
import { readStoreText, stateOfRequest } from './rules.ts'
import { isGenuine } from './store-code.ts'

/**
 * Finds the store that a scanned code or a typed number means; what the app shows of it comes from here and
 * never from the code. Refuses what the contract lists.
 */
export async function findStoreToPay({
  context,
  body,
}: Call<typeof endpoint>): Promise<ReplyOf<typeof endpoint>> {
  const read = readStoreText(body.text, (code) => isGenuine(code, storeCodeKeys(context.config)))
  if (read.refused) refuse(read.refused, read.facts)
  const found = await findStoreByNumber(context.database, read.number)
  if (!found) refuse('store_unknown')
  if (found.status !== 'open') refuse('store_suspended')
  if (!read.request) return found.store
  const { reference, amount } = read.request
  const id = referenceToId(reference)
  const request = id && (await findRequest(context.database, id))
  if (!request || request.storeId !== found.store.id || request.amount !== amount) refuse('request_unknown')
  const state = stateOfRequest(request, context.now())
  if (state !== 'open') refuse(`request_${state}`)
  return { ...found.store, request: { id: request.id, amount: request.amount } }
}
