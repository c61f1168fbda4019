// The guide's journeys in a real browser against the real server, and what the books say afterwards.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { sql } from '#server/lib/database.ts'
import { openTown } from '../town.ts'
import { requireApps } from './apps.ts'
import { filmNothing } from './camera.ts'
import { openBrowser } from './chrome.ts'
import { journey } from './journey.ts'
import { makeSee, patienceMs, startWorker } from './screens.ts'
import { openWalker, type Walker } from './walker.ts'

let town: Awaited<ReturnType<typeof openTown>>
let browser: Browser
let walker: Walker
let folder: string
let worker: ReturnType<typeof startWorker>
const look = makeSee('walk')
const screens = new Set<string>()

before(async () => {
  requireApps()
  folder = await mkdtemp(join(tmpdir(), 'enishi-camera-'))
  const film = join(folder, 'counter.y4m')
  await filmNothing(film)
  town = await openTown()
  worker = startWorker(town)
  browser = await openBrowser(film)
  const places = { app: await town.listen(), sms: town.urls.sms, mail: town.urls.mail }
  walker = await openWalker(browser, { places, film, see })
  for (const page of [walker.page, walker.shop, walker.office]) page.context().setDefaultTimeout(patienceMs)
})

after(async () => {
  await browser?.close()
  await worker?.stop()
  // This also runs every check of the books.
  await town?.[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

/** Every screen is looked at once, however often the walk passes it. */
async function see(screen: string, page: Page): Promise<void> {
  if (screens.has(screen)) return
  screens.add(screen)
  await look.see(screen, page)
}

for (const { name, walk } of journey) test(name, () => walk(walker))

test('no screen of the journeys breaks a rule of WCAG 2.2 AA that a program can check', () => {
  assert.ok(screens.size >= 40, `${screens.size} screens were looked at`)
  assert.deepEqual(look.violations, [])
})

test('the books say what happened, and nothing else', async () => {
  const { residentId } = await town.database.one<{ residentId: string }>(
    sql`select subject as "residentId" from sign_in.login where mail = ${walker.newcomer.mail}`,
  )
  const lines = (await town.books(residentId)).replaceAll(/until .*/g, 'until …').split('\n')
  assert.deepEqual(lines, [
    'top_up   bank_clearing → wallet   coin   5,000',
    'top_up_bonus   points_issued → wallet   points   150   until …',
    'payment   wallet → store   coin   820',
    'payment   wallet → store   coin   380',
    'payment   wallet → store   points   120',
    'top_up   card_clearing → wallet   coin   2,000',
    'top_up_bonus   points_issued → wallet   points   60   until …',
  ])
  const left = await town.database.one<{ coin: number; points: number }>(sql`
    select coin, points from ledger.wallet
    where bucket = ledger.bucket(${residentId}) and id = ${residentId}`)
  assert.equal(`${left.coin} coin and ${left.points} points are left`, '5800 coin and 90 points are left')
})
