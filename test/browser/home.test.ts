// The resident's home as it is seen in the light and in the dark, with large letters, without a network, and by ear.
import assert from 'node:assert/strict'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { makeId } from '#server/lib/id.ts'
import { writeAnnouncement } from '#contract/notices.ts'
import { root } from '../../bin/lib/steps.ts'
import { bakeryNumber, office } from '../people.ts'
import { openTown, type Town } from '../town.ts'
import { openBrowser } from './chrome.ts'
import { makeSee, patienceMs, signIn, signInResident, startWorker, testViolations } from './screens.ts'
import { arriveAt, follow, press } from './walker.ts'

let town: Town
let browser: Browser
let worker: ReturnType<typeof startWorker>
const { see, violations } = makeSee('home')

const sizes = { small: { width: 360, height: 740 }, usual: { width: 390, height: 844 } }

before(async () => {
  town = await openTown()
  worker = startWorker(town)
  browser = await openBrowser()
  await town.listen()
  const desk = await town.signInOperator(office.mail)
  const text = {
    ...{
      title: '年末年始の窓口',
      body: '12月29日から1月3日まで、窓口はお休みです。\nアプリは、いつもどおり使えます。',
    },
    ...{ onlyInTown: false, ageBands: null, showsFrom: new Date().toISOString(), showsUntil: null },
  }
  await desk.ask(writeAnnouncement, { params: { id: makeId() }, body: { revision: 0, text } })
})

after(async () => {
  await browser?.close()
  await worker?.stop()
  await town?.[Symbol.asyncDispose]()
})

async function openPhone(scheme: 'light' | 'dark', size: keyof typeof sizes): Promise<BrowserContext> {
  const phone = await browser.newContext({
    ...{ viewport: sizes[size], isMobile: true, hasTouch: true, colorScheme: scheme },
    ...{ locale: 'ja-JP', timezoneId: 'Asia/Tokyo', reducedMotion: 'reduce' },
  })
  phone.setDefaultTimeout(patienceMs)
  return phone
}

/** Nothing stands beyond the edge of the screen, where nobody finds it. */
async function fits(page: Page): Promise<void> {
  const beyond = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
  assert.ok(beyond <= 0, `${beyond} px beyond the edge of ${page.url()}`)
}

const home = (page: Page) => page.getByRole('region', { name: 'さいコインの残高' }).waitFor()

async function payBakery(page: Page): Promise<void> {
  await page.goto(`${town.origin}/pay/number`)
  await page.getByLabel('お店の番号').fill(bakeryNumber)
  await press(page, '次へ')
  await page.getByLabel('お支払い金額').fill('250')
  await press(page, '次へ')
  await arriveAt(page, 'お支払いの確認')
}

for (const scheme of ['light', 'dark'] as const) {
  for (const size of ['small', 'usual'] as const) {
    test(`home, notices, history and paying, ${scheme}, on a ${size} phone`, async () => {
      const phone = await openPhone(scheme, size)
      const page = await phone.newPage()
      const look = async (screen: string) => {
        await fits(page)
        await see(`${screen}-${scheme}-${size}`, page)
      }
      await signInResident(page, town, 'hanako')
      await page.getByRole('link', { name: /お知らせ/ }).waitFor()
      await look('home')
      await page.getByRole('link', { name: /お知らせ/ }).click()
      await page.getByText('年末年始の窓口').waitFor()
      await look('notices')
      await follow(page, '受け取り方')
      await page.getByText('お支払いの結果', { exact: true }).waitFor()
      await look('wishes')
      // What is seen on the smallest phone is looked at once.
      const more = [
        ['menu', '/menu'],
        ['look', '/menu/look'],
        ['history', '/history'],
        ['devices', '/menu/devices'],
        ['leave', '/menu/leave'],
        ['payer-code', '/pay/code'],
        ['top-up', '/top-ups'],
      ] as const
      for (const [name, path] of size === 'small' ? more : []) {
        await page.goto(town.origin + path)
        await page.getByRole('heading', { level: 1 }).waitFor()
        await page.waitForLoadState('networkidle')
        await look(name)
      }
      await payBakery(page)
      await look('show')
      await press(page, '支払う')
      await page.getByText('現在').waitFor()
      await look('done')
      await phone.close()
    })
  }
}

/** How much JavaScript the way to a payment may take, packed, in bytes. */
const mostCode = 170_000
/** So many files a browser asks for at a time; each further round costs half a second on a slow line. */
const oneRound = 6

