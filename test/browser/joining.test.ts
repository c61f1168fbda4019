// A shop joins on its phone, the office screens it at its desk, and two people let it in.
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { smallPdf } from '../joining.ts'
import { manager, office } from '../people.ts'
import { openTown } from '../town.ts'
import { requireApps } from './apps.ts'
import { openBrowser } from './chrome.ts'
import { makeSee, openPage, signIn, testViolations } from './screens.ts'
import { arriveAt, press } from './walker.ts'

let town: Awaited<ReturnType<typeof openTown>>
let browser: Browser
let shop: Page
let desk: Page
let second: Page
let origin: string
const { see, violations } = makeSee('joining')
const mail = 'tsumugi@example.jp'

before(async () => {
  requireApps()
  town = await openTown()
  browser = await openBrowser()
  origin = await town.listen()
  shop = await openPage(browser, 'phone')
  desk = await openPage(browser, 'desk')
  second = await openPage(browser, 'desk')
})

after(async () => {
  await browser?.close()
  await town?.[Symbol.asyncDispose]()
})

/** Looks at a screen of the shop on a usual phone and on a narrow one. */
async function seeBoth(screen: string): Promise<void> {
  await see(screen, shop)
  await shop.setViewportSize({ width: 360, height: 740 })
  await see(`${screen}-360`, shop)
  await shop.setViewportSize({ width: 390, height: 844 })
}

async function openLink(page: Page, path: RegExp): Promise<void> {
  await town.work()
  const mails = await town.inboxOf(mail).all()
  const link = mails
    .flatMap(({ text }) => text.match(/https?:\/\/\S+/g) ?? [])
    .find((each) => path.test(each))
  // Another page first: the same address with another hash would not be loaded anew.
  await page.goto('about:blank')
  await page.goto(link ?? '')
}

const fill = (label: string, value: string) => shop.getByLabel(label, { exact: true }).fill(value)

test('お店: begins from the sign-in page, and a mail leads to the form', async () => {
  await shop.goto(`${origin}/merchant/`)
  await shop.getByRole('link', { name: 'はじめての方：加盟店のお申し込み' }).click()
  await arriveAt(shop, '加盟店のお申し込み')
  await seeBoth('begin')
  await press(shop, 'リンクをメールで受け取る')
  await shop.getByText('メールアドレスを入力してください。').waitFor()
  await shop.getByLabel('メールアドレス').fill(mail)
  await press(shop, 'リンクをメールで受け取る')
  await arriveAt(shop, 'メールをご確認ください')
  await seeBoth('mail-sent')
  await openLink(shop, /join\/application/)
  await arriveAt(shop, 'どなたのお店ですか')
})

test('お店: each mistake is said in its own words beside its field', async () => {
  await press(shop, '次へ')
  await shop.getByText('選んでください。').first().waitFor()
  await seeBoth('party-empty')
  await shop.getByText('会社などの法人').click()
  await fill('法人番号（13桁）', '7000012050003')
  await fill('会社・団体の名前', '株式会社つむぎ商店')
  await fill('会社・団体の名前（カタカナ）', 'かぶしきがいしゃつむぎしょうてん')
  await fill('代表者・責任者のお名前', '紬 糸子')
  await press(shop, '次へ')
  await shop.getByText('法人番号が違うようです。').waitFor()
  await seeBoth('party-wrong')
  await fill('法人番号（13桁）', '7000012050002')
  await shop.getByText('保存しました').waitFor()
  await press(shop, '次へ')
  await arriveAt(shop, 'お店について')
})

test('お店: what was written is there again after the page was closed', async () => {
  await fill('お店の名前', 'つむぎ雑貨店')
  await fill('お店の名前（カタカナ）', 'ツムギザッカテン')
  await shop.getByText('保存しました').waitFor()
  await openLink(shop, /join\/application/)
  await arriveAt(shop, 'お店について')
  await shop.getByLabel('区', { exact: true }).selectOption('浦和区')
  await fill('住所', 'さいたま市浦和区高砂99丁目8')
  await fill('電話番号', '048-000-9911')
  await seeBoth('store')
  await press(shop, '次へ')
  await arriveAt(shop, '種類と営業時間')
  await shop.getByLabel('お店の種類').selectOption({ label: '日用品・家電' })
  await fill('開店時刻', '10:00')
  await fill('閉店時刻', '19:00')
  await shop.getByText('水', { exact: true }).click()
  await seeBoth('hours')
  await press(shop, '次へ')
  await arriveAt(shop, '取り扱いについて')
  await shop.getByText('受け取る', { exact: true }).click()
  await shop.getByText('たばこ', { exact: true }).click()
  await seeBoth('goods')
  await press(shop, '次へ')
  await arriveAt(shop, '代金の振込先')
})

