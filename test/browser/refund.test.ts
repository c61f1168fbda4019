// 取消 and 返金 on the shop's phone, with the resident's phone beside it.
import assert from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'
import { after, before, test } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { pay } from '#contract/payments.ts'
import { makeId } from '#server/lib/id.ts'
import { bakeryNumber, demoPassword, personOf, phoneOf, storeIdOf } from '../people.ts'
import type { Client } from '../client.ts'
import { openTown } from '../town.ts'
import { openBrowser } from './chrome.ts'
import { arriveAt, openDevice, press } from './walker.ts'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

let town: Awaited<ReturnType<typeof openTown>>
let browser: Browser
let shop: Page
let hanako: Client
const night = new AbortController()
let worker: Promise<void>
const violations: string[] = []

before(async () => {
  town = await openTown()
  worker = workUntil(night.signal)
  browser = await openBrowser()
  hanako = await town.signIn('hanako')
  const origin = await town.listen()
  shop = await open(`${origin}/merchant/`, 'till@bakery.example.jp')
  await shop.getByText('受信中').waitFor()
})

after(async () => {
  await browser?.close()
  night.abort()
  await worker
  await town?.[Symbol.asyncDispose]()
})

async function workUntil(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await town.work()
    await wait(200, undefined, { signal }).catch(() => undefined)
  }
}

async function open(url: string, mail: string): Promise<Page> {
  const device = await openDevice(browser, 'phone')
  device.setDefaultTimeout(10_000)
  const page = await device.newPage()
  await page.goto(url)
  await page.getByLabel('メールアドレス').fill(mail)
  await page.getByLabel('パスワード').fill(demoPassword)
  await press(page, 'ログイン')
  return page
}

async function see(page: Page, screen: string): Promise<void> {
  const { violations: found } = await new AxeBuilder({ page }).withTags(rules).setLegacyMode().analyze()
  for (const { id, nodes } of found)
    violations.push(`${screen}: ${id} ${nodes.map(({ html }) => html).join(' ')}`)
}

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
  await see(shop, 'payment')
  await press(shop, '返金（一部を戻す）')
  await shop.getByLabel('返金する金額').fill('1511')
  await shop.getByText('返金できるのは1,510円までです。').waitFor()
  await shop.getByLabel('返金する金額').fill('1300')
  await press(shop, '確認へ進む')
  await shop.getByText('理由を選んでください。').waitFor()
  await shop.getByText('商品の返品').click()
  await see(shop, 'refund-form')
  await press(shop, '確認へ進む')
  await shop.getByText('1,300円を返金しますか').waitFor()
  await see(shop, 'refund-confirm')
  await press(shop, '返金する')
  await shop.getByText('1,300円を返金しました').waitFor()
  await shop.getByText('商品の返品・小林 芽衣').waitFor()
  await see(shop, 'refund-done')
  await shop.getByRole('link', { name: '戻る' }).click()
  await shop.getByText('返金 1,300円（1件）').waitFor()
  await see(shop, 'day')
  await shop.getByRole('link', { name: /^前の日/ }).click()
  await shop.getByRole('link', { name: '今日へ' }).waitFor()
  await see(shop, 'day-before')
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
  await see(shop, 'cancelled')
  await shop.getByRole('link', { name: '戻る' }).click()
  await shop.getByText('全額返金').waitFor()
})

test('返金: the resident reads it in the history, with the lots that the points went back to', async () => {
  const page = await open(`${town.origin}/sign-in`, personOf('hanako').mail)
  await page.getByLabel('認証コード（6桁）').waitFor()
  const code = await town.phoneOf(phoneOf(personOf('hanako'))).lastCode()
  await page.getByLabel('認証コード（6桁）').fill(code)
  await press(page, '認証')
  await page.getByRole('link', { name: /^履歴/ }).click()
  await arriveAt(page, '履歴')
  await see(page, 'history')
  await page
    .getByRole('link', { name: /さくらベーカリー.*返金/ })
    .nth(1)
    .click()
  await arriveAt(page, '取引詳細')
  await page.getByRole('heading', { name: 'たまポンの期限ごとの内訳' }).waitFor()
  await see(page, 'history-item')
})

test('no screen breaks a rule of WCAG 2.2 AA that a program can check', () => {
  assert.deepEqual(violations, [])
})
