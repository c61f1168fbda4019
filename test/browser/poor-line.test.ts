// What a person meets whose line is poor, who uses no finger, or who reads large letters.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page, Route } from 'playwright-core'
import { pay, withdrawPayment } from '#contract/payments.ts'
import { bakeryNumber, demoPassword, personOf, phoneOf } from '../people.ts'
import { openTown } from '../town.ts'
import { requireApps } from './apps.ts'
import { openBrowser } from './chrome.ts'
import { makeSee, openPage, testViolations } from './screens.ts'
import { press } from './walker.ts'

const hanako = personOf('hanako')
const { see, violations } = makeSee('poor-line', { onSmallPhones: true })

let town: Awaited<ReturnType<typeof openTown>>
let browser: Browser
let page: Page
let app: string

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

test('signing in and paying need no more than a keyboard', async () => {
  await page.goto(`${app}/sign-in`)
  await page.getByLabel('メールアドレス').waitFor()
  await typeInto('メールアドレス', hanako.mail)
  await typeInto('パスワード', demoPassword)
  await page.keyboard.press('Enter')
  await page.getByLabel('認証コード（6桁）').waitFor()
  await typeInto('認証コード（6桁）', await town.phoneOf(phoneOf(hanako)).lastCode())
  await page.keyboard.press('Enter')
  await page.getByText('最近のお取引').waitFor()

  await enter('支払う')
  await page.getByRole('link', { name: 'お店の番号を入力する' }).waitFor()
  await enter('お店の番号を入力する')
  await page.getByLabel('お店の番号（6桁）').waitFor()
  await typeInto('お店の番号（6桁）', bakeryNumber)
  await page.keyboard.press('Enter')
  await page.getByLabel('お支払い金額').waitFor()
  await typeInto('お支払い金額', '317')
  await page.keyboard.press('Enter')
  await page.getByText('お支払い方法').waitFor()
  await enter('支払う')
  await page.getByText('お支払い完了').first().waitFor()
  // Points are proposed first, and she has enough of them.
  assert.equal(await paymentsOf(317, 'points'), 1)
})

test('a payment whose answer is lost resolves by itself and is paid once', async () => {
  const line = await cutAfterPaying()
  await payAtTheBakery(410)
  await page.getByRole('heading', { name: '確認中', level: 1 }).waitFor()
  await line.mend()
  await page.getByText('お支払い完了').first().waitFor()
  assert.ok(line.cuts() >= 1, 'the line was cut')
  assert.equal(await paymentsOf(410), 1)
})

test('a payment whose answer is lost is found again after a reload', async () => {
  const line = await cutAfterPaying()
  await payAtTheBakery(420)
  await page.getByRole('heading', { name: '確認中', level: 1 }).waitFor()
  await page.reload()
  await page.getByRole('heading', { name: '確認中', level: 1 }).waitFor()
  await line.mend()
  await page.getByText('お支払い完了').first().waitFor()
  assert.equal(await paymentsOf(420), 1)
  await page.goto(app)
  await page.getByText('最近のお取引').waitFor()
  assert.equal(await page.getByText('確認中の支払いがあります').count(), 0)
})

test('what is in question is found out on every screen, and stands before paying the same shop again', async () => {
  const line = await cutAfterPaying()
  await payAtTheBakery(430)
  await page.getByRole('heading', { name: '確認中', level: 1 }).waitFor()
  await see('checking', page)
  await page.getByRole('link', { name: 'ホームへ' }).click()
  await page.getByText('確認中の支払いがあります').waitFor()
  await see('home-checking', page)
  await beginAtTheBakery(440)
  await page.getByText('このお店への支払いを確認中です').waitFor()
  await see('earlier', page)
  await press(page, '別のお支払いとして続ける')
  await page.getByText('さいコインだけ').click()
  await press(page, '支払う')
  await page.getByRole('heading', { name: '確認中', level: 1 }).waitFor()
  await page.getByRole('button', { name: '支払いをやめる' }).nth(1).waitFor()
  await see('checking-two', page)
  await page.goto(`${app}/menu`)
  await line.mend()
  await page.getByText('確認中だったお支払いは、できていました').waitFor()
  for (const amount of [430, 440]) {
    await page.getByRole('link', { name: '結果を確かめる' }).click()
    await page.getByText('お支払い完了').first().waitFor()
    assert.equal(await paymentsOf(amount), 1)
    await page.getByRole('link', { name: 'ホームへ' }).click()
    await page.getByText('最近のお取引').waitFor()
  }
  assert.equal(await page.getByRole('link', { name: '結果を確かめる' }).count(), 0)
})

