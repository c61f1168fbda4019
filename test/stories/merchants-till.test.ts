// stories: merchants, payments
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findStoreToPay, listStorePayments, listStores, readStaff, readStore } from '#contract/merchants.ts'
import { pay } from '#contract/payments.ts'
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
