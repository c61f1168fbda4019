// What a store changes about itself, and the wish for another account to be paid out to.
import type { ReplyOf } from '#contract/endpoint.ts'
import { sayOpening } from '#contract/opening-hours.ts'
import type * as contract from '#contract/store-data.ts'
import type { Context } from '../context.ts'
import { enqueue } from '../jobs/queue.ts'
import type { Transaction } from '../lib/database.ts'
import { dayOf } from '../lib/day.ts'
import { makeId } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import type { Call } from '../route.ts'
import { staffOf } from '../staff.ts'
import * as queries from './account-queries.ts'
import { findListingChange } from './listing-queries.ts'

/** What people of the shop see of an account: enough to know it by. */
const toAccount = ({ bankName, branchName, kind, number, holderKana }: queries.Account) => ({
  ...{ bankName, branchName, kind, holderKana },
  lastDigits: number.slice(-3),
})

/** Tells what a store may change about itself. Refuses nothing. */
export async function readStoreData({
  context,
  caller,
}: Call<typeof contract.readStoreData>): Promise<ReplyOf<typeof contract.readStoreData>> {
  const { storeId } = staffOf(caller)
  const at = context.now()
  const { hours, ...data } = await queries.readStoreData(context.database, storeId, { from: dayOf(at) })
  const account = await queries.findAccountAt(context.database, storeId, at)
  const next = await queries.findNextAccount(context.database, storeId, at)
  const change = await findListingChange(context.database, storeId)
  return {
    ...data,
    listingChange: change ? { ...change, requestedAt: change.requestedAt.toISOString() } : null,
    hoursNote: data.opensAt === null ? '' : noteOf(hours, data.onHolidays),
    account: account ? toAccount(account) : null,
    next: next
      ? {
          ...toAccount(next),
          id: next.id,
          requestedAt: next.requestedAt.toISOString(),
          validFrom: next.validFrom?.toISOString() ?? null,
        }
      : null,
  }
}

/** Behind the times, the days off and the holidays stands what somebody has added. */
const noteOf = (hours: string, onHolidays: queries.StoreData['onHolidays']) =>
  hours
    .split(' ')
    .slice(onHolidays === 'usual' ? 2 : 3)
    .join(' ')

/** Changes telephone, hours and closed days, once for an id. Refuses nothing. */
export async function changeStoreData({
  context,
  caller,
  params,
  body,
}: Call<typeof contract.changeStoreData>): Promise<ReplyOf<typeof contract.changeStoreData>> {
  const { id: staffId, storeId } = staffOf(caller)
  const { hoursNote, ...data } = body
  await context.database.transact(async (tx) => {
    const at = context.now()
    const before = await queries.readStoreData(tx, storeId, { from: dayOf(at), lock: true })
    const after = { ...data, hours: sayOpening(data, hoursNote) }
    await queries.changeStore(tx, { id: params.id, storeId, staffId, before, after, at })
  })
  return { done: true }
}

/** Asks for another account; every owner is told where they read their mail now. Refuses what the contract lists. */
export async function requestAccountChange({
  context,
  caller,
  body,
}: Call<typeof contract.requestAccountChange>): Promise<ReplyOf<typeof contract.requestAccountChange>> {
  const { id: staffId, storeId, name } = staffOf(caller)
  if (!(await queries.branchExists(context.database, body.bankCode, body.branchCode))) refuse('bank_unknown')
  await context.database.transact(async (tx) => {
    const merchantId = await queries.lockMerchantOf(tx, storeId)
    const at = context.now()
    if (await queries.isSameWish(tx, merchantId, body)) return
    if (await queries.findNextAccount(tx, storeId, at)) refuse('account_change_open')
    if (!(await queries.insertWish(tx, { ...body, merchantId, staffId, at }))) refuse('account_change_open')
    await tellOwners(context, tx, merchantId, 'requested', { name, lastDigits: body.number.slice(-3) })
  })
  return { done: true }
}

/** Takes a wish of the own merchant back, until it holds. Refuses not_found. */
export async function withdrawAccountChange({
  context,
  caller,
  params,
}: Call<typeof contract.withdrawAccountChange>): Promise<ReplyOf<typeof contract.withdrawAccountChange>> {
  const { storeId, name } = staffOf(caller)
  await context.database.transact(async (tx) => {
    const merchantId = await queries.lockMerchantOf(tx, storeId)
    const at = context.now()
    const wish = await queries.lockWish(tx, params.id, at)
    if (wish?.merchantId !== merchantId) refuse('not_found')
    await queries.markDecided(tx, {
      id: wish.id,
      decision: 'withdrawn',
      operatorId: null,
      at,
      validFrom: null,
    })
    await tellOwners(context, tx, merchantId, 'withdrawn', { name })
  })
  return { done: true }
}

export type AccountNews = 'requested' | 'confirmed' | 'withdrawn'

const subjects: Record<AccountNews, string> = {
  requested: '振込先の変更の申し込みがありました',
  confirmed: '振込先の変更が確認されました',
  withdrawn: '振込先の変更が取り下げられました',
}

/** Tells every owner of a merchant's stores what happens to the account for payouts. */
export async function tellOwners(
  context: Context,
  tx: Transaction,
  merchantId: string,
  news: AccountNews,
  about: { name?: string; lastDigits?: string; from?: string } = {},
): Promise<void> {
  const text = [
    `${subjects[news]}。`,
    ...(about.name ? [`操作した人：${about.name}`] : []),
    ...(about.lastDigits ? [`新しい口座番号の末尾：${about.lastDigits}`] : []),
    ...(about.from
      ? [`新しい口座への振り込みは、${about.from}からです。それまでは、これまでの口座に振り込みます。`]
      : []),
    '',
    'お心当たりのない場合は、すぐにお店のアプリの「お店の情報」で取り下げるか、事務局へご連絡ください。',
    `${context.config.origin}/merchant/store`,
  ].join('\n')
  for (const to of await queries.listOwnersOfMerchant(tx, merchantId))
    await enqueue(context.queue, tx, 'sign-in.tell', {
      to,
      subject: subjects[news],
      text,
      reference: makeId(),
    })
}
