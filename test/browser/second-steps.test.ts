// Signing in with each second step, and what one changes about it, in a real browser on a phone's screen; and
// what happens when a code is wrong, when it was used before, and when a person closes the passkey's window.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { showDigits } from '../authenticator.ts'
import { demoPassword, office, personOf, phoneOf } from '../people.ts'
import { openTown } from '../town.ts'
import { requireApps } from './apps.ts'
import { openBrowser } from './chrome.ts'
import { makeSee, openPage, signIn } from './screens.ts'
import { follow, press } from './walker.ts'

/** Somebody who has a second step by SMS already, so that every way there is can be chosen in the end. */
const taro = personOf('taro')
const newPassword = 'arakawa-no-ayu-12'
const newMail = 'taro-no-atarashii-mail@example.jp'

let town: Awaited<ReturnType<typeof openTown>>
let browser: Browser
let page: Page
let elsewhere: Page
let app: string
let passkeys: Awaited<ReturnType<typeof openPasskeyChip>>
let secret: string
let recoveryCodes: string[]
const look = makeSee('second-steps')

before(async () => {
  requireApps()
  town = await openTown()
  app = await town.listen()
  browser = await openBrowser()
  page = await openPage(browser, 'phone')
  elsewhere = await openPage(browser, 'desk')
  passkeys = await openPasskeyChip(page)
})

after(async () => {
  await browser?.close()
  await town?.[Symbol.asyncDispose]()
})

test('SMS: two devices sign in with the code from the phone', async () => {
  for (const device of [elsewhere, page]) {
    await givePassword(device, demoPassword)
    if (device === page) await see('second-step-by-sms')
    await land('2段階認証', device)
    await device.getByLabel('認証コード（6桁）').fill(await town.phoneOf(phoneOf(taro)).lastCode())
    await press(device, '認証')
    await device.getByText('最近のお取引').waitFor()
    town.clock.advance({ minutes: 2 })
  }
})

test('認証アプリ: a wrong code is refused, the right one switches it on', async () => {
  await openProofs()
  await see('proofs')
  await follow(page, '認証アプリ')
  await land('認証アプリ')
  await see('authenticator')
  await press(page, '認証アプリを設定する')
  await land('認証アプリ')
  const shown = await page.getByText(/^[A-Z2-7]{4}(\s[A-Z2-7]{4})+$/).innerText()
  secret = shown.replaceAll(/\s/g, '')
  await see('authenticator-secret')
  await answer('認証アプリの数字（6桁）', showDigits(secret, town.clock.now(), 9))
  await readBesideField('認証アプリの数字が違います')
  await see('authenticator-wrong')
  await answer('認証アプリの数字（6桁）', showDigits(secret, town.clock.now()))
  await page.getByText('認証アプリは設定済みです。').waitFor()
  await see('authenticator-on')
})

test('リカバリーコード: ten, shown once', async () => {
  await openProofs()
  await follow(page, 'リカバリーコード')
  await land('リカバリーコード')
  await see('recovery-codes')
  await press(page, 'リカバリーコードを作る')
  await land('リカバリーコード')
  await page.getByText('紙に書くか、印刷してください').waitFor()
  recoveryCodes = await page.getByRole('main').getByRole('listitem').allInnerTexts()
  assert.equal(recoveryCodes.length, 10)
  await see('recovery-codes-shown')
  await follow(page, '戻る')
  await land('認証設定')
  await page.getByText('残り10個').waitFor()
})

test('パスキー: closing the window registers nothing, finishing it does', async () => {
  await follow(page, 'パスキー')
  await land('パスキー')
  await see('passkeys-none')
  await passkeys.refuseNext()
  await press(page, 'パスキーを登録する')
  await page.getByText('パスキーを登録できませんでした').waitFor()
  await see('passkeys-cancelled')
  await passkeys.agree()
  await page.getByLabel('呼び名').fill('わたしのスマホ')
  await press(page, 'パスキーを登録する')
  await page.getByRole('listitem').filter({ hasText: 'わたしのスマホ' }).waitFor()
  await see('passkeys-one')
  await press(page, 'パスキーを登録する')
  await page.getByText('この端末のパスキーは登録済みです').waitFor()
  await see('passkeys-twice')
  await openProofs()
  await page.getByText('残り10個').waitFor()
  await see('proofs-all')
})

