// What goes wrong most often at each way in that the guide names, as people meet it on a phone: Google and Apple, the
// SMS and the authenticator app as a second step; and the fields for passwords.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { confirmAuthenticator, startAuthenticator } from '#contract/sign-in.ts'
import { showDigits } from '../authenticator.ts'
import { register, type Resident, switchOnSecondStep } from '../steps.ts'
import { openTown, type Town } from '../town.ts'
import { requireApps } from './apps.ts'
import { openBrowser } from './chrome.ts'
import { makeSee, openPage, signIn, testViolations } from './screens.ts'
import { arriveAt, follow, press } from './walker.ts'

let town: Town
let browser: Browser
let page: Page
let app: string
const look = makeSee('ways-in', { onSmallPhones: true })
const see = (screen: string) => look.see(screen, page)

before(async () => {
  requireApps()
  town = await openTown()
  app = await town.listen()
  browser = await openBrowser()
  page = await openPage(browser, 'phone')
})

after(async () => {
  await browser?.close()
  await town?.[Symbol.asyncDispose]()
})

async function goToWays(): Promise<void> {
  await page.goto(app)
  await follow(page, '新規登録')
  await page.getByRole('heading', { name: /第1条/ }).first().waitFor()
  await page.getByText('同意する', { exact: true }).click()
  await press(page, '同意して進む')
  await arriveAt(page, '登録方法')
}

const choose = (name: string) => page.getByRole('button', { name: new RegExp(`^${name}`) }).click()
const refused = (words: string) => page.getByRole('alert').filter({ hasText: words }).waitFor()
const orderFault = (match: string) =>
  fetch(`${town.urls.signIn}/__sim/faults`, {
    method: 'POST',
    body: JSON.stringify({ match, effect: 'error' }),
  })

test('password fields hide what is typed, take what is pasted, and tell managers what they are', async () => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: app })
  const typed = 'from-a-manager-%1'
  await goToWays()
  await press(page, 'メールアドレスとパスワードで登録')
  for (const [address, autocomplete] of [
    [null, 'new-password'],
    ['/sign-in', 'current-password'],
    ['/password-reset/new?token=made-up', 'new-password'],
  ] as const) {
    if (address) await page.goto(app + address)
    const field = page.getByRole('textbox', { name: /パスワード/ }).first()
    await field.waitFor()
    assert.deepEqual(
      [await field.getAttribute('type'), await field.getAttribute('autocomplete')],
      ['password', autocomplete],
    )
    await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(typed)})`)
    await field.focus()
    await page.keyboard.press('Control+V')
    assert.equal(await field.inputValue(), typed)
  }
})

test('Googleで登録: given up, a line that breaks on the way back, and an account that is new here', async () => {
  await goToWays()
  await press(page, 'Googleで登録')
  await press(page, 'キャンセル')
  await refused('手続きは途中でやめられました')
  await see('google-cancelled')
  await goToWays()
  await press(page, 'Googleで登録')
  await orderFault('/google/token')
  await choose('緑 大地')
  await refused('ただいまこの方法を使えません')
  await see('google-down')
  await page.goto(`${app}/sign-in`)
  await press(page, 'Googleでログイン')
  await choose('緑 大地')
  await refused('まだ登録されていません')
  await see('google-unknown')
})

test('Appleで登録: given up, an answer that is not to be believed, and an account without an address', async () => {
  await goToWays()
  await press(page, 'Appleで登録')
  await press(page, 'キャンセル')
  await refused('手続きは途中でやめられました')
  for (const [fault, words, screen] of [
    ['foreign_key', '手続きの途中で問題が起きました', 'apple-forged'],
    ['no_mail', 'メールアドレスを受け取れませんでした', 'apple-no-mail'],
  ] as const) {
    await goToWays()
    await press(page, 'Appleで登録')
    await fetch(`${town.urls.signIn}/__sim/id-tokens`, {
      method: 'POST',
      body: JSON.stringify({ provider: 'apple', fault }),
    })
    await choose('岩槻 颯太')
    await refused(words)
    await see(screen)
  }
})

/** Gives mail and password; ends where the second step is asked for. */
async function givePassword({ mail, password }: Resident): Promise<void> {
  await signIn(page, `${app}/sign-in`, mail, password)
  await arriveAt(page, '2段階認証')
}

async function answer(label: string, code: string): Promise<void> {
  await page.getByLabel(label).fill(code)
  await press(page, '認証')
}

test('SMS as the second step: a used code, one too old, one asked for too soon; then it lets in', async () => {
  const resident = await register(town)
  await switchOnSecondStep(town, resident)
  const phone = town.phoneOf(resident.phone)
  const used = await phone.lastCode()
  const label = '認証コード（6桁）'
  await givePassword(resident)
  await answer(label, used)
  await page.locator('input[aria-invalid="true"]').waitFor()
  await see('sms-used')
  await press(page, 'SMSが届かないとき、もう一度送る')
  await page.getByText('SMSを送ったばかりです').waitFor()
  await see('sms-too-soon')
  const late = await phone.lastCode()
  town.clock.advance({ minutes: 6 })
  await answer(label, late)
  await page.getByText('認証コードの期限が切れました').waitFor()
  await see('sms-expired')
  // The screen says of the message before that it has arrived, so the answer is what is waited for.
  const sent = page.waitForResponse((answered) => answered.url().endsWith('/second-steps/passcodes'))
  await press(page, 'SMSが届かないとき、もう一度送る')
  assert.equal((await sent).status(), 200)
  await answer(label, await phone.lastCode())
  await page.getByText('まだお取引はありません').waitFor()
})

test('認証アプリ as the second step: used digits, a sign-in left lying, five wrong ones; then it lets in', async () => {
  await page.context().clearCookies()
  const resident = await register(town)
  const { uri } = await resident.client.ask(startAuthenticator)
  const secret = new URL(uri).searchParams.get('secret') ?? ''
  const digits = (steps = 0) => showDigits(secret, town.clock.now(), steps)
  const used = digits()
  await resident.client.ask(confirmAuthenticator, { body: { code: used } })
  const label = '認証アプリの数字（6桁）'
  await givePassword(resident)
  await answer(label, used)
  await page.getByText('認証アプリの数字が違います').waitFor()
  await see('app-used')
  town.clock.advance({ minutes: 11 })
  await answer(label, digits())
  await page.getByText('時間が過ぎました。もう一度ログインから').waitFor()
  await see('app-left-lying')
  await givePassword(resident)
  for (let wrong = 0; wrong < 4; wrong += 1) {
    await answer(label, digits(9 + wrong))
    await page.getByText('認証アプリの数字が違います').waitFor()
  }
  await answer(label, digits(20))
  await page.getByText('2段階認証を止めています').waitFor()
  await see('app-paused')
  town.clock.advance({ minutes: 1 })
  await answer(label, digits())
  await page.getByText('まだお取引はありません').waitFor()
})

testViolations(look.violations)
