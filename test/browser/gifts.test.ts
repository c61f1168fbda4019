// おくる・うけとる: one resident shows a code, another gives by it, and both see what happened.
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { openTown } from '../town.ts'
import { requireApps } from './apps.ts'
import { openBrowser } from './chrome.ts'
import { makeSee, openPage, signInResident, testViolations } from './screens.ts'
import { arriveAt, follow, press } from './walker.ts'

let town: Awaited<ReturnType<typeof openTown>>
let browser: Browser
let giver: Page
let receiver: Page
const { see, violations } = makeSee('gifts', { onSmallPhones: true })

before(async () => {
  requireApps()
  town = await openTown()
  await town.listen()
  browser = await openBrowser()
  giver = await openPage(browser, 'phone')
  receiver = await openPage(browser, 'phone')
  await signInResident(giver, town, 'hanako')
  await signInResident(receiver, town, 'aoi')
})

after(async () => {
  await browser?.close()
  await town?.[Symbol.asyncDispose]()
})

test('one shows the code, the other types it, sees a masked name, and gives', async () => {
  await see('home', receiver)
  await follow(receiver, 'おくる・うけとる')
  await arriveAt(receiver, 'おくる・うけとる')
  await see('both', receiver)
  await follow(receiver, 'うけとる')
  await receiver.getByText('このコードを、おくる方に見せてください。').waitFor()
  await see('code', receiver)
  const digits = await receiver.getByText(/^\d{5} \d{5}$/).textContent()

  await giver.goto(`${town.origin}/gifts`)
  await follow(giver, 'おくる')
  await arriveAt(giver, 'おくる')
  await see('scan', giver)
  await press(giver, '番号を入力する')
  await press(giver, '次へ')
  await giver.getByText('番号を10桁すべて入力してください。').waitFor()
  await giver.getByLabel('うけとる方の番号（10桁）').fill(digits ?? '')
  await see('number', giver)
  await press(giver, '次へ')
  await giver.getByText('ミヌマ ア* さん').waitFor()
  await giver.getByLabel('おくる金額').fill('10001')
  await giver.getByText('おくれるのは10,000円までです。').waitFor()
  await giver.getByLabel('おくる金額').fill('1500')
  await giver.getByText('おめでとう').click()
  await see('amount', giver)
  await press(giver, '次へ')
  await arriveAt(giver, '内容の確認')
  await see('confirm', giver)
  await press(giver, 'この内容でおくる')
  await giver.getByText('おくりました').last().waitFor()
  await see('done', giver)

  await receiver.getByText('サイタマ ハ* さんから1,500円うけとりました').waitFor()
  await see('received', receiver)
})

test('both find it in the history', async () => {
  await follow(giver, 'ホームへ')
  await giver.getByText('ミヌマ ア* さんへ').click()
  await arriveAt(giver, '取引詳細')
  await giver.getByText('おめでとう').waitFor()
  await see('history', giver)
  await receiver.goto(`${town.origin}/history`)
  await receiver.getByText('サイタマ ハ* さんから').waitFor()
})

testViolations(violations)
