import type { ReplyOf } from '#contract/endpoint.ts'
import type * as contract from '#contract/staff.ts'
import type { Call } from '../route.ts'
import { noteDeed, staffOf } from '../staff.ts'
import { readRules, writeRules } from './member-queries.ts'

type Reply = ReplyOf<typeof contract.readStoreRules>

/** Tells what holds at the caller's store. Refuses nothing. */
export function readStoreRules({ context, caller }: Call<typeof contract.readStoreRules>): Promise<Reply> {
  return readRules(context.database, staffOf(caller).storeId, context.now())
}

/** Settles how much each role may give back, in yen of one payment, and when tills lock. Refuses nothing. */
export async function changeStoreRules({
  context,
  caller,
  body,
}: Call<typeof contract.changeStoreRules>): Promise<Reply> {
  const staff = staffOf(caller)
  const at = context.now()
  await context.database.transact(async (tx) => {
    await writeRules(tx, staff.storeId, body, at)
    await noteDeed(tx, { staff, did: 'rules_changed', subject: null, detail: body, at })
  })
  return body
}
