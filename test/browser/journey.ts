// The journeys of the printed guide, in its order and its words, as a person walks them on a phone.
import { readStaff } from '#contract/merchants.ts'
import { bakeryNumber, demoPassword, operators, staff } from '../../seed/people.ts'
import { phoneOfHolder } from '../../simulators/card/behaviour.ts'
import { filmCode } from './camera.ts'
import { arriveAt, follow, press, typeCode, type Walker } from './walker.ts'

/** A card of the test mode whose issuer asks its holder each time. */
const cardThatAsks = '4000002760003184'

export type Step = { name: string; walk: (walker: Walker) => Promise<void> }

export const journey: readonly Step[] = [
  { name: '新規登録: read the terms, agree, register with mail and password', walk: register },
  { name: 'お客さま情報: type the name in kana', walk: giveName },
  { name: 'メール認証: OK, the mail, its link, and a tap', walk: proveMail },
  { name: 'SMS認証: give the number, type the six digits', walk: switchOnSecondStep },
  { name: 'マイナンバーカード認証: hold the card to the phone in the other app', walk: proveCard },
  { name: '金融機関口座: choose the bank, agree and sign in on its own site', walk: linkBankAccount },
  { name: 'チャージ: 5,000 yen with the passcode, 150 points arrive', walk: topUp },
  { name: '支払う: by the number of the shop, さいコインだけ', walk: payByNumber },
  { name: '加盟店: the shop opens its app beside it', walk: openShop },
  { name: '支払う: scan the code, 併用, the shop sees it at once', walk: payWithBoth },
  { name: '履歴: both payments and the top-up are there', walk: readHistory },
  { name: 'クレジットカード: 2,000 yen on the card company’s own page, with 3-D Secure', walk: topUpByCard },
  { name: '運営: the office sees that the books are right', walk: readOverview },
]

async function register({ page, places, newcomer, see }: Walker): Promise<void> {
  await page.goto(places.app)
  await page.getByRole('link', { name: '新規登録' }).waitFor()
  await see('welcome', page)
  await follow(page, '新規登録')
  await page.getByRole('heading', { name: /第1条/ }).first().waitFor()
  await see('terms', page)
  await page.getByText('同意する', { exact: true }).click()
  await press(page, '同意して進む')
  await arriveAt(page, '登録方法')
  await see('sign-up-ways', page)
  await press(page, 'メールアドレスとパスワードで登録')
  await page.getByLabel('メールアドレス').fill(newcomer.mail)
  await page.getByRole('textbox', { name: 'パスワード' }).fill(newcomer.password)
  await see('sign-up', page)
  await press(page, '登録する')
  await page.getByText('まだお取引はありません').waitFor()
  await see('home-empty', page)
}

async function giveName({ page, newcomer, see }: Walker): Promise<void> {
  await follow(page, 'メニュー')
  await arriveAt(page, 'メニュー')
  await see('menu', page)
  await follow(page, 'お客さま情報')
  await page.getByLabel('セイ').fill(newcomer.familyKana)
  await page.getByLabel('メイ').fill(newcomer.givenKana)
  await press(page, '変更する')
  await page.getByText('お客さま情報を変更しました。').waitFor()
  await see('profile', page)
}

/** メール認証, from where the guide has it: below the name. The mail is opened in the same browser. */
async function proveMail(walker: Walker): Promise<void> {
  const { page, places, newcomer, see } = walker
  await press(page, /^メール認証/)
  await page.getByText('に確認メールを送ります').waitFor()
  await see('mail-ask', page)
  await press(page, 'OK')
  await page.getByText('に確認メールを送りました').waitFor()
  await see('mail-sent', page)
  await press(page, 'わかりました')
  const mailbox = await page.context().newPage()
  await mailbox.goto(`${places.mail}/boxes/${encodeURIComponent(newcomer.mail)}`)
  await see('mailbox', mailbox)
  await mailbox.getByRole('listitem').getByRole('link').first().click()
  await see('mail', mailbox)
  const link = await mailbox.getByRole('link', { name: /mail-verification/ }).getAttribute('href')
  await mailbox.goto(link ?? '')
  await see('mail-link', mailbox)
  await press(mailbox, 'メールアドレスを認証する')
  await mailbox.getByText('の認証が完了しました').waitFor()
  await see('mail-done', mailbox)
  await mailbox.close()
}

