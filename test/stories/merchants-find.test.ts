// stories: merchants
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listStorePlaces, listStores } from '#contract/merchants.ts'
import { isOpenAt, readOpening } from '#contract/opening-hours.ts'
import { momentOf } from '#server/lib/day.ts'
import { stores as seeded } from '../../seed/stores.ts'
import { openTown } from '../town.ts'

test('お店を探す: open now is open at this minute of the week in Japan, whatever the minute', async () => {
  await using town = await openTown()
  const anybody = town.newClient()
  for (let step = 0; step < 8; step += 1) {
    const moment = momentOf(town.clock.now())
    const open = seeded.filter(({ hours }) => {
      const opening = readOpening(hours)
      return opening !== undefined && isOpenAt(opening, moment)
    })
    const { total } = await anybody.ask(listStores, { query: { openNow: 'true' } })
    const { places } = await anybody.ask(listStorePlaces, { query: { openNow: 'true' } })
    // A minute may end between the two looks.
    if (momentOf(town.clock.now()).minute === moment.minute) {
      assert.deepEqual([total, places.length], [open.length, open.length], JSON.stringify(moment))
    }
    town.clock.advance({ days: 1, minutes: 245 })
  }
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
