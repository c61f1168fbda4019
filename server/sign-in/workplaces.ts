// Somebody who works at several stores of a merchant: one login, and one store at a time.
import type { ReplyOf } from '#contract/endpoint.ts'
import type * as contract from '#contract/staff.ts'
import type { Caller } from '../access.ts'
import type { Context } from '../context.ts'
import { refuse } from '../lib/refusal.ts'
import { staffOf } from '../staff.ts'
import { listWorkplaces, moveSession } from './workplace-queries.ts'

/** Lists the stores that the caller can choose from; at a shared till there is that one. Refuses nothing. */
export async function readWorkplaces(
  context: Context,
  caller: Caller,
): Promise<ReplyOf<typeof contract.listWorkplaces>> {
  const chosen = staffOf(caller).storeId
  const places = await listWorkplaces(context.database, caller.loginId)
  return {
    workplaces: places
      .filter(({ storeId }) => !caller.till || storeId === chosen)
      .map(({ staffId: _staffId, ...place }) => ({ ...place, chosen: place.storeId === chosen })),
  }
}

/**
 * Lets the caller's session act for another store of theirs, from the next request on. Refuses not_found for a store
 * that the caller does not work at, and device_of_other_store at a till, which belongs to one.
 */
export async function chooseWorkplace(context: Context, caller: Caller, storeId: string): Promise<void> {
  const places = await listWorkplaces(context.database, caller.loginId)
  const place = places.find((each) => each.storeId === storeId)
  if (!place) refuse('not_found')
  if (caller.till) refuse('device_of_other_store')
  await moveSession(context.database, caller.tokenHash, place.staffId)
}
