// 仮受・仮払 on the office's desk: what nobody can place is kept by two people, stays on the list, and is cleared by two.
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { manager, office } from '../people.ts'
import { aDayLater, reconcile } from '../reconciliation.ts'
import { openTown } from '../town.ts'
import { requireApps } from './apps.ts'
import { openBrowser } from './chrome.ts'
import { makeSee, openPage, signIn, testViolations } from './screens.ts'
import { arriveAt, press } from './walker.ts'

let town: Awaited<ReturnType<typeof openTown>>
let browser: Browser
let desk: Page
let phone: Page
const { see, violations } = makeSee('suspense', { onSmallPhones: true })

before(async () => {
  requireApps()
  town = await openTown()
  browser = await openBrowser()
  const { day } = await aDayLater(town)
  // The gateway took money for an order that nobody here knows.
  await town.bank.spoilFile(day, 'extra_line')
  await reconcile(town)
  const origin = await town.listen()
  desk = await openPage(browser, 'desk')
  await signIn(desk, `${origin}/operator/`, office.mail)
  await arriveAt(desk, '概況')
  phone = await openPage(browser, 'phone')
  await signIn(phone, `${origin}/operator/`, manager.mail)
  await arriveAt(phone, '概況')
})

after(async () => {
  await browser?.close()
  await town?.[Symbol.asyncDispose]()
})

const place = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).click()

/** One person proposes how the difference ends that stands on the list under this name. */
async function propose(difference: string, ending: string, why: string, screen: string): Promise<void> {
  await place(desk, '突合')
  await desk.getByText(difference).click()
  await arriveAt(desk, '差異')
  await desk.getByText(ending, { exact: true }).click()
  await desk.getByRole('textbox', { name: '理由' }).fill(why)
  await see(`${screen}-proposed`, desk)
  await press(desk, '提案する')
  await desk.getByText('提案した人は確定できません。').waitFor()
}

/** The other person reads it on a phone and confirms. */
async function confirm(difference: string, ending: string, screen: string): Promise<void> {
  await phone.getByText('メニュー', { exact: true }).click()
  await place(phone, '突合')
  await phone.getByText(difference).click()
  await phone.getByText(`提案：${ending}`).waitFor()
  await see(`${screen}-second`, phone)
  await press(phone, '確定する')
  await phone.getByText(`${difference}（解決）`).waitFor()
}

test('仮受・仮払: money that nobody can place is kept aside by two people', async () => {
  await propose('台帳にない', '仮受・仮払に記帳する', '利用者が見つからない。銀行に照会中。', 'keep')
  await confirm('台帳にない', '仮受・仮払に記帳する', 'keep')
  await see('phone-kept', phone)
})

test('仮受・仮払: it stays on the list, and the provider’s account says how much waits', async () => {
  await place(desk, '突合')
  await desk.getByText('保留中のお金').waitFor()
  await see('waiting', desk)
  await place(desk, '仮勘定')
  await desk.getByText('円は仮受・仮払で保留しています').waitFor()
  await see('clearing', desk)
})

test('仮受・仮払: when its place is known two people clear it, and nothing is left', async () => {
  await propose('保留中のお金', '取り崩す', '銀行が利用者に返金した。', 'clear')
  await confirm('保留中のお金', '取り崩す', 'clear')
  await see('phone-cleared', phone)
  await phone.getByText('メニュー', { exact: true }).click()
  await place(phone, '突合')
  await phone.getByText('ありません。').waitFor()
  await place(phone, '仮勘定')
  await phone.getByText('残りはすべて日ごとに説明できています。').first().waitFor()
  await phone.getByText('仮受・仮払で保留しています').waitFor({ state: 'detached' })
})

testViolations(violations)
