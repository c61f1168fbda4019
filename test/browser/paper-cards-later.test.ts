// QRカード, later: the holder registers with a phone and joins the two; another one leaves at the desk.
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { chiyo, fill, issue, openDesk, receive, registerAs, umePin } from '../paper-cards.ts'
import { counterClerk, office } from '../people.ts'
import { openTown } from '../town.ts'
import { requireApps } from './apps.ts'
import { openBrowser } from './chrome.ts'
import { makeSee, openPage, passSecondStep, signIn, testViolations } from './screens.ts'
import { arriveAt, follow, press } from './walker.ts'

let town: Awaited<ReturnType<typeof openTown>>
let browser: Browser
const { see, violations } = makeSee('paper-cards-later', { onSmallPhones: true })

before(async () => {
  requireApps()
  town = await openTown()
  await town.listen()
  browser = await openBrowser()
})

after(async () => {
  await browser?.close()
  await town?.[Symbol.asyncDispose]()
})

test('the holder of a card joins it in the app, after a wrong PIN, and has its balance', async () => {
  const desk = await openDesk(town)
  const personId = await receive(desk, chiyo)
  await fill(town, personId, 5000)
  const card = await issue(desk, personId)
  const { mail, password, phone } = await registerAs(town)
  const page = await openPage(browser, 'phone')
  await signIn(page, `${town.origin}/sign-in`, mail, password)
  await passSecondStep(page, town, phone)
  await page.getByText('0円').first().waitFor()
  await page.goto(`${town.origin}/menu`)
  await follow(page, 'QRカードをまとめる')
  await arriveAt(page, 'QRカードをまとめる')
  await see('card', page)
  await press(page, 'カードの番号を入力する')
  await page.getByRole('textbox').fill(card.digits)
  await press(page, '次へ')
  await page.getByLabel('カードの暗証番号（4桁）').waitFor()
  await see('pin', page)
  await page.getByLabel('カードの暗証番号（4桁）').pressSequentially('1111')
  await page.getByText(/暗証番号が違います/).waitFor()
  await see('pin-wrong', page)
  await page.getByLabel('カードの暗証番号（4桁）').pressSequentially(umePin)
  await page.getByText('5,000').first().waitFor()
  await see('joined', page)
})

test('somebody leaves at the desk: the counter receives, the office closes', async () => {
  const clients = await openDesk(town)
  const personId = await receive(clients)
  await fill(town, personId, 1200)
  const desk = await openPage(browser, 'desk')
  await signIn(desk, `${town.origin}/operator/`, counterClerk.mail)
  await desk.getByRole('link', { name: 'QRカード' }).click()
  await desk.getByLabel('セイ').fill('サイタマ')
  await desk.getByLabel('メイ').fill('ウメ')
  await desk.getByLabel('生年月日').fill('1943-03-05')
  await press(desk, '探す')
  await press(desk, '退会の手続き')
  await desk.getByText('残高は払い戻せません').waitFor()
  await press(desk, '退会を受け付ける')
  await desk.getByText('署名を確かめてください。').waitFor()
  await see('leave-missing', desk)
  await desk.getByText('運転免許証').click()
  await desk.getByText('残高を手放すことを金額で説明し').click()
  await see('leave', desk)
  await press(desk, '退会を受け付ける')
  await desk.getByText('あなたが受け付けました').waitFor()
  const second = await openPage(browser, 'desk')
  await signIn(second, `${town.origin}/operator/`, office.mail)
  await second.getByRole('link', { name: 'QRカード' }).click()
  await second.getByText('サイタマ ウメ 様').waitFor()
  await see('leave-waiting', second)
  await press(second, '書類と署名を確かめました。退会を承認する')
  await second.getByText('退会の受け付けはありません。').waitFor()
})

testViolations(violations)
