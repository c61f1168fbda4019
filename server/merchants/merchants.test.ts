import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { ReplyOf } from '#contract/endpoint.ts'
import { searchKey } from '#contract/kana.ts'
import type { listStores as contract } from '#contract/merchants.ts'
import { writeRefund } from '../../test/small-book.ts'
import { openSmallTown, type SmallTown } from '../../test/small-town.ts'
import { sql } from '../lib/database.ts'
import { addDays } from '../lib/day.ts'
import { makeId } from '../lib/id.ts'
import { type Facts, Refusal } from '../lib/refusal.ts'
import { findStoreToPay } from './find-store-to-pay.ts'
import { listStorePayments } from './list-store-payments.ts'
import { listStores } from './list-stores.ts'
import { readStaff } from './read-staff.ts'
import { readStore } from './read-store.ts'

let town: SmallTown

before(async () => {
  town = await openSmallTown()
  const names: [number: string, name: string, kana: string, ward: string, points: boolean, status: string][] =
    [
      ['110103', '三橋くらしの電器', 'ミハシクラシノデンキ', '西区', true, 'open'],
      ['110106', '馬宮酒店', 'マミヤサケテン', '西区', false, 'open'],
      ['999999', 'もうない店', 'モウナイミセ', '西区', true, 'suspended'],
    ]
  for (const [number, name, kana, ward, points, status] of names) {
    await town.owner.run(sql`
      insert into merchants.store
        (id, merchant_id, number, name, kana, search, category, ward, address, phone, hours, accepts_points,
         latitude, longitude, status)
      select ${makeId()}, merchant_id, ${number}, ${name}, ${kana}, ${searchKey(name + kana)}, category,
        ${ward}, address, phone, hours, ${points}, latitude, longitude, ${status}
      from merchants.store where number = '130107'`)
  }
})

after(() => town.close())

const refused =
  (code: string, facts: Facts = {}) =>
  (error: unknown) => {
    assert.ok(error instanceof Refusal)
    assert.deepEqual({ code: error.code, facts: error.facts }, { code, facts })
    return true
  }

test('stores are found by what they are called, however it is typed', async () => {
  const find = async (query: object) => {
    const { stores, total, next } = await listStores(town.call('', { query }))
    assert.equal(total, stores.length)
    assert.equal(next, null)
    return stores.map((store) => store.number)
  }
  assert.deepEqual(await find({}), ['130107', '110106', '110103'])
  for (const search of ['さくら ベーカリー', 'ｻｸﾗﾍﾞｰｶﾘ', 'サクラ・ベーカリー', '吉敷町 さくら']) {
    assert.deepEqual(await find({ search }), ['130107'], search)
  }
  assert.deepEqual(await find({ search: 'もうない' }), [])
  assert.deepEqual(await find({ search: '%' }), ['130107', '110106', '110103'])
  assert.deepEqual(await find({ ward: '西区' }), ['110106', '110103'])
  assert.deepEqual(await find({ ward: '西区', acceptsPoints: 'true' }), ['110103'])
  assert.deepEqual(await find({ acceptsPoints: 'false' }), ['110106'])
  assert.deepEqual(await find({ category: 'cafe' }), [])
  const { stores } = await listStores(town.call('', { query: {} }))
  assert.deepEqual(await readStore(town.call('', { params: { id: stores[0]!.id } })), stores[0])
})

test('the next page begins after the last store; what is no store is refused', async () => {
  const first = await listStores(town.call('', { query: {} }))
  const rest = await listStores(town.call('', { query: { after: first.stores[0]!.id } }))
  assert.deepEqual(rest.stores, first.stores.slice(1))
  assert.equal(rest.total, 3)
  await assert.rejects(listStores(town.call('', { query: { after: "'" } })), refused('invalid_input'))
  await assert.rejects(readStore(town.call('', { params: { id: makeId() } })), refused('not_found'))
})

test('a long list comes in pages that leave nobody out', async () => {
  await town.owner.run(sql`
    insert into merchants.store
      (id, merchant_id, number, name, kana, search, category, ward, address, phone, hours, accepts_points,
       latitude, longitude)
    select gen_random_uuid(), merchant_id, 500000 + n, name, 'オナジミセ', search, category, '緑区', address, phone,
      hours, true, latitude, longitude
    from merchants.store, generate_series(1, 120) n where number = '130107'`)
  const ids = new Set<string>()
  const sizes: number[] = []
  for (let next: string | null | undefined; next !== null; ) {
    const query = { ward: '緑区', ...(next === undefined ? {} : { after: next }) }
    const page: ReplyOf<typeof contract> = await listStores(town.call('', { query }))
    sizes.push(page.stores.length)
    for (const { id } of page.stores) ids.add(id)
    next = page.next
  }
  assert.deepEqual([sizes, ids.size], [[50, 50, 20], 120])
})

test('a code or number leads to the store, or says why not', async () => {
  const find = (text: string) => findStoreToPay(town.call(town.book.resident, { body: { text } }))
  const staff = await readStaff(town.call(town.book.staff))
  assert.equal((await find(staff.storeCode)).id, town.book.store)
  assert.equal((await find('１３０１０７')).id, town.book.store)
  await assert.rejects(find('https://pay.line.me/x'), refused('code_foreign', { scheme: 'LINE Pay' }))
  await assert.rejects(find(staff.storeCode.slice(0, -1)), refused('code_damaged'))
  await assert.rejects(find('123456'), refused('store_unknown'))
  await assert.rejects(find('999999'), refused('store_suspended'))
})

test('staff see their name, their store and its code', async () => {
  const { name, role, store } = await readStaff(town.call(town.book.staff))
  assert.deepEqual([name, role, store.id], ['佐藤', 'till', town.book.store])
})

test("a day's payments and refunds add up, newest first", async () => {
  const { staff, resident, store, payment, today } = town.book
  const second = makeId()
  const paid = await town.owner.one<{ outcome: string }>(sql`
    select outcome from payments.pay(${[second]}::uuid[], ${[resident]}::uuid[], ${[store]}::uuid[],
      ${[500]}::bigint[], ${[0]}::bigint[], ${['store_number']}::text[], now())`)
  assert.equal(paid.outcome, 'paid')
  await writeRefund(town.owner, town.book)
  const list = (query: object) => listStorePayments(town.call(staff, { query }))
  const all = await list({})
  const refunded = { count: 1, coin: 2000, points: 150 }
  assert.deepEqual(all.takings, { count: 2, coin: 2500, points: 400, refunded })
  assert.deepEqual(
    all.payments.map(({ id, coin, points, refunded: back }) => [id, coin, points, back.coin, back.points]),
    [
      [second, 500, 0, 0, 0],
      [payment, 2000, 400, 2000, 150],
    ],
  )
  assert.equal(all.day, today)
  assert.deepEqual((await list({ day: today, before: second })).payments, all.payments.slice(1))
  await assert.rejects(list({ day: addDays(today, -1) }), refused('manager_needed'))
  const dayBefore = { query: { day: addDays(today, -1) } }
  const yesterday = await listStorePayments(town.call(staff, dayBefore, 'owner'))
  assert.deepEqual(yesterday.takings, {
    ...{ count: 0, coin: 0, points: 0 },
    refunded: { count: 0, coin: 0, points: 0 },
  })
  assert.deepEqual(yesterday.payments, [])
})
