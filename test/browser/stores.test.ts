// お店を探す: the list, the nearest first, the map, and the public pages, as anybody finds them.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { readStore } from '#contract/merchants.ts'
import { bakeryNumber, storeIdOf } from '../people.ts'
import { openTown } from '../town.ts'
import { openBrowser } from './chrome.ts'
import { makeSee, openPage, testViolations } from './screens.ts'
import { arriveAt, press } from './walker.ts'

let town: Awaited<ReturnType<typeof openTown>>
let browser: Browser
let page: Page
let origin: string
const look = makeSee('stores', { onSmallPhones: true })
const see = (screen: string, on = page) => look.see(screen, on)

before(async () => {
  town = await openTown()
  browser = await openBrowser()
  origin = await town.listen()
  page = await openPage(browser, 'phone')
  const device = page.context()
  const { latitude, longitude } = await town
    .newClient()
    .ask(readStore, { params: { id: storeIdOf(bakeryNumber) } })
  await device.setGeolocation({ latitude, longitude })
  await device.grantPermissions(['geolocation'], { origin })
})

after(async () => {
  await browser?.close()
  await town?.[Symbol.asyncDispose]()
})

test('お店: the nearest come first, with how far it is', async () => {
  await page.goto(`${origin}/stores`)
  await page.getByText(/^\d+店$/).waitFor()
  await press(page, '近い順にする')
  const rows = page.getByRole('listitem').filter({ hasText: /\d(m|km)・/ })
  await rows.first().waitFor()
  const metres = (await rows.allTextContents()).map((row) => {
    const [, number = '', unit] = /([\d.]+)(m|km)・/.exec(row) ?? []
    return Number(number) * (unit === 'km' ? 1000 : 1)
  })
  assert.equal(metres.length, 50)
  assert.deepEqual(
    metres,
    metres.toSorted((a, b) => a - b),
  )
  await see('near')
})

test('お店: the map shows them without any background, and a touch shows one', async () => {
  await press(page, '地図で見る')
  const map = page.locator('canvas')
  await map.waitFor()
  await page.getByText(/丸を押すと、お店が表示されます。/).waitFor()
  await page.getByTitle('現在地').waitFor()
  // The map stands around the person, who stands at the bakery; it draws when it is ready.
  const shown = page.getByRole('button', { name: 'このお店を見る' })
  const { width = 0, height = 0 } = (await map.boundingBox()) ?? {}
  for (let tries = 0; tries < 20 && !(await shown.isVisible()); tries += 1) {
    await map.click({ position: { x: width / 2, y: height / 2 }, force: true })
    await page.waitForTimeout(250)
  }
  await page.getByText('さくらベーカリー', { exact: true }).waitFor()
  await see('map')
  await press(page, '近い順をやめる')
  await page.locator('.maplibregl-marker').filter({ hasText: '浦和区' }).waitFor()
  await see('map-all')
  await press(page, '一覧で見る')
  await page.getByText(/^\d+店$/).waitFor()
})

test('お店: the public list reads the same without the app', async () => {
  await page.goto(`${origin}/open/stores`)
  await arriveAt(page, 'さいコインが使えるお店')
  await see('public-list')
  await page.getByLabel('お店の名前・住所').fill('さくらべーかりー')
  await page.getByRole('button', { name: '探す' }).click()
  await page.getByRole('link', { name: /さくらベーカリー パン/ }).click()
  await arriveAt(page, 'さくらベーカリー')
  await see('public-store')
})

testViolations(look.violations)
