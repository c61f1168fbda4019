// 取消 and 返金 on the shop's phone, with the resident's phone beside it.
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { pay } from '#contract/payments.ts'
import { makeId } from '#server/lib/id.ts'
import { bakeryNumber, storeIdOf } from '../people.ts'
import type { Client } from '../client.ts'
import { openTown } from '../town.ts'
import { openBrowser } from './chrome.ts'
import { makeSee, openPage, signIn, signInResident, startWorker, testViolations } from './screens.ts'
import { arriveAt, press } from './walker.ts'

let town: Awaited<ReturnType<typeof openTown>>
let browser: Browser
let shop: Page
let hanako: Client
let worker: ReturnType<typeof startWorker>
const { see, violations } = makeSee('refund')

before(async () => {
  town = await openTown()
  worker = startWorker(town)
  browser = await openBrowser()
  hanako = await town.signIn('hanako')
  const origin = await town.listen()
  shop = await openPage(browser, 'phone')
  await signIn(shop, `${origin}/merchant/`, 'manager@bakery.example.jp')
  await shop.getByText('受信中').waitFor()
})

after(async () => {
  await browser?.close()
  await worker?.stop()
  await town?.[Symbol.asyncDispose]()
})

/** Hanako pays; the shop opens the payment from its list. */
async function payAndOpen(coin: number, points: number): Promise<void> {
  const body = { id: makeId(), storeId: storeIdOf(bakeryNumber), coin, points, via: 'store_code' as const }
  await hanako.ask(pay, { body })
  const yen = (coin + points).toLocaleString('en')
  await shop
    .getByRole('link', { name: new RegExp(`${yen}\\s*円`) })
    .first()
    .click()
  await arriveAt(shop, 'お支払いの詳細')
}

test('返金: the shop gives a part back, and cannot give more than is left', async () => {
  await payAndOpen(1200, 310)
  await see('payment', shop)
  await press(shop, '返金（一部を戻す）')
  await shop.getByLabel('返金する金額').fill('1511')
  await shop.getByText('返金できるのは1,510円までです。').waitFor()
  await shop.getByLabel('返金する金額').fill('1300')
  await press(shop, '確認へ進む')
  await shop.getByText('理由を選んでください。').waitFor()
  await shop.getByText('商品の返品').click()
  await see('refund-form', shop)
  await press(shop, '確認へ進む')
  await shop.getByText('1,300円を返金しますか').waitFor()
  await see('refund-confirm', shop)
  await press(shop, '返金する')
  await shop.getByText('1,300円を返金しました').waitFor()
  await shop.getByText('商品の返品・窯元 蓮').waitFor()
  await see('refund-done', shop)
  await shop.getByRole('link', { name: '戻る' }).click()
  await shop.getByText('返金 1,300円（1件）').waitFor()
  await see('day', shop)
  await shop.getByRole('link', { name: /^前の日/ }).click()
  await shop.getByRole('link', { name: '今日へ' }).waitFor()
  await see('day-before', shop)
  await shop.getByRole('link', { name: '今日へ' }).click()
})

test('取消: the shop gives a whole payment of the day back with two touches', async () => {
  await payAndOpen(640, 0)
  await press(shop, '取消（全額を戻す）')
  await shop.getByText('二重のお支払い').click()
  await press(shop, '確認へ進む')
  await press(shop, '取り消す')
  await shop.getByText('640円を返金しました').waitFor()
  await shop.getByText('このお支払いは、すべて返金が済んでいます。').waitFor()
  await see('cancelled', shop)
  await shop.getByRole('link', { name: '戻る' }).click()
  await shop.getByText('全額返金').waitFor()
})

test('返金: the resident reads it in the history, with the lots that the points went back to', async () => {
  const page = await openPage(browser, 'phone')
  await signInResident(page, town, 'hanako')
  await page.getByRole('link', { name: /^履歴/ }).click()
  await arriveAt(page, '履歴')
  await see('history', page)
  await page
    .getByRole('link', { name: /さくらベーカリー.*返金/ })
    .nth(1)
    .click()
  await arriveAt(page, '取引詳細')
  await page.getByRole('heading', { name: 'たまポンの期限ごとの内訳' }).waitFor()
  await see('history-item', page)
})

testViolations(violations)
