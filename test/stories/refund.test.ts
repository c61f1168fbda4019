// stories: payments, points, merchants
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listStorePayments } from '#contract/merchants.ts'
import { pay, readStorePayment, refundPayment } from '#contract/payments.ts'
import { listHistory, readHistoryItem, readWallet } from '#contract/wallets.ts'
import { setFrozen } from '#server/ledger/post.ts'
import { sql } from '#server/lib/database.ts'
import { addDays, dayOf } from '#server/lib/day.ts'
import { makeId } from '#server/lib/id.ts'
import type { Client } from '../client.ts'
import { bakeryNumber, personOf, storeIdOf } from '../people.ts'
import { payBakery, stopStore } from '../steps.ts'
import { openTown, type Town } from '../town.ts'

const bakery = storeIdOf(bakeryNumber)
const [tillMail, ownerMail] = ['till@bakery.example.jp', 'owner@bakery.example.jp']

/** What the merchant app sends; an app makes its ids by the town's clock, so a story of another day gives one. */
const refundOf = (payment: string, amount: number, id = makeId(), reason = '返品のため') => ({
  params: { id: payment },
  body: { id, amount, reason },
})

async function idByTheClock(town: Town): Promise<string> {
  const { id } = await town.database.one<{ id: string }>(sql`select ledger.uuid7(${town.clock.now()}) as id`)
  return id
}

async function held(client: Client) {
  const { coin, points, expiring } = await client.ask(readWallet)
  return { coin, points, lots: expiring.map((lot) => lot.points) }
}

test('取消: on the day a till gives back the whole payment, each currency and each lot as it was', async () => {
  await using town = await openTown()
  const [hanako, till] = await Promise.all([town.signIn('hanako'), town.signInStaff(tillMail)])
  const before = await held(hanako)
  const books = await town.books(personOf('hanako').id)
  const day = await till.ask(listStorePayments, { query: {} })
  const payment = await payBakery(hanako, 1500, 600)
  assert.equal((await till.ask(readStorePayment, { params: { id: payment } })).may, 'cancel')

  const refund = await till.ask(refundPayment, refundOf(payment, 2100))
  assert.deepEqual([refund.coin, refund.points, refund.staffName], [1500, 600, '小林 芽衣'])
  assert.deepEqual(await held(hanako), before)
  assert.deepEqual((await town.books(personOf('hanako').id)).slice(books.length).trim().split('\n'), [
    'payment   wallet → store   coin   1,500',
    'payment   wallet → store   points   600',
    'refund   store → wallet   coin   1,500',
    'refund   store → wallet   points   600',
  ])

  const shown = await till.ask(readStorePayment, { params: { id: payment } })
  assert.deepEqual(shown.refunds, [refund])
  assert.deepEqual([shown.left, shown.may], [{ coin: 0, points: 0 }, 'nothing_left'])
  const { takings, payments } = await till.ask(listStorePayments, { query: {} })
  assert.equal(takings.count, day.takings.count + 1)
  assert.equal(takings.coin, day.takings.coin + 1500)
  assert.deepEqual(takings.refunded, { count: 1, coin: 1500, points: 600 })
  assert.deepEqual(payments[0]?.refunded, { coin: 1500, points: 600 })
})

test('返金: the resident reads from which store it came and which lots it went back to', async () => {
  await using town = await openTown()
  const [hanako, till] = await Promise.all([town.signIn('hanako'), town.signInStaff(tillMail)])
  const payment = await payBakery(hanako, 100, 600)
  const { id } = await till.ask(refundPayment, refundOf(payment, 400))
  const { items } = await hanako.ask(listHistory, { query: { limit: 1 } })
  assert.deepEqual(
    items.map((item) => ({ ...item, at: '' })),
    [
      {
        ...{
          id,
          kind: 'refund',
          at: '',
          counterpart: 'さくらベーカリー',
          topUp: null,
          giftCard: null,
          helper: null,
        },
        ...{ coin: 100, points: 300, coinAfter: 12_000, pointsAfter: 560 },
      },
    ],
  )
  const { lots } = await hanako.ask(readHistoryItem, { params: { id } })
  const today = dayOf(town.clock.now())
  assert.deepEqual(lots, [
    { points: 200, lastDay: addDays(today, 45) },
    { points: 100, lastDay: addDays(today, 120) },
  ])
})

