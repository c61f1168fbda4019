// J10 to J14 in both apps at once: a resident's phone and the shop's tablet, beside each other.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { readStaff } from '#contract/merchants.ts'
import { listNotices, readNotices } from '#contract/notices.ts'
import { refundPayment } from '#contract/payments.ts'
import { listHistory } from '#contract/wallets.ts'
import { addDays, dayOf } from '#server/lib/day.ts'
import { makeId } from '#server/lib/id.ts'
import { bakeryOwner, dollShopNumber } from '../people.ts'
import { openTown, type Town } from '../town.ts'
import { requireApps } from './apps.ts'
import { filmCode, filmNothing } from './camera.ts'
import { openBrowser } from './chrome.ts'
import { makeSee, openPage, signIn, signInResident, startWorker, testViolations } from './screens.ts'
import { arriveAt, press } from './walker.ts'

let town: Town
let browser: Browser
let folder: string
let phone: Page
let tablet: Page
let worker: ReturnType<typeof startWorker>
const { see, violations } = makeSee('at-the-shop', { onSmallPhones: true, onTablets: true })

/** Looks at a screen of the phone in the light and in the dark. */
async function seeBoth(screen: string): Promise<void> {
  await see(screen, phone)
  await phone.emulateMedia({ colorScheme: 'dark' })
  await see(`${screen}-dark`, phone)
  await phone.emulateMedia({ colorScheme: 'light' })
}

before(async () => {
  requireApps()
  folder = await mkdtemp(join(tmpdir(), 'enishi-at-the-shop-'))
  const film = join(folder, 'camera.y4m')
  await filmNothing(film)
  town = await openTown()
  worker = startWorker(town)
  browser = await openBrowser(film)
  const origin = await town.listen()
  tablet = await openPage(browser, 'desk')
  await tablet.setViewportSize({ width: 820, height: 1180 })
  await signIn(tablet, `${origin}/merchant/`, bakeryOwner.mail)
  await tablet.getByText('受信中').waitFor()
  const { storeCode } = await (await town.signInStaff(bakeryOwner.mail)).ask(readStaff)
  await filmCode(film, storeCode)
  phone = await openPage(browser, 'phone')
  await signInResident(phone, town, 'hanako')
})

