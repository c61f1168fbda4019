// 突合 on the office's desk and on a phone: differences that two people end, a bank statement, the clearing account.
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { addDays, dayOf } from '#server/lib/day.ts'
import { bankAccountIdOf } from '../../bin/lib/seed-people.ts'
import { putIn } from '../atm.ts'
import { manager, office, personOf, phoneOf } from '../people.ts'
import { topUp } from '../steps.ts'
import { openTown } from '../town.ts'
import { requireApps } from './apps.ts'
import { openBrowser } from './chrome.ts'
import { makeSee, openPage, signIn, testViolations } from './screens.ts'
import { arriveAt, press } from './walker.ts'

let town: Awaited<ReturnType<typeof openTown>>
let browser: Browser
let desk: Page
let phone: Page
let day: string
const { see, violations } = makeSee('reconciliation')

before(async () => {
  requireApps()
  town = await openTown()
  browser = await openBrowser()
  day = dayOf(town.clock.now())
  const person = personOf('hanako')
  const who = { client: await town.signIn('hanako'), phone: phoneOf(person) }
  for (const amount of [10_000, 4000, 3000])
    await topUp(town, { ...who, bankAccountId: bankAccountIdOf(person) }, amount)
  const origin = await town.listen()
  await (await putIn(town, who.client, [5000, 1000])).atm.confirm()
  await town.bank.spoilFile(day, 'short_by_1')
  const entry = { on: addDays(day, 1), direction: 'in' as const, summary: 'ﾌﾘｺﾐ', payer: 'ｶ)ﾊﾞﾝｸﾍﾟｲｼﾕｳﾉｳ' }
  await town.bank.addTownEntry({ ...entry, amount: 777 })
  await town.bank.addTownEntry({ ...entry, amount: 440, direction: 'out', payer: '', summary: 'ﾃｽｳﾘﾖｳ' })
  town.clock.advance({ days: 1 })
  await Promise.all([town.bank, town.atm].map((each) => each.setClock(town.clock.now())))
  desk = await open('desk', `${origin}/operator/`, office.mail)
  phone = await open('phone', `${origin}/operator/`, manager.mail)
})

after(async () => {
  await browser?.close()
  await town?.[Symbol.asyncDispose]()
})

async function open(size: 'desk' | 'phone', url: string, mail: string): Promise<Page> {
  const page = await openPage(browser, size)
  await signIn(page, url, mail)
  await arriveAt(page, '概況')
  return page
}

const place = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).click()

test('突合: the morning finds what does not match, and says so first', async () => {
  await place(desk, '突合')
  await arriveAt(desk, '突合')
  await desk.getByText('ファイル待ち').first().waitFor()
  await see('waiting', desk)
  await press(desk, 'いま突合する')
  await desk.getByText('突合を始めました。').waitFor()
  await town.work()
  await desk.reload()
  await desk.getByText('金額がちがう').waitFor()
  await desk.getByText('差異 1件').waitFor()
  await see('found', desk)
})

test('差異: one person takes it and proposes; the page tells that another has to confirm', async () => {
  await desk.getByText('金額がちがう').click()
  await arriveAt(desk, '差異')
  await press(desk, '自分が担当する')
  await desk.getByText('担当になりました').waitFor()
  await press(desk, '提案する')
  await desk.getByText('終わらせ方を選んでください。').waitFor()
  await desk.getByText('決済会社が直す').click()
  await desk
    .getByRole('textbox', { name: '理由' })
    .fill('銀行の窓口に電話。明日の朝、訂正したファイルが届く。')
  await see('propose', desk)
  await press(desk, '提案する')
  await desk.getByText('提案した人は確定できません。').waitFor()
  await see('proposed', desk)
})

test('差異: the other person confirms it on a phone', async () => {
  await phone.getByText('メニュー', { exact: true }).click()
  await see('phone-menu', phone)
  await place(phone, '突合')
  await phone.getByText('確定待ち').waitFor()
  await see('phone-list', phone)
  await phone.getByText('金額がちがう').click()
  await phone.getByText('提案：決済会社が直す').waitFor()
  await see('phone-difference', phone)
  await press(phone, '確定する')
  await phone.getByText('金額がちがう（解決）').waitFor()
  await see('phone-resolved', phone)
})

async function chooseFile(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.getByLabel('入出金明細のファイルを選ぶ').setInputFiles({ name, mimeType: 'text/plain', buffer })
}

test('入出金明細: a wrong file is told with line and column, the right one pays for its days', async () => {
  const file = await town.bank.townStatement(day, addDays(day, 1))
  await place(desk, 'ファイル')
  await arriveAt(desk, 'ファイル')
  await chooseFile(desk, 'kowareta.txt', file.subarray(0, 500))
  await desk.getByText('3行目の97桁目').waitFor()
  await see('statement-refused', desk)
  await chooseFile(desk, 'nyushukkin-11.txt', file)
  await desk.getByText('3件を取り込みました').waitFor()
  await see('files', desk)
  await desk.getByRole('link', { name: /nyushukkin-11\.txt/ }).click()
  await arriveAt(desk, '入出金明細')
  await desk.getByText('内訳が不明').first().waitFor()
  await see('statement', desk)
  await place(desk, 'ファイル')
  await desk.getByRole('link', { name: /settlement-/ }).click()
  await desk.getByText('SHA-256').waitFor()
  await see('report', desk)
})

test('仮勘定: what is left is explained by day', async () => {
  await place(desk, '仮勘定')
  await desk.getByText('残りはすべて日ごとに説明できています。').first().waitFor()
  await see('clearing', desk)
  await place(phone, '仮勘定')
  await phone.getByText('残りはすべて日ごとに説明できています。').first().waitFor()
  await see('phone-clearing', phone)
})

testViolations(violations)
