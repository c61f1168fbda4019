// stories: payments, points
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pay, readPayment, withdrawPayment } from '#contract/payments.ts'
import { readWallet } from '#contract/wallets.ts'
import { makeId } from '#server/lib/id.ts'
import { seedId } from '../../seed/id.ts'
import { bakeryNumber, dollShopNumber, personOf, storeIdOf } from '../people.ts'
import { stopStore } from '../steps.ts'
import { openTown, type Town } from '../town.ts'

const bakery = storeIdOf(bakeryNumber)
const dollShop = storeIdOf(dollShopNumber)

const paymentOf = (coin: number, points = 0, storeId = bakery) => ({
  body: { id: makeId(), storeId, coin, points, via: 'store_code' as const },
})

/** What was added to a resident's books since they were last looked at. */
async function booksSince(town: Town, residentId: string, before: string): Promise<string[]> {
  const now = await town.books(residentId)
  assert.ok(now.startsWith(before))
  return now.slice(before.length).split('\n').filter(Boolean)
}

test('支払う: coin only, points only, and both; the oldest points go first', async () => {
  await using town = await openTown()
  const { id } = personOf('hanako')
  const client = await town.signIn('hanako')
  const before = await town.books(id)
  const coinOnly = await client.ask(pay, paymentOf(1500))
  assert.deepEqual(
    [coinOnly.storeName, coinOnly.coinAfter, coinOnly.pointsAfter],
    ['さくらベーカリー', 10_500, null],
  )
  const pointsOnly = await client.ask(pay, paymentOf(0, 100))
  assert.deepEqual([pointsOnly.coinAfter, pointsOnly.pointsAfter], [null, 760])
  const both = await client.ask(pay, paymentOf(500, 450))
  assert.deepEqual([both.coinAfter, both.pointsAfter], [10_000, 310])
  assert.deepEqual(await booksSince(town, id, before), [
    'payment   wallet → store   coin   1,500',
    'payment   wallet → store   points   100',
    'payment   wallet → store   coin   500',
    'payment   wallet → store   points   450',
  ])
  const wallet = await client.ask(readWallet)
  assert.deepEqual([wallet.coin, wallet.points], [10_000, 310])
  // 500 points of a campaign ran out first and are used up; what is left comes from the top-up bonus.
  assert.deepEqual(
    wallet.expiring.map(({ points }) => points),
    [310],
  )
})

test('支払う: the same payment ten times at once is paid once and answered ten times alike', async () => {
  await using town = await openTown()
  const client = await town.signIn('hanako')
  const payment = paymentOf(700, 50)
  const answers = await Promise.all(Array.from({ length: 10 }, () => client.ask(pay, payment)))
  assert.equal(new Set(answers.map((answer) => JSON.stringify(answer))).size, 1)
  const wallet = await client.ask(readWallet)
  assert.deepEqual([wallet.coin, wallet.points], [11_300, 810])
  assert.deepEqual(await client.ask(readPayment, { params: { id: payment.body.id } }), answers[0])
})

test('支払う: a used id with other content is refused, also when the store has closed since', async () => {
  await using town = await openTown()
  const client = await town.signIn('hanako')
  const payment = paymentOf(700)
  const first = await client.ask(pay, payment)
  for (const change of [{ coin: 701 }, { points: 1 }, { storeId: dollShop }]) {
    const other = { body: { ...payment.body, ...change } }
    assert.equal(await client.refused(pay, other), 'payment_exists_with_different_content')
  }
  await stopStore(town, bakery)
  assert.deepEqual(await client.ask(pay, payment), first)
  assert.equal(await client.refused(pay, paymentOf(1)), 'store_suspended')
})

test('支払う: what is refused, and nothing moves', async () => {
  await using town = await openTown()
  const { id } = personOf('hanako')
  const client = await town.signIn('hanako')
  const before = await town.books(id)
  const refusals = [
    [paymentOf(1, 0, seedId('store:nowhere')), 'store_unknown'],
    [paymentOf(100, 1, dollShop), 'points_not_accepted'],
    [paymentOf(100_001), 'payment_over_limit'],
    [paymentOf(12_001), 'insufficient_balance'],
    [paymentOf(0, 861), 'insufficient_balance'],
    [paymentOf(12_000, 861), 'insufficient_balance'],
    [paymentOf(0, 0), 'invalid_input'],
  ] as const
  for (const [payment, code] of refusals) assert.equal(await client.refused(pay, payment), code)
  const yesterday = paymentOf(1)
  town.clock.advance({ days: 2 })
  assert.equal(await client.refused(pay, yesterday), 'clock_off')
  assert.deepEqual(await booksSince(town, id, before), [])
})