async function lookAtProofs(walker: Walker): Promise<void> {
  const { page, see } = walker
  await follow(page, 'メニュー')
  await follow(page, '認証設定')
  await seeGreen(walker, 'メール認証')
  await see('proofs-grey', page)
}

/** The box of a proof on 認証設定 has turned from grey to green. */
async function seeGreen({ page }: Walker, box: string): Promise<void> {
  await arriveAt(page, '認証設定')
  await page.getByRole('listitem').filter({ hasText: box }).getByText('OK', { exact: true }).waitFor()
}

async function switchOnSecondStep(walker: Walker): Promise<void> {
  const { page, newcomer, see } = walker
  await lookAtProofs(walker)
  await follow(page, 'SMS認証')
  await press(page, '2段階認証を有効にする')
  await press(page, '電話番号設定を更新する')
  await page.getByLabel('携帯電話番号').fill(newcomer.phone)
  await see('phone-number', page)
  await press(page, '登録')
  await press(page, '2段階認証設定を有効にする')
  await typeCode(walker, '認証コード（6桁）')
  await see('second-step', page)
  await press(page, '認証')
  await page.getByText('認証コードを確認し、2段階認証を設定しました。').waitFor()
  await see('second-step-done', page)
  await press(page, 'OK')
  await seeGreen(walker, 'SMS認証')
}

/** People of the card app's drawer whom no seeded resident is. */
const drawer = [
  '指扇 香',
  '盆栽 哲夫',
  '七里 駿',
  '片柳 陽翔',
  '緑川 みどり',
  '西野 大地',
  '武蔵 誠',
  '桜田 葵',
  '与野 健二',
  '浦和 陽子',
]

async function proveCard(walker: Walker): Promise<void> {
  const { page, see } = walker
  await follow(page, 'マイナンバーカード認証')
  await arriveAt(page, 'マイナンバーカード認証')
  await see('card-check', page)
  await press(page, '「電子認証マイナサイン」へ進む')
  for (const holder of drawer) {
    await holdCard(walker, holder)
    const passed = page.getByText('マイナンバーカード認証はOKです')
    const refused = page.getByText('ほかのアカウントで使われています')
    await passed.or(refused).first().waitFor()
    if (await passed.isVisible()) break
    // In a town that has been walked before, somebody else came with this card: one card is one account.
    await press(page, 'もう一度「電子認証マイナサイン」へ')
  }
  await page.getByText('マイナンバーカード認証はOKです').waitFor()
  await see('card-check-done', page)
  await follow(page, '認証設定へ')
  await seeGreen(walker, 'マイナンバーカード認証')
  await see('proofs-green', page)
}

/** Every screen of the card app, up to its return to ours, which happens by itself. */
async function holdCard({ page, see }: Walker, holder: string): Promise<void> {
  await arriveAt(page, '利用規約とプライバシーポリシー')
  await page.getByLabel('利用規約を確認しました').check()
  await page.getByLabel('プライバシーポリシーを確認しました').check()
  await see('card-terms', page)
  await press(page, '同意する')
  await see('card-start', page)
  await press(page, '利用者証明をはじめる')
  await see('card-link', page)
  await press(page, 'データ連携同意に進む')
  await see('card-consent', page)
  await press(page, '同意する')
  await see('card-same', page)
  await press(page, 'パスワードが同じ')
  await page.getByLabel('利用者証明用のパスワード').fill('1234')
  await see('card-pin', page)
  await press(page, '読み取りを開始する')
  await see('card-hold', page)
  await page.getByRole('button', { name: holder }).click()
  await page.getByText('読み取りが完了しました').waitFor()
  await see('card-read', page)
}

