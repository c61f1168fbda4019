// The office stops a store. A payment locks its payer and no store, so that nobody waits for a shop; whoever stops one
// waits for the payments that are under way instead.
import { isDeepStrictEqual } from 'node:util'
import { setTimeout as wait } from 'node:timers/promises'
import type { ReplyOf } from '#contract/endpoint.ts'
import { searchKeys } from '#contract/kana.ts'
import type * as contract from '#contract/store-suspensions.ts'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { enqueue } from '../jobs/queue.ts'
import type { Transaction } from '../lib/database.ts'
import { makeId } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import type { Call } from '../route.ts'
import * as queries from './suspension-queries.ts'

/** Lists stores for the office, open or not. Refuses nothing. */
export async function listStoresAtOffice({
  context,
  query: { search = '', suspended },
}: Call<typeof contract.listStoresAtOffice>): Promise<ReplyOf<typeof contract.listStoresAtOffice>> {
  const number = /^\d{6}$/.test(search) ? search : null
  const filter = { keys: searchKeys(search), number, suspended: suspended === 'true' }
  const rows = await queries.listStoresAtOffice(context.database, filter)
  return {
    stores: rows.map(({ suspension, ...store }) => ({
      ...store,
      suspension: suspension && toIso(suspension),
    })),
  }
}

const toIso = <At extends { at: string }>(row: At) => ({ ...row, at: new Date(row.at).toISOString() })

/** Lifting has the same shape as suspending. */
type SuspendCall = Call<typeof contract.suspendStore>
type Done = ReplyOf<typeof contract.suspendStore>

/**
 * Stops a store, or every store of its merchant: when this is answered, no payment to it is posted any more, by
 * whatever code. What was paid can still be given back. The same id stops once. Refuses not_found, invalid_input for an
 * id that stands for another act, and busy when payments that are under way do not end: then ask again.
 */
export async function suspendStore(call: SuspendCall): Promise<Done> {
  await change(call, 'suspend')
  await waitForPayments(call.context)
  return { done: true }
}

/** Lets a store go on, or every store of its merchant; refuses as `suspendStore` does, but for busy. */
export async function liftSuspension(call: SuspendCall): Promise<Done> {
  await change(call, 'lift')
  return { done: true }
}

async function change(
  { context, caller, params, body }: SuspendCall,
  act: 'suspend' | 'lift',
): Promise<void> {
  const { id, reason, wholeMerchant } = body
  await context.database.transact(async (tx) => {
    // Whoever comes second waits here, and the newest act is the one that holds.
    const storeIds = await queries.lockStores(tx, params.storeId, wholeMerchant)
    if (storeIds.length === 0) refuse('not_found')
    const wish = { id, act, operatorId: caller.id, reason, storeIds }
    const before = await queries.findAct(tx, id)
    if (before) {
      if (!isDeepStrictEqual({ ...before }, wish)) refuse('invalid_input')
      return
    }
    const at = context.now()
    await queries.insertAct(tx, wish, at)
    const detail = { id, reason, wholeMerchant }
    await audit(tx, { operatorId: caller.id, act: `${act}_store`, subject: params.storeId, detail, at })
    await tellOwners(context, tx, wish)
  })
}

async function tellOwners(context: Context, tx: Transaction, { act, storeIds, reason }: queries.Suspension) {
  const stopped = act === 'suspend'
  for (const { mail, storeName } of await queries.listOwners(tx, storeIds)) {
    await enqueue(context.queue, tx, 'sign-in.tell', {
      to: mail,
      subject: stopped ? 'お支払いの受け付けを止めました' : 'お支払いの受け付けを再開しました',
      text: [
        stopped
          ? `${storeName}でのお支払いの受け付けを、事務局が止めました。`
          : `${storeName}でのお支払いの受け付けを再開しました。`,
        `理由：${reason}`,
        '',
        ...(stopped ? ['これまでのお支払いの返金は、いつもどおりできます。'] : []),
        'ご不明な点は、事務局へお問い合わせください。',
      ].join('\n'),
      reference: makeId(),
    })
  }
}

/** A payment takes some milliseconds; a second is far more than any that is alive. */
const pauseMs = 5
const tries = 400

/** Waits until every payment that may have looked before the store was stopped has ended. Refuses busy. */
async function waitForPayments({ database }: Context): Promise<void> {
  const before = new Set(await queries.listPaying(database))
  for (let count = 0; before.size > 0; count += 1) {
    if (count === tries) refuse('busy')
    await wait(pauseMs)
    const now = new Set(await queries.listPaying(database))
    for (const transaction of before) if (!now.has(transaction)) before.delete(transaction)
  }
}
