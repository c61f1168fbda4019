import type { ReplyOf } from '#contract/endpoint.ts'
import type * as contract from '#contract/till-keys.ts'
import { hashSecret, makeId, makeSecret } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import type { Call } from '../route.ts'
import { noteDeed, staffOf } from '../staff.ts'
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
  const staff = staffOf(caller)
  const at = context.now()
  // Other people's scanners for leaked secrets know a key by its beginning.
  const key = `enishi_till_${makeSecret()}`
  await context.database.transact(async (tx) => {
    const made = await insertKey(tx, {
      ...{ id: body.id, staffId: makeId(), storeId: staff.storeId, name: body.name },
      role: body.scopes.includes('refund') ? 'manager' : 'till',
      scopes: [...new Set(body.scopes)],
      ...{ keyHash: hashSecret(key), madeBy: staff.id, madeAt: at },
    })
    if (!made) refuse('till_key_exists')
    const deed = { did: 'key_made' as const, subject: body.id, detail: { name: body.name } }
    await noteDeed(tx, { staff, ...deed, at })
  })
  return { key }
}

/** Ends a key of the caller's store with the next request. Refuses not_found. */
export async function endTillKey({
  context,
  caller,
  params,
}: Call<typeof contract.endTillKey>): Promise<ReplyOf<typeof contract.endTillKey>> {
  const staff = staffOf(caller)
  const at = context.now()
  await context.database.transact(async (tx) => {
    const name = await endKey(tx, { id: params.id, storeId: staff.storeId, at })
    if (name === undefined) refuse('not_found')
    await noteDeed(tx, { staff, did: 'key_ended', subject: params.id, detail: { name }, at })
  })
  return { done: true }
}
