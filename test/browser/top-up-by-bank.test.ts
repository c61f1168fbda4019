// J6 and J7 of the guide: what may be charged, and charging from a bank account, with the ways in which it goes wrong.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { linkAccount } from '../steps.ts'
import { personOf, phoneOf } from '../people.ts'
import { openTown } from '../town.ts'
import { requireApps } from './apps.ts'
import { openBrowser } from './chrome.ts'
import { makeSee, openPage, signInResident, testViolations } from './screens.ts'
import { arriveAt, follow, press } from './walker.ts'

let town: Awaited<ReturnType<typeof openTown>>
let browser: Browser
let origin: string
const { see, violations } = makeSee('bank', { onSmallPhones: true })

before(async () => {
  requireApps()
  town = await openTown()
  browser = await openBrowser()
  origin = await town.listen()
  const now = town.clock.now().getTime()
  const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString()
  await town.bank.rest({ bankCode: '0133', from: at(-30), until: at(90) })
  await town.bank.rest({ bankCode: '1250', from: at(300), until: at(360) })
})

after(async () => {
  await browser?.close()
  await town?.[Symbol.asyncDispose]()
})

/** Opens the app on a phone as a seeded resident; `script` changes the browser before. */
async function open(key: string, script = ''): Promise<Page> {
  const page = await openPage(browser, 'phone')
  await page.context().addInitScript(script)
  await signInResident(page, town, key)
  return page
}

/** 「チャージ」 on the home screen; the history below it names charges too. */
const charge = (page: Page) => page.getByRole('link', { name: 'チャージ', exact: true })
const lastCode = (key: string) => town.phoneOf(phoneOf(personOf(key))).lastCode()

async function toBankAccounts(page: Page): Promise<void> {
  await charge(page).click()
  await follow(page, 'さいコイン')
  await follow(page, '銀行口座によるチャージ')
}

/** Walks the bank's own pages to their end; `number` is left out where the bank was told before. */
async function walkBank(page: Page, key: string, number?: string): Promise<void> {
  await arriveAt(page, '口座振替の取引規定')
  await page.getByLabel('同意する').check()
  await press(page, '次へ')
  if (number) {
    await page.getByLabel('店番号').fill('256')
    await page.getByLabel('普通預金の口座番号').fill(number)
  }
  await page.getByLabel('暗証番号').fill('1234')
  await see(number ? 'site-login' : 'site-login-told', page)
  await press(page, '次へ')
  await page.getByLabel('ワンタイムパスコード').fill(await lastCode(key))
  await press(page, '認証する')
  await press(page, '申し込む')
}

test('J6 without the card check the button leads there, says why, and comes back to the charge', async () => {
  const page = await open('taro')
  await charge(page).click()
  await page.getByText('さいコインのチャージには、ご本人の確認が必要です。').waitFor()
  await see('j6-card-needed', page)
  await follow(page, 'マイナンバーカード認証へ進む')
  await arriveAt(page, 'マイナンバーカード認証')
  await page.goto(`${origin}/menu/proofs`)
  await page.getByRole('link', { name: 'チャージに戻る' }).click()
  await arriveAt(page, 'チャージ')
})

test('J6 somebody who is frozen reads whom to ask', async () => {
  const page = await open('makoto')
  await charge(page).click()
  await page.getByText('運営の窓口').waitFor()
  await see('j6-frozen', page)
})

test('J6 the limits stand before the amount, and too much is said at once', async () => {
  const page = await open('hanako')
  await toBankAccounts(page)
  await follow(page, '埼玉りそな銀行')
  await page.getByText('今日の残り').waitFor()
  await page.getByLabel('チャージ金額').fill('49001')
  await press(page, 'SMSの認証コードへ進む')
  await page
    .getByRole('textbox', { name: 'チャージ金額' })
    .and(page.locator('[aria-invalid="true"]'))
    .waitFor()
  await see('j6-over-limit', page)
})

