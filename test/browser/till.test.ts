// The till and the phone beside each other: a code with an amount, and the person's own code.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { openTown } from '../town.ts'
import { filmCode, filmNothing } from './camera.ts'
import { openBrowser } from './chrome.ts'
import { makeSee, openPage, signIn, signInResident, startWorker, testViolations } from './screens.ts'
import { arriveAt, press } from './walker.ts'

let town: Awaited<ReturnType<typeof openTown>>
let browser: Browser
let folder: string
let film: string
let shop: Page
let phone: Page
let worker: ReturnType<typeof startWorker>
const { see, violations } = makeSee('till', { onSmallPhones: true })

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'enishi-till-'))
  film = join(folder, 'camera.y4m')
  await filmNothing(film)
  town = await openTown()
  worker = startWorker(town)
  browser = await openBrowser(film)
  const origin = await town.listen()
  shop = await openPage(browser, 'phone')
  await signIn(shop, `${origin}/merchant/`, 'till@bakery.example.jp')
  await shop.getByText('受信中').waitFor()
  phone = await openPage(browser, 'phone')
  await signInResident(phone, town, 'hanako')
})

after(async () => {
  await browser?.close()
  await worker?.stop()
  await town?.[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

async function typeAmount(yen: string): Promise<void> {
  await shop.getByRole('link', { name: 'お会計をする' }).click()
  await arriveAt(shop, 'お会計')
  await shop.getByLabel('お会計の金額').fill(yen)
}

test('金額つきコード: the shop types the amount, the phone scans it, one touch pays, the shop sees it', async () => {
  await see('shop-home', shop)
  await typeAmount('')
  await press(shop, 'コードを出す')
  await shop.getByText('金額を入力してください。').waitFor()
  await shop.getByLabel('お会計の金額').fill('1280')
  await see('amount', shop)
  const made = shop.waitForResponse((answer) => answer.url().endsWith('/staff/payment-requests'))
  await press(shop, 'コードを出す')
  const { code } = (await (await made).json()) as { code: string }
  await shop.getByRole('img', { name: '1280円のお支払いコード' }).waitFor()
  await see('code', shop)
  await filmCode(film, code)
  await phone.getByRole('link', { name: '支払う' }).first().click()
  await arriveAt(phone, 'お支払いの確認')
  await see('phone-confirm', phone)
  await press(phone, '支払う')
  await phone.getByText('お支払い完了').first().waitFor()
  await shop.getByText('お支払い完了').first().waitFor()
  await see('received', shop)
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
  await see('phone-cancelled', phone)
})

test('コードを見せる: the till types the digits of the phone, and both see the payment', async () => {
  await phone.getByRole('link', { name: '自分のコードをお店に見せる' }).click()
  await arriveAt(phone, 'コードを見せる')
  const digits = phone.getByText(/^(\d{4} ){4}\d{4}$/)
  await digits.waitFor()
  await see('phone-code', phone)
  await filmNothing(film)
  await shop.getByLabel('お会計の金額').fill('450')
  await press(shop, 'お客さまのコードを読み取る')
  await arriveAt(shop, 'お客さまのコードを読み取る')
  await shop.getByLabel('バーコードの番号を入力する').fill('12345678901234567890')
  await press(shop, 'この番号で受け取る')
  await shop.getByRole('alert').waitFor()
  await see('read-refused', shop)
  await shop.getByLabel('バーコードの番号を入力する').fill((await digits.textContent()) ?? '')
  await press(shop, 'この番号で受け取る')
  await shop.getByText('お支払い完了').first().waitFor()
  await phone.getByText('お支払い完了').first().waitFor()
  await see('phone-paid-by-code', phone)
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
  await see('read-used', shop)
})

testViolations(violations)
