// A till whose line fails while it charges: nothing is charged twice, and nothing that was charged goes unseen.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser, Page, Route } from 'playwright-core'
import { listStorePayments } from '#contract/merchants.ts'
import { chargePayerCode, readPaymentRequest } from '#contract/payment-codes.ts'
import { pay } from '#contract/payments.ts'
import { makeId } from '#server/lib/id.ts'
import { fill, issue, openDesk, receive } from '../paper-cards.ts'
import { bakeryNumber, storeIdOf } from '../people.ts'
import { openTown, type Town } from '../town.ts'
import { requireApps } from './apps.ts'
import { filmCode, filmNothing } from './camera.ts'
import { openBrowser } from './chrome.ts'
import { makeSee, openPage, signIn, signInResident, testViolations } from './screens.ts'
import { arriveAt, press } from './walker.ts'

let town: Town
let browser: Browser
let folder: string
let film: string
let shop: Page
let card: { code: string }
const { see, violations } = makeSee('lost-answers', { onSmallPhones: true })

before(async () => {
  requireApps()
  folder = await mkdtemp(join(tmpdir(), 'enishi-lost-answers-'))
  film = join(folder, 'camera.y4m')
  await filmNothing(film)
  town = await openTown()
  const origin = await town.listen()
  const desk = await openDesk(town)
  const person = await receive(desk)
  await fill(town, person, 20_000)
  card = await issue(desk, person)
  browser = await openBrowser(film)
  shop = await openPage(browser, 'phone')
  await signIn(shop, `${origin}/merchant/`, 'till@bakery.example.jp')
  await shop.getByText('受信中').waitFor()
})

