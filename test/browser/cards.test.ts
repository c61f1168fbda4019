// J8 on a phone: クレジットカードによるチャージ, with the card company's own pages, and what goes wrong most often.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { demoCardProcessor } from '#server/providers/demo-keys.ts'
import { asksHolder, cardHolder, deliver, topUpByCard, visa } from '../card.ts'
import { manager, office } from '../people.ts'
import { openTown } from '../town.ts'
import { requireApps } from './apps.ts'
import { openBrowser } from './chrome.ts'
import { makeSee, openPage, signIn, signInResident, startWorker, testViolations } from './screens.ts'
import { arriveAt, follow, press } from './walker.ts'

let town: Awaited<ReturnType<typeof openTown>>
let browser: Browser
let page: Page
let worker: ReturnType<typeof startWorker>
const look = makeSee('cards', { onSmallPhones: true })
const see = (screen: string, on = page) => look.see(screen, on)

before(async () => {
  requireApps()
  town = await openTown()
  worker = startWorker(town)
  browser = await openBrowser()
  const origin = await town.listen()
  await town.card.tell(`${origin}/api/providers/card/notices`, demoCardProcessor.webhookSecret)
  page = await openPage(browser, 'phone')
  await signInResident(page, town, 'hanako')
})

after(async () => {
  await browser?.close()
  await worker?.stop()
  await town?.[Symbol.asyncDispose]()
})

/** From the home screen to the page where amount and card are chosen. */
async function toCardPage(): Promise<void> {
  await page.goto(`${town.origin}/`)
  await page.getByRole('link', { name: 'チャージ', exact: true }).click()
  await follow(page, 'さいコイン')
  await follow(page, 'クレジットカードによるチャージ')
  await page.getByRole('heading', { name: '使えるカード' }).waitFor()
}

async function typeCard(number: string, { save = false } = {}): Promise<void> {
  await page.getByLabel('カード番号').fill(number)
  await page.getByLabel('有効期限').fill('12/40')
  await page.getByLabel('セキュリティコード').fill('123')
  await page.getByLabel('カード名義').fill('HANAKO SAITAMA')
  if (save) await page.getByLabel('次回のために、このカードを保存する').check()
}

async function typePasscode(number: string): Promise<void> {
  const phone = `+81900000${number.slice(-4)}`
  await page.getByLabel('ワンタイムパスワード').fill(await town.phoneOf(phone).lastCode())
}

test('J8 a new card: brands, amount, 「OK」, 「実行」, the company’s page, 3-D Secure, the coin', async () => {
  await toCardPage()
  await page.getByText('Visa').first().waitFor()
  await page.getByLabel('チャージ金額').fill('5000')
  await see('card-choose')
  await press(page, 'OK')
  await arriveAt(page, 'チャージ内容の確認')
  await see('card-confirm')
  await press(page, '実行')
  await arriveAt(page, 'お支払い')
  await see('company-pay')
  await typeCard(asksHolder, { save: true })
  await press(page, '支払う')
  await arriveAt(page, '本人認証サービス')
  await see('issuer-proof')
  await typePasscode(asksHolder)
  await press(page, '認証する')
  await page.getByText('チャージが完了しました').waitFor()
  await page.getByText('ボーナス（付与済み').waitFor()
  assert.equal(new URL(page.url()).search, '', 'what the company added to the address is gone')
  await see('card-done')
  await follow(page, 'トップに戻る')
  await page.getByRole('region', { name: 'さいコインの残高' }).getByText('17,000').waitFor()
})

test('J8 the saved card: one tap, and the issuer’s proof', async () => {
  await toCardPage()
  await page.getByText('Visa（末尾 3184）').waitFor()
  await page.getByLabel('チャージ金額').fill('3000')
  await see('card-saved')
  await press(page, 'OK')
  await press(page, '実行')
  await arriveAt(page, '本人認証サービス')
  await typePasscode(asksHolder)
  await press(page, '認証する')
  await page.getByText('チャージが完了しました').waitFor()
  assert.equal(new URL(page.url()).search, '')
})

test('J8 likeliest failure 1: the card is refused; it says whose no it was, and another card works', async () => {
  await toCardPage()
  await page.getByText('新しいカード').click()
  await page.getByLabel('チャージ金額').fill('1000')
  await press(page, 'OK')
  await press(page, '実行')
  await typeCard('4000000000009995')
  await press(page, '支払う')
  await page.getByText('利用可能額が足りません').waitFor()
  await see('company-refused')
  await typeCard(visa)
  await press(page, '支払う')
  await page.getByText('チャージが完了しました').waitFor()
})

test('J8 likeliest failure 2: the proof is cancelled, or failed', async () => {
  await toCardPage()
  await page.getByLabel('チャージ金額').fill('1000')
  await press(page, 'OK')
  await press(page, '実行')
  await press(page, 'キャンセル')
  await page.getByText('本人認証がキャンセルされました').waitFor()
  await page.getByText('お金は引き落とされていません').waitFor()
  await see('proof-cancelled')
  await follow(page, 'もう一度チャージする')
  await page.getByLabel('チャージ金額').fill('1000')
  await press(page, 'OK')
  await press(page, '実行')
  for (let i = 0; i < 3; i += 1) {
    await page.getByLabel('ワンタイムパスワード').fill('000000')
    await press(page, '認証する')
  }
  await page.getByText('本人認証ができませんでした').waitFor()
  await page.getByText('お店ではなくカード会社側の本人認証').waitFor()
  await see('proof-failed')
})

