// Charge codes: the office makes and prints them, a second person releases them, a resident uses one.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { listCodeBatches } from '#contract/charge-codes.ts'
import { addDays, dayOf } from '#server/lib/day.ts'
import { printedCodes } from '../codes.ts'
import { manager, office } from '../people.ts'
import { openTown } from '../town.ts'
import { requireApps } from './apps.ts'
import { filmCode, filmNothing } from './camera.ts'
import { openBrowser } from './chrome.ts'
import { makeSee, openPage, signIn, signInResident, testViolations } from './screens.ts'
import { arriveAt, follow, press } from './walker.ts'

const folder = mkdtempSync(join(tmpdir(), 'enishi-codes-'))
const film = join(folder, 'film.y4m')

let town: Awaited<ReturnType<typeof openTown>>
let browser: Browser
let phone: Page
let desk: Page
let secondDesk: Page
let codes: { token: string; digits: string }[]
const { see, violations } = makeSee('charge-codes')

before(async () => {
  requireApps()
  town = await openTown()
  const origin = await town.listen()
  await filmNothing(film)
  browser = await openBrowser(film)
  phone = await openPage(browser, 'phone')
  desk = await openPage(browser, 'desk')
  secondDesk = await openPage(browser, 'desk')
  await signIn(desk, `${origin}/operator/`, office.mail)
  await signIn(secondDesk, `${origin}/operator/`, manager.mail)
  await signInResident(phone, town, 'hanako')
})

after(async () => {
  await browser?.close()
  await town?.[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

test('the office makes codes out of a budget, and prints them while they are worth nothing', async () => {
  await desk.getByRole('link', { name: 'チャージコード' }).click()
  await desk.getByText('先に予算を登録してください').waitFor()
  await see('codes-empty', desk)
  await press(desk, '予算を登録する')
  await desk.getByLabel('予算の名前').fill('物価高騰対策')
  await desk.getByLabel('上限の金額').fill('100000')
  await press(desk, '登録する')
  await desk.getByText('100,000円（100,000円のうち）').waitFor()
  await press(desk, 'コードを作る')
  await press(desk, '作る')
  await desk.getByText('目的を入力してください。').waitFor()
  await desk.getByLabel('目的').fill('子育て応援')
  await desk.getByLabel('1枚の金額').fill('2000')
  await desk.getByLabel('枚数').fill('51')
  await desk.getByLabel('最終利用日').fill(addDays(dayOf(town.clock.now()), 90))
  await press(desk, '作る')
  await desk.getByText('予算の残りは100,000円です').waitFor()
  await see('codes-form', desk)
  await desk.getByLabel('枚数').fill('9')
  await press(desk, '作る')
  await desk.getByText('2,000円 × 9枚').waitFor()
  await desk.getByText('確定は、別の担当者が行います。').waitFor()
  await see('codes-draft', desk)
  const sheet = await desk.getByRole('link', { name: '印刷する（PDF）' }).getAttribute('href')
  const printed = await desk.request.get(`${town.origin}${sheet}`)
  assert.equal(printed.headers()['content-type'], 'application/pdf')
})

test('a second person releases them', async () => {
  await secondDesk.getByRole('link', { name: 'チャージコード' }).click()
  await press(secondDesk, '発行を確定する')
  await secondDesk.getByText('合計18,000円').waitFor()
  await see('codes-release', secondDesk)
  await press(secondDesk, '確定する')
  await secondDesk.getByText('発行済み').waitFor()
  await see('codes-live', secondDesk)
  const operator = await town.signInOperator(office.mail)
  const [batch] = (await operator.ask(listCodeBatches)).batches
  codes = printedCodes(town, batch?.id ?? '', 3)
})

test('a resident types the digits; a slip is noticed before it costs a try', async () => {
  await phone.goto(`${town.origin}/top-ups/ways`)
  await follow(phone, 'チャージコード')
  await arriveAt(phone, 'チャージコード')
  await see('code-scan', phone)
  await follow(phone, '番号を入力する')
  await arriveAt(phone, 'コードの番号を入力する')
  const digits = codes[0]?.digits ?? ''
  const slip = digits.replace(/^./, (first) => String((Number(first) + 1) % 10))
  await phone.getByLabel('チャージコード（16桁）').fill(slip)
  await press(phone, 'チャージする')
  await phone.getByText('番号のどこかが違います').waitFor()
  await see('code-slip', phone)
  await phone.getByLabel('チャージコード（16桁）').fill(digits)
  await press(phone, 'チャージする')
  await arriveAt(phone, '取引詳細')
  await phone.getByText('チャージが完了しました').waitFor()
  await see('code-charged', phone)
})

test('a code that was used says so; the camera reads the next; a link opens a third', async () => {
  await phone.goto(`${town.origin}/top-ups/code/number`)
  await phone.getByLabel('チャージコード（16桁）').fill(codes[0]?.digits ?? '')
  await press(phone, 'チャージする')
  await phone.getByText('このコードは使用済みです').waitFor()
  await see('code-used', phone)
  await filmCode(film, `${town.origin}/top-ups/code#${codes[1]?.token}`)
  await phone.goto(`${town.origin}/top-ups/code`)
  await arriveAt(phone, '取引詳細')
  await phone.goto(`${town.origin}/top-ups/code#${codes[2]?.token}`)
  await phone.getByText('チャージコードを読み取りました').waitFor()
  await see('code-brought', phone)
  await press(phone, 'このコードでチャージする')
  await arriveAt(phone, '取引詳細')
})

testViolations(violations)
