// stories: operators, merchants
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findStoreToPay, listStorePayments, readStaff } from '#contract/merchants.ts'
import { findResidents, freezeResident, readBooks, unfreezeResident } from '#contract/operators.ts'
import { pay } from '#contract/payments.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { bakeryNumber, bakeryOwner, office, personOf, storeIdOf } from '../people.ts'
import { openTown } from '../town.ts'

const paymentOf = (coin: number) => ({
  body: { id: makeId(), storeId: storeIdOf(bakeryNumber), coin, points: 0, via: 'store_code' as const },
})

test('店舗: the printed code and the number lead to the store, and what is paid is seen there', async () => {
  await using town = await openTown()
  const owner = await town.signInStaff(bakeryOwner.mail)
  const { store, storeCode } = await owner.ask(readStaff)
  const hanako = await town.signIn('hanako')
  for (const text of [storeCode, bakeryNumber]) {
    assert.deepEqual(await hanako.ask(findStoreToPay, { body: { text } }), store)
  }
  for (const [text, code] of [
    ['https://example.jp/', 'code_foreign'],
    [storeCode.slice(0, -1), 'code_damaged'],
    ['999999', 'store_unknown'],
  ] as const) {
    assert.equal(await hanako.refused(findStoreToPay, { body: { text } }), code)
  }
  const before = (await owner.ask(listStorePayments, { query: {} })).takings
  const payment = paymentOf(640)
  await hanako.ask(pay, payment)
  const { takings, payments } = await owner.ask(listStorePayments, { query: {} })
  assert.deepEqual([takings.count, takings.coin], [before.count + 1, before.coin + 640])
  assert.deepEqual([payments[0]?.id, payments[0]?.coin], [payment.body.id, 640])
})

test('利用停止: a freeze holds from the next request on, is audited, and can be lifted', async () => {
  await using town = await openTown()
  const hanako = await town.signIn('hanako')
  const operator = await town.signInOperator(office.mail)
  const found = await operator.ask(findResidents, { query: { search: 'hanako@example.jp' } })
  assert.deepEqual(
    found.residents.map(({ id }) => id),
    [personOf('hanako').id],
  )
  const params = { residentId: personOf('hanako').id }
  await operator.ask(freezeResident, { params, body: { id: makeId(), reason: '本人からの届け出' } })
  assert.equal(await hanako.refused(pay, paymentOf(1)), 'frozen')
  await operator.ask(unfreezeResident, { params, body: { id: makeId(), reason: '本人を確認' } })
  await hanako.ask(pay, paymentOf(1))
  const acts = await town.database.many(
    sql`select act, subject from operators.audit where subject = ${params.residentId} and act ~ 'freeze' order by at`,
  )
  assert.equal(acts.length, 2)
  const { checks } = await operator.ask(readBooks)
  assert.deepEqual(
    checks.filter(({ offending }) => offending > 0),
    [],
  )
})