test('the home screen opens with what its page brought along, and little code leads from it to a payment', async () => {
  const phone = await openPhone('light', 'usual')
  await signInResident(await phone.newPage(), town, 'hanako')
  const { cookies } = await phone.storageState()
  // A phone that knows who is signed in and nothing else.
  const other = await browser.newContext({ locale: 'ja-JP', serviceWorkers: 'block' })
  await other.addCookies(cookies)
  const page = await other.newPage()
  const asked = new Set<string>()
  page.on('request', (request) => asked.add(new URL(request.url()).pathname))
  const askedOf = (what: RegExp) => [...asked].filter((path) => what.test(path))
  await page.goto(town.origin)
  await home(page)
  const files = askedOf(/^\/assets\/.*\.(?:js|css)$/)
  assert.ok(files.length <= oneRound, files.join('\n'))
  await page.getByRole('link', { name: /おくる・うけとる/ }).waitFor()
  await page.waitForLoadState('networkidle')
  assert.deepEqual(askedOf(/^\/api\//), [])
  await page.getByRole('link', { name: '支払う' }).last().click()
  await follow(page, 'お店の番号を入力する')
  await page.getByLabel('お店の番号').fill(bakeryNumber)
  await press(page, '次へ')
  await page.getByLabel('お支払い金額').fill('120')
  await press(page, '次へ')
  await press(page, '支払う')
  await page.getByText('現在').waitFor()
  const packed = askedOf(/\.js$/).map((path) => statSync(join(root, 'dist', `${path}.gz`)).size)
  const total = packed.reduce((sum, size) => sum + size, 0)
  assert.ok(total > 0 && total <= mostCode, `${total} bytes`)
  await Promise.all([phone.close(), other.close()])
})

test('the choice of the menu is above the device’s, holds in all apps, and letters grow within the page', async () => {
  const phone = await openPhone('dark', 'small')
  const page = await phone.newPage()
  await signInResident(page, town, 'hanako')
  const dark = await page.evaluate<string>('getComputedStyle(document.documentElement).backgroundColor')
  await page.goto(`${town.origin}/menu/look`)
  await page.getByText('明るい', { exact: true }).click()
  await page.locator('html[data-look=light]').waitFor()
  // The browser may draw the last colour once more before it takes the new one.
  const isLight = () =>
    page.waitForFunction(`getComputedStyle(document.documentElement).backgroundColor !== '${dark}'`)
  await isLight()
  await page.getByText('とても大きな文字').click()
  await page.locator('html[data-text=largest]').waitFor()
  for (const path of ['/', '/notices', '/menu', '/history', '/pay/number', '/menu/look']) {
    await page.goto(town.origin + path)
    await page.waitForLoadState('networkidle')
    await fits(page)
    await see(`largest${path.replaceAll('/', '-')}`, page)
  }
  await payBakery(page)
  await fits(page)
  await see('largest-show', page)
  await page.goto(`${town.origin}/merchant/`)
  await isLight()
  await phone.close()
})

test('the shop’s app and the office’s are dark as well', async () => {
  const phone = await openPhone('dark', 'usual')
  const shop = await phone.newPage()
  await signIn(shop, `${town.origin}/merchant/`, 'owner@bakery.example.jp')
  await shop.getByText('受信中').waitFor()
  await see('merchant-dark', shop)
  await phone.close()
  const desk = await (await browser.newContext({ colorScheme: 'dark', locale: 'ja-JP' })).newPage()
  await signIn(desk, `${town.origin}/operator/`, office.mail)
  await desk.getByRole('heading', { name: '概況' }).waitFor()
  await desk.waitForLoadState('networkidle')
  await see('operator-dark', desk)
  await desk.goto(`${town.origin}/operator/announcements`)
  await desk.getByRole('article', { name: '年末年始の窓口' }).waitFor()
  await see('announcements-dark', desk)
  await press(desk, '新しく書く')
  await desk.getByLabel('題名').fill('花火大会')
  await desk.getByLabel('本文').fill('8月1日、19時からです。')
  await desk.getByText(/いまの対象/).waitFor()
  await see('announcement-form-dark', desk)
  await press(desk, '掲載する')
  await desk.getByRole('article', { name: '花火大会' }).waitFor()
})

test('offline the last balance stands there as old, paying says why not; signing out leaves nothing', async () => {
  const phone = await openPhone('light', 'small')
  const page = await phone.newPage()
  await signInResident(page, town, 'hanako')
  await page.evaluate('navigator.serviceWorker.ready.then(() => true)')
  await page.goto(`${town.origin}/history`)
  await page.getByRole('listitem').first().waitFor()
  await page.goto(town.origin)
  await home(page)
  await page.waitForLoadState('networkidle')
  await phone.setOffline(true)
  await page.reload()
  await home(page)
  await page.getByText('オフラインです').waitFor()
  await page.getByText(/\d\d:\d\dの残高/).waitFor()
  await see('offline-home', page)
  await follow(page, '履歴')
  await page.getByText(/時点の履歴/).waitFor()
  await see('offline-history', page)
  await follow(page, '支払う')
  await page.getByText('いまはお支払いできません').waitFor()
  await see('offline-pay', page)
  await phone.setOffline(false)
  await page.goto(`${town.origin}/menu`)
  await press(page, 'ログアウト')
  await page.getByRole('link', { name: '新規登録' }).waitFor()
  assert.equal(await page.evaluate<string | null>("localStorage.getItem('enishi.last-known')"), null)
  await phone.setOffline(true)
  await page.goto(town.origin)
  await page.waitForLoadState('domcontentloaded')
  assert.equal(await page.getByText('の残高').count(), 0)
  await phone.close()
})

test('notifications are offered after a payment, and a push is shown and opens its screen', async () => {
  const phone = await openPhone('light', 'usual')
  await phone.grantPermissions(['notifications'], { origin: town.origin })
  const page = await phone.newPage()
  await signInResident(page, town, 'hanako')
  assert.equal(await page.getByText('通知で受け取りますか').count(), 0)
  await payBakery(page)
  await press(page, '支払う')
  await page.getByText('通知で受け取りますか').waitFor()
  await see('push-offer', page)
  await press(page, '通知を受け取る')
  await page.getByText('通知で受け取りますか').waitFor({ state: 'detached' })
  const endpoint = await page.evaluate<string | null>("localStorage.getItem('enishi.push')")
  await page.goto(`${town.origin}/notices/wishes`)
  await page.getByText('この端末で通知を受け取っています').waitFor()
  await payBakery(page)
  await press(page, '支払う')
  await page.getByText('現在').waitFor()
  const told = async () => (await town.push.screenOf(endpoint ?? '')).map(({ title }) => title)
  for (const end = Date.now() + patienceMs; (await told()).length === 0 && Date.now() < end; )
    await page.waitForTimeout(100)
  assert.deepEqual(await told(), ['お支払いが完了しました'])

  await page.evaluate('navigator.serviceWorker.ready.then(() => true)')
  const line = await phone.newCDPSession(page)
  const registered = new Promise<string>((settle) => {
    line.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [first] = registrations
      if (first) settle(first.registrationId)
    })
  })
  await line.send('ServiceWorker.enable')
  const data = JSON.stringify({ title: '返金がありました', body: 'x', path: '/notices', tag: 'one' })
  await line.send('ServiceWorker.deliverPushMessage', {
    origin: town.origin,
    registrationId: await registered,
    data,
  })
  await page.waitForFunction(`navigator.serviceWorker.ready
    .then((worker) => worker.getNotifications())
    .then((shown) => shown.some(({ title, tag }) => title === '返金がありました' && tag === 'one'))`)
  await phone.close()
})

