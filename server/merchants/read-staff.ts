import assert from 'node:assert/strict'
import type { ReplyOf } from '#contract/endpoint.ts'
import type { readStaff as endpoint } from '#contract/merchants.ts'
import { encodeStoreCode } from '#contract/payment-code.ts'
import type { Caller } from '../access.ts'
import type { Context } from '../context.ts'
import type { Call } from '../route.ts'
import { staffOf } from '../staff.ts'
import { storeCodeKeys } from './code-keys.ts'
import { findStore } from './queries.ts'
import { storeCodeOf } from './rules.ts'
import { findSuspension } from './suspension-queries.ts'
import { signStoreCode } from './store-code.ts'

/** Tells who is signed in at which store, and the text of the store's printed code. Refuses nothing. */
export async function readStaff({
  context,
  caller,
}: Call<typeof endpoint>): Promise<ReplyOf<typeof endpoint>> {
  const { name, role, store, code } = await codeOfStaff(context, caller)
  const { till } = caller
  const at = till && { name: till.name, byPassword: till.byPassword, lockMinutes: till.lockMinutes }
  const stopped = await findSuspension(context.database, store.id)
  const suspended = stopped ? { reason: stopped.reason, since: stopped.at.toISOString() } : null
  return { name, role, till: at ?? null, store, storeCode: code, suspended }
}

/** Who works where, with the text of the store's printed code. */
export async function codeOfStaff(context: Context, caller: Caller) {
  const { name, role, storeId } = staffOf(caller)
  const found = await codeOfStore(context, storeId)
  assert(found)
  return { name, role, ...found }
}

/** A store with the text of its printed code; nothing for one that there is not. */
export async function codeOfStore(context: Context, storeId: string) {
  const store = await findStore(context.database, storeId)
  const [key] = storeCodeKeys(context.config)
  assert(key)
  return store && { store, code: encodeStoreCode(signStoreCode(storeCodeOf(store), key)) }
}
