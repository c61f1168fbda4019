import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { grantBonus, writeTopUp } from '../../test/small-book.ts'
import { openSmallTown, type SmallTown } from '../../test/small-town.ts'
import { addDays, endOfMonth } from '../lib/day.ts'
import { makeId } from '../lib/id.ts'
import { Refusal } from '../lib/refusal.ts'
import { listHistory } from './list-history.ts'
import { readHistoryItem } from './read-history-item.ts'
import { readWallet } from './read-wallet.ts'

let town: SmallTown
let soon: string
let later: string

before(async () => {
  town = await openSmallTown()
  soon = addDays(town.book.today, 45)
  later = endOfMonth(new Date(), 6)
})

after(() => town.close())

const history = (who: string, query: { before?: string; limit: number }) =>
  listHistory(town.call(who, { query }))

test('a wallet tells what can be spent and what runs out first', async () => {
  const wallet = await readWallet(town.call(town.book.resident))
  assert.deepEqual(
    { ...wallet, asOf: '' },
    {
      coin: 8000,
      points: 400,
      expiring: [
        { points: 100, lastDay: soon },
        { points: 300, lastDay: later },
      ],
      plannedPoints: 0,
      asOf: '',
    },
  )
})

test('points whose last day is over are not shown, although their lapse is not posted yet', async () => {
  const tomorrow = { ...town.context, now: () => new Date(Date.now() + 46 * 86_400_000) }
  const wallet = await readWallet({ ...town.call(town.book.resident), context: tomorrow })
  assert.deepEqual(wallet.expiring, [{ points: 300, lastDay: later }])
  assert.equal(wallet.points, 300)
})

test('the bonus of a top-up is planned until it is posted', async () => {
  const { resident } = town.book
  const now = new Date()
  const topUp = await writeTopUp(town.owner, { resident, amount: 1_999, state: 'succeeded', now })
  await writeTopUp(town.owner, { resident, amount: 5_000, state: 'requested', now })
  assert.equal((await readWallet(town.call(resident))).plannedPoints, 59)
  await grantBonus(town.owner, resident, topUp)
  assert.equal((await readWallet(town.call(resident))).plannedPoints, 0)
})

test('the history tells each posting once, newest first, page by page', async () => {
  const { resident, payment, topUp } = town.book
  const whole = await history(resident, { limit: 100 })
  assert.equal(whole.more, false)
  const pages: typeof whole.items = []
  for (let more = true; more; ) {
    const last = pages.at(-1)?.id
    const page = await history(resident, { limit: 3, ...(last === undefined ? {} : { before: last }) })
    pages.push(...page.items)
    more = page.more
  }
  assert.deepEqual(pages, whole.items)
  const told = (id: string) => {
    const { at: _at, ...item } = whole.items.find((each) => each.id === id)!
    return item
  }
  assert.deepEqual(told(payment), {
    id: payment,
    kind: 'payment',
    coin: -2000,
    points: -400,
    coinAfter: 8000,
    pointsAfter: 400,
    counterpart: 'さくらベーカリー',
    topUp: null,
    giftCard: null,
    helper: null,
  })
  assert.deepEqual(told(topUp), {
    id: topUp,
    kind: 'top_up',
    coin: 10_000,
    points: 0,
    coinAfter: 10_000,
    pointsAfter: null,
    counterpart: '埼玉銀行',
    giftCard: null,
    helper: null,
    topUp: { id: topUp, means: 'bank' },
  })
  assert.equal(told(town.book.bonus).counterpart, 'チャージ特典')
  assert.equal(told(town.book.lapse).points, -70)
})

test('an entry tells the lots that it used or made', async () => {
  const { resident, payment, bonus, lapse, topUp } = town.book
  const lotsOf = async (id: string) => (await readHistoryItem(town.call(resident, { params: { id } }))).lots
  // The grant came after the bonus and runs out before it, so it was used first.
  assert.deepEqual(await lotsOf(payment), [{ points: 400, lastDay: soon }])
  assert.deepEqual(await lotsOf(bonus), [{ points: 300, lastDay: later }])
  assert.deepEqual(await lotsOf(lapse), [{ points: 70, lastDay: addDays(town.book.today, -1) }])
  assert.deepEqual(await lotsOf(topUp), [])
})

test("somebody else's history is empty, and an entry of it is not found", async () => {
  const stranger = makeId()
  assert.deepEqual(await history(stranger, { limit: 20 }), { items: [], more: false })
  const asked = readHistoryItem(town.call(stranger, { params: { id: town.book.payment } }))
  await assert.rejects(asked, (error) => error instanceof Refusal && error.code === 'not_found')
})
