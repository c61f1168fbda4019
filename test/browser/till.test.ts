// The till and the phone beside each other: a code with an amount, and the person's own code.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { after, before, test } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { demoPassword, personOf, phoneOf } from '../people.ts'
import { openTown } from '../town.ts'
import { filmCode, filmNothing } from './camera.ts'
import { openBrowser } from './chrome.ts'
import { arriveAt, openDevice, press } from './walker.ts'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** Set to a folder, the screens are kept there as pictures. */
const pictures = process.env.PICTURES

let town: Awaited<ReturnType<typeof openTown>>
let browser: Browser
let folder: string
let film: string
let shop: Page
let phone: Page
const night = new AbortController()
let worker: Promise<void>
const violations: string[] = []

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'enishi-till-'))
  film = join(folder, 'camera.y4m')
  await filmNothing(film)
  town = await openTown()
  worker = workUntil(night.signal)
  browser = await openBrowser(film)
  const origin = await town.listen()
  shop = await openApp(`${origin}/merchant/`, 'till@bakery.example.jp')
  await shop.getByText('受信中').waitFor()
  phone = await openApp(`${origin}/sign-in`, personOf('hanako').mail)
  await phone.getByLabel('認証コード（6桁）').waitFor()
  await phone.getByLabel('認証コード（6桁）').fill(await town.phoneOf(phoneOf(personOf('hanako'))).lastCode())
  await press(phone, '認証')
  await phone.getByRole('link', { name: '支払う' }).first().waitFor()
})

after(async () => {
  await browser?.close()
  night.abort()
  await worker
  await town?.[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

async function workUntil(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await town.work()
    await wait(200, undefined, { signal }).catch(() => undefined)
  }
}

async function openApp(url: string, mail: string): Promise<Page> {
  const device = await openDevice(browser, 'phone', pictures ? 2 : 1)
  device.setDefaultTimeout(10_000)
  const page = await device.newPage()
  await page.goto(url)
  await page.getByLabel('メールアドレス').fill(mail)
  await page.getByLabel('パスワード').fill(demoPassword)
  await press(page, 'ログイン')
  return page
}

async function see(page: Page, screen: string): Promise<void> {
  if (pictures) await page.screenshot({ path: join(pictures, `till-${screen}.png`) })
  const { violations: found } = await new AxeBuilder({ page }).withTags(rules).setLegacyMode().analyze()
  for (const { id, nodes } of found)
    violations.push(`${screen}: ${id} ${nodes.map(({ html }) => html).join(' ')}`)
}

async function typeAmount(yen: string): Promise<void> {
  await shop.getByRole('link', { name: 'お会計をする' }).click()
  await arriveAt(shop, 'お会計')
  await shop.getByLabel('お会計の金額').fill(yen)
}

test('金額つきコード: the shop types the amount, the phone scans it, one touch pays, the shop sees it', async () => {
  await see(shop, 'shop-home')
  await typeAmount('')
  await press(shop, 'コードを出す')
  await shop.getByText('金額を入力してください。').waitFor()
  await shop.getByLabel('お会計の金額').fill('1280')
  await see(shop, 'amount')
  const made = shop.waitForResponse((answer) => answer.url().endsWith('/staff/payment-requests'))
  await press(shop, 'コードを出す')
  const { code } = (await (await made).json()) as { code: string }
  await shop.getByRole('img', { name: '1280円のお支払いコード' }).waitFor()
  await see(shop, 'code')
  await filmCode(film, code)
  await phone.getByRole('link', { name: '支払う' }).first().click()
  await arriveAt(phone, 'お支払いの確認')
  await see(phone, 'phone-confirm')
  await press(phone, '支払う')
  await phone.getByText('お支払い完了').first().waitFor()
  await shop.getByText('お支払い完了').first().waitFor()
  await see(shop, 'received')
  await press(shop, '次のお会計へ')
  await shop.getByRole('link', { name: '戻る' }).click()
  await shop.getByText(/1,280/).first().waitFor()
})

test('金額つきコード: a code that the shop takes back says so on the phone', async () => {
  await typeAmount('700')
  const made = shop.waitForResponse((answer) => answer.url().endsWith('/staff/payment-requests'))
  await press(shop, 'コードを出す')
  const { code } = (await (await made).json()) as { code: string }
  await press(shop, '取りやめて金額を直す')
  await arriveAt(shop, 'お会計')
  await filmCode(film, code)
  await phone.getByRole('link', { name: 'ホームへ' }).click()
  await phone.getByRole('link', { name: '支払う' }).first().click()
  await phone.getByText('お店がこのコードを取り消しました。').waitFor()
  await see(phone, 'phone-cancelled')
})

test('コードを見せる: the till types the digits of the phone, and both see the payment', async () => {
  await phone.getByRole('link', { name: '自分のコードをお店に見せる' }).click()
  await arriveAt(phone, 'コードを見せる')
  const digits = phone.getByText(/^(\d{4} ){4}\d{4}$/)
  await digits.waitFor()
  await see(phone, 'phone-code')
  await filmNothing(film)
  await shop.getByLabel('お会計の金額').fill('450')
  await press(shop, 'お客さまのコードを読み取る')
  await arriveAt(shop, 'お客さまのコードを読み取る')
  await shop.getByLabel('バーコードの番号を入力する').fill('12345678901234567890')
  await press(shop, 'この番号で受け取る')
  await shop.getByRole('alert').waitFor()
  await see(shop, 'read-refused')
  await shop.getByLabel('バーコードの番号を入力する').fill((await digits.textContent()) ?? '')
  await press(shop, 'この番号で受け取る')
  await shop.getByText('お支払い完了').first().waitFor()
  await phone.getByText('お支払い完了').first().waitFor()
  await see(phone, 'phone-paid-by-code')
})

test('コードを見せる: the till reads it with its camera; a used one is told apart', async () => {
  await phone.getByRole('link', { name: 'ホームへ' }).click()
  await phone.getByRole('link', { name: '支払う' }).first().click()
  const made = phone.waitForResponse((answer) => answer.url().endsWith('/me/payer-codes'))
  await phone.getByRole('link', { name: '自分のコードをお店に見せる' }).click()
  const { code } = (await (await made).json()) as { code: string }
  await filmCode(film, code)
  for (const expected of ['お支払い完了', 'このコードは使用済みです。']) {
    const next = shop.getByRole('button', { name: '次のお会計へ' })
    if (await next.isVisible()) await next.click()
    await shop.getByLabel('お会計の金額').fill('30')
    await press(shop, 'お客さまのコードを読み取る')
    await shop.getByText(expected).first().waitFor()
  }
  await see(shop, 'read-used')
})

test('no screen breaks a rule of WCAG 2.2 AA that a program can check', () => {
  assert.deepEqual(violations, [])
})
