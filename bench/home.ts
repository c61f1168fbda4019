// How long the resident's home screen takes on a slow phone and line, and how much of the way to a payment is loaded.
import { readFileSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { BrowserContext, CDPSession, Page } from 'playwright-core'
import { root } from '../bin/lib/steps.ts'
import { freePorts, startTown } from '../bin/lib/start-town.ts'
import { lastCode } from '../simulators/bank/walk.ts'
import { openBrowser } from '../test/browser/chrome.ts'
import { signIn } from '../test/browser/screens.ts'
import { press } from '../test/browser/walker.ts'
import { bakeryNumber, personOf, phoneOf } from '../test/people.ts'

const rounds = Number(process.argv[2] ?? 5)
/**
 * Lighthouse's slow 4G (1.6 Mbit/s down, 750 kbit/s up, 150 ms there and back) as it and the browser's own tools set it
 * where only requests can be slowed down, and not packets: 3.75 trips for each request, a tenth less of the line. In
 * bytes a second and milliseconds.
 */
const slow4g = { offline: false, downloadThroughput: 180_000, uploadThroughput: 84_375, latency: 562.5 }
const slowerCpu = 4
/** For so long nothing may hold the page up after the balance is there; as long as Lighthouse waits. */
const quietMs = 5000
const phone = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true, locale: 'ja-JP' }

/** Runs in the page before anything of ours: notes when the balance appears, and when the last long task ends. */
const watch = `
  Object.assign(globalThis, { shownAt: 0, busyUntil: 0 })
  new MutationObserver(() => {
    if (shownAt === 0 && document.querySelector('section[aria-label="さいコインの残高"]')) shownAt = performance.now()
  }).observe(document, { childList: true, subtree: true })
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) busyUntil = startTime + duration
  }).observe({ type: 'longtask', buffered: true })`

const folder = await mkdtemp(join(tmpdir(), 'enishi-home-'))
// mkdtemp makes it private, and the account that root lends to PostgreSQL has to pass.
await chmod(folder, 0o755)
const town = await startTown({ ports: await freePorts(), folder })
const browser = await openBrowser()

const signedIn = await browser.newContext(phone)
const first = await signedIn.newPage()
const gzip = await measureWeight(first)
const { cookies } = await signedIn.storageState()

const cold = median(await times(() => measureCold(cookies)))
const warm = median(await times(() => measureWarm(signedIn)))
console.log(
  `home screen, ${slowerCpu}x slower CPU, slow 4G: cold ${cold} ms, warm ${warm} ms (median of ${rounds})`,
)
console.log(`JavaScript from the home screen to a finished payment: ${gzip} kB (gzip)`)
console.log(JSON.stringify({ cold, warm, gzip }))
await browser.close()
await town.stop()
await rm(folder, { recursive: true, force: true })

/** Signs in, walks from the home screen through a payment, and gives what of JavaScript that needs, in kB by gzip. */
async function measureWeight(page: Page): Promise<number> {
  const hanako = personOf('hanako')
  await signIn(page, `${town.app}/sign-in`, hanako.mail)
  const field = page.getByLabel('認証コード（6桁）')
  await field.waitFor()
  await field.fill(await lastCode(town.simulators.sms, phoneOf(hanako)))
  await press(page, '認証')
  await page.getByRole('region', { name: 'さいコインの残高' }).waitFor()
  const fresh = await (await browser.newContext({ ...phone, serviceWorkers: 'block' })).newPage()
  await fresh.context().addCookies((await page.context().storageState()).cookies)
  const loaded = new Set<string>()
  fresh.on('response', (response) => {
    const { pathname } = new URL(response.url())
    if (pathname.endsWith('.js')) loaded.add(pathname)
  })
  await fresh.goto(town.app)
  await fresh.getByRole('link', { name: '支払う' }).last().click()
  await fresh.getByRole('link', { name: 'お店の番号を入力する' }).click()
  await fresh.getByLabel('お店の番号').fill(bakeryNumber)
  await press(fresh, '次へ')
  await fresh.getByLabel('お支払い金額').fill('100')
  await press(fresh, '次へ')
  await press(fresh, '支払う')
  await fresh.getByText('現在').waitFor()
  await fresh.context().close()
  const files = [...loaded]
    .map((path) => ({ path, size: packedSize(path) }))
    .toSorted((a, b) => b.size - a.size)
  for (const { path, size } of files.slice(0, 14)) console.log(`${String(size).padStart(7)} ${path}`)
  return Math.round(files.reduce((sum, { size }) => sum + size, 0) / 100) / 10
}

function packedSize(path: string): number {
  return gzipSync(readFileSync(join(root, 'dist', path)), { level: 9 }).length
}

type Cookies = Awaited<ReturnType<BrowserContext['storageState']>>['cookies']

/** A phone that knows who is signed in and nothing else: no file and no answer is kept. */
async function measureCold(kept: Cookies): Promise<number> {
  const context = await browser.newContext(phone)
  await context.addCookies(kept)
  const time = await measureHome(context)
  await context.close()
  return time
}

/** A phone on which the app was opened before. */
async function measureWarm(context: BrowserContext): Promise<number> {
  await first.evaluate('navigator.serviceWorker.ready.then(() => true)')
  return measureHome(context)
}

/** Milliseconds until the balance is there and the page has answered to touches from then on. */
async function measureHome(context: BrowserContext): Promise<number> {
  const page = await context.newPage()
  await slowDown(await context.newCDPSession(page))
  await page.addInitScript({ content: watch })
  await page.goto(town.app, { waitUntil: 'commit' })
  await page.getByRole('region', { name: 'さいコインの残高' }).waitFor({ timeout: 60_000 })
  await page.waitForTimeout(quietMs)
  const time = await page.evaluate<number>('Math.max(shownAt, busyUntil)')
  await page.close()
  return Math.round(time)
}

async function slowDown(line: CDPSession): Promise<void> {
  await line.send('Network.enable')
  await line.send('Network.emulateNetworkConditions', slow4g)
  await line.send('Emulation.setCPUThrottlingRate', { rate: slowerCpu })
}

async function times(measure: () => Promise<number>): Promise<number[]> {
  const found: number[] = []
  for (let round = 0; round < rounds; round += 1) found.push(await measure())
  return found
}

function median(found: readonly number[]): number {
  return found.toSorted((a, b) => a - b)[Math.floor(found.length / 2)] ?? 0
}