after(async () => {
  await browser?.close()
  await town?.[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

const charges = `**/api${chargePayerCode.path}`

/** Types an amount and opens the camera. */
async function readCodeFor(yen: string): Promise<void> {
  await shop.getByRole('link', { name: 'お会計をする' }).click()
  await shop.getByLabel('お会計の金額').fill(yen)
  await press(shop, 'お客さまのコードを読み取る')
}

const goBack = () => shop.getByRole('link', { name: '戻る' }).click()

/** The ids of the bakery's payments of an amount today. */
async function paidOf(yen: number): Promise<string[]> {
  const till = await town.signInStaff('till@bakery.example.jp')
  const { payments } = await till.ask(listStorePayments, { query: {} })
  return payments.filter(({ coin, points }) => coin + points === yen).map(({ id }) => id)
}

test('a code of another network before the camera is asked about once, and again when a person says so', async () => {
  await filmCode(film, 'https://qr.paypay.ne.jp/28180104ZY4tRbVTPxQe9vYV')
  let sent = 0
  shop.on('request', (request) => {
    if (request.url().endsWith(chargePayerCode.path)) sent += 1
  })
  await readCodeFor('410')
  await shop.getByRole('alert').waitFor()
  // As long as the camera once took to send the same code again.
  const video = await shop.locator('video').elementHandle()
  await shop.waitForFunction((each) => (each as unknown as { currentTime: number }).currentTime > 5, video)
  assert.equal(sent, 1)
  await see('foreign', shop)
  await press(shop, '同じコードをもう一度読み取る')
  await shop.getByRole('alert').waitFor()
  assert.equal(sent, 2)
  await goBack()
})

test('an answer is lost and the screen is left: the till finds out by itself that the card has paid', async () => {
  await filmCode(film, card.code)
  await shop.route(charges, async (route: Route) => {
    await route.fetch()
    await route.abort()
  })
  await readCodeFor('300')
  await shop.getByText('通信が不安定です。').waitFor()
  await see('unsure', shop)
  await goBack()
  await shop.getByText(/300円のお支払いは済んでいます/).waitFor()
  await see('found', shop)
  await press(shop, '確認しました')
  await shop.getByText(/300円のお支払いは済んでいます/).waitFor({ state: 'hidden' })
  await shop.unroute(charges)
  assert.equal((await paidOf(300)).length, 1)
})

test('the same amount from the same card a moment later is a question, and yes is another payment', async () => {
  await readCodeFor('300')
  await shop.getByText('もう一度いただきますか').waitFor()
  await see('once-more', shop)
  await press(shop, 'いただかない')
  await goBack()
  assert.equal((await paidOf(300)).length, 1)
  await readCodeFor('300')
  await press(shop, 'もう一度いただく')
  await shop.getByText('お支払い完了').first().waitFor()
  assert.equal((await paidOf(300)).length, 2)
  await goBack()
})

test('nothing arrived: the till is finding out, and the card read anew pays under the same id', async () => {
  const ids = new Set<string>()
  await shop.route(charges, async (route) => {
    ids.add((route.request().postDataJSON() as { id: string }).id)
    await route.abort()
  })
  await readCodeFor('520')
  await shop.getByText('通信が不安定です。').waitFor()
  await shop.reload()
  await arriveAt(shop, 'お会計')
  await shop.getByText('お支払いを確認中です').waitFor()
  await see('finding-out', shop)
  await shop.unroute(charges)
  await shop.getByLabel('お会計の金額').fill('520')
  await press(shop, 'お客さまのコードを読み取る')
  await shop.getByText('お支払い完了').first().waitFor()
  assert.deepEqual(await paidOf(520), [...ids])
  await goBack()
  await arriveAt(shop, 'さくらベーカリー')
  assert.equal(await shop.getByText('お支払いを確認中です').count(), 0)
})

test('金額つきコード: it is paid, and the till goes on asking how until the line is good again', async () => {
  const hanako = await town.signIn('hanako')
  const details = '**/api/staff/payments/*'
  await shop.route(details, (route) => route.abort())
  await shop.getByRole('link', { name: 'お会計をする' }).click()
  await shop.getByLabel('お会計の金額').fill('630')
  const made = shop.waitForRequest((request) => request.url().endsWith('/staff/payment-requests'))
  await press(shop, 'コードを出す')
  const { id: requestId } = (await made).postDataJSON() as { id: string }
  await shop.getByText('お支払いを待っています').waitFor()
  const body = { storeId: storeIdOf(bakeryNumber), coin: 630, points: 0, via: 'store_code' as const }
  await hanako.ask(pay, { body: { id: makeId(), ...body, requestId } })
  await shop.getByText('お支払いがありました。内容を確かめています').waitFor()
  await shop.getByText('通信が不安定です。').waitFor()
  await see('paid-unsure', shop)
  const till = await town.signInStaff('till@bakery.example.jp')
  assert.equal((await till.ask(readPaymentRequest, { params: { id: requestId } })).state, 'paid')
  // More often than a question that gives up after its third try.
  for (let n = 0; n < 4; n += 1) await shop.waitForRequest(details)
  await shop.unroute(details)
  await shop.getByText('お支払い完了').first().waitFor()
})

test('コードを見せる: a till charges the code before, and the phone that shows the next says so', async () => {
  const phone = await openPage(browser, 'phone')
  await signInResident(phone, town, 'hanako')
  const shown: string[] = []
  phone.on('response', async (answer) => {
    if (answer.request().method() === 'POST' && answer.url().endsWith('/me/payer-codes'))
      shown.push(((await answer.json()) as { code: string }).code)
  })
  await phone.goto(`${town.origin}/pay/code`)
  await phone.getByRole('img', { name: 'お支払いのコード', exact: true }).waitFor()
  // The phone believes that its code is over and takes the next one; the till has the old one before it.
  const over = { state: 'over', paymentId: null }
  const renewed = phone.waitForResponse(
    (answer) => answer.request().method() === 'POST' && answer.url().endsWith('/me/payer-codes'),
  )
  await phone.route('**/api/me/payer-codes/*', (route) => route.fulfill({ json: over }), {
    times: 1,
  })
  await renewed
  const [old = ''] = shown
  const till = await town.signInStaff('till@bakery.example.jp')
  await till.ask(chargePayerCode, { body: { id: makeId(), code: old, amount: 70 } })
  await phone.getByText('お支払い完了').first().waitFor()
})

testViolations(violations)