/** Notes what the browser is asked to read aloud; it still does. */
const noteWords = `
  const { speak } = SpeechSynthesis.prototype
  SpeechSynthesis.prototype.speak = function (words) {
    sessionStorage.setItem('said', (sessionStorage.getItem('said') ?? '') + words.text)
    speak.call(this, words)
  }`

test('paying is read aloud where that was switched on, and not otherwise', async () => {
  const phone = await openPhone('light', 'small')
  await phone.addInitScript({ content: noteWords })
  const page = await phone.newPage()
  const said = () => page.evaluate<string | null>("sessionStorage.getItem('said')")
  await signInResident(page, town, 'hanako')
  await payBakery(page)
  assert.equal(await said(), null)
  await page.goto(`${town.origin}/menu/look`)
  await page.getByText('お支払いを声で確かめる').click()
  await payBakery(page)
  await press(page, '支払う')
  await page.getByText('現在').waitFor()
  const words = (await said()) ?? ''
  assert.match(
    words,
    /さくらベーカリーに、250円を支払います。さくらベーカリーに250円、支払いが完了しました。$/,
  )
  await phone.close()
})

test('the history is narrowed to a kind and a month, which stand in the address', async () => {
  const phone = await openPhone('light', 'small')
  const page = await phone.newPage()
  await signInResident(page, town, 'hanako')
  await page.goto(`${town.origin}/history`)
  await page.getByLabel('種類').selectOption('支払い')
  await page.waitForURL(/group=payments/)
  await page.getByText('さくらベーカリー').first().waitFor()
  await page.getByText('チャージのボーナス').waitFor({ state: 'detached' })
  await see('history-payments', page)
  await page.getByLabel('月').selectOption({ index: 25 })
  await page.getByText('この条件のお取引はありません。').waitFor()
  await see('history-nothing', page)
  await fits(page)
  await page.reload()
  await page.getByText('この条件のお取引はありません。').waitFor()
  await press(page, 'すべて表示する')
  await page.getByText('チャージのボーナス').first().waitFor()
  await phone.close()
})

testViolations(violations)