test('端末の一覧: another device is signed out from here', async () => {
  // What was set above has ended its session, as every change of what opens an account does.
  await givePassword(elsewhere, demoPassword)
  await press(elsewhere, 'SMSで認証する')
  await press(elsewhere, '認証コードを送る')
  const code = elsewhere.getByLabel('認証コード（6桁）')
  await code.waitFor()
  await code.fill(await town.phoneOf(phoneOf(taro)).lastCode())
  await press(elsewhere, '認証')
  await elsewhere.getByText('最近のお取引').waitFor()
  await follow(page, 'メニュー')
  await land('メニュー')
  await follow(page, 'ログインと端末')
  await land('ログインと端末')
  await page.getByText('この端末', { exact: true }).waitFor()
  await see('devices')
  await page.getByRole('listitem').getByRole('button', { name: 'ログアウト' }).click()
  await page.getByText('その端末からログアウトしました。').waitFor()
  await see('devices-one')
  await elsewhere.reload()
  await elsewhere.getByRole('link', { name: 'ログイン' }).waitFor()
})

test('ログイン: a closed passkey window and a wrong code, then the authenticator app', async () => {
  await signOut()
  await givePassword(page, demoPassword)
  await land('2段階認証')
  await see('second-step-passkey')
  await passkeys.refuseNext()
  await press(page, 'パスキーで認証する')
  await page.getByText('パスキーを使えませんでした').waitFor()
  await see('second-step-passkey-cancelled')
  await passkeys.agree()
  await press(page, 'SMSで認証する')
  await land('2段階認証')
  await see('second-step-sms')
  await press(page, '認証アプリで認証する')
  await land('2段階認証')
  await answer('認証アプリの数字（6桁）', showDigits(secret, town.clock.now(), 9))
  await readBesideField('認証アプリの数字が違います')
  await see('second-step-authenticator-wrong')
  await answer('認証アプリの数字（6桁）', showDigits(secret, town.clock.now(), 1))
  await page.getByText('最近のお取引').waitFor()
})

test('ログイン: the passkey', async () => {
  await signOut()
  await givePassword(page, demoPassword)
  await press(page, 'パスキーで認証する')
  await page.getByText('最近のお取引').waitFor()
})

test('ログイン: a recovery code lets in once', async () => {
  const [first = '', second = ''] = recoveryCodes
  await signOut()
  await chooseRecoveryCode()
  await see('second-step-recovery-code')
  await answer('リカバリーコード', first.toLowerCase())
  await page.getByText('最近のお取引').waitFor()
  await signOut()
  await chooseRecoveryCode()
  await answer('リカバリーコード', first)
  await readBesideField('リカバリーコードが違うか、使用済みです')
  await see('second-step-recovery-code-used')
  await answer('リカバリーコード', second)
  await page.getByText('最近のお取引').waitFor()
})

test('パスワードの変更: with the old one', async () => {
  await openDevices()
  await follow(page, 'パスワードの変更')
  await land('パスワードの変更')
  await page.getByLabel('いまのパスワード').fill('not-the-password')
  await page.getByLabel('新しいパスワード').fill(newPassword)
  await press(page, '変更する')
  await page.getByText('パスワードが違います').waitFor()
  await see('password-wrong')
  await page.getByLabel('いまのパスワード').fill(demoPassword)
  await press(page, '変更する')
  await land('ログインと端末')
  await page.getByText('パスワードを変更しました').waitFor()
  await see('password-changed')
})