after(async () => {
  await browser?.close()
  await worker?.stop()
  await town?.[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

/** Scans the code that stands on the shop's counter and types what the staff say. */
async function scanAndType(yen: string): Promise<void> {
  await phone.goto(`${town.origin}/`)
  await phone.getByRole('link', { name: '支払う' }).first().click()
  await phone.getByLabel('お支払い金額').fill(yen)
  await press(phone, '次へ')
  await arriveAt(phone, 'お支払いの確認')
}

/** Pays, and waits until phone and tablet both show it. */
async function payAndSee(yen: string): Promise<void> {
  await press(phone, '支払う')
  await phone.getByText('お支払い完了').first().waitFor()
  await tablet.getByText(new RegExp(yen)).first().waitFor()
}

test('J10: さいコイン alone, then たまポン alone; the shop sees each as it is paid', async () => {
  await scanAndType('1530')
  await phone.getByText('さいコインだけ').click()
  await seeBoth('coin-only')
  await payAndSee('1,530')
  await seeBoth('paid')
  await see('shop-today', tablet)
  await scanAndType('117')
  await phone.getByText('たまポンだけ').click()
  await see('points-only', phone)
  await payAndSee('117')
})

test('J11: both, with every yen of the split changed by hand, and always adding up', async () => {
  await scanAndType('2060')
  await phone.getByText('併用', { exact: true }).click()
  const [points, coin] = [
    phone.getByLabel('たまポン', { exact: true }),
    phone.getByLabel('さいコイン', { exact: true }),
  ]
  const split = async () => {
    const values = await Promise.all([points, coin].map((field) => field.inputValue()))
    const [p = 0, c = 0] = values.map((value) => Number(value.replaceAll(',', '')))
    assert.equal(p + c, 2060)
    return [p, c]
  }
  await split()
  await points.fill('300')
  assert.deepEqual(await split(), [300, 1760])
  await coin.fill('1999')
  assert.deepEqual(await split(), [61, 1999])
  const slider = phone.getByRole('slider')
  await slider.focus()
  await phone.keyboard.press('ArrowRight')
  const [moved = 0] = await split()
  assert.ok(moved > 61, 'the slider moves it too')
  await points.fill('251')
  assert.deepEqual(await split(), [251, 1809])
  await seeBoth('split')
  await payAndSee('2,060')
  await phone.getByText('251').first().waitFor()
  await phone.getByText('1,809').first().waitFor()
})

test('J11: a shop that takes no たまポン says so before the amount', async () => {
  await phone.goto(`${town.origin}/pay/number`)
  await phone.getByLabel('お店の番号（6桁）').fill(dollShopNumber)
  await press(phone, '次へ')
  await phone.getByText('このお店ではたまポンは使えません').waitFor()
  await see('no-points', phone)
})

test('J13: the shop closes for some days, and whoever looks for it reads so, in the app and without it', async () => {
  const day = addDays(dayOf(town.clock.now()), 40)
  await tablet.goto(`${town.origin}/merchant/store`)
  await arriveAt(tablet, 'お店の情報')
  await tablet.getByText('祝日だけの時間で営業').click()
  await press(tablet, '休みを追加する')
  await press(tablet, '変更する')
  await tablet.getByText('日にちを選んでください。').waitFor()
  await tablet.getByLabel('祝日の開店').fill('10:00')
  await tablet.getByLabel('祝日の閉店').fill('15:00')
  await tablet.getByLabel('最初の日').fill(day)
  await tablet.getByLabel('理由（お客さまに見えます）').fill('棚卸しのため')
  await see('shop-closed-days', tablet)
  await press(tablet, '変更する')
  await tablet.getByText('お店の情報を変更しました。').waitFor()
  await phone.goto(`${town.origin}/stores`)
  await phone.getByLabel('お店の名前・住所').fill('さくらべーかりー')
  await phone
    .getByRole('link', { name: /さくらベーカリー/ })
    .first()
    .click()
  await arriveAt(phone, 'さくらベーカリー')
  await phone.getByText(/棚卸しのため/).waitFor()
  await phone.getByText(/祝日10:00〜15:00/).waitFor()
  await seeBoth('store')
})

test('J14: what the shop gives back rings at the phone that is open, and stands in the history', async () => {
  const hanako = await town.signIn('hanako')
  const { notices } = await hanako.ask(listNotices, { query: {} })
  if (notices.length > 0) await hanako.ask(readNotices, { body: { ids: notices.map(({ id }) => id) } })
  await phone.goto(`${town.origin}/`)
  await phone.getByRole('link', { name: 'お知らせ', exact: true }).waitFor()
  const { items } = await hanako.ask(listHistory, { query: { limit: 10 } })
  const paid = items.find(({ kind }) => kind === 'payment')
  assert.ok(paid)
  const owner = await town.signInStaff(bakeryOwner.mail)
  const body = { id: makeId(), amount: 60, reason: '返品のため' }
  await owner.ask(refundPayment, { params: { id: paid.id }, body })
  // The phone asks three times a minute; nobody touches it. That somebody signed in may be told besides.
  const bell = phone.getByRole('link', { name: /^お知らせ、未読/ })
  await phone.getByText('返金', { exact: true }).first().waitFor()
  await seeBoth('home')
  await bell.click()
  await phone.getByText('返金がありました').first().waitFor()
  await seeBoth('notices')
  const refund = phone.getByRole('article').filter({ hasText: '返金がありました' })
  await refund.getByRole('link', { name: 'くわしく見る' }).click()
  await arriveAt(phone, '取引詳細')
  await see('refund', phone)
  await phone.goto(`${town.origin}/history`)
  await phone.getByText('すべての履歴をCSVで保存する').waitFor()
  await seeBoth('history')
})

testViolations(violations)
