// What a person meets whose line is poor, who uses no finger, or who reads large letters.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page, Route } from 'playwright-core'
import { pay } from '#contract/payments.ts'
import { bakeryNumber, demoPassword, personOf, phoneOf } from '../people.ts'
import { openTown } from '../town.ts'
import { requireApps } from './apps.ts'
import { openBrowser } from './chrome.ts'
import { openPage } from './screens.ts'
import { press } from './walker.ts'

const hanako = personOf('hanako')

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
  const line = await cutAfterPaying(1)
  await payAtTheBakery(410)
  await page.getByRole('heading', { name: '確認中', level: 1 }).waitFor()
  await page.getByText('お支払い完了').first().waitFor()
  await line.mend()
  assert.ok(line.cuts() >= 1, 'the line was cut')
  assert.equal(await paymentsOf(410), 1)
})

test('a payment whose answer is lost is found again after a reload', async () => {
  const line = await cutAfterPaying(100)
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

async function payAtTheBakery(amount: number): Promise<void> {
  await page.goto(`${app}/pay/number`)
  await page.getByLabel('お店の番号（6桁）').fill(bakeryNumber)
  await press(page, '次へ')
  await page.getByLabel('お支払い金額').fill(String(amount))
  await press(page, '次へ')
  await page.getByText('さいコインだけ').click()
  await press(page, '支払う')
}

/** Lets payments reach the server and loses the answers, so many times or until it is mended. */
async function cutAfterPaying(times: number): Promise<{ mend: () => Promise<void>; cuts: () => number }> {
  let cuts = 0
  const cut = async (route: Route) => {
    if (cuts >= times) return route.continue()
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