test('お店: chooses its bank by name, hears of another holder, and adds a file', async () => {
  await shop.getByLabel('銀行', { exact: true }).fill('さいたまりそな')
  await shop.getByRole('button', { name: /埼玉りそな銀行/ }).click()
  await fill('支店コード（3桁）', '256')
  await fill('口座番号（7桁）', '7654321')
  await fill('口座名義（カタカナ）', 'ツムギ イトコ')
  await shop.getByText('会社名・お名前と、口座の名義が違うようです').waitFor()
  await seeBoth('account')
  await fill('口座名義（カタカナ）', 'カ）ツムギシヨウテン')
  await press(shop, '次へ')
  await arriveAt(shop, '書類')
  const file = { name: '営業許可証.pdf', mimeType: 'application/pdf', buffer: smallPdf }
  await shop.getByLabel('書類を選ぶ・撮影する').setInputFiles({ ...file, buffer: Buffer.from('<html>') })
  await shop.getByText('このファイルは受け付けられません。').waitFor()
  await shop.getByLabel('書類を選ぶ・撮影する').setInputFiles(file)
  await shop.getByText('営業許可証.pdf').waitFor()
  await seeBoth('documents')
  await press(shop, '次へ')
  await arriveAt(shop, '内容の確認')
})

test('お店: reads everything once more and sends it', async () => {
  await press(shop, 'この内容で申し込む')
  await shop.getByText('2つの項目に印をつけると、送信できます。').waitFor()
  await seeBoth('check')
  await shop.getByText('加盟店規約に同意する').click()
  await shop.getByText('暴力団などの反社会的勢力ではなく、関係もないことを表明する').click()
  await press(shop, 'この内容で申し込む')
  await shop.getByText('受け付けました').waitFor()
  await seeBoth('sent')
})

test('事務局: finds it with its age, looks at each point and asks back', async () => {
  await signIn(desk, `${origin}/operator/`, office.mail)
  await arriveAt(desk, '概況')
  await desk.getByRole('link', { name: '加盟申込', exact: true }).click()
  await arriveAt(desk, '加盟店のお申し込み')
  await desk.getByText('つむぎ雑貨店').waitFor()
  await see('office-list', desk)
  await desk.getByText('つむぎ雑貨店').click()
  await arriveAt(desk, 'つむぎ雑貨店')
  await desk.getByText('口座名義は、事業者の名前と合っています。').waitFor()
  await see('office-one', desk)
  await press(desk, '質問する')
  await desk.getByRole('textbox', { name: '質問' }).fill('営業許可証の2枚目を追加してください。')
  await see('office-ask', desk)
  await press(desk, '質問を送る')
  await desk.getByText('質問の返事を待っています。').waitFor()
})

test('お店: answers by the link of the mail', async () => {
  await openLink(shop, /join\/application/)
  await shop.getByText('営業許可証の2枚目を追加してください。').waitFor()
  await seeBoth('asked')
  await shop.getByRole('textbox', { name: 'お返事' }).fill('1枚だけの許可証です。')
  await press(shop, 'お返事を送る')
  await shop.getByText('確認中です').waitFor()
  await seeBoth('answered')
})

