// What is heard of a payment, in the shop and on the phone, and what the shop's app says without a network.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { chargePayerCode } from '#contract/payment-codes.ts'
import { pay } from '#contract/payments.ts'
import { makeId } from '#server/lib/id.ts'
import { bakeryNumber, bakeryOwner, storeIdOf } from '../people.ts'
import { openTown, type Town } from '../town.ts'
import { requireApps } from './apps.ts'
import { openBrowser } from './chrome.ts'
import { makeSee, openPage, signIn, signInResident, startWorker, testViolations } from './screens.ts'
import { noteSounds, silentUntilTouched, soundsOf } from './sounds.ts'
import { press } from './walker.ts'

let town: Town
let browser: Browser
let shop: Page
let worker: ReturnType<typeof startWorker>
const { see, violations } = makeSee('till-sound', { onSmallPhones: true })

before(async () => {
  requireApps()
  town = await openTown()
  worker = startWorker(town)
  browser = await openBrowser()
  const origin = await town.listen()
  const touched = await openPage(browser, 'phone')
  await signIn(touched, `${origin}/merchant/`, bakeryOwner.mail)
  await touched.getByText('受信中').waitFor()
  // Opened anew, as in the morning: the shop is signed in, and nobody has touched this page.
  shop = await touched.context().newPage()
  await shop.addInitScript({ content: noteSounds })
  await shop.addInitScript({ content: silentUntilTouched })
  await shop.goto(`${origin}/merchant/`)
  await shop.getByText('受信中').waitFor()
})

after(async () => {
  await browser?.close()
  await worker?.stop()
  await town?.[Symbol.asyncDispose]()
})

async function payBakery(coin: number): Promise<void> {
  const hanako = await town.signIn('hanako')
  const to = { storeId: storeIdOf(bakeryNumber), points: 0, via: 'store_code' as const }
  await hanako.ask(pay, { body: { id: makeId(), coin, ...to } })
  await shop.getByText(`${coin}円のお支払いがありました。`).waitFor()
}

test('a shop that nobody has touched says that it is silent, and sounds from a touch on', async () => {
  await shop.getByText('音が止まっています。').waitFor()
  await payBakery(311)
  assert.equal(await soundsOf(shop), 0)
  await see('silent', shop)
  await press(shop, '音を出す')
  await shop.getByText('音が止まっています。').waitFor({ state: 'hidden' })
  // What was paid before is not made up for: it would sound like another payment.
  await payBakery(312)
  assert.equal(await soundsOf(shop), 1)
  await payBakery(313)
  assert.equal(await soundsOf(shop), 2)
})

test('コードを見せる: the phone that was touched once sounds when the till has charged', async () => {
  const phone = await openPage(browser, 'phone')
  await phone.addInitScript({ content: noteSounds })
  await phone.addInitScript({ content: silentUntilTouched })
  await signInResident(phone, town, 'hanako')
  const shown = phone.waitForResponse(
    (answer) => answer.request().method() === 'POST' && answer.url().endsWith('/me/payer-codes'),
  )
  await phone.goto(`${town.origin}/pay/code`)
  await phone.getByRole('heading', { level: 1 }).click()
  const { code } = (await (await shown).json()) as { code: string }
  const till = await town.signInStaff('till@bakery.example.jp')
  await till.ask(chargePayerCode, { body: { id: makeId(), code, amount: 70 } })
  await phone.getByText('お支払い完了').first().waitFor()
  assert.equal(await soundsOf(phone), 1)
})

test('オフライン: the shop opens to what can be done, and by itself when the line is back', async () => {
  await shop.evaluate('navigator.serviceWorker.ready.then(() => true)')
  await shop.context().setOffline(true)
  await shop.reload()
  await shop.getByRole('heading', { name: 'オフラインです', level: 1 }).waitFor()
  await see('offline', shop)
  const kept = await shop.evaluate<string[]>(`(async () => {
    const opened = await Promise.all((await caches.keys()).map((name) => caches.open(name)))
    const requests = await Promise.all(opened.map((cache) => cache.keys()))
    return requests.flat().map(({ url }) => new URL(url).pathname)
  })()`)
  assert.deepEqual(kept.toSorted(), ['/merchant-offline.html', '/merchant-offline.js'])
  await shop.context().setOffline(false)
  await shop.getByText('受信中').waitFor()
})

testViolations(violations)
