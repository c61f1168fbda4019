// Who has forgotten the password or lost the phone gets in again, in a real browser on a phone's screen.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { demoPassword, office, personOf } from '../people.ts'
import { openTown } from '../town.ts'
import { requireApps } from './apps.ts'
import { openBrowser } from './chrome.ts'
import { arriveAt, follow, openDevice, press } from './walker.ts'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const shinta = personOf('shinta')
const newPassword = 'arakawa-no-ayu-12'

let town: Awaited<ReturnType<typeof openTown>>
let browser: Browser
let page: Page
let console: Page
let app: string
const violations: string[] = []

before(async () => {
  requireApps()
  town = await openTown()
  app = await town.listen()
  browser = await openBrowser()
  page = await (await openDevice(browser, 'phone')).newPage()
  console = await (await openDevice(browser, 'desk')).newPage()
  for (const each of [page, console]) each.context().setDefaultTimeout(10_000)
})

after(async () => {
  await browser?.close()
  await town?.[Symbol.asyncDispose]()
})

/** Looks at a screen with axe and for its width; PICTURES names a folder that keeps a picture of each. */
async function see(screen: string, on = page): Promise<void> {
  const { violations: found } = await new AxeBuilder({ page: on }).withTags(rules).setLegacyMode().analyze()
  for (const { id, nodes } of found)
    violations.push(`${screen}: ${id} ${nodes.map(({ html }) => html).join(' ')}`)
  const tooWide = await on.evaluate<number>(`document.documentElement.scrollWidth - innerWidth`)
  if (tooWide > 0) violations.push(`${screen}: ${tooWide} px too wide`)
  const folder = process.env.PICTURES
  if (folder) await on.screenshot({ path: join(folder, `${screen}.png`) })
}

test('パスワードをお忘れの方: from the sign-in page to a new password, and in with it', async () => {
  await page.goto(`${app}/sign-in`)
  await see('sign-in')
  await follow(page, 'パスワードをお忘れの方')
  await arriveAt(page, 'パスワードの再設定')
  await press(page, '再設定のメールを送る')
  await page.getByText('メールアドレスを入力してください').waitFor()
  await see('reset-ask')
  await page.getByLabel('メールアドレス').fill(shinta.mail)
  await press(page, '再設定のメールを送る')
  await page.getByText('受け付けました').waitFor()
  await see('reset-sent')
  await town.work()
  await page.goto((await town.inboxOf(shinta.mail).lastLink()).href)
  await arriveAt(page, '新しいパスワード')
  await page.getByRole('textbox', { name: '新しいパスワード' }).fill('12345678')
  await press(page, 'パスワードを変更する')
  await page.getByText('推測されやすいパスワードです').waitFor()
  await see('reset-weak')
  await page.getByRole('textbox', { name: '新しいパスワード' }).fill(newPassword)
  await press(page, 'パスワードを変更する')
  await page.getByText('パスワードを変更しました').waitFor()
  await see('reset-done')
  await follow(page, 'ログインへ')
  await page.getByLabel('メールアドレス').fill(shinta.mail)
  await page.getByRole('textbox', { name: 'パスワード' }).fill(newPassword)
  await press(page, 'ログイン')
  await page.getByText('まだお取引はありません').waitFor()
})

test('パスワードをお忘れの方: a link that was used leads to a new one', async () => {
  await page.goto((await town.inboxOf(shinta.mail).lastLink()).href)
  await page.getByRole('textbox', { name: '新しいパスワード' }).fill('another-long-password')
  await press(page, 'パスワードを変更する')
  await page.getByText('このリンクは使用済みか、期限が切れています').waitFor()
  await see('reset-used')
  await follow(page, '再設定のメールを送る')
  await arriveAt(page, 'パスワードの再設定')
})

test('運営: ends every session of a resident, with a reason', async () => {
  await console.goto(`${app}/operator/`)
  await console.getByLabel('メールアドレス').fill(office.mail)
  await console.getByLabel('パスワード').fill(demoPassword)
  await press(console, 'ログイン')
  await follow(console, '利用者')
  await console.getByLabel(/お名前/).fill(shinta.mail)
  await press(console, '検索')
  await console.getByRole('button', { name: /ログアウトさせる/ }).click()
  await see('office-sign-out', console)
  await console.getByLabel('理由').fill('電話で紛失の届け出')
  await press(console, 'ログアウトさせる')
  await console.getByText('すべての端末からログアウトさせました。').waitFor()
  await page.goto(app)
  await page.getByRole('link', { name: '新規登録' }).waitFor()
})

test('no screen of these breaks a rule of WCAG 2.2 AA that a program can check', () => {
  assert.deepEqual(violations, [])
})