test('a payment that is called off while there is no line is never made when the line is back', async () => {
  const line = await cutBeforePaying()
  await payAtTheBakery(450)
  await press(page, '支払いをやめる')
  await page.getByText('お支払いをやめています').waitFor()
  await see('withdrawing', page)
  await page.reload()
  await page.getByText('お支払いをやめています').waitFor()
  await line.mend()
  await page.getByText('お支払いをやめました。残高は減っていません。').waitFor()
  await see('withdrawn', page)
  assert.equal(await paymentsOf(450), 0)
  await page.getByRole('link', { name: 'ホームへ' }).click()
  await page.getByText('最近のお取引').waitFor()
  assert.equal(await page.getByRole('link', { name: '結果を確かめる' }).count(), 0)
})

test('a payment that was made before it was called off is told at once, with what to do', async () => {
  await page.route(`**/api${withdrawPayment.path}`, (route) => route.abort('connectionreset'))
  await cutAfterPaying()
  await payAtTheBakery(460)
  await press(page, '支払いをやめる')
  await page.getByText('お支払いをやめています').waitFor()
  await page.goto(`${app}/history`)
  await page.unrouteAll({ behavior: 'wait' })
  await page.getByText('やめたお支払いは、すでに支払われていました').waitFor()
  await see('paid-strip', page)
  await page.getByRole('link', { name: '結果を確かめる' }).click()
  await page.getByText(/返金を受けてください/).waitFor()
  await see('paid-after-all', page)
  await press(page, 'わかりました')
  await page.getByText('確認中のお支払いはありません。').waitFor()
  assert.equal(await paymentsOf(460), 1)
})

test('without a line the app opens all the same and says what is wrong', async () => {
  await page.goto(app)
  await page.evaluate('navigator.serviceWorker.ready.then(() => true)')
  await page.reload()
  await page.getByText('最近のお取引').waitFor()
  await page.context().setOffline(true)
  await page.reload()
  const lastState = page.getByText('最近のお取引')
  await lastState
    .or(page.getByText(/通信できませんでした/))
    .first()
    .waitFor()
  await page.context().setOffline(false)
  await page.reload()
  await lastState.waitFor()
})

test('letters of twice the size need no scrolling to the side', async () => {
  for (const path of ['/', '/pay', '/pay/number', '/menu/devices', '/menu/proofs', '/menu/proofs/passkeys']) {
    await page.goto(`${app}${path}`)
    await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor({ state: 'attached' })
    await page.addStyleTag({ content: 'html { font-size: 200% !important }' })
    await page.getByRole('navigation').or(page.getByRole('main')).first().waitFor()
    const tooWide = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
    assert.ok(tooWide <= 0, `${path} is ${tooWide} px too wide`)
  }
})

testViolations(violations)

async function payAtTheBakery(amount: number): Promise<void> {
  await beginAtTheBakery(amount)
  await page.getByText('さいコインだけ').click()
  await press(page, '支払う')
}

async function beginAtTheBakery(amount: number): Promise<void> {
  await page.goto(`${app}/pay/number`)
  await page.getByLabel('お店の番号（6桁）').fill(bakeryNumber)
  await press(page, '次へ')
  await page.getByLabel('お支払い金額').fill(String(amount))
  await press(page, '次へ')
}

/** Lets neither payments nor their end reach the server until it is mended. */
async function cutBeforePaying(): Promise<{ mend: () => Promise<void> }> {
  for (const { path } of [pay, withdrawPayment])
    await page.route(`**/api${path}`, (route) => route.abort('connectionreset'))
  return { mend: () => page.unrouteAll({ behavior: 'wait' }) }
}

/** Lets payments reach the server and loses the answers, until it is mended. */
async function cutAfterPaying(): Promise<{ mend: () => Promise<void>; cuts: () => number }> {
  let cuts = 0
  const cut = async (route: Route) => {
    cuts += 1
    await route.fetch()
    await route.abort('connectionreset')
  }
  await page.route(`**/api${pay.path}`, cut)
  return { mend: () => page.unrouteAll({ behavior: 'wait' }), cuts: () => cuts }
}

/** How often the books have a payment of so much by this person. */
async function paymentsOf(amount: number, currency = 'coin'): Promise<number> {
  const lines = (await town.books(hanako.id)).split('\n')
  return lines.filter((line) => line === `payment   wallet → store   ${currency}   ${amount}`).length
}

const longestRound = 60

/** Presses Tab until this is where the keyboard is. */
async function tabTo(role: 'textbox' | 'link' | 'button', name: string): Promise<void> {
  const wanted = page.getByRole(role, { name, exact: true })
  for (let step = 0; step < longestRound; step += 1) {
    await page.keyboard.press('Tab')
    if ((await wanted.and(page.locator(':focus')).count()) > 0) return
  }
  throw new Error(`「${name}」 cannot be reached with the Tab key`)
}

async function typeInto(label: string, text: string): Promise<void> {
  await tabTo('textbox', label)
  await page.keyboard.type(text)
}

async function enter(name: string): Promise<void> {
  const isLink = (await page.getByRole('link', { name, exact: true }).count()) > 0
  await tabTo(isLink ? 'link' : 'button', name)
  await page.keyboard.press('Enter')
}
