import type { ReplyOf } from '#contract/endpoint.ts'
import type * as contract from '#contract/till-keys.ts'
import { hashSecret, makeId, makeSecret } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import type { Call } from '../route.ts'
import { staffOf } from '../staff.ts'
import { endKey, insertKey, listKeys } from './till-key-queries.ts'

/** Lists the keys of the caller's store. Refuses nothing. */
export async function listTillKeys({
  context,
  caller,
}: Call<typeof contract.listTillKeys>): Promise<ReplyOf<typeof contract.listTillKeys>> {
  const rows = await listKeys(context.database, staffOf(caller).storeId)
  const keys = rows.map(({ madeAt, usedAt, ...key }) => ({
    ...key,
    madeAt: madeAt.toISOString(),
    usedAt: usedAt?.toISOString() ?? null,
  }))
  return { keys }
}

/**
 * Makes a key for a till program and shows it this once. The program is a member of staff of its own, so that
 * refunds say who gave them. Refuses till_key_exists for an id that was sent before: the key cannot be shown again.
 */
export async function makeTillKey({
  context,
  caller,
  body,
}: Call<typeof contract.makeTillKey>): Promise<ReplyOf<typeof contract.makeTillKey>> {
  const { storeId } = staffOf(caller)
  // Other people's scanners for leaked secrets know a key by its beginning.
  const key = `enishi_till_${makeSecret()}`
  await context.database.transact(async (tx) => {
    const made = await insertKey(tx, {
      ...{ id: body.id, staffId: makeId(), storeId, name: body.name },
      role: body.scopes.includes('refund') ? 'manager' : 'till',
      scopes: [...new Set(body.scopes)],
      ...{ keyHash: hashSecret(key), madeBy: caller.id, madeAt: context.now() },
    })
    if (!made) refuse('till_key_exists')
  })
  return { key }
}

/** Ends a key of the caller's store with the next request. Refuses not_found. */
export async function endTillKey({
  context,
  caller,
  params,
}: Call<typeof contract.endTillKey>): Promise<ReplyOf<typeof contract.endTillKey>> {
  const { storeId } = staffOf(caller)
  if (!(await endKey(context.database, { id: params.id, storeId, at: context.now() }))) refuse('not_found')
  return { done: true }
}
