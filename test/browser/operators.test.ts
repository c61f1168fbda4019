// Who belongs to the office: two people at their desks let a third one in, who comes by a link on a phone; and somebody
// who has forgotten the password.
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { showDigits } from '../authenticator.ts'
import { type Equipped, signInFirst, strict } from '../office.ts'
import { manager, office } from '../people.ts'
import { openTown } from '../town.ts'
import { requireApps } from './apps.ts'
import { openBrowser } from './chrome.ts'
import { makeSee, openMailedLink, openPage, signIn, startWorker, testViolations } from './screens.ts'
import { arriveAt, follow, press } from './walker.ts'

const newcomer = { name: '係長 環', mail: 'tamaki@enishi-saitama.example.jp' }
const newPassword = '会議室の窓から見えるけやき'

let town: Awaited<ReturnType<typeof openTown>>
let worker: ReturnType<typeof startWorker>
let browser: Browser
let maker: Page
let checker: Page
let phone: Page
let app: string
let equipped: Record<'maker' | 'checker', Equipped>
const { see, violations } = makeSee('operators', { onSmallPhones: true })

before(async () => {
  requireApps()
  town = await openTown(strict)
  worker = startWorker(town)
  app = await town.listen()
  equipped = { maker: await signInFirst(town, office.mail), checker: await signInFirst(town, manager.mail) }
  browser = await openBrowser()
  maker = await openPage(browser, 'desk')
  checker = await openPage(browser, 'desk')
  phone = await openPage(browser, 'phone')
})

after(async () => {
  await browser?.close()
  await worker?.stop()
  await town?.[Symbol.asyncDispose]()
})

/** Signs somebody in with digits that the app has not shown before. */
async function comeIn(page: Page, { mail, secret }: Equipped): Promise<void> {
  town.clock.advance({ minutes: 1 })
  await signIn(page, `${app}/operator/`, mail)
  await page.getByLabel('認証アプリの数字（6桁）').fill(showDigits(secret, town.clock.now()))
  await press(page, '認証')
  await arriveAt(page, '概況')
}

test('招待: one proposes, the other confirms, and the form says what is missing', async () => {
  await comeIn(maker, equipped.maker)
  await follow(maker, '担当者')
  await arriveAt(maker, '担当者')
  await maker.getByText(manager.mail).waitFor()
  await see('list', maker)
  await press(maker, '担当者を招待する')
  await press(maker, '申し込む')
  await maker.getByText('お名前を入力してください。').waitFor()
  await see('invite-empty', maker)
  await maker.getByLabel('お名前').fill(newcomer.name)
  await maker.getByLabel('メールアドレス').fill(manager.mail)
  await maker.getByLabel('理由').fill('4月の異動')
  await press(maker, '申し込む')
  await maker.getByText('このメールアドレスは登録済みです').waitFor()
  await see('invite-taken', maker)
  await maker.getByLabel('メールアドレス').fill(newcomer.mail)
  await press(maker, '申し込む')
  await maker.getByText('別の担当者の確認が必要です').waitFor()
  await see('waiting-mine', maker)

  await comeIn(checker, equipped.checker)
  await follow(checker, '担当者')
  await checker.getByRole('article', { name: `${newcomer.name}さんの招待` }).waitFor()
  await see('waiting', checker)
  await press(checker, '確かめて確定する')
  await checker.getByText('招待中（まだログインしていません）').waitFor()
  await see('invited', checker)
})

test('招待: the newcomer chooses a password on a phone and goes on to the second step', async () => {
  const link = await openMailedLink(phone, town, newcomer.mail, '運営画面への招待')
  await arriveAt(phone, '運営画面へようこそ')
  await phone.getByText(newcomer.name).waitFor()
  await see('invitation', phone)
  await phone.getByLabel('あなたのパスワード').fill(newPassword)
  await press(phone, 'パスワードを決めて進む')
  await arriveAt(phone, '2段階認証の設定')
  await phone.goto(link)
  await phone.getByText('この招待は使えません').waitFor()
  await see('invitation-used', phone)
  await follow(phone, 'ログインへ')
  await arriveAt(phone, '運営ログイン')
  await see('sign-in', phone)
})

test('設定し直し: proposed with a reason, and taken back', async () => {
  await checker.getByRole('button', { name: `${newcomer.name}さんのログインを設定し直す` }).click()
  await press(checker, '申し込む')
  await checker.getByText('理由を入力してください。').waitFor()
  await see('recover', checker)
  await checker.getByLabel('理由').fill('スマートフォンの故障')
  await press(checker, '申し込む')
  const card = checker.getByRole('article', { name: `${newcomer.name}さんのログインの設定し直し` })
  await card.waitFor()
  await see('recover-waiting', checker)
  await card.getByRole('button', { name: '取り下げる' }).click()
  await card.waitFor({ state: 'detached' })
})

test('登録の終了: says that two have to stay', async () => {
  await checker.getByRole('button', { name: `${newcomer.name}さんの登録を終える` }).click()
  await see('end', checker)
  await press(checker, 'キャンセル')
})

test('パスワードを忘れたとき: the link asks for the second step, and a recovery code is one', async () => {
  await follow(phone, 'パスワードを忘れたとき')
  await arriveAt(phone, 'パスワードを忘れたとき')
  await phone.getByLabel('メールアドレス').fill(office.mail)
  await press(phone, 'リンクをメールで受け取る')
  await arriveAt(phone, 'メールをご確認ください')
  await see('sent', phone)
  const link = await openMailedLink(phone, town, office.mail, 'パスワードの再設定')
  await arriveAt(phone, '新しいパスワード')
  const field = phone.getByRole('textbox', { name: '新しいパスワード' })
  await field.fill(newPassword)
  await press(phone, 'パスワードを変更する')
  await phone.getByText('6桁の数字を入力してください').waitFor()
  await phone
    .getByLabel('認証アプリの数字（6桁）')
    .fill(showDigits(equipped.maker.secret, town.clock.now(), 50))
  await press(phone, 'パスワードを変更する')
  await phone.getByText('認証アプリの数字が違います').waitFor()
  await see('new-password-wrong', phone)
  await press(phone, 'リカバリーコードを使う')
  await phone.getByRole('textbox', { name: 'リカバリーコード' }).fill(equipped.maker.codes[0] ?? '')
  await see('new-password', phone)
  await press(phone, 'パスワードを変更する')
  await arriveAt(phone, 'パスワードを変更しました')
  await see('new-password-done', phone)
  await phone.goto('about:blank')
  await phone.goto(link)
  await phone.getByText('このリンクは使えません').waitFor()
  await see('new-password-used', phone)
  await maker.reload()
  await arriveAt(maker, '運営ログイン')
})

testViolations(violations)
