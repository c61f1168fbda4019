// 練習: paying with play money, from the menu and before the first payment, on the device alone.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { openTown } from '../town.ts'
import { requireApps } from './apps.ts'
import { openBrowser } from './chrome.ts'
import { makeSee, openPage, signInResident, testViolations } from './screens.ts'
import { arriveAt, follow, press } from './walker.ts'

let town: Awaited<ReturnType<typeof openTown>>
let browser: Browser
let phone: Page
const { see, violations } = makeSee('practice')

before(async () => {
  requireApps()
  town = await openTown()
  await town.listen()
  browser = await openBrowser()
  phone = await openPage(browser, 'phone')
  await signInResident(phone, town, 'hanako')
})

after(async () => {
  await browser?.close()
  await town?.[Symbol.asyncDispose]()
})

const mark = () => phone.getByText('練習中・お金は動きません').waitFor()

test('every step says that it is practice, and nothing is asked of the server', async () => {
  await follow(phone, 'メニュー')
  await phone.getByRole('link', { name: /お支払いの練習/ }).click()
  await arriveAt(phone, 'お支払いの練習')
  await mark()
  await see('begin', phone)
  const asked: string[] = []
  phone.on('request', (request) => {
    if (request.url().includes('/api/')) asked.push(request.url())
  })
  await press(phone, '練習をはじめる')
  await mark()
  await see('scan', phone)
  await press(phone, 'コードにかざす')
  await phone.getByLabel('お支払い金額').fill('500')
  await mark()
  await see('amount', phone)
  await press(phone, '次へ')
  await phone.getByText('お支払い後の残高').waitFor()
  await mark()
  await see('show', phone)
  await phone.setViewportSize({ width: 360, height: 740 })
  await see('show-360', phone)
  await press(phone, '支払う')
  await phone.getByText('練習のお支払い完了').first().waitFor()
  await mark()
  await see('done-360', phone)
  await phone.setViewportSize({ width: 390, height: 844 })
  await see('done', phone)
  assert.deepEqual(asked, [])
  await press(phone, 'もう一度練習する')
  await press(phone, 'コードにかざす')
  await phone.getByText('3,000円').first().waitFor()
})

testViolations(violations)
