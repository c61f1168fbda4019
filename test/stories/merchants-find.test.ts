// stories: merchants
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listStorePlaces, listStores, readStore } from '#contract/merchants.ts'
import { type DayFacts, isOpenAt, readOpening } from '#contract/opening-hours.ts'
import { changeStoreData } from '#contract/store-data.ts'
import { sql } from '#server/lib/database.ts'
import { addDays, dayOf, momentOf, startOfDay } from '#server/lib/day.ts'
import { makeId } from '#server/lib/id.ts'
import { stores as seeded } from '../../seed/stores.ts'
import { bakeryNumber, bakeryOwner, storeIdOf } from '../people.ts'
import { openTown, type Town } from '../town.ts'

/** What a store may know of a day, from the same rows as the server: no store has days of its own here. */
async function readDays(town: Town) {
  const rows = await town.database.many<{ day: string }>(sql`select day::text from town.holiday`)
  const holidays = new Set(rows.map(({ day }) => day))
  return (day: string): DayFacts => ({
    weekday: Temporal.PlainDate.from(day).dayOfWeek,
    holiday: holidays.has(day),
    closed: false,
  })
}

test('お店を探す: open now is open at this minute in Japan, holidays included, whatever the minute', async () => {
  await using town = await openTown()
  const anybody = town.newClient()
  const factsOf = await readDays(town)
  for (let step = 0; step < 8; step += 1) {
    const { day, minute } = momentOf(town.clock.now())
    const moment = { today: factsOf(day), dayBefore: factsOf(addDays(day, -1)), minute }
    const open = seeded.filter(({ hours }) => {
      const opening = readOpening(hours)
      return opening !== undefined && isOpenAt(opening, moment)
    })
    const { total } = await anybody.ask(listStores, { query: { openNow: 'true' } })
    const { places } = await anybody.ask(listStorePlaces, { query: { openNow: 'true' } })
    // A minute may end between the two looks.
    if (momentOf(town.clock.now()).minute === minute) {
      assert.deepEqual([total, places.length], [open.length, open.length], JSON.stringify(moment))
    }
    town.clock.advance({ days: 1, minutes: 245 })
  }
})

/** Moves the clock to a time of a day in Japan that lies ahead. */
function goTo(town: Town, day: string, hour: number): void {
  const wanted = startOfDay(day).getTime() + hour * 3_600_000
  town.clock.advance({ minutes: Math.ceil((wanted - town.clock.now().getTime()) / 60_000) })
}

test('お店を探す: holidays and days of its own are kept by the shop and found by everybody', async () => {
  await using town = await openTown()
  const anybody = town.newClient()
  const isFound = async () => {
    const { stores } = await anybody.ask(listStores, {
      query: { search: 'さくらベーカリー', openNow: 'true' },
    })
    return stores.some(({ number }) => number === bakeryNumber)
  }
  const change = async (over: object) => {
    const owner = await town.signInStaff(bakeryOwner.mail)
    const week = { phone: '048-000-1234', opensAt: 540, closesAt: 1080, closedOn: [], hoursNote: '' }
    const body = { ...week, onHolidays: 'usual' as const, closures: [], ...over }
    await owner.ask(changeStoreData, { params: { id: makeId() }, body })
  }
  const year = Number(dayOf(town.clock.now()).slice(0, 4)) + 1
  // The first of January is a holiday in every year; the others are rows of a table.
  const holiday = `${year}-01-01`
  await town.database.run(
    sql`insert into town.holiday values (${holiday}::date, '元日') on conflict do nothing`,
  )
  goTo(town, holiday, 11)
  await change({})
  assert.equal(await isFound(), true, 'as on any day')
  await change({ onHolidays: 'closed' })
  assert.equal(await isFound(), false)
  await change({ onHolidays: { opensAt: 720, closesAt: 900 }, closedOn: [1, 2, 3, 4, 5, 6, 7] })
  assert.equal(await isFound(), false)
  town.clock.advance({ minutes: 60 })
  assert.equal(await isFound(), true, 'hours of holidays are stronger than the day of the week')
  const closures = [{ firstDay: holiday, lastDay: `${year}-01-03`, note: '年末年始' }]
  await change({ closures })
  assert.equal(await isFound(), false)
  const store = await anybody.ask(readStore, { params: { id: storeIdOf(bakeryNumber) } })
  assert.deepEqual(store.closures, closures)
  const page = await anybody.send({ method: 'GET', url: `/open/stores/${bakeryNumber}` })
  assert.match(page.body, new RegExp(`${year}年1月1日〜${year}年1月3日（年末年始）`))
  const csv = await anybody.send({ method: 'GET', url: '/open/stores.csv' })
  assert.match(csv.body, /年末年始/)
  goTo(town, `${year}-01-04`, 11)
  assert.equal(await isFound(), true, 'and open again by itself')
  const again = await anybody.send({ method: 'GET', url: `/open/stores/${bakeryNumber}` })
  assert.doesNotMatch(again.body, /年末年始/)
})

test('お店を探す: width, kana, order and slips of the pen are forgiven, and what is far is not', async () => {
  await using town = await openTown()
  const anybody = town.newClient()
  const find = async (search: string) => {
    const { stores, total, alike } = await anybody.ask(listStores, { query: { search } })
    assert.equal(stores.length, Math.min(total, 50))
    return { alike, names: stores.map(({ name }) => name) }
  }
  for (const search of ['さくらベーカリー', 'ｻｸﾗﾍﾞｰｶﾘｰ', 'さくら べーかり', 'ベーカリー　さくら'])
    assert.ok((await find(search)).names.includes('さくらベーカリー'), search)
  assert.equal((await find('さくらべーかりー')).alike, false)
  for (const search of ['さくらべーかりん', 'さくらばーかりー', 'さくらベカーリー'])
    assert.ok((await find(search)).names.includes('さくらベーカリー'), search)
  const slip = await find('さくらばーかりー')
  assert.equal(slip.alike, true)
  assert.ok(slip.names[0]?.startsWith('さくらベーカリー'), 'the closest first')
  assert.deepEqual(await find('ぞうのみせや'), { alike: false, names: [] })
  assert.deepEqual(await find('んん'), { alike: false, names: [] })
  const near = await anybody.ask(listStores, { query: { search: 'さくらばーかりー', near: '35.86,139.65' } })
  assert.deepEqual([near.alike, near.stores.length], [true, slip.names.length])
  const page = await anybody.send({
    method: 'GET',
    url: `/open/stores?open=&search=${encodeURIComponent('さくらばーかりー')}`,
  })
  assert.match(page.body, /近い名前のお店はこちらです/)
  assert.match(page.body, /さくらベーカリー/)
})

test('ABU-D02 a search as long as it may be is answered like any other', async () => {
  await using town = await openTown()
  const anybody = town.newClient()
  for (const search of [
    'サクラ'.repeat(20),
    '%'.repeat(60),
    "'; drop table merchants.store; --",
    '𠮷'.repeat(30),
  ]) {
    const { status } = await anybody.call(listStores, { query: { search } })
    assert.equal(status, 200, search)
  }
})