test('支払う: a frozen wallet pays nobody, and nobody pays from another’s wallet', async () => {
  await using town = await openTown()
  const makoto = await town.signIn('makoto')
  assert.equal(await makoto.refused(pay, paymentOf(1)), 'frozen')
  const hanako = await town.signIn('hanako')
  const payment = paymentOf(300)
  await hanako.ask(pay, payment)
  assert.equal(
    await (await town.signIn('aoi')).refused(readPayment, { params: { id: payment.body.id } }),
    'not_found',
  )
  assert.equal(await town.newClient().refused(pay, payment), 'not_signed_in')
})

test('支払う: what is left is paid to the last yen by one of two who ask at once', async () => {
  await using town = await openTown()
  const client = await town.signIn('hanako')
  const answers = await Promise.all([
    client.call(pay, paymentOf(12_000)),
    client.call(pay, paymentOf(12_000)),
  ])
  assert.deepEqual(answers.map(({ problem }) => problem?.code ?? 'paid').toSorted(), [
    'insufficient_balance',
    'paid',
  ])
  assert.equal((await client.ask(readWallet)).coin, 0)
})

test('支払いをやめる: before it was made its id never pays; after it the payment is told', async () => {
  await using town = await openTown()
  const client = await town.signIn('hanako')
  const never = paymentOf(700)
  const { coin } = await client.ask(readWallet)
  const withdraw = (id: string) => client.ask(withdrawPayment, { body: { id } })
  assert.deepEqual(await withdraw(never.body.id), { payment: null })
  assert.deepEqual(await withdraw(never.body.id), { payment: null })
  assert.equal(await client.refused(pay, never), 'payment_withdrawn')
  const made = paymentOf(300)
  const paid = await client.ask(pay, made)
  assert.deepEqual(await withdraw(made.body.id), { payment: paid })
  assert.deepEqual(await client.ask(pay, made), paid)
  assert.equal((await client.ask(readWallet)).coin, coin - 300)

  const other = await town.signIn('yutaka')
  const ofHanako = paymentOf(100)
  assert.deepEqual(await other.ask(withdrawPayment, { body: { id: ofHanako.body.id } }), { payment: null })
  assert.equal((await client.ask(pay, ofHanako)).coin, 100, 'nobody withdraws for somebody else')
})

test('支払いをやめる: an id of another day pays nothing, and one of the future is of no clock', async () => {
  await using town = await openTown()
  const old = makeId()
  const made = paymentOf(300)
  await (await town.signIn('hanako')).ask(pay, made)
  town.clock.advance({ days: 3 })
  const client = await town.signIn('hanako')
  assert.deepEqual(await client.ask(withdrawPayment, { body: { id: old } }), { payment: null })
  assert.equal((await client.ask(withdrawPayment, { body: { id: made.body.id } })).payment?.coin, 300)
  town.clock.advance({ days: -8 })
  const before = await town.signIn('hanako')
  assert.equal(await before.refused(withdrawPayment, { body: { id: old } }), 'clock_off')
})

test('支払いをやめる: fifty payments and fifty withdrawals in one instant say the same about each', async () => {
  await using town = await openTown()
  const client = await town.signIn('hanako')
  const { coin } = await client.ask(readWallet)
  const payments = Array.from({ length: 50 }, () => paymentOf(10))
  const told = await Promise.all(
    payments.flatMap((payment) => [
      client.call(pay, payment).then(({ reply, problem }) => reply?.id ?? problem?.code),
      client.ask(withdrawPayment, { body: { id: payment.body.id } }).then(({ payment: made }) => made?.id),
    ]),
  )
  let paid = 0
  for (const [n, { body }] of payments.entries()) {
    const [answer, made] = [told[2 * n], told[2 * n + 1]]
    assert.deepEqual([answer, made], made ? [body.id, body.id] : ['payment_withdrawn', undefined])
    if (made) paid += 1
  }
  assert.equal((await client.ask(readWallet)).coin, coin - paid * 10)
})