test('J7 ゆうちょ銀行: 記号・番号 are converted, the bank is walked, 5,000 yen come with 150 points', async () => {
  const page = await open('aoi')
  await toBankAccounts(page)
  await page.getByText('登録された口座はまだありません。').waitFor()
  await see('j7-no-account', page)
  await follow(page, '新しい金融機関口座を登録する')
  await page.getByText(/サービス時間外です。.*から使えます。/).waitFor()
  assert.equal(await page.getByRole('button', { name: /^武蔵野銀行/ }).count(), 0)
  await see('j7-banks', page)
  await page.getByRole('button', { name: /^ゆうちょ銀行/ }).click()
  await arriveAt(page, 'ゆうちょ銀行の口座')
  await page.getByLabel('記号（5桁）').fill('00190')
  await page.getByLabel('番号（最大8桁）').fill('123456')
  await page.getByText('振替口座は登録できません。').waitFor()
  await page.getByLabel('記号（5桁）').fill('11940-2')
  await page.getByLabel('番号（最大8桁）').fill('12345671')
  await page.getByText('一九八店・198').waitFor()
  await see('j7-yucho', page)
  await press(page, '銀行のWebサイトへ進む')
  await walkBank(page, 'aoi')
  await page.getByText('口座を登録しました').waitFor()
  await see('j7-linked', page)
  await follow(page, 'この口座からチャージする')
  await page.getByLabel('チャージ金額').fill('5000')
  await press(page, 'SMSの認証コードへ進む')
  await page.getByLabel('ワンタイムパスコード（6桁）').waitFor()
  await page.getByLabel('ワンタイムパスコード（6桁）').fill(await lastCode('aoi'))
  await see('j7-passcode', page)
  await press(page, '認証(チャージ)')
  await page.getByText('チャージが完了しました').waitFor()
  await town.work()
  await page.getByText('ボーナス（付与済み').waitFor()
  await see('j7-done', page)
  await follow(page, 'トップに戻る')
  const wallet = (name: string, amount: RegExp) =>
    page
      .getByRole('region', { name: `${name}の残高` })
      .filter({ hasText: amount })
      .waitFor()
  await wallet('さいコイン', /5,000\s*円/)
  await wallet('たまポン', /150\s*ポイント/)
  const books = await town.books(personOf('aoi').id)
  assert.match(books, /^top_up {3}bank_clearing → wallet {3}coin {3}5,000\ntop_up_bonus .* points {3}150 /)
})

test('J7 the bank says no: it says that it is the bank, that no money is gone, and what to do', async () => {
  const hinako = { client: await town.signIn('hinako'), phone: phoneOf(personOf('hinako')) }
  await linkAccount(town, hinako, '1234522')
  const page = await open('hinako')
  await toBankAccounts(page)
  await follow(page, '埼玉りそな銀行')
  await page.getByLabel('チャージ金額').fill('1000')
  await press(page, 'SMSの認証コードへ進む')
  await page.getByLabel('ワンタイムパスコード（6桁）').waitFor()
  await page.getByLabel('ワンタイムパスコード（6桁）').fill(await lastCode('hinako'))
  await press(page, '認証(チャージ)')
  await page
    .getByText(/お店ではなく銀行側で決められた上限を超えました。お金は引き落とされていません。/)
    .waitFor()
  await see('j7-bank-says-no', page)
})

test('J7 the answer gets lost: the same press again is one charge', async () => {
  const page = await open('satsuki')
  await toBankAccounts(page)
  await follow(page, 'ゆうちょ銀行')
  await page.getByLabel('チャージ金額').fill('2000')
  await press(page, 'SMSの認証コードへ進む')
  await page.getByLabel('ワンタイムパスコード（6桁）').waitFor()
  await page.getByLabel('ワンタイムパスコード（6桁）').fill(await lastCode('satsuki'))
  // The request arrives and is done; only its answer is lost on the way.
  await page.route('**/confirmation', async (route) => {
    await route.fetch()
    await route.abort()
  })
  await press(page, '認証(チャージ)')
  await page.getByText('もう一度同じ内容で押しても二重にはなりません。').waitFor()
  await see('j7-answer-lost', page)
  await page.unroute('**/confirmation')
  await press(page, '認証(チャージ)')
  await page.getByText('チャージが完了しました').waitFor()
  const orders = (await town.bank.orders()).filter(({ amount }) => amount === 2000)
  assert.deepEqual(
    orders.map(({ captures }) => captures),
    [1],
  )
})

/** An app on the home screen: it has no address bar, and the bank gets a window of its own. */
const asApp = `{
  const real = window.matchMedia.bind(window)
  window.matchMedia = (query) => real(query.includes('display-mode: standalone') ? 'all' : query)
}`
/** What a browser answers that blocks pop-ups. */
const blocking = 'window.open = () => null'

test('FLT-V20 J7 a blocked pop-up is noticed and explained, and the same window is offered', async () => {
  const page = await open('tome', asApp + blocking)
  await toBankAccounts(page)
  await follow(page, '新しい金融機関口座を登録する')
  await page.getByRole('button', { name: /^埼玉りそな銀行/ }).click()
  await page.getByText('ポップアップがブロックされました').waitFor()
  await see('j7-pop-up-blocked', page)
  await press(page, 'この画面で銀行へ進む')
  await walkBank(page, 'tome', '1230077')
  await page.getByText('口座を登録しました').waitFor()
})

test('J7 in an app on the home screen the bank opens beside it, and the app notices by itself', async () => {
  const page = await open('toru', asApp)
  await toBankAccounts(page)
  await follow(page, '新しい金融機関口座を登録する')
  const [beside] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('button', { name: /^埼玉りそな銀行/ }).click(),
  ])
  await page.getByText('銀行の画面で手続きを続けてください。').waitFor()
  await see('j7-waiting-beside', page)
  await walkBank(beside, 'toru', '1230177')
  await beside.getByText('この画面を閉じて、アプリに戻ってください。').waitFor()
  await see('j7-close-window', beside)
  await page.getByText('口座を登録しました').waitFor()
})

testViolations(violations)
