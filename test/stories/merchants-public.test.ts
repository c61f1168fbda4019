// stories: merchants
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { listStorePlaces, listStores, readStore } from '#contract/merchants.ts'
import { sql } from '#server/lib/database.ts'
import { bakeryNumber, storeIdOf } from '../people.ts'
import { stopStore } from '../steps.ts'
import { openTown } from '../town.ts'

test('加盟店: anybody reads the list on the web, without an app, a session or a script', async () => {
  await using town = await openTown()
  const anybody = town.newClient()
  const get = (url: string) => anybody.send({ method: 'GET', url })
  const first = await get('/open/stores')
  assert.equal(first.status, 200)
  assert.match(String(first.headers['content-type']), /^text\/html/)
  assert.equal(/<script|set-cookie/i.test(first.body + JSON.stringify(first.headers)), false)
  const next = /rel="next" href="([^"]+)"/.exec(first.body)?.[1]?.replaceAll('&amp;', '&')
  assert.ok(next && (await get(next)).body !== first.body)

  const found = await get(
    `/open/stores?search=${encodeURIComponent('さくら べーかりー')}&ward=${encodeURIComponent('浦和区')}`,
  )
  assert.match(found.body, /さくらベーカリー/)
  assert.match(
    (await get('/open/stores?search=%E3%81%9F%E3%82%93%E3%81%99%E3%81%AB%E3%81%94%E3%82%93')).body,
    /当てはまるお店はありません/,
  )
  const page = await get(`/open/stores/${bakeryNumber}`)
  assert.match(page.body, new RegExp(`/stores/${storeIdOf(bakeryNumber)}`))
  assert.equal((await get('/open/stores/999999')).status, 404)
  assert.equal((await get('/open/stores?after=1&ward=%00&points=%27')).status, 200)
  assert.match((await get('/sitemap.xml')).body, new RegExp(`/open/stores/${bakeryNumber}</loc>`))
  assert.match((await get('/robots.txt')).body, /Sitemap: http/)
})

test('加盟店: the open data are the open stores, with lasting ids and a licence', async () => {
  await using town = await openTown()
  const anybody = town.newClient()
  const json = await anybody.send({ method: 'GET', url: '/open/stores.json' })
  const { stores, licence } = JSON.parse(json.body) as {
    stores: { id: string; name: string; opening: object | null }[]
    licence: string
  }
  assert.match(licence, /creativecommons/)
  assert.equal(stores.find(({ id }) => id === bakeryNumber)?.name, 'さくらベーカリー')
  assert.deepEqual(stores.find(({ id }) => id === bakeryNumber)?.opening, {
    ...{ opens: '7:30', closes: '18:30', closedOn: [1], onHolidays: 'usual' },
  })
  const csv = await anybody.send({ method: 'GET', url: '/open/stores.csv' })
  assert.equal(csv.body.charCodeAt(0), 0xfeff)
  const rows = parse<Record<string, string>>(csv.body, { columns: true, bom: true })
  assert.deepEqual(
    rows.map((row) => row['ID']),
    stores.map(({ id }) => id),
  )
})

test('ABU-I02 ABU-I03 a store whose name is a script or a formula is a name', async () => {
  await using town = await openTown()
  const anybody = town.newClient()
  await town.database.run(sql`
    update merchants.store set name = '<script>alert(1)</script>', address = '=HYPERLINK("http://evil")'
    where number = ${bakeryNumber}`)
  const page = await anybody.send({ method: 'GET', url: `/open/stores/${bakeryNumber}` })
  assert.equal(page.body.includes('<script>'), false)
  assert.match(page.body, /&lt;script&gt;/)
  const csv = await anybody.send({ method: 'GET', url: '/open/stores.csv' })
  const row = parse<Record<string, string>>(csv.body, { columns: true, bom: true }).find(
    (each) => each['ID'] === bakeryNumber,
  )
  assert.equal(row?.['住所']?.startsWith("'="), true)
  await stopStore(town, storeIdOf(bakeryNumber))
  assert.equal((await anybody.send({ method: 'GET', url: `/open/stores/${bakeryNumber}` })).status, 404)
})

test('加盟店: near somebody, the nearest fifty come first; a map gets them all', async () => {
  await using town = await openTown()
  const anybody = town.newClient()
  const bakery = await anybody.ask(readStore, { params: { id: storeIdOf(bakeryNumber) } })
  const near = `${bakery.latitude},${bakery.longitude}`
  const { stores, total, next } = await anybody.ask(listStores, { query: { near } })
  assert.deepEqual([stores[0]?.number, stores[0]?.metres, stores.length, next], [bakeryNumber, 0, 50, null])
  assert.equal(await anybody.refused(listStores, { query: { near: '35,x' } as never }), 'invalid_input')
  const { places } = await anybody.ask(listStorePlaces, { query: { acceptsPoints: 'true' } })
  assert.equal(places.length < total && places.every((place) => place.acceptsPoints), true)
})
