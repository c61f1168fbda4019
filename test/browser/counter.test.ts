// 窓口チャージ: the counter's computer and the resident's phone side by side, from the morning's count to the evening's.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { counterClerk, office } from '../people.ts'
import { openTown } from '../town.ts'
import { requireApps } from './apps.ts'
import { openBrowser } from './chrome.ts'
import { makeSee, openPage, signIn, signInResident, testViolations } from './screens.ts'
import { arriveAt, follow, press } from './walker.ts'

let town: Awaited<ReturnType<typeof openTown>>
let browser: Browser
let phone: Page
let desk: Page
const { see, violations } = makeSee('counter')

before(async () => {
  requireApps()
  town = await openTown()
  const origin = await town.listen()
  browser = await openBrowser()
  phone = await openPage(browser, 'phone')
  desk = await openPage(browser, 'desk')
  await signIn(desk, `${origin}/operator/`, counterClerk.mail)
  await signInResident(phone, town, 'hanako')
})

after(async () => {
  await browser?.close()
  await town?.[Symbol.asyncDispose]()
})

test('the till is opened, a number is read, cash is taken, and the phone shows the charge', async () => {
  await arriveAt(desk, '窓口チャージ')
  await press(desk, 'レジを開く')
  await desk.getByText('金額を入力してください。なければ0').waitFor()
  await desk.getByLabel('はじめの現金（釣銭）').fill('30000')
  await see('till-open', desk)
  await press(desk, 'レジを開く')
  await desk.getByRole('heading', { name: 'お客さまの番号' }).waitFor()
  await desk.getByLabel('アプリに表示された番号（10桁）').fill('0000000000')
  await press(desk, '次へ')
  await desk.getByText('この番号は使えません').waitFor()
  await see('counter-find', desk)

  await phone.goto(`${town.origin}/top-ups/ways`)
  await see('ways', phone)
  await follow(phone, '窓口でチャージ')
  await press(phone, '窓口で番号を表示する')
  const shown = await phone.getByText(/^\d{4} \d{4} \d{2}$/).innerText()
  await see('counter-number', phone)
  await desk.getByLabel('アプリに表示された番号（10桁）').fill(shown)
  await press(desk, '次へ')
  await desk.getByRole('heading', { name: /\*\*\* 様/ }).waitFor()
  await press(desk, 'チャージする')
  await desk.getByText('1,000円からチャージできます。').waitFor()
  await press(desk, '3,000円')
  await desk.getByLabel('お預かりした現金').fill('2000')
  await desk.getByText('お預かりした金額が足りません。').waitFor()
  await desk.getByLabel('お預かりした現金').fill('10000')
  await see('counter-charge', desk)
  await press(desk, 'チャージする')
  await desk.getByText('チャージしました').waitFor()
  await desk.getByText('33,000円').waitFor()
  await see('counter-done', desk)
  await arriveAt(phone, '取引詳細')
  await phone.getByText('大宮区役所 市民課の窓口').waitFor()
  await see('counter-charged', phone)
  const receipt = await desk.getByRole('link', { name: '領収書を印刷する' }).getAttribute('href')
  const paper = await desk.request.get(`${town.origin}${receipt}`)
  assert.equal(paper.headers()['content-type'], 'application/pdf')
  await press(desk, '次のお客さまへ')
})

test('in the evening the till is counted; a difference wants a word, and the office sees it', async () => {
  await press(desk, 'レジを締める')
  await desk.getByLabel('数えた現金').fill('32900')
  await desk.getByText('100円足りない').waitFor()
  await desk.getByRole('alertdialog').getByRole('button', { name: 'レジを締める' }).click()
  await desk.getByText('理由を入力してください。').waitFor()
  await see('till-close', desk)
  await desk.getByLabel('差の理由').fill('釣銭の渡し間違い')
  await desk.getByRole('alertdialog').getByRole('button', { name: 'レジを締める' }).click()
  await desk.getByText('レジの現金を数えて').waitFor()
  const boss = await openPage(browser, 'desk')
  await signIn(boss, `${town.origin}/operator/`, office.mail)
  await boss.getByRole('link', { name: '窓口', exact: true }).click()
  await boss.getByText('100円足りない').waitFor()
  await boss.getByText('理由：釣銭の渡し間違い').waitFor()
  await see('tills', boss)
})

test('the counter has no other page', async () => {
  await desk.goto(`${town.origin}/operator/residents`)
  await arriveAt(desk, '窓口チャージ')
  assert.equal(await desk.getByRole('link', { name: '利用者' }).count(), 0)
})

testViolations(violations)
