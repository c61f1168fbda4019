// Who has forgotten the password or lost the phone gets in again, in a real browser on a phone's screen.
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { sql } from '#server/lib/database.ts'
import { office, personOf } from '../people.ts'
import { openTown } from '../town.ts'
import { requireApps } from './apps.ts'
import { openBrowser } from './chrome.ts'
import { makeSee, openPage, signIn, testViolations } from './screens.ts'
import { arriveAt, follow, press } from './walker.ts'

const shinta = personOf('shinta')
const newPassword = 'arakawa-no-ayu-12'

let town: Awaited<ReturnType<typeof openTown>>
let browser: Browser
let page: Page
let console: Page
let app: string
const look = makeSee('getting-in-again')

before(async () => {
  requireApps()
  town = await openTown()
  app = await town.listen()
  // Without a proven address there is no link for a forgotten password.
  await setMailProof(true)
  browser = await openBrowser()
  page = await openPage(browser, 'phone')
  console = await openPage(browser, 'desk')
})

after(async () => {
  await browser?.close()
  await town?.[Symbol.asyncDispose]()
})

/** Makes the address of the one who forgets a proven one, or a claim. */
const setMailProof = (proven: boolean) =>
  town.database.run(sql`
    update sign_in.login set mail_verified_at = case when ${proven} then now() end where mail = ${shinta.mail}`)

/** Looks at a screen with axe and for its width. */
async function see(screen: string, on = page): Promise<void> {
  await look.see(screen, on)
  const tooWide = await on.evaluate<number>(`document.documentElement.scrollWidth - innerWidth`)
  if (tooWide > 0) look.violations.push(`${screen}: ${tooWide} px too wide`)
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
  await signIn(console, `${app}/operator/`, office.mail)
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

const taro = personOf('taro')
const second = 'accounts@enishi-saitama.example.jp'

/** The half of a code that a sheet shows. */
const halfShown = async () => console.getByText(/^[0-9A-Z]{5}$/).innerText()

test('窓口: one person receives, another approves, and the code is handed over in two halves', async () => {
  await console.getByLabel(/お名前/).fill(taro.mail)
  await press(console, '検索')
  await console.getByRole('button', { name: /復旧を受け付ける/ }).click()
  await press(console, '受け付ける')
  await console.getByText('顔写真つきの書類を').waitFor()
  await console.getByText('運転免許証').click()
  await console.getByLabel('理由').fill('駅で紛失')
  await see('desk-open', console)
  await press(console, '受け付ける')
  await console.getByText('窓口のコード（前半）').waitFor()
  await see('desk-first-half', console)
  const first = await halfShown()
  await press(console, '書き写しました')
  await follow(console, '復旧')
  await console.getByText('あなたが受け付けました').waitFor()
  await see('desk-mine', console)
  await press(console, 'ログアウト')
  await console.getByRole('heading', { name: /ログイン/ }).waitFor()
  await signIn(console, `${app}/operator/sign-in`, second)
  await follow(console, '復旧')
  await console.getByRole('button', { name: /復旧を承認する/ }).click()
  await see('desk-approve', console)
  await press(console, '確かめました。承認する')
  await console.getByText('窓口のコード（後半）').waitFor()
  await see('desk-second-half', console)
  const code = `${first}-${await halfShown()}`
  await press(console, '書き写しました')
  await console.getByText('取り下げる').waitFor()
  await see('desk-approved', console)
  await useDeskCode(code)
})

async function useDeskCode(code: string): Promise<void> {
  await page.goto(`${app}/recovery/desk`)
  await page.getByLabel('登録したメールアドレス').fill(taro.mail)
  await page.getByLabel('窓口のコード').fill(code)
  await press(page, '次へ')
  await page.getByText('窓口のコードは、まだ使えません').waitFor()
  await see('desk-code-early')
  town.clock.advance({ minutes: 24 * 60 })
  await press(page, '次へ')
  await arriveAt(page, 'ログインの復旧')
  await page.getByLabel('新しい携帯電話番号').fill('08012345678')
  await page.getByRole('textbox', { name: '新しいパスワード' }).fill(newPassword)
  await see('recovery-phone')
  await press(page, '認証コードを送る')
  await page.getByLabel('認証コード（6桁）').waitFor()
  await page.getByLabel('認証コード（6桁）').fill(await town.phoneOf('+818012345678').lastCode())
  await see('recovery-code')
  await press(page, '復旧を完了する')
  await page.getByText('最近のお取引').waitFor()
}

test('退会: what it means, the words that give up the balance, and the day on which it happens', async () => {
  await follow(page, 'メニュー')
  await arriveAt(page, 'メニュー')
  await follow(page, '退会について')
  await arriveAt(page, '退会')
  await page.getByText('ポイントは払い戻しできません').waitFor()
  await see('leave')
  await page.getByText('たまポン 100ポイントを放棄し、退会します。').click()
  await see('leave-agreed')
  await press(page, '退会を申し込む')
  await arriveAt(page, '退会を受け付けました')
  await see('leave-done')
  await press(page, '終わる')
  await page.getByRole('link', { name: '新規登録' }).waitFor()
})

test('カード: the way back from the second step, and a recovery that is not there', async () => {
  await page.context().clearCookies()
  await signIn(page, `${app}/sign-in`, personOf('hanako').mail)
  await press(page, 'スマートフォンをなくした、電話番号が変わった')
  await arriveAt(page, 'スマートフォンをなくしたとき')
  await see('lost-phone')
  await page.getByRole('button', { name: /へ進む/ }).click()
  await arriveAt(page, '利用規約とプライバシーポリシー')
  await page.goto(`${app}/recovery`)
  await page.getByText('カードの認証の結果を待っています').waitFor()
  await page.context().clearCookies()
  await page.goto(`${app}/recovery`)
  await page.getByText('手続きが見つかりません').waitFor()
  await see('recovery-none')
})

test('あと1つ: a town that wants a proof for paying says which, leads there, and leads back', async () => {
  await town.database.run(sql`
    insert into town.setting (name, valid_from, value)
    values ('proofs', now() - interval '1 day', '{"pay": ["mail"]}')`)
  await setMailProof(false)
  await signIn(page, `${app}/sign-in`, shinta.mail, newPassword)
  await page.getByText('まだお取引はありません').waitFor()
  await page.getByRole('link', { name: '支払う' }).first().click()
  await page.getByText('お支払いまで、あと1つです').waitFor()
  await see('pay-one-more')
  await follow(page, 'メール認証へ進む')
  await arriveAt(page, '認証設定')
  await setMailProof(true)
  await page.reload()
  await page.getByText('お支払いの途中です').waitFor()
  await see('proofs-back')
  await follow(page, 'お支払いに戻る')
  await page.getByText('お店の番号を入力する').first().waitFor()
})

testViolations(look.violations)
