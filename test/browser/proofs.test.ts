// The three boxes of 認証設定 as people meet them on a phone, with what goes wrong most often: registering by mail,
// the SMS that does not come, the card that is refused, on a phone and on a PC; and the help in pictures.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { openTown, type Town } from '../town.ts'
import { requireApps } from './apps.ts'
import { openBrowser } from './chrome.ts'
import { makeSee, openPage, patienceMs, testViolations } from './screens.ts'
import { arriveAt, follow, openDevice, press } from './walker.ts'

const password = 'migiwa-no-hotaru-7'

let town: Town
let browser: Browser
let page: Page
let app: string
const look = makeSee('proofs')
const see = (screen: string, on = page) => look.see(screen, on)

before(async () => {
  requireApps()
  town = await openTown()
  app = await town.listen()
  browser = await openBrowser()
  page = await openPhone()
})

after(async () => {
  await browser?.close()
  await town?.[Symbol.asyncDispose]()
})

const openPhone = () => openPage(browser, 'phone')

async function startRegistering(on: Page): Promise<void> {
  await on.goto(app)
  await follow(on, '新規登録')
  await on.getByRole('heading', { name: /第1条/ }).first().waitFor()
}

async function registerByMail(on: Page, mail: string): Promise<void> {
  await startRegistering(on)
  await on.getByText('同意する', { exact: true }).click()
  await press(on, '同意して進む')
  await press(on, 'メールアドレスとパスワードで登録')
  await on.getByLabel('メールアドレス').fill(mail)
  await on.getByRole('textbox', { name: 'パスワード' }).fill(password)
  await press(on, '登録する')
  await on.getByText('まだお取引はありません').waitFor()
}

async function openProofs(on = page): Promise<void> {
  await on.goto(`${app}/menu/proofs`)
  await arriveAt(on, '認証設定')
}

test('メールで登録: no consent, half an address, a password that everybody has lost; then it is done', async () => {
  await startRegistering(page)
  assert.equal(await page.getByRole('button', { name: '同意して進む' }).isEnabled(), false)
  await page.getByText('同意する', { exact: true }).click()
  await press(page, '同意して進む')
  await press(page, 'メールアドレスとパスワードで登録')
  await page.getByLabel('メールアドレス').fill('kaede@')
  await page.getByRole('textbox', { name: 'パスワード' }).fill('doraemon')
  await press(page, '登録する')
  await page.locator('input[aria-invalid="true"]').waitFor()
  await see('sign-up-mail-wrong')
  await page.getByLabel('メールアドレス').fill('kaede@example.jp')
  await press(page, '登録する')
  await page.getByText('推測されやすいパスワードです').waitFor()
  await see('sign-up-password-lost')
  await page.getByRole('textbox', { name: 'パスワード' }).fill(password)
  await press(page, '登録する')
  await page.getByText('まだお取引はありません').waitFor()
})

test('お客さま情報: what is no kana is refused, hiragana is taken', async () => {
  await page.goto(`${app}/menu/profile`)
  await page.getByLabel('セイ').fill('埼玉')
  await page.getByLabel('メイ').fill('かえで')
  await press(page, '変更する')
  await page.locator('input[aria-invalid="true"]').first().waitFor()
  await see('profile-wrong')
  await page.getByLabel('セイ').fill('さいたま')
  await press(page, '変更する')
  await page.getByText('お客さま情報を変更しました。').waitFor()
})

test('メール認証: a mail that is asked for too often, a link of which half is missing, or that is made up', async () => {
  await openProofs()
  await press(page, /^メール認証/)
  for (let sent = 0; sent < 5; sent += 1) {
    await press(page, 'OK')
    await page.getByText('に確認メールを送りました').waitFor()
    await press(page, 'わかりました')
    await press(page, /^メール認証/)
  }
  await press(page, 'OK')
  await page.getByText('操作の回数が多すぎます').waitFor()
  await see('mail-too-often')
  await page.goto(`${app}/mail-verification`)
  await page.getByText('リンクが途中で切れています').waitFor()
  await see('mail-link-cut')
  await page.goto(`${app}/mail-verification?token=made-up`)
  await press(page, 'メールアドレスを認証する')
  await page.getByRole('alert').waitFor()
  await see('mail-link-invalid')
})

test('メール認証: opened where nobody is signed in it leads through the sign-in; again, it was used', async () => {
  const link = (await town.inboxOf('kaede@example.jp').lastLink()).href
  const other = await openPhone()
  await other.goto(link)
  await press(other, 'メールアドレスを認証する')
  await other.getByText('まだログインしていません').waitFor()
  await see('mail-link-signed-out', other)
  await follow(other, 'ログインして続ける')
  await other.getByLabel('メールアドレス').fill('kaede@example.jp')
  await other.getByRole('textbox', { name: 'パスワード' }).fill(password)
  await press(other, 'ログイン')
  await arriveAt(other, 'メール認証')
  await press(other, 'メールアドレスを認証する')
  await other.getByText('の認証が完了しました').waitFor()
  await see('mail-link-done', other)
  await other.goto(link)
  await press(other, 'メールアドレスを認証する')
  await other.getByText('このリンクは使用済みか、期限が切れています').waitFor()
  await other.context().close()
  await openProofs()
  await page
    .getByRole('listitem')
    .filter({ hasText: 'メール認証' })
    .getByText('OK', { exact: true })
    .waitFor()
})