async function linkBankAccount(walker: Walker): Promise<void> {
  const { page, newcomer, see } = walker
  await follow(page, 'ホーム')
  await follow(page, 'チャージ')
  await see('top-up', page)
  await follow(page, 'さいコイン')
  await follow(page, '銀行口座によるチャージ')
  await follow(page, '新しい金融機関口座を登録する')
  // The town's own bank stands first.
  const first = page
    .getByRole('listitem')
    .first()
    .getByRole('button', { name: /^埼玉りそな銀行/ })
  await first.waitFor()
  await see('banks', page)
  await first.click()
  await arriveAt(page, '口座振替の取引規定')
  await page.getByText('「さいコイン」のチャージに').waitFor()
  await page.getByLabel('同意する').check()
  await see('bank-terms', page)
  await press(page, '次へ')
  await page.getByLabel('店番号').fill('256')
  await page.getByLabel('普通預金の口座番号').fill(newcomer.accountNumber)
  await page.getByLabel('暗証番号').fill('1234')
  await see('bank-login', page)
  await press(page, '次へ')
  await typeCode(walker, 'ワンタイムパスコード')
  await see('bank-passcode', page)
  await press(page, '認証する')
  await arriveAt(page, 'お申し込み内容の確認')
  await see('bank-confirm', page)
  await press(page, '申し込む')
  await page.getByText('口座を登録しました').waitFor()
  await see('bank-linked', page)
}

async function topUp(walker: Walker): Promise<void> {
  const { page, see } = walker
  await follow(page, 'この口座からチャージする')
  await page.getByLabel('チャージ金額').fill('5000')
  await see('top-up-amount', page)
  await press(page, 'SMSの認証コードへ進む')
  await typeCode(walker, 'ワンタイムパスコード（6桁）')
  await see('top-up-code', page)
  await press(page, '認証(チャージ)')
  await page.getByText('チャージが完了しました').waitFor()
  await page.getByText('ボーナス（付与済み').waitFor()
  await see('top-up-done', page)
  await follow(page, 'トップに戻る')
  await seeBalance(walker, 'さいコイン', '5,000円')
  await seeBalance(walker, 'たまポン', '150ポイント')
  await see('home', page)
}

/** The home screen shows this much of a currency. */
async function seeBalance({ page }: Walker, currency: string, amount: string): Promise<void> {
  const words = new RegExp(`^${currency}\\s*${amount.replace(/(?=\D+$)/, '\\s*')}`)
  await page
    .getByRole('region', { name: `${currency}の残高` })
    .filter({ hasText: words })
    .waitFor()
}

async function payByNumber(walker: Walker): Promise<void> {
  const { page, see } = walker
  await page.getByRole('link', { name: '支払う' }).first().click()
  await page.getByLabel('カメラの映像').waitFor()
  await see('pay', page)
  await follow(page, 'お店の番号を入力する')
  await page.getByLabel('お店の番号（6桁）').fill(bakeryNumber)
  await see('pay-number', page)
  await press(page, '次へ')
  await page.getByLabel('お支払い金額').fill('820')
  await see('pay-amount', page)
  await press(page, '次へ')
  await page.getByText('さいコインだけ').click()
  await see('pay-coin', page)
  await press(page, '支払う')
  await page.getByText('お支払い完了').first().waitFor()
  await see('pay-done', page)
  await follow(page, 'ホームへ')
  await seeBalance(walker, 'さいコイン', '4,180円')
}

async function openShop({ shop, places, film, see }: Walker): Promise<void> {
  const till = staff.find(({ role }) => role === 'till')
  await shop.goto(`${places.app}/merchant/`)
  await signIn(shop, till?.mail ?? '')
  await shop.getByText('受信中').waitFor()
  await shop.getByText('さいコイン 820').first().waitFor()
  await see('shop', shop)
  await follow(shop, 'お店のコード')
  await shop.getByRole('img', { name: 'さくらベーカリーのお支払いコード' }).waitFor()
  await see('shop-code', shop)
  const { storeCode } = readStaff.reply.parse(
    await (await shop.request.get(`${places.app}/api${readStaff.path}`)).json(),
  )
  await filmCode(film, storeCode)
  await follow(shop, '戻る')
  await shop.getByText('受信中').waitFor()
}

