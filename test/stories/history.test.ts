// stories: wallets
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pay } from '#contract/payments.ts'
import {
  historyGroup,
  historyGroups,
  historyItem,
  listHistory,
  readHistoryItem,
  readWallet,
} from '#contract/wallets.ts'
import { dayOf } from '#server/lib/day.ts'
import { makeId, timeOfId } from '#server/lib/id.ts'
import { bakeryNumber, storeIdOf } from '../people.ts'
import { openTown, type Town } from '../town.ts'

async function wholeHistory(client: Awaited<ReturnType<Town['signIn']>>, limit: number) {
  const pages = []
  let before: string | undefined
  do {
    const page = await client.ask(listHistory, { query: { limit, ...(before ? { before } : {}) } })
    pages.push(page.items)
    before = page.more ? page.items.at(-1)?.id : undefined
  } while (before !== undefined)
  return pages.flat()
}

test('履歴: newest first, page by page, adding up to what the wallet holds', async () => {
  await using town = await openTown()
  const client = await town.signIn('hanako')
  const body = { id: makeId(), storeId: storeIdOf(bakeryNumber), coin: 1000, points: 200 }
  await client.ask(pay, { body: { ...body, via: 'store_number' } })
  const items = await wholeHistory(client, 7)
  assert.deepEqual(
    items,
    await wholeHistory(client, 100),
    'the size of the pages makes no difference to what is in them',
  )
  assert.deepEqual(items[0] && [items[0].id, items[0].kind, items[0].coin, items[0].points], [
    body.id,
    'payment',
    -1000,
    -200,
  ])
  assert.equal(items[0]?.counterpart, 'さくらベーカリー')
  const wallet = await client.ask(readWallet)
  const sum = (currency: 'coin' | 'points') => items.reduce((total, item) => total + item[currency], 0)
  assert.deepEqual([sum('coin'), sum('points')], [wallet.coin, wallet.points])
  assert.deepEqual([wallet.coin, wallet.points], [11_000, 660])
  assert.deepEqual(
    new Set(items.map(({ kind }) => kind)),
    new Set(['payment', 'top_up', 'top_up_bonus', 'grant']),
  )
  assert.deepEqual(
    items.filter(({ counterpart }) => counterpart === ''),
    [],
  )
})

test('取引詳細: a payment names the lots that it used, a grant the lot that it made', async () => {
  await using town = await openTown()
  const client = await town.signIn('hanako')
  const id = makeId()
  const body = { id, storeId: storeIdOf(bakeryNumber), coin: 0, points: 600, via: 'store_code' as const }
  const { expiring } = await client.ask(readWallet)
  await client.ask(pay, { body })
  const { lots, item } = await client.ask(readHistoryItem, { params: { id } })
  assert.equal(item.points, -600)
  assert.deepEqual(lots, [
    { points: 500, lastDay: expiring[0]?.lastDay },
    { points: 100, lastDay: expiring[1]?.lastDay },
  ])
  const stranger = await town.signIn('aoi')
  assert.equal(await stranger.refused(readHistoryItem, { params: { id } }), 'not_found')
})

test('履歴: by what was done and by month, page by page, with nothing left out', async () => {
  await using town = await openTown()
  const client = await town.signIn('hanako')
  const all = await wholeHistory(client, 100)
  const ask = async (query: { group?: keyof typeof historyGroups; month?: string }) => {
    const first = await client.ask(listHistory, { query: { limit: 2, ...query } })
    const before = first.items.at(-1)?.id
    if (!first.more || before === undefined) return first.items
    return [
      ...first.items,
      ...(await client.ask(listHistory, { query: { limit: 100, before, ...query } })).items,
    ]
  }
  const kinds = Object.values(historyGroups).flat()
  assert.deepEqual(kinds.toSorted(), historyItem.shape.kind.options.toSorted(), 'each kind is in one group')
  for (const group of historyGroup.options) {
    const wanted: readonly string[] = historyGroups[group]
    assert.deepEqual(
      await ask({ group }),
      all.filter(({ kind }) => wanted.includes(kind)),
    )
  }
  const monthOf = ({ id }: { id: string }) => dayOf(timeOfId(id)).slice(0, 7)
  for (const month of new Set(all.map(monthOf))) {
    const ofMonth = all.filter((item) => monthOf(item) === month)
    assert.deepEqual(await ask({ month }), ofMonth)
    assert.deepEqual(
      await ask({ month, group: 'payments' }),
      ofMonth.filter(({ kind }) => kind === 'payment'),
    )
  }
  assert.deepEqual(await ask({ month: '2020-01' }), [])
})
