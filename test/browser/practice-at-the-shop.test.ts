// 練習: a shop takes a payment and gives it back with play money, on phone and tablet, and the server hears nothing.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { openTown } from '../town.ts'
import { requireApps } from './apps.ts'
import { openBrowser } from './chrome.ts'
import { makeSee, openPage, signIn, testViolations } from './screens.ts'
import { arriveAt, press } from './walker.ts'

let town: Awaited<ReturnType<typeof openTown>>
let browser: Browser
let shop: Page
const { see, violations } = makeSee('practice-shop')

before(async () => {
  requireApps()
  town = await openTown()
  const origin = await town.listen()
  browser = await openBrowser()
  shop = await openPage(browser, 'phone')
  await signIn(shop, `${origin}/merchant/`, 'till@bakery.example.jp')
})

after(async () => {
  await browser?.close()
  await town?.[Symbol.asyncDispose]()
})

const mark = () => shop.getByText('練習中・お金は動きません').waitFor()

test('the shop practises: an amount, a payment, a refund, each marked as practice', async () => {
  await shop.getByRole('link', { name: 'メニュー' }).click()
  await shop.getByRole('link', { name: /練習/ }).click()
  await arriveAt(shop, 'レジの練習')
  await mark()
  await see('begin', shop)
  const sent: string[] = []
  shop.on('request', (request) => {
    if (request.method() !== 'GET') sent.push(request.url())
  })
  await press(shop, '練習をはじめる')
  await shop.getByLabel('お会計の金額').fill('640')
  await mark()
  await press(shop, 'コードを出す')
  await mark()
  await see('show', shop)
  await press(shop, 'お客さまが支払う')
  await mark()
  await see('received', shop)
  await shop.setViewportSize({ width: 360, height: 740 })
  await see('received-360', shop)
  await press(shop, '返金を練習する')
  await shop.getByLabel('返金する金額').fill('640')
  await shop.getByText('商品の返品').click()
  await mark()
  await see('refund-360', shop)
  await shop.setViewportSize({ width: 820, height: 1180 })
  await press(shop, '確認へ進む')
  await shop.getByText('練習：640円を返金しますか').waitFor()
  await see('confirm-tablet', shop)
  await press(shop, '返金する')
  await shop.getByText('640円を返金する練習をしました').waitFor()
  await see('refunded-tablet', shop)
  assert.deepEqual(sent, [])
})

testViolations(violations)
