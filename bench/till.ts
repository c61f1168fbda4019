// How long a queue waits: from the finger on 「支払う」 to the shop's sound, in two browsers on one machine, with the real
// server and the real worker between them. npm run bench:till; the last line is one JSON object.
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { freePorts, startTown } from '../bin/lib/start-town.ts'
import { lastCode } from '../simulators/bank/walk.ts'
import { demoPassword, personOf, phoneOf, storeIdOf } from '../test/people.ts'
import { openBrowser } from '../test/browser/chrome.ts'
import { noteSounds } from '../test/browser/sounds.ts'
import { openDevice, press } from '../test/browser/walker.ts'

const bakery = '170101'
const payments = Number(process.argv[2] ?? 100)

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'enishi-till-'))
  // mkdtemp makes it private, and the account that root lends to PostgreSQL has to pass.
  await chmod(folder, 0o755)
  const town = await startTown({ ports: await freePorts(), folder })
  const browser = await openBrowser()
  try {
    const shop = await openShop(browser, town.app)
    const phone = await openPhone(browser, town.app, town.simulators.sms)
    const waits: number[] = []
    for (let n = 0; n < payments + 5; n += 1) {
      const wait = await payOnce(phone, shop, town.app)
      // The first few load what every later one has.
      if (n >= 5) waits.push(wait)
    }
    print(waits)
  } finally {
    await browser.close()
    await town.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Notes in the resident's app when 支払う is touched. */
const notePress = `
  addEventListener('click', (event) => {
    if (event.target.closest('button')?.textContent === '支払う')
      sessionStorage.setItem('pressed', String(performance.timeOrigin + event.timeStamp))
  }, { capture: true })`

/** One payment of a yen; gives the milliseconds from the finger to the sound. */
async function payOnce(phone: Page, shop: Page, app: string): Promise<number> {
  await phone.goto(`${app}/pay/${storeIdOf(bakery)}?via=store_number`)
  await phone.getByLabel('お支払い金額').fill('1')
  await press(phone, '次へ')
  await phone.getByText('さいコインだけ').click()
  const before = await shop.evaluate(() => (globalThis as unknown as { sounds: number[] }).sounds.length)
  await press(phone, '支払う')
  const sounded = await shop.waitForFunction(
    (count) => (globalThis as unknown as { sounds: number[] }).sounds[count],
    before,
    { polling: 20 },
  )
  const pressed = await phone.evaluate(() => Number(sessionStorage.getItem('pressed')))
  return Number(await sounded.jsonValue()) - pressed
}

/** The shop's app, as the till sees it. */
async function openShop(browser: Browser, app: string): Promise<Page> {
  const device = await openDevice(browser, 'phone')
  await device.addInitScript({ content: noteSounds })
  const page = await device.newPage()
  await signIn(page, `${app}/merchant/`, 'till@bakery.example.jp')
  await page.getByText('受信中').waitFor()
  return page
}

/** A resident's app, signed in. */
async function openPhone(browser: Browser, app: string, sms: string): Promise<Page> {
  const device = await openDevice(browser, 'phone')
  await device.addInitScript({ content: notePress })
  const page = await device.newPage()
  const hanako = personOf('hanako')
  await signIn(page, `${app}/sign-in`, hanako.mail)
  await page.getByLabel('認証コード（6桁）').waitFor()
  await page.getByLabel('認証コード（6桁）').fill(await lastCode(sms, phoneOf(hanako)))
  await press(page, '認証')
  await page.getByRole('link', { name: '支払う' }).first().waitFor()
  return page
}

async function signIn(page: Page, url: string, mail: string): Promise<void> {
  await page.goto(url)
  await page.getByLabel('メールアドレス').fill(mail)
  await page.getByLabel('パスワード').fill(demoPassword)
  await press(page, 'ログイン')
}

function print(waits: number[]): void {
  const sorted = waits.toSorted((a, b) => a - b)
  const at = (share: number) => Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN)
  console.log(
    `${waits.length} payments, ${cpus().length} cores (${cpus()[0]?.model}), Node ${process.version}`,
  )
  console.log('aim: p50 under 150 ms, p99 under 400 ms')
  console.log(JSON.stringify({ p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) }))
}

await main()
