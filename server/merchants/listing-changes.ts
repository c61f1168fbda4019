// What people find a store by: the store asks for a change, the office confirms it. What it takes, it says alone.
import type { ReplyOf } from '#contract/endpoint.ts'
import { searchKey, toKatakana } from '#contract/kana.ts'
import type * as contract from '#contract/store-data.ts'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { enqueue } from '../jobs/queue.ts'
import type { Transaction } from '../lib/database.ts'
import { makeId } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import type { Call } from '../route.ts'
import { staffOf } from '../staff.ts'
import * as queries from './listing-queries.ts'
import { listOwners } from './suspension-queries.ts'

const done = { done: true } as const

/** Changes what a store takes, once for an id. Refuses invalid_input for goods that the town does not list. */
export async function changeStoreGoods({
  context,
  caller,
  body,
}: Call<typeof contract.changeStoreGoods>): Promise<ReplyOf<typeof contract.changeStoreGoods>> {
  const { id: staffId, storeId } = staffOf(caller)
  const at = context.now()
  await context.database.transact(async (tx) => {
    const { excludedGoods } = await queries.readStoreChoices(tx, at)
    if (!body.excludedGoods.every((each) => excludedGoods.includes(each))) refuse('invalid_input')
    await queries.changeGoods(tx, { ...body, storeId, staffId, at })
  })
  return done
}

/**
 * Asks for another listing, once for an id. Refuses listing_change_open, and invalid_input for a category or a ward
 * that the town does not have.
 */
export async function requestListingChange({
  context,
  caller,
  body,
}: Call<typeof contract.requestListingChange>): Promise<ReplyOf<typeof contract.requestListingChange>> {
  const { id: staffId, storeId } = staffOf(caller)
  const at = context.now()
  const asked = { ...body, kana: toKatakana(body.kana), storeId }
  await context.database.transact(async (tx) => {
    const { categories, wards } = await queries.readStoreChoices(tx, at)
    if (!categories.includes(body.category) || !wards.includes(body.ward)) refuse('invalid_input')
    if (await queries.insertListingChange(tx, { ...asked, staffId, at })) return
    if (!(await queries.isSameListingChange(tx, asked))) refuse('listing_change_open')
  })
  return done
}

/** Takes a change of the own store back. Refuses not_found, also once the office has decided. */
export async function withdrawListingChange({
  context,
  caller,
  params,
}: Call<typeof contract.withdrawListingChange>): Promise<ReplyOf<typeof contract.withdrawListingChange>> {
  const { storeId } = staffOf(caller)
  if (!(await queries.withdrawChange(context.database, params.id, storeId, context.now())))
    refuse('not_found')
  return done
}

/** Lists what waits for the office. Refuses nothing. */
export async function listListingChanges({
  context,
}: Call<typeof contract.listListingChanges>): Promise<ReplyOf<typeof contract.listListingChanges>> {
  const rows = await queries.listWaitingListings(context.database)
  return { changes: rows.map((row) => ({ ...row, requestedAt: row.requestedAt.toISOString() })) }
}

/**
 * Confirms a change, by which people find the store from then on, or declines it; its owners are told. Again is once.
 * Refuses not_found, also for what is decided otherwise.
 */
export async function decideListingChange({
  context,
  caller,
  params: { id },
  body,
}: Call<typeof contract.decideListingChange>): Promise<ReplyOf<typeof contract.decideListingChange>> {
  const { decision } = body
  const at = context.now()
  await context.database.transact(async (tx) => {
    const change = await queries.lockListingChange(tx, id)
    if (!change) refuse('not_found')
    if (change.decision === decision && change.decidedBy === caller.id) return
    if (change.decision !== null) refuse('not_found')
    const reason = decision === 'declined' ? body.reason : null
    const { storeId, staffId, name, kana, category, ward, address } = change
    await queries.markListingDecided(tx, { id, decision, operatorId: caller.id, reason, at })
    if (decision === 'confirmed') {
      const search = [name, kana, address].map(searchKey).join(' ')
      const { latitude, longitude } = body
      const listing = { name, kana, category, ward, address, search, latitude, longitude }
      // An id of its own: the shop may have used that of its wish for another change.
      await queries.listStoreAs(tx, { id: makeId(), storeId, staffId, ...listing, at })
    }
    await audit(tx, {
      operatorId: caller.id,
      act: 'decide_listing',
      subject: storeId,
      detail: { decision },
      at,
    })
    await tellOwners(context, tx, { storeId, name, reason })
  })
  return done
}

type News = { storeId: string; name: string; reason: string | null }

async function tellOwners(context: Context, tx: Transaction, { storeId, name, reason }: News): Promise<void> {
  const text =
    reason === null
      ? [
          `お店の名前・種類・住所の変更が確認されました。利用者には、いまから「${name}」として表示されます。`,
          'お店のコードは、これまでの印刷のまま使えます。新しい名前で印刷し直すこともできます。',
        ]
      : ['お店の名前・種類・住所の変更は、今回は見送りました。', '', '理由', reason]
  for (const { mail } of await listOwners(tx, [storeId]))
    await enqueue(context.queue, tx, 'sign-in.tell', {
      to: mail,
      subject: reason === null ? 'お店の情報の変更が確認されました' : 'お店の情報の変更について',
      text: [...text, '', `${context.config.origin}/merchant/store`].join('\n'),
      reference: makeId(),
    })
}
