// 家族のお手伝い: one person shows a code, the relative agrees, and the helper charges, pays and is ended.
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { chargePayerCode } from '#contract/payment-codes.ts'
import { makeId } from '#server/lib/id.ts'
import { fill, issue, openDesk, receive } from '../paper-cards.ts'
import { counterClerk, office, personOf, phoneOf } from '../people.ts'
import { openTown } from '../town.ts'
import { requireApps } from './apps.ts'
import { openBrowser } from './chrome.ts'
import { makeSee, openPage, signIn, signInResident, testViolations } from './screens.ts'
import { arriveAt, follow, press } from './walker.ts'

let town: Awaited<ReturnType<typeof openTown>>
let browser: Browser
let helper: Page
let relative: Page
let desk: Page
const { see, violations } = makeSee('relatives', { onSmallPhones: true })
const { see: seeDesk, violations: deskViolations } = makeSee('relatives-desk')

before(async () => {
  requireApps()
  town = await openTown()
  await town.listen()
  await fill(town, personOf('aoi').id, 8000)
  browser = await openBrowser()
  helper = await openPage(browser, 'phone')
  relative = await openPage(browser, 'phone')
  desk = await openPage(browser, 'desk')
  await signInResident(helper, town, 'hanako')
  await signInResident(relative, town, 'aoi')
})

after(async () => {
  await browser?.close()
  await town?.[Symbol.asyncDispose]()
})

test('the relative reads the helper’s code, sees the name, and agrees up to two amounts', async () => {
  await helper.goto(`${town.origin}/menu`)
  await see('menu', helper)
  await follow(helper, '家族のお手伝い')
  await arriveAt(helper, '家族のお手伝い')
  await helper.getByText('まだいません。下のボタンで').waitFor()
  await see('empty', helper)
  await follow(helper, 'お手伝いのコードを見せる')
  await helper.getByText('このコードを、手伝ってもらう方の').waitFor()
  await see('code', helper)
  const digits = await helper.getByText(/^\d{5} \d{5}$/).textContent()

  await relative.goto(`${town.origin}/family/agree`)
  await press(relative, '番号を入力する')
  await relative.getByLabel('お手伝いする方の番号（10桁）').fill('1111111111')
  await press(relative, '次へ')
  await relative.getByText('このコードは使えません。').waitFor()
  await see('wrong-code', relative)
  await relative.getByLabel('お手伝いする方の番号（10桁）').fill(digits ?? '')
  await press(relative, '次へ')
  await relative.getByText('サイタマ ハナコ さん').waitFor()
  await see('agree-see-only', relative)
  await relative.getByText('お支払いもできる').click()
  await relative.getByLabel('1日に使える金額').fill('10001')
  await press(relative, 'この人に手伝ってもらう')
  await relative.getByText('1円から10,000円までにしてください。').waitFor()
  await see('agree-wrong', relative)
  await relative.getByLabel('1日に使える金額').fill('2000')
  await press(relative, 'この人に手伝ってもらう')
  await relative.getByText('1日2,000円・1か月10,000円まで').waitFor()
  await see('agreed', relative)
  await helper.getByText('ミヌマ アオイ さんのお手伝いが始まりました').waitFor()
})

test('the helper charges from the own account, and the wallet is the relative’s', async () => {
  await helper.goto(`${town.origin}/family`)
  await follow(helper, 'ミヌマ アオイ さん')
  await arriveAt(helper, 'ミヌマ アオイ さんのカード')
  await helper.getByText('今日使える残り').waitFor()
  await see('relative', helper)
  await follow(helper, 'チャージする')
  await arriveAt(helper, 'ミヌマ アオイ さんへチャージ')
  await helper.getByRole('textbox').first().fill('3000')
  await see('charge', helper)
  await press(helper, 'SMSの認証コードへ進む')
  await helper.getByText('ミヌマ アオイ さんへのチャージです').waitFor()
  await see('charge-passcode', helper)
  const code = await town.phoneOf(phoneOf(personOf('hanako'))).lastCode()
  await helper.getByRole('textbox').first().fill(code)
  await see('charge-typed', helper)
})