test('やってみる前に: each step in pictures, in three languages, and nothing typed is lost', async () => {
  await openProofs()
  await follow(page, 'SMS認証')
  await press(page, '2段階認証を有効にする')
  await press(page, '電話番号設定を更新する')
  await page.getByLabel('携帯電話番号').fill('09011110006')
  await press(page, 'やってみる前に絵で見る（Help）')
  const help = page.getByRole('alertdialog', { name: 'やってみる前に' })
  await help.getByText('携帯電話番号を入力します。').waitFor()
  await help.locator('img').first().evaluate('image => image.decode()')
  await see('help-ja')
  await help.getByRole('button', { name: 'やさしい日本語' }).click()
  await help.locator('rt', { hasText: 'けいたいでんわ' }).first().waitFor()
  await see('help-easy')
  await help.getByRole('button', { name: 'English' }).click()
  await help.getByText('Enter your Japanese mobile number').waitFor()
  await see('help-en')
  await help.getByRole('button', { name: 'Close', exact: true }).click()
  assert.equal(await page.getByLabel('携帯電話番号').inputValue(), '09011110006')
})

test('SMS認証: a landline, a phone out of reach, a number that is refused, a wrong code; then it is on', async () => {
  const number = page.getByLabel('携帯電話番号')
  await number.fill('048-829-1111')
  await press(page, '登録')
  await page.getByText('060・070・080・090で始まる').waitFor()
  await see('sms-landline')
  await number.fill('09011110006')
  await press(page, '登録')
  await press(page, '2段階認証設定を有効にする')
  await page.getByText('携帯電話が圏外か、電源が切れているようです').waitFor()
  await see('sms-undelivered')

  await press(page, '電話番号を直す')
  await number.fill('09011110003')
  await press(page, '登録')
  town.clock.advance({ minutes: 1 })
  await press(page, '2段階認証設定を有効にする')
  await page.getByText('この番号ではSMSの受信が止められています').waitFor()
  await see('sms-refused')

  await press(page, '電話番号を直す')
  await number.fill('060-8888-4321')
  await press(page, '登録')
  town.clock.advance({ minutes: 1 })
  await press(page, '2段階認証設定を有効にする')
  await page.getByText('SMSは届いています').waitFor()
  const right = await town.phoneOf('+816088884321').lastCode()
  await page.getByLabel('認証コード（6桁）').fill(right === '000000' ? '000001' : '000000')
  await press(page, '認証')
  await page.locator('input[aria-invalid="true"]').waitFor()
  await see('sms-code-wrong')
  await page.getByLabel('認証コード（6桁）').fill(right)
  await press(page, '認証')
  await press(page, 'OK')
  await arriveAt(page, '認証設定')
})

/** The card app up to its password, typed; on whatever device it runs. */
async function walkToCard(on: Page): Promise<void> {
  await on.getByLabel('利用規約を確認しました').check()
  await on.getByLabel('プライバシーポリシーを確認しました').check()
  for (const button of [
    '同意する',
    '利用者証明をはじめる',
    'データ連携同意に進む',
    '同意する',
    'パスワードが同じ',
  ])
    await press(on, button)
}

async function showCard(on: Page, holder: string, pin = '1234'): Promise<void> {
  await on.getByLabel('利用者証明用のパスワード').fill(pin)
  await press(on, '読み取りを開始する')
  await on.getByRole('button', { name: holder }).click()
}

const startCard = (on = page) => on.getByRole('button', { name: /「電子認証マイナサイン」へ/ }).click()
const failed = (words: string, on = page) => on.getByRole('alert').filter({ hasText: words }).waitFor()

test('マイナンバーカード認証 on a phone: given up, revoked, a wrong password; then it returns by itself', async () => {
  await openProofs()
  await follow(page, 'マイナンバーカード認証')
  await startCard()
  await press(page, 'やめる')
  await failed('認証は途中でやめられました')
  await see('card-cancelled')
  await startCard()
  await walkToCard(page)
  await showCard(page, '失効 ふみ')
  await see('card-app-revoked')
  // The app does not come back by itself from here; whoever opens ours again by hand finds it waiting.
  const back = await page.getByRole('link', { name: '元のアプリにもどる' }).getAttribute('href')
  await page.goto(`${app}/menu/proofs/card`)
  await page.getByText('認証の結果を待っています').waitFor()
  await see('card-by-hand')
  await page.goto(new URL(back ?? '', town.urls.idCard).href)
  await failed('電子証明書は失効しています')
  await see('card-revoked')
  await startCard()
  await walkToCard(page)
  await showCard(page, '浦和 陽子', '0000')
  await page.getByText('残り2回').waitFor()
  await see('card-pin-wrong')
  await showCard(page, '浦和 陽子')
  await page.getByText('マイナンバーカード認証はOKです').waitFor()
  await see('card-passed')
})