test('メールアドレスの変更: proves again who is there, then by the link in the mail', async () => {
  town.clock.advance({ minutes: 11 })
  await openDevices()
  await follow(page, 'メールアドレスの変更')
  await land('メールアドレスの変更')
  await page.getByLabel('新しいメールアドレス').fill(newMail)
  await see('mail')
  await press(page, '確認メールを送る')
  await page.getByRole('heading', { name: 'ご本人の確認' }).waitFor()
  await page.getByRole('button', { name: 'パスワードで確認する' }).waitFor()
  await see('step-up')
  await press(page, 'パスワードで確認する')
  await page.getByLabel('パスワード', { exact: true }).fill(demoPassword)
  await press(page, '確認する')
  await readBesideField('パスワードが違います')
  await see('step-up-wrong')
  await page.getByLabel('パスワード', { exact: true }).fill(newPassword)
  await press(page, '確認する')
  await page.getByText('確認メールを送りました').waitFor()
  await land('メールアドレスの変更')
  await see('mail-sent')
  const link = await town.inboxOf(newMail).lastLink()
  await page.goto(link.href)
  await press(page, 'メールアドレスを認証する')
  await land('メールアドレスが認証されました')
  await see('mail-proved')
  await page.goto(`${app}/menu`)
  await page.getByText(newMail).waitFor()
})

test('月次集計: the office reads it at a desk and on a phone', async () => {
  await signIn(elsewhere, `${app}/operator/`, office.mail)
  await follow(elsewhere, '月次集計')
  await land('月次集計', elsewhere)
  await elsewhere.getByRole('table').waitFor()
  await see('takings-desk', elsewhere)
  await elsewhere.setViewportSize({ width: 390, height: 844 })
  await see('takings-phone', elsewhere)
})

test('no screen breaks a rule of WCAG 2.2 AA that a program can check, and none is too wide', () => {
  assert.deepEqual(look.violations, [])
})

/** A phone's chip for passkeys: agrees at once, or not at all, as when somebody closes its window. */
async function openPasskeyChip(owner: Page) {
  const chip: CDPSession = await owner.context().newCDPSession(owner)
  await chip.send('WebAuthn.enable')
  const { authenticatorId } = await chip.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true },
      ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    },
  })
  const recognise = (isUserVerified: boolean) =>
    chip.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })
  return { agree: () => recognise(true), refuseNext: () => recognise(false) }
}

/** The screen with this heading has come, and the focus is on it. */
const land = (heading: string, on = page) =>
  on
    .locator('h1:focus')
    .and(on.getByRole('heading', { name: heading, exact: true }))
    .waitFor()

async function see(screen: string, on = page): Promise<void> {
  await look.see(screen, on)
  const tooWide = await on.evaluate<number>(
    `Math.max(0, ...['html', 'main'].map((name) => {
      const { scrollWidth, clientWidth } = document.querySelector(name)
      return scrollWidth - clientWidth
    }))`,
  )
  if (tooWide > 0) look.violations.push(`${screen}: ${tooWide} px too wide`)
}

const givePassword = (on: Page, password: string) => signIn(on, `${app}/sign-in`, taro.mail, password)

async function answer(label: string, code: string): Promise<void> {
  await page.getByLabel(label).fill(code)
  await press(page, '認証')
}

/** The field says so, and the focus is back in it. */
async function readBesideField(words: string): Promise<void> {
  await page.getByText(words).waitFor()
  await page.locator('input[aria-invalid="true"]:focus').waitFor()
}

async function chooseRecoveryCode(): Promise<void> {
  await givePassword(page, demoPassword)
  await press(page, 'リカバリーコードで認証する')
  await land('2段階認証')
}

async function openProofs(): Promise<void> {
  await follow(page, 'メニュー')
  await land('メニュー')
  await follow(page, '認証設定')
  await land('認証設定')
  await page.getByRole('link', { name: /^認証アプリ/ }).waitFor()
}

async function openDevices(): Promise<void> {
  await follow(page, 'メニュー')
  await land('メニュー')
  await follow(page, 'ログインと端末')
  await land('ログインと端末')
}

async function signOut(): Promise<void> {
  await follow(page, 'メニュー')
  await land('メニュー')
  await press(page, 'ログアウト')
  await page.getByRole('link', { name: '新規登録' }).waitFor()
}