async function signIn(page: Walker['page'], mail: string): Promise<void> {
  await page.getByLabel('メールアドレス').fill(mail)
  await page.getByLabel('パスワード').fill(demoPassword)
  await press(page, 'ログイン')
}

async function payWithBoth(walker: Walker): Promise<void> {
  const { page, shop, see } = walker
  await page.getByRole('link', { name: '支払う' }).first().click()
  // The camera finds the code by itself.
  await page.getByRole('heading', { name: 'さくらベーカリー' }).waitFor()
  await page.getByLabel('お支払い金額').fill('500')
  await press(page, '次へ')
  await page.getByText('併用', { exact: true }).click()
  await page.getByRole('textbox', { name: 'たまポン' }).fill('120')
  await page.getByRole('textbox', { name: 'さいコイン' }).and(page.locator('[value="380"]')).waitFor()
  await see('pay-split', page)
  await press(page, '支払う')
  await page.getByText('お支払い完了').first().waitFor()
  await shop.getByText('500円のお支払いがありました。').waitFor()
  await standsAtItsTop(page)
  await see('shop-payment', shop)
  await see('pay-done-both', page)
  await follow(page, 'ホームへ')
  await seeBalance(walker, 'さいコイン', '3,800円')
  await seeBalance(walker, 'たまポン', '30ポイント')
}

/** A screen that follows a scrolled one begins at its own top; throws when it does not. */
async function standsAtItsTop(page: Walker['page']): Promise<void> {
  const scrolled = await page.getByRole('main').evaluate((main) => main.scrollTop)
  if (scrolled !== 0) throw new Error(`the screen begins ${scrolled} px below its top`)
}

async function readHistory({ page, see }: Walker): Promise<void> {
  await follow(page, '履歴')
  await arriveAt(page, '履歴')
  await page
    .getByRole('link', { name: /さくらベーカリー/ })
    .nth(1)
    .waitFor()
  await page.getByRole('link', { name: /5,000/ }).waitFor()
  await see('history', page)
  await page
    .getByRole('link', { name: /さくらベーカリー/ })
    .first()
    .click()
  await page.getByRole('heading', { name: 'たまポンの期限ごとの内訳' }).waitFor()
  await see('history-item', page)
}

async function topUpByCard(walker: Walker): Promise<void> {
  const { page, places, see } = walker
  await page.goto(places.app)
  await page.getByRole('link', { name: 'チャージ', exact: true }).click()
  await follow(page, 'さいコイン')
  await follow(page, 'クレジットカードによるチャージ')
  await page.getByLabel('チャージ金額').fill('2000')
  await see('card-amount', page)
  await press(page, 'OK')
  await arriveAt(page, 'チャージ内容の確認')
  await see('card-confirm', page)
  await press(page, '実行')
  await page.getByLabel('カード番号').fill(cardThatAsks)
  await page.getByLabel('有効期限').fill('12/40')
  await page.getByLabel('セキュリティコード').fill('123')
  await page.getByLabel('カード名義').fill('KAORI SASHIOUGI')
  await see('card-company', page)
  await press(page, '支払う')
  await arriveAt(page, '本人認証サービス')
  await see('card-issuer', page)
  await typeCode(walker, 'ワンタイムパスワード', phoneOfHolder(cardThatAsks))
  await press(page, '認証する')
  await page.getByText('チャージが完了しました').waitFor()
  await page.getByText('ボーナス（付与済み').waitFor()
  await see('card-done', page)
  await follow(page, 'トップに戻る')
  await seeBalance(walker, 'さいコイン', '5,800円')
}

async function readOverview({ office, places, see }: Walker): Promise<void> {
  await office.goto(`${places.app}/operator/`)
  await signIn(office, operators[0]?.mail ?? '')
  await office.getByText(/項目すべて正しく合っています/).waitFor()
  await see('office', office)
}
