// Who works at a store has forgotten the password, and who works at the office sets up and passes the second step: on a
// phone's screen and at a desk.
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { bakeryOwner, demoPassword, office } from '../people.ts'
import { openTown } from '../town.ts'
import { showDigits } from '../authenticator.ts'
import { strict } from '../office.ts'
import { requireApps } from './apps.ts'
import { openBrowser } from './chrome.ts'
import { makeSee, openMailedLink, openPage, signIn, startWorker, testViolations } from './screens.ts'
import { arriveAt, follow, press } from './walker.ts'

let town: Awaited<ReturnType<typeof openTown>>
let worker: ReturnType<typeof startWorker>
let browser: Browser
let shop: Page
let desk: Page
let app: string
const { see, violations } = makeSee('getting-in-at-work', { onSmallPhones: true })

before(async () => {
  requireApps()
  town = await openTown(strict)
  worker = startWorker(town)
  app = await town.listen()
  browser = await openBrowser()
  shop = await openPage(browser, 'phone')
  desk = await openPage(browser, 'desk')
})

after(async () => {
  await browser?.close()
  await worker?.stop()
  await town?.[Symbol.asyncDispose]()
})

const newPassword = '窯から出たての角食が好き'

test('お店: パスワードを忘れたとき, from the sign-in page to a new password, and in with it', async () => {
  await shop.goto(`${app}/merchant/sign-in`)
  await arriveAt(shop, '加盟店ログイン')
  await see('shop-sign-in', shop)
  await follow(shop, 'パスワードを忘れたとき')
  await arriveAt(shop, 'パスワードを忘れたとき')
  await press(shop, 'リンクをメールで受け取る')
  await shop.getByText('メールアドレスを入力してください').waitFor()
  await see('shop-ask', shop)
  await shop.getByLabel('メールアドレス').fill(bakeryOwner.mail)
  await press(shop, 'リンクをメールで受け取る')
  await arriveAt(shop, 'メールをご確認ください')
  await see('shop-sent', shop)
  await openMailedLink(shop, town, bakeryOwner.mail, 'パスワードの再設定')
  await arriveAt(shop, '新しいパスワード')
  await see('shop-new', shop)
  await shop.getByRole('textbox', { name: '新しいパスワード' }).fill('12345678')
  await press(shop, 'パスワードを変更する')
  await shop.getByText('推測されやすいパスワードです').waitFor()
  await see('shop-weak', shop)
  await shop.getByRole('textbox', { name: '新しいパスワード' }).fill(newPassword)
  await press(shop, 'パスワードを変更する')
  await arriveAt(shop, 'パスワードを変更しました')
  await see('shop-done', shop)
  await follow(shop, 'ログインへ')
  await signIn(shop, `${app}/merchant/sign-in`, bakeryOwner.mail, newPassword)
  await arriveAt(shop, 'さくらベーカリー')
})

test('お店: a link that was used, or was cut off, leads to a new one', async () => {
  const link = await openMailedLink(shop, town, bakeryOwner.mail, 'パスワードの再設定')
  await shop.getByRole('textbox', { name: '新しいパスワード' }).fill('まだ覚えているつもりでした')
  await press(shop, 'パスワードを変更する')
  await shop.getByText('このリンクは使えません').waitFor()
  await see('shop-used', shop)
  await shop.goto('about:blank')
  await shop.goto(link.split('#')[0] ?? '')
  await shop.getByText('このリンクは使えません').waitFor()
  await follow(shop, '新しいリンクを受け取る')
  await arriveAt(shop, 'パスワードを忘れたとき')
})

let secret = ''
let codes: string[] = []

test('運営: the first sign-in sets up an authenticator app and shows recovery codes', async () => {
  const phone = await openPage(browser, 'phone')
  await signIn(phone, `${app}/operator/`, office.mail)
  await arriveAt(phone, '2段階認証の設定')
  await see('office-set-up', phone)
  await press(phone, '設定をはじめる')
  await arriveAt(phone, '認証アプリの設定')
  const letters = await phone.getByText(/^[A-Z2-7 ]{19}\s[A-Z2-7 ]{19}$/).innerText()
  secret = letters.replaceAll(/\s/g, '')
  await see('office-secret', phone)
  await phone.getByLabel('認証アプリの数字（6桁）').fill(showDigits(secret, town.clock.now(), 50))
  await press(phone, '設定を完了する')
  await phone.getByText('認証アプリの数字が違います').waitFor()
  await phone.getByLabel('認証アプリの数字（6桁）').fill(showDigits(secret, town.clock.now()))
  await press(phone, '設定を完了する')
  await arriveAt(phone, 'リカバリーコード')
  codes = await phone.getByRole('listitem').allInnerTexts()
  await see('office-codes', phone)
  await press(phone, '控えました。運営画面へ')
  await arriveAt(phone, '概況')
  await see('office-home', phone)
  await phone.context().close()
})

test('運営: from then on the app is asked for, and a recovery code stands in for it', async () => {
  await signIn(desk, `${app}/operator/`, office.mail)
  await arriveAt(desk, '2段階認証')
  await press(desk, '認証')
  await desk.getByText('6桁の数字を入力してください').waitFor()
  await see('office-second-step', desk)
  await press(desk, 'リカバリーコードで認証する')
  await desk.getByLabel('リカバリーコード').fill('00000-00000')
  await press(desk, '認証')
  await desk.getByText('リカバリーコードが違うか、使用済みです').waitFor()
  await see('office-recovery-code', desk)
  await desk.getByLabel('リカバリーコード').fill(codes[0] ?? '')
  await press(desk, '認証')
  await arriveAt(desk, '概況')
})

test('運営: the own page shows what is set, and wants a fresh sign-in before it is changed', async () => {
  await follow(desk, '2段階認証')
  await arriveAt(desk, '2段階認証')
  await desk.getByText('未使用のリカバリーコードは9個です').waitFor()
  await see('office-own', desk)
  town.clock.advance({ minutes: 11 })
  await press(desk, 'リカバリーコードを作り直す')
  await desk.getByText('もう一度ご本人であることを確かめてください').waitFor()
  await see('office-own-stale', desk)
  await press(desk, 'ログインし直す')
  await signIn(desk, `${app}/operator/`, office.mail, demoPassword)
  await desk.getByLabel('認証アプリの数字（6桁）').fill(showDigits(secret, town.clock.now()))
  await press(desk, '認証')
  await arriveAt(desk, '概況')
  await desk.goto(`${app}/operator/second-step`)
  await press(desk, 'リカバリーコードを作り直す')
  await desk.getByRole('listitem').first().waitFor()
  await see('office-own-codes', desk)
  await press(desk, '控えました')
  await desk.getByText('未使用のリカバリーコードは10個です').waitFor()
})

testViolations(violations)