test('事務局: two people approve', async () => {
  await desk.reload()
  await desk.getByText('1枚だけの許可証です。').waitFor()
  const names = ['事業者', '反社会的勢力の確認', '業種と商品', 'お店の実在', '振込先の口座', '重複']
  for (const [index, name] of names.entries()) {
    await desk.getByRole('button', { name: `${name}の確認を記録する` }).click()
    await desk.getByRole('textbox', { name: '確かめた方法と結果' }).fill('書類と照らし合わせました。')
    await press(desk, '記録する')
    await desk.getByText(`確認すること（${index + 1} / 6）`).waitFor()
  }
  await see('office-checked', desk)
  await press(desk, '承認を提案する')
  await desk.getByRole('textbox', { name: '地図の位置（緯度, 経度）' }).waitFor()
  await see('office-propose', desk)
  await press(desk, '提案する')
  await desk.getByText('確定には、別の担当者の確認が必要です。').waitFor()
  await signIn(second, `${origin}/operator/`, manager.mail)
  await arriveAt(second, '概況')
  await second.goto(desk.url())
  await see('office-proposal', second)
  await press(second, '確かめて確定する')
  await second
    .getByText(/お店の番号は \d{6} です。/)
    .first()
    .waitFor()
  await see('office-approved', second)
})

test('お店: chooses a password and stands before its code', async () => {
  await openLink(shop, /join\/application/)
  await shop.getByText('承認されました').waitFor()
  await seeBoth('approved')
  await openLink(shop, /merchant\/invitation/)
  await shop.getByText('つむぎ雑貨店').waitFor()
  await seeBoth('password')
  await shop.getByLabel('あなたのパスワード').fill('ito-wo-tsumugu-2026')
  await press(shop, 'パスワードを決めてはじめる')
  await arriveAt(shop, 'つむぎ雑貨店')
  await shop.goto(`${origin}/merchant/code`)
  await shop.getByText('つむぎ雑貨店').waitFor()
  await seeBoth('code')
})

test('お店: changes its hours, asks for another account, and two people look at it', async () => {
  await shop.goto(`${origin}/merchant/store`)
  await arriveAt(shop, 'お店の情報')
  await fill('閉店時刻', '9:00')
  await press(shop, '変更する')
  await shop.getByText('閉店は開店よりあとの時刻にしてください。').waitFor()
  await seeBoth('store-data')
  await fill('閉店時刻', '20:00')
  await press(shop, '変更する')
  await shop.getByText('お店の情報を変更しました。').waitFor()
  await press(shop, '振込先を変える')
  await shop.getByLabel('銀行', { exact: true }).fill('さいたまりそな')
  await shop.getByRole('button', { name: /埼玉りそな銀行/ }).click()
  await fill('支店コード（3桁）', '257')
  await fill('口座番号（7桁）', '1234567')
  await fill('口座名義（カタカナ）', 'カ）ツムギシヨウテン')
  await seeBoth('account-wish')
  await press(shop, '変更を申し込む')
  await shop.getByText('事務局が変更を確認しています').waitFor()
  await seeBoth('account-waiting')
  await desk.goto(`${origin}/operator/stores/account-changes`)
  await arriveAt(desk, '振込先の変更')
  await press(desk, '確かめたことを記録する')
  await desk.getByRole('textbox', { name: '確かめた方法' }).fill('登録の番号に電話し、紬様に確認')
  await press(desk, '記録する')
  await desk.getByText('確定には、別の担当者の確認が必要です。').waitFor()
  await see('office-account', desk)
  await second.goto(`${origin}/operator/stores/account-changes`)
  await press(second, '確かめて確定する')
  await second.getByText(/から有効になります。/).waitFor()
  await see('office-account-confirmed', second)
})

test('事務局: stops the shop, and the shop reads why', async () => {
  await desk.goto(`${origin}/operator/stores`)
  await arriveAt(desk, '加盟店')
  await desk.getByLabel('お店の名前・番号・住所').fill('つむぎ')
  await press(desk, '検索')
  await desk.getByText('1店', { exact: true }).waitFor()
  await see('office-stores', desk)
  await press(desk, 'つむぎ雑貨店の利用を停止する')
  await desk.getByRole('textbox', { name: '理由' }).fill('連絡がとれないため')
  await see('office-stop', desk)
  await press(desk, '停止する')
  await desk.getByText('停止中').waitFor()
  await see('office-stopped', desk)
  await shop.goto(`${origin}/merchant/`)
  await shop.getByText('お支払いの受け付けを止めています').waitFor()
  await shop.getByText('連絡がとれないため').waitFor()
  await seeBoth('stopped')
})

testViolations(violations)
