// A store that the office has stopped is paid by nobody, on no way, from the answer on.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listStores, findStoreToPay, readStaff, readStore, listStorePayments } from '#contract/merchants.ts'
import { chargePayerCode, requestPayment, showPayerCode } from '#contract/payment-codes.ts'
import { pay, refundPayment } from '#contract/payments.ts'
import { liftSuspension, listStoresAtOffice, suspendStore } from '#contract/store-suspensions.ts'
import { makeTillKey } from '#contract/till-keys.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { bakeryNumber, bakeryOwner, manager, office, personOf, storeIdOf } from '../people.ts'
import { openTown, type Town } from '../town.ts'

const storeId = storeIdOf(bakeryNumber)
const stop = (reason = '加盟店からの申し出', wholeMerchant = false) => ({
  params: { storeId },
  body: { id: makeId(), reason, wholeMerchant },
})
const payment = () => ({ body: { id: makeId(), storeId, coin: 1, points: 0, via: 'store_code' as const } })

const countPayments = async (town: Town) =>
  (
    await town.database.one<{ count: number }>(sql`
      select count(*)::int as count from ledger.transfer where to_account = ${storeId}`)
  ).count

test('ABU-R04 fifty payments and a suspension in one instant: none is posted after its answer', async () => {
  await using town = await openTown()
  const desk = await town.signInOperator(office.mail)
  const hanako = await town.signIn('hanako')
  const payers = [hanako, await town.signIn('hinako')]
  const before = await countPayments(town)
  let atAnswer = 0
  const paid = Array.from({ length: 50 }, async (_, n) => payers[n % payers.length]?.call(pay, payment()))
  const stopped = desk.ask(suspendStore, stop()).then(async () => {
    atAnswer = await countPayments(town)
  })
  const answers = await Promise.all(paid)
  await stopped
  const done = answers.filter((answer) => answer?.status === 200).length
  assert.equal(await countPayments(town), atAnswer, 'nothing came after the answer')
  assert.equal(atAnswer - before, done)
  for (const answer of answers.filter((each) => each?.status !== 200))
    assert.equal(answer?.problem?.code, 'store_suspended')
  assert.equal(await hanako.refused(pay, payment()), 'store_suspended')
})

test('ABU-R04 a payment that looked before its store was stopped is waited for', async () => {
  await using town = await openTown()
  const desk = await town.signInOperator(office.mail)
  const [began, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const paying = town.database.transact(async (tx) => {
    const { outcome } = await tx.one<{ outcome: string }>(sql`
      select outcome from payments.pay(${[makeId()]}::uuid[], ${[personOf('hanako').id]}::uuid[],
        ${[storeId]}::uuid[], ${[1]}::bigint[], ${[0]}::bigint[], ${['store_code']}::text[], now())`)
    assert.equal(outcome, 'paid')
    began.resolve()
    await go.promise
  })
  await began.promise
  let answered = false
  const stopping = desk.ask(suspendStore, stop()).then(() => (answered = true))
  const isStopped = () =>
    town.database.maybe(sql`select id from merchants.store where id = ${storeId} and status = 'suspended'`)
  while (!(await isStopped()));
  for (let look = 0; look < 20; look += 1) await isStopped()
  assert.equal(answered, false, 'it is stopped, and not answered while a payment is under way')
  go.resolve()
  await Promise.all([paying, stopping])
})

test('ABU-A13 a stopped store is paid on no way, is found nowhere, and can still give back', async () => {
  await using town = await openTown()
  const [desk, owner, hanako] = await Promise.all([
    town.signInOperator(office.mail),
    town.signInStaff(bakeryOwner.mail),
    town.signIn('hanako'),
  ])
  const { storeCode } = await owner.ask(readStaff)
  const first = payment()
  await hanako.ask(pay, { body: { ...first.body, coin: 100 } })
  const asked = await owner.ask(requestPayment, { body: { id: makeId(), amount: 50 } })
  const { key } = await owner.ask(makeTillKey, { body: { id: makeId(), name: 'レジ', scopes: ['charge'] } })
  const till = town.newClient({ authorization: `Bearer ${key}` })
  const wish = stop()
  await Promise.all([1, 2, 3].map(() => desk.ask(suspendStore, wish)))

  assert.equal(await hanako.refused(pay, payment()), 'store_suspended')
  assert.equal(
    await hanako.refused(pay, { body: { ...payment().body, coin: 50, requestId: asked.id } }),
    'store_suspended',
  )
  for (const text of [storeCode, asked.code, bakeryNumber])
    assert.equal(await hanako.refused(findStoreToPay, { body: { text } }), 'store_suspended')
  assert.equal(await owner.refused(requestPayment, { body: { id: makeId(), amount: 50 } }), 'store_suspended')
  for (const client of [owner, till]) {
    const { code } = await hanako.ask(showPayerCode, { body: { tender: 'coin' } })
    assert.equal(
      await client.refused(chargePayerCode, { body: { id: makeId(), code, amount: 10 } }),
      'store_suspended',
    )
  }

  const { suspended } = await owner.ask(readStaff)
  assert.equal(suspended?.reason, wish.body.reason)
  assert.equal((await hanako.ask(readStore, { params: { id: storeId } })).open, false)
  const anybody = town.newClient()
  const { stores } = await anybody.ask(listStores, { query: { search: 'さくらベーカリー' } })
  assert.ok(!stores.some(({ id }) => id === storeId))
  assert.equal((await anybody.send({ method: 'GET', url: `/open/stores/${bakeryNumber}` })).status, 404)
  for (const url of ['/open/stores.csv', '/open/stores.json'])
    assert.doesNotMatch((await anybody.send({ method: 'GET', url })).body, new RegExp(bakeryNumber))
  const { payments } = await owner.ask(listStorePayments, { query: {} })
  await owner.ask(refundPayment, {
    params: { id: payments[0]?.id ?? '' },
    body: { id: makeId(), amount: 100, reason: '返品' },
  })
  await town.work()
  assert.match((await town.inboxOf(bakeryOwner.mail).all())[0]?.text ?? '', /加盟店からの申し出/)

  await desk.ask(liftSuspension, stop('再開の申し出'))
  await desk.ask(suspendStore, wish)
  await hanako.ask(pay, payment())
  assert.equal((await owner.ask(readStaff)).suspended, null, 'a late repetition stops nothing')
})

test('停止: the whole merchant, one id for one act, and who did it is kept', async () => {
  await using town = await openTown()
  const [desk, second] = [await town.signInOperator(office.mail), await town.signInOperator(manager.mail)]
  const wish = stop('契約の違反', true)
  await desk.ask(suspendStore, wish)
  const { stores } = await second.ask(listStoresAtOffice, { query: { suspended: 'true' } })
  assert.ok(stores.length > 1 && stores.every(({ suspension }) => suspension?.by === office.name))
  assert.equal(stores.length, stores[0]?.ofMerchant)
  assert.equal(await desk.refused(liftSuspension, wish), 'invalid_input')
  assert.equal(await second.refused(suspendStore, wish), 'invalid_input')
  assert.equal(await desk.refused(suspendStore, { ...wish, params: { storeId: makeId() } }), 'not_found')
  const found = await second.ask(listStoresAtOffice, { query: { search: bakeryNumber } })
  assert.deepEqual(
    found.stores.map(({ number }) => number),
    [bakeryNumber],
  )
  const audited = await town.database.many(sql`select act from operators.audit where subject = ${storeId}`)
  assert.deepEqual(audited, [{ act: 'suspend_store' }])
})