test('マイナンバーカード認証 on a PC: a QR code to read, and the page notices by itself', async () => {
  const desk = await openDevice(browser, 'desk')
  desk.setDefaultTimeout(patienceMs)
  const pc = await desk.newPage()
  await registerByMail(pc, 'desk@example.jp')
  await pc.goto(`${app}/menu/profile`)
  await pc.getByLabel('セイ').fill('つくえ')
  await pc.getByLabel('メイ').fill('まえ')
  await press(pc, '変更する')
  await openProofs(pc)
  await follow(pc, 'マイナンバーカード認証')
  const ours = pc.url()
  await pc.getByRole('button', { name: /「電子認証マイナサイン」へ/ }).click()
  const code = pc.locator('[data-address]')
  await code.waitFor()
  await see('card-pc-code', pc)
  const phone = await openPhone()
  await phone.goto((await code.getAttribute('data-address')) ?? '')
  await walkToCard(phone)

  // Meanwhile somebody looks at our page in another window: it waits, and will notice.
  const other = await desk.newPage()
  await other.goto(ours)
  await other.getByText('認証の結果を待っています').waitFor()
  await see('card-pc-waiting', other)
  await showCard(phone, '与野 健二')
  await phone.getByText('パソコンの画面は自動で切り替わります').waitFor()
  for (const window of [pc, other]) await window.getByText('マイナンバーカード認証はOKです').waitFor()
  await see('card-pc-passed', pc)
})

/** Begins on the PC; gives a phone that has read the code. */
async function readCode(pc: Page): Promise<Page> {
  await startCard(pc)
  const code = pc.locator('[data-address]')
  await code.waitFor()
  const phone = await openPhone()
  await phone.goto((await code.getAttribute('data-address')) ?? '')
  return phone
}

test('マイナンバーカード認証 on a PC: given up on the phone, a card that has run out, a code left lying', async () => {
  const desk = await openDevice(browser, 'desk')
  desk.setDefaultTimeout(patienceMs)
  const pc = await desk.newPage()
  await registerByMail(pc, 'another-desk@example.jp')
  await openProofs(pc)
  await follow(pc, 'マイナンバーカード認証')
  const ours = pc.url()
  const first = await readCode(pc)
  await press(first, 'やめる')
  await first.getByText('パソコンの画面は自動で切り替わります').waitFor()
  await failed('認証は途中でやめられました', pc)
  await see('card-pc-cancelled', pc)
  const second = await readCode(pc)
  await walkToCard(second)
  await showCard(second, '満期 清')
  await see('card-app-expired', second)
  await failed('電子証明書の有効期限が切れています', pc)
  await see('card-pc-expired', pc)
  await readCode(pc)
  await pc.goto(ours)
  await pc.getByText('認証の結果を待っています').waitFor()
  town.clock.advance({ minutes: 11 })
  await failed('時間が過ぎました', pc)
  await see('card-pc-too-late', pc)

  // So much later it might be somebody else at the desk.
  await startCard(pc)
  const again = pc.getByRole('alertdialog')
  await again.getByRole('textbox', { name: 'パスワード' }).fill(password)
  await see('card-prove-again', pc)
  await again.getByRole('button', { name: '確認する' }).click()
  await pc.locator('[data-address]').waitFor()
})

test('マイナンバーカード認証: a locked card, somebody else’s card, and one from outside the town', async () => {
  const phone = await openPhone()
  await registerByMail(phone, 'outside@example.jp')
  await openProofs(phone)
  await follow(phone, 'マイナンバーカード認証')
  for (const [holder, words, screen] of [
    ['鍵山 六郎', 'カードがロックされました', 'card-locked'],
    ['浦和 陽子', 'ほかのアカウントで使われています', 'card-of-another'],
  ] as const) {
    await startCard(phone)
    await walkToCard(phone)
    await showCard(phone, holder)
    const back = phone.getByRole('link', { name: '元のアプリにもどる' })
    // A card that was read comes back by itself, one that was not by hand.
    if (screen === 'card-locked') await back.click()
    await failed(words, phone)
    await see(screen, phone)
  }
  await startCard(phone)
  await walkToCard(phone)
  await showCard(phone, '川口 次郎')
  await phone.getByText('市外にお住まい').waitFor()
  await see('card-outside', phone)
})

testViolations(look.violations)
