// stories: merchants, payments
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findStoreToPay, listStorePayments, listStores, readStaff, readStore } from '#contract/merchants.ts'
import { pay, readStorePayment } from '#contract/payments.ts'
import { makeId } from '#server/lib/id.ts'
import { bakeryNumber } from '../people.ts'
import { openTown } from '../town.ts'

test('the code that the bakery prints leads a resident to it, and the payment into its day', async () => {
  await using town = await openTown()
  const [till, hanako] = await Promise.all([
    town.signInStaff('till@bakery.example.jp'),
    town.signIn('hanako'),
  ])
  const { store, storeCode, role } = await till.ask(readStaff)
  assert.deepEqual([store.number, role], [bakeryNumber, 'till'])
  assert.deepEqual(await hanako.ask(findStoreToPay, { body: { text: storeCode } }), store)

  const before = await till.ask(listStorePayments, { query: {} })
  const id = makeId()
  await hanako.ask(pay, { body: { id, storeId: store.id, coin: 300, points: 20, via: 'store_code' } })
  const after = await till.ask(listStorePayments, { query: {} })
  assert.equal(after.takings.count, before.takings.count + 1)
  assert.equal(after.takings.coin, before.takings.coin + 300)
  const [newest] = after.payments
  assert.deepEqual([newest?.id, newest?.coin, newest?.points], [id, 300, 20])
})

test('anybody finds a store, however its name is typed', async () => {
  await using town = await openTown()
  const anybody = town.newClient()
  const hiragana = await anybody.ask(listStores, { query: { search: 'さくら べーかりー' } })
  const halfWidth = await anybody.ask(listStores, { query: { search: 'ｻｸﾗﾍﾞｰｶﾘｰ' } })
  assert.ok(hiragana.total > 0)
  assert.deepEqual(halfWidth, hiragana)
  const [first] = hiragana.stores
  assert.deepEqual(await anybody.ask(readStore, { params: { id: first!.id } }), first)
})

test('two residents who pay a store under one id are both in its day, and no page is cut between them', async () => {
  await using town = await openTown()
  const [till, hanako, yutaka] = await Promise.all([
    town.signInStaff('till@bakery.example.jp'),
    town.signIn('hanako'),
    town.signIn('yutaka'),
  ])
  const { store } = await till.ask(readStaff)
  const before = await till.ask(listStorePayments, { query: {} })
  const payOne = async (client: typeof hanako, id: string) =>
    client.ask(pay, { body: { id, storeId: store.id, coin: 1, points: 0, via: 'store_code' } })
  const same = makeId()
  await payOne(hanako, same)
  // As many as make the shared id the last of the first page, were it one payment.
  for (let n = 0; n < 49; n++) await payOne(hanako, makeId())
  await payOne(yutaka, same)
  const first = await till.ask(listStorePayments, { query: {} })
  assert.equal(first.takings.count, before.takings.count + 51)
  assert.deepEqual(
    first.payments.slice(-2).map(({ id }) => id),
    [same, same],
  )
  const rest = await till.ask(listStorePayments, { query: { before: same } })
  assert.deepEqual(rest.payments, before.payments.slice(0, 50))
  assert.equal(first.more, before.payments.length > 0)
})

test('a till reads the payments of its own day alone, by id as well', async () => {
  await using town = await openTown()
  const [till, hanako] = await Promise.all([
    town.signInStaff('till@bakery.example.jp'),
    town.signIn('hanako'),
  ])
  const { store } = await till.ask(readStaff)
  const id = makeId()
  await hanako.ask(pay, { body: { id, storeId: store.id, coin: 1, points: 0, via: 'store_code' } })
  assert.equal((await till.ask(readStorePayment, { params: { id } })).id, id)
  town.clock.advance({ days: 1 })
  const [next, owner] = await Promise.all([
    town.signInStaff('till@bakery.example.jp'),
    town.signInStaff('owner@bakery.example.jp'),
  ])
  assert.equal(await next.refused(readStorePayment, { params: { id } }), 'manager_needed')
  assert.equal((await owner.ask(readStorePayment, { params: { id } })).id, id)
})