test('J8 likeliest failure 3: the person turns back; nothing is taken, and twice is not twice', async () => {
  await toCardPage()
  await page.getByText('新しいカード').click()
  await page.getByLabel('チャージ金額').fill('1000')
  await press(page, 'OK')
  await press(page, '実行')
  await arriveAt(page, 'お支払い')
  await page.goBack()
  await page.getByText('もう一度同じ内容で押しても、二重にはなりません').waitFor()
  await see('at-company')
  await press(page, 'カード会社の画面へ進む')
  await arriveAt(page, 'お支払い')
  await page.getByRole('link', { name: 'やめて、アプリに戻る' }).click()
  await page.getByText('チャージをやめました').waitFor()
  await see('left')
})

test('the saved card can be removed, and no screen has anything against it', async () => {
  await toCardPage()
  await follow(page, '保存したカードを削除する')
  await arriveAt(page, '保存したカード')
  await see('saved-cards')
  await press(page, 'Visa（末尾 3184）を削除')
  await see('remove-card')
  await press(page, '削除する')
  await page.getByText('保存したカードはありません').waitFor()
})

test('two people of the office give a top-up back to its card', async () => {
  const topUpId = await topUpByCard(town, await cardHolder(town, 'aoi'))
  const desk = await openPage(browser, 'desk')
  await signIn(desk, `${town.origin}/operator/`, office.mail)
  await desk.getByRole('link', { name: 'チャージ', exact: true }).click()
  await follow(desk, 'カードのチャージを返金する')
  await desk.getByLabel('取引番号').fill(topUpId)
  await press(desk, '探す')
  await desk.getByLabel('返金の理由').fill('窓口での申し出')
  await see('office-refund', desk)
  await press(desk, '全額の返金を提案する')
  await see('office-refund-sure', desk)
  await press(desk, '提案する')
  await desk.getByText('が返金を提案しています').waitFor()
  await desk.getByText('別の担当者の確認が必要です').waitFor()
  await see('office-refund-proposed', desk)
  const other = await openPage(browser, 'desk')
  await signIn(other, `${town.origin}/operator/`, manager.mail)
  await other.getByRole('link', { name: 'チャージ', exact: true }).click()
  await follow(other, 'カードのチャージを返金する')
  await see('office-refunds-waiting', other)
  await press(other, '内容を確かめる')
  await see('office-refund-second', other)
  await press(other, '確かめて確定する')
  await other.getByText('カード会社からの返事を待っています').waitFor()
  await see('office-refund-on-its-way', other)
  await town.work()
  await press(desk, '探す')
  await desk.getByText('返金しました').waitFor()
  await see('office-refund-done', desk)
})

test('a dispute takes the charge back, and winning it brings the coin again; the phone says so each time', async () => {
  // Hanako has used the three cards that one person may.
  const holder = await cardHolder(town, 'aoi')
  const id = await topUpByCard(town, holder, { amount: 5000, number: '4000000000000259' })
  await deliver(town, /dispute/)
  const phone = await openPage(browser, 'phone')
  await signInResident(phone, town, 'aoi')
  await phone.goto(`${town.origin}/top-ups/${id}`)
  await phone.getByText('このチャージは取り消されました').waitFor()
  await phone.getByText('取り消された金額').waitFor()
  await see('disputed', phone)
  const dispute = (await town.card.events()).find(({ type }) => type === 'charge.dispute.created')
  await town.card.act(`disputes/${String(dispute?.data.object['id'])}/won`)
  await deliver(town, /dispute/)
  await phone.reload()
  await phone.getByText('チャージが完了しました').waitFor()
  await see('dispute-won', phone)
})

test('ABU-W10 no screen of ours has a field for a card number, nor anything of another origin', async () => {
  const foreign: string[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith(town.origin) && !request.url().startsWith('data:'))
      foreign.push(request.url())
  })
  await toCardPage()
  await page.getByText('新しいカード').click()
  await page.getByLabel('チャージ金額').fill('1000')
  await press(page, 'OK')
  await arriveAt(page, 'チャージ内容の確認')
  const fields = await page
    .locator('input, iframe, script[src^="http"]')
    .evaluateAll((found) =>
      found.map((each) => `${each.tagName} ${each.getAttribute('autocomplete')} ${each.getAttribute('src')}`),
    )
  assert.deepEqual(
    fields.filter((field) => /cc-|IFRAME|stripe/i.test(field)),
    [],
  )
  assert.deepEqual(foreign, [])
  const { headers } = await town.newClient().send({ method: 'GET', url: '/top-ups/card' })
  const policy = String(headers['content-security-policy'])
  assert.match(policy, /default-src 'self'/)
  assert.doesNotMatch(policy, /script-src|frame-src|stripe/)
})

testViolations(look.violations)