test('the helper pays with the relative’s card, which both see', async () => {
  await helper.goto(`${town.origin}/family`)
  await follow(helper, 'ミヌマ アオイ さん')
  await follow(helper, 'ミヌマ アオイ さんのカードで支払う')
  await arriveAt(helper, 'ミヌマ アオイ さんのカードで支払う')
  const shown = await helper.getByText(/^(\d{4} ){4}\d{4}$/).textContent()
  await see('pay', helper)
  const till = await town.signInStaff('till@bakery.example.jp')
  const body = { id: makeId(), code: (shown ?? '').replaceAll(' ', ''), amount: 640 }
  await till.ask(chargePayerCode, { body })
  await helper.getByText('ミヌマ アオイ さんのカードで支払いました').waitFor()
  await helper.getByText('1,360円').waitFor()
  await see('paid', helper)
  await town.work()
  await relative.goto(`${town.origin}/history`)
  await relative.getByText('サイタマ ハナコ さんが代わりに').first().waitFor()
  await see('history', relative)
  await relative.goto(`${town.origin}/notices`)
  await relative.getByText('サイタマ ハナコ さんが代わりに支払いました').waitFor()
  await see('notices', relative)
})

test('the relative changes the amounts and ends it; the helper finds it over', async () => {
  await relative.goto(`${town.origin}/family`)
  await follow(relative, 'サイタマ ハナコ さん')
  await arriveAt(relative, '手伝ってくれる人')
  await see('helper', relative)
  await relative.getByText('チャージと見守りだけ').click()
  await press(relative, '金額を変える')
  await relative.getByText('金額を変えました').waitFor()
  await press(relative, 'お手伝いを終わりにする')
  await see('end', relative)
  await press(relative, '終わりにする')
  await relative.getByText('まだいません。', { exact: true }).waitFor()
  await helper.reload()
  await helper.getByText('このお手伝いは終わっています。').waitFor()
  await see('over', helper)
})

test('at the desk the card’s holder types the PIN, and the office can end it', async () => {
  const clients = await openDesk(town)
  const personId = await receive(clients)
  const card = await issue(clients, personId)
  await helper.goto(`${town.origin}/family/code`)
  const digits = await helper.getByText(/^\d{5} \d{5}$/).textContent()
  await signIn(desk, `${town.origin}/operator/`, counterClerk.mail)
  await desk.getByRole('link', { name: 'お手伝い' }).click()
  await arriveAt(desk, '家族のお手伝い')
  await seeDesk('desk', desk)
  await press(desk, 'お手伝いを受け付ける')
  await desk.getByLabel('手伝う方の番号（10桁）').fill((digits ?? '').replace(' ', ''))
  await seeDesk('desk-code', desk)
  await press(desk, '次へ')
  await desk.getByLabel('カードの裏のバーコードの番号（44桁）').fill(card.digits)
  await seeDesk('desk-card', desk)
  await press(desk, 'この番号で進む')
  await seeDesk('desk-caps', desk)
  await press(desk, '次へ')
  for (const digit of '7294') await desk.getByRole('button', { name: digit, exact: true }).click()
  await desk.getByText('お手伝いが始まりました').waitFor()
  await seeDesk('desk-begun', desk)

  const second = await openPage(browser, 'desk')
  await signIn(second, `${town.origin}/operator/`, office.mail)
  await second.getByRole('link', { name: 'お手伝い' }).click()
  await second.getByLabel('お名前（カナ）・メールアドレス・電話番号').fill('サイタマウメ')
  await press(second, '探す')
  await second.getByText('サイタマ ウメ').first().click()
  await second.getByText('お手伝いは1件です。').waitFor()
  await seeDesk('office-found', second)
  await press(second, '終わりにする')
  await second.getByLabel('理由').fill('ご本人の希望')
  await seeDesk('office-end', second)
  await second.getByRole('alertdialog').getByRole('button', { name: '終わりにする' }).click()
  await second.getByText('お手伝いはありません。').waitFor()
})

testViolations(violations)
testViolations(deskViolations)
