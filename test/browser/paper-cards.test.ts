// QRカード: two people at desks, a shop and a public page on somebody's phone, from the papers to the balance.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { sql } from '#server/lib/database.ts'
import { fill, readSheet, ume, umePin } from '../paper-cards.ts'
import { counterClerk, office } from '../people.ts'
import { openTown } from '../town.ts'
import { requireApps } from './apps.ts'
import { filmCode, filmNothing } from './camera.ts'
import { openBrowser } from './chrome.ts'
import { makeSee, openPage, signIn, testViolations } from './screens.ts'
import { arriveAt, press } from './walker.ts'

let town: Awaited<ReturnType<typeof openTown>>
let browser: Browser
let folder: string
let film: string
let desk: Page
let second: Page
let shop: Page
let card: { code: string }
const { see, violations } = makeSee('paper-cards')

before(async () => {
  requireApps()
  folder = await mkdtemp(join(tmpdir(), 'enishi-paper-cards-'))
  film = join(folder, 'camera.y4m')
  await filmNothing(film)
  town = await openTown()
  const origin = await town.listen()
  browser = await openBrowser(film)
  desk = await openPage(browser, 'desk')
  second = await openPage(browser, 'desk')
  shop = await openPage(browser, 'phone')
  await signIn(desk, `${origin}/operator/`, counterClerk.mail)
  await signIn(second, `${origin}/operator/`, office.mail)
  await signIn(shop, `${origin}/merchant/`, 'till@bakery.example.jp')
})

after(async () => {
  await browser?.close()
  await town?.[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

async function typeWho(page: Page): Promise<void> {
  await page.getByLabel('セイ').last().fill(ume.familyKana)
  await page.getByLabel('メイ').last().fill(ume.givenKana)
  await page.getByLabel('生年月日').last().fill(ume.birthdate)
}

async function typePin(page: Page, pin: string): Promise<void> {
  for (const digit of pin) await page.getByRole('button', { name: digit, exact: true }).click()
}

test('the counter receives, the office approves, the person types a PIN twice and gets a card', async () => {
  await desk.getByRole('link', { name: 'QRカード' }).click()
  await arriveAt(desk, 'QRカード')
  await press(desk, '新しい方を受け付ける')
  await press(desk, '受け付ける')
  await desk.getByText('住所を入力してください。').waitFor()
  await see('receive', desk)
  await typeWho(desk)
  await desk.getByLabel('住所（都道府県から）').fill(ume.address)
  await desk.getByText('運転免許証').click()
  await desk.getByText('利用規約とプライバシーポリシーを紙で').click()
  await press(desk, '受け付ける')
  await desk.getByText('あなたが受け付けました').waitFor()
  await see('waiting', desk)
  await second.getByRole('link', { name: 'QRカード' }).click()
  await press(second, 'ご本人と書類を確かめました。承認する')
  await second.getByText('いまはいません。').waitFor()
  await typeWho(desk)
  await press(desk, '探す')
  await desk.getByText('1人見つかりました。').waitFor()
  await press(desk, 'カードを発行する')
  await typePin(desk, umePin)
  await desk.getByText('もう一度、同じ番号を入力してください').waitFor()
  await see('pin', desk)
  const made = desk.waitForResponse((answer) => /paper-people\/.*\/cards$/.test(answer.url()))
  await typePin(desk, umePin)
  const { sheet } = (await (await made).json()) as { sheet: string }
  card = await readSheet(sheet)
  await desk.getByText('カードの用紙を開いて印刷する').waitFor()
  await see('printed', desk)
  await press(desk, 'お渡ししました')
  const [person] = await town.database.many<{ id: string }>(sql`select id from paper_cards.person`)
  await fill(town, person?.id ?? '', 8000)
})

test('the shop reads the card, turns the screen, and the person types the PIN', async () => {
  await filmCode(film, card.code)
  await shop.getByRole('link', { name: 'お会計をする' }).click()
  await shop.getByLabel('お会計の金額').fill('4200')
  await press(shop, 'お客さまのコードを読み取る')
  await shop.getByText('画面をお客さまに向けてください').waitFor()
  await see('till-pin', shop)
  await typePin(shop, '1111')
  await shop.getByText(/暗証番号が違います。あと2回/).waitFor()
  await see('till-pin-wrong', shop)
  await shop.setViewportSize({ width: 360, height: 740 })
  await see('till-pin-360', shop)
  await shop.setViewportSize({ width: 820, height: 1180 })
  await see('till-pin-tablet', shop)
  await typePin(shop, umePin)
  await shop.getByText('お支払い完了').first().waitFor()
  await shop.getByRole('link', { name: '控えを印刷する' }).waitFor()
  await see('till-paid', shop)
})

test('anybody reads the balance with card and PIN, without an account', async () => {
  const phone = await openPage(browser, 'phone')
  await phone.goto(`${town.origin}/card`)
  await phone.getByLabel('カードの暗証番号（4桁）').waitFor()
  await see('balance-pin', phone)
  await phone.getByLabel('カードの暗証番号（4桁）').pressSequentially(umePin)
  await phone.getByText('最近のご利用').waitFor()
  await see('balance', phone)
  await phone.setViewportSize({ width: 360, height: 740 })
  await see('balance-360', phone)
  await filmNothing(film)
  await press(phone, '別のカードを読み取る')
  await phone.getByRole('button', { name: 'カードの番号を入力する' }).click()
  await see('balance-card', phone)
})

testViolations(violations)