test('返金: part by part, coin first, then points to the lot used last, and never more than was paid', async () => {
  await using town = await openTown()
  const [hanako, till] = await Promise.all([town.signIn('hanako'), town.signInStaff(tillMail)])
  // 500 points that run out first, and 100 of the 360 that run out later.
  const payment = await payBakery(hanako, 400, 600)
  const steps = [
    { amount: 300, back: [300, 0], left: [260] },
    { amount: 150, back: [100, 50], left: [310] },
    { amount: 70, back: [0, 70], left: [20, 360] },
  ]
  for (const { amount, back, left } of steps) {
    const { coin, points } = await till.ask(refundPayment, refundOf(payment, amount))
    assert.deepEqual([coin, points], back)
    assert.deepEqual((await held(hanako)).lots, left)
  }
  const over = await till.call(refundPayment, refundOf(payment, 481))
  assert.deepEqual([over.problem?.code, over.problem?.facts], ['refund_over_payment', { left: 480 }])
  // What came back can be spent like any other points, and come back from there too.
  const again = await payBakery(hanako, 0, 30)
  await till.ask(refundPayment, refundOf(again, 20))
  assert.deepEqual((await held(hanako)).lots, [10, 360])
  await till.ask(refundPayment, refundOf(payment, 480))
  assert.deepEqual((await held(hanako)).lots, [490, 360])
  assert.equal(await till.refused(refundPayment, refundOf(payment, 1)), 'refund_over_payment')
})

test('返金: ten times the same at once is one refund, and other content under its id is refused', async () => {
  await using town = await openTown()
  const [hanako, till] = await Promise.all([town.signIn('hanako'), town.signInStaff(tillMail)])
  const [payment, other] = [await payBakery(hanako, 700, 50), await payBakery(hanako, 700)]
  const asked = refundOf(payment, 720)
  const answers = await Promise.all(Array.from({ length: 10 }, () => till.ask(refundPayment, asked)))
  assert.equal(new Set(answers.map((answer) => JSON.stringify(answer))).size, 1)
  assert.deepEqual(await held(hanako), { coin: 11_300, points: 830, lots: [470, 360] })
  const { id } = asked.body
  for (const different of [
    refundOf(payment, 721, id),
    refundOf(payment, 720, id, 'ほかの理由'),
    refundOf(other, 700, id),
    // An id that another posting of the wallet has.
    refundOf(payment, 1, payment),
  ]) {
    assert.equal(await till.refused(refundPayment, different), 'refund_exists_with_different_content')
  }
  // The first answer stands, also when nothing may be given back any more.
  town.clock.advance({ days: 2 })
  assert.deepEqual(await till.ask(refundPayment, asked), answers[0])
})

test('返金: fifty refunds of 300 at once of a payment of 1,000 are exactly three', async () => {
  await using town = await openTown()
  const [hanako, till] = await Promise.all([town.signIn('hanako'), town.signInStaff(tillMail)])
  const payment = await payBakery(hanako, 500, 500)
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => till.call(refundPayment, refundOf(payment, 300))),
  )
  const codes = answers.map(({ problem }) => problem?.code ?? 'refunded')
  assert.deepEqual(codes.toSorted(), [
    ...Array.from({ length: 47 }, () => 'refund_over_payment'),
    ...Array.from({ length: 3 }, () => 'refunded'),
  ])
  const { left } = await till.ask(readStorePayment, { params: { id: payment } })
  assert.deepEqual(left, { coin: 0, points: 100 })
})

test('返金: from the next day on a till asks the owner or the manager, who may', async () => {
  await using town = await openTown()
  const hanako = await town.signIn('hanako')
  const payment = await payBakery(hanako, 1000)
  town.clock.advance({ days: 1 })
  const [till, owner] = await Promise.all([town.signInStaff(tillMail), town.signInStaff(ownerMail)])
  const ask = async (amount: number) => refundOf(payment, amount, await idByTheClock(town))
  assert.equal(await till.refused(readStorePayment, { params: { id: payment } }), 'manager_needed')
  assert.equal(await till.refused(refundPayment, await ask(1000)), 'refund_needs_manager')
  assert.equal((await owner.ask(refundPayment, await ask(400))).coin, 400)
  await town.database.run(sql`update merchants.staff set role = 'manager' where role = 'till'`)
  assert.equal((await till.ask(refundPayment, await ask(600))).coin, 600)
  assert.equal(await owner.refused(refundPayment, await ask(1)), 'refund_over_payment')
  town.clock.advance({ days: 1 })
  assert.equal(await owner.refused(refundPayment, refundOf(payment, 1)), 'clock_off')
})

test('返金: points whose last day is over go back to their lot and lapse at once', async () => {
  await using town = await openTown()
  const hinako = await town.signIn('hinako')
  // 1,200 points that run out in six days, and 100 of 300 that last longer.
  const payment = await payBakery(hinako, 0, 1300)
  const books = await town.books(personOf('hinako').id)
  town.clock.advance({ days: 7 })
  const owner = await town.signInStaff(ownerMail)
  const refund = refundOf(payment, 1300, await idByTheClock(town))
  assert.equal((await owner.ask(refundPayment, refund)).points, 1300)
  assert.deepEqual((await town.books(personOf('hinako').id)).slice(books.length).trim().split('\n'), [
    'refund   store → wallet   points   1,300',
    'lapse   wallet → points_lapsed   points   1,200',
  ])
  assert.deepEqual(await held(hinako), { coin: 4300, points: 300, lots: [300] })
})

test('返金: points whose last day is over can be used for some days more where the town says so', async () => {
  await using town = await openTown()
  await town.database.run(sql`
    insert into town.setting (name, valid_from, value) values ('renewal_days', '-infinity', '30')`)
  const hinako = await town.signIn('hinako')
  const payment = await payBakery(hinako, 0, 1300)
  const books = await town.books(personOf('hinako').id)
  town.clock.advance({ days: 7 })
  const owner = await town.signInStaff(ownerMail)
  const lastDay = addDays(dayOf(town.clock.now()), 30)
  const refund = refundOf(payment, 1300, await idByTheClock(town))
  // Told twice is once.
  await Promise.all([owner.ask(refundPayment, refund), owner.ask(refundPayment, refund)])
  assert.deepEqual((await town.books(personOf('hinako').id)).slice(books.length).trim().split('\n'), [
    'refund   store → wallet   points   1,300',
    'lapse   wallet → points_lapsed   points   1,200',
    `renewal   points_lapsed → wallet   points   1,200   until ${lastDay}`,
  ])
  assert.deepEqual(await held(hinako), { coin: 4300, points: 1500, lots: [1200, 300] })
  const { items } = await hinako.ask(listHistory, { query: { limit: 5 } })
  const renewal = items.find(({ kind }) => kind === 'renewal')
  assert.equal(renewal?.points, 1200)
  const { lots } = await hinako.ask(readHistoryItem, { params: { id: renewal.id } })
  assert.deepEqual(lots, [{ points: 1200, lastDay }])
})

test('返金: a frozen payer gets the money back, and a suspended store may give it', async () => {
  await using town = await openTown()
  const [hanako, till] = await Promise.all([town.signIn('hanako'), town.signInStaff(tillMail)])
  const payment = await payBakery(hanako, 800)
  await setFrozen(town.database, personOf('hanako').id, true)
  await stopStore(town, bakery)
  await till.ask(refundPayment, refundOf(payment, 800))
  assert.equal((await held(hanako)).coin, 12_000)
  // The freeze was none of the office's: the books of this town should not say so.
  await setFrozen(town.database, personOf('hanako').id, false)
})

test('返金: only the store that was paid gives back, and only whole yen', async () => {
  await using town = await openTown()
  const [hanako, till, dolls] = await Promise.all([
    town.signIn('hanako'),
    town.signInStaff(tillMail),
    town.signInStaff('owner@dolls.example.jp'),
  ])
  const payment = await payBakery(hanako, 500)
  assert.equal(await dolls.refused(refundPayment, refundOf(payment, 500)), 'not_found')
  assert.equal(await dolls.refused(readStorePayment, { params: { id: payment } }), 'not_found')
  assert.equal(await till.refused(refundPayment, refundOf(makeId(), 500)), 'not_found')
  assert.equal(await hanako.refused(refundPayment, refundOf(payment, 500)), 'not_signed_in')
  for (const amount of [0, -1, 1.5, 2 ** 53]) {
    assert.equal(await till.refused(refundPayment, refundOf(payment, amount)), 'invalid_input')
  }
  assert.equal(await till.refused(refundPayment, refundOf(payment, 1, makeId(), ' ')), 'invalid_input')
  assert.equal((await held(hanako)).coin, 11_500)
})

test('返金: somebody who takes over the id of a payment gets nothing of it', async () => {
  await using town = await openTown()
  const [hanako, hinako, till] = await Promise.all([
    town.signIn('hanako'),
    town.signIn('hinako'),
    town.signInStaff(tillMail),
  ])
  const payment = await payBakery(hanako, 500)
  const copy = { id: payment, storeId: bakery, coin: 10, points: 0, via: 'store_code' as const }
  await hinako.ask(pay, { body: copy })
  await till.ask(refundPayment, refundOf(payment, 500))
  assert.equal((await held(hanako)).coin, 12_000)
  assert.equal((await held(hinako)).coin, 4290)
})
