// Walks the printed guide through a town in a browser, as a person would, and says how long each step took.
//   npm run walk                                  in a town of its own, gone afterwards
//   npm run walk -- --url http://localhost:4000   in a running town with the usual simulators
//   npm run walk -- --size 820x1180               on tablets of that size instead of phones
//   npm run walk -- --save                        and keeps the README's pictures in docs/pictures/, and those with
//                                                 which the app explains its steps in web/public/help/
import { existsSync } from 'node:fs'
import { chmod, copyFile, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright-core'
import { filmNothing } from '../test/browser/camera.ts'
import { openBrowser } from '../test/browser/chrome.ts'
import { journey } from '../test/browser/journey.ts'
import { openWalker, type Places, type Size, type Walker } from '../test/browser/walker.ts'
import { helpPictures } from '#web/lib/words/help.ts'
import { freePorts, startTown, townPorts } from './lib/start-town.ts'
import { root } from './lib/steps.ts'
import { sayWhyNot } from './lib/town-database.ts'

/** The screens that the README shows. */
const saved = new Set([
  'welcome',
  'proofs-green',
  'card-pin',
  'bank-login',
  'top-up-amount',
  'home',
  'pay-split',
  'pay-done',
  'shop-code',
  'shop-payment',
  'history',
  'office',
])

/** The screens that the app itself shows to explain a step. */
const helping = new Set<string>(Object.values(helpPictures).flat())

const slowestMs = 15_000

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      url: { type: 'string' },
      size: { type: 'string' },
      save: { type: 'boolean', default: false },
    },
  })
  if (values.save && values.size)
    throw new Error('The pictures that are kept are those of phones: no --size with --save')
  const size = values.size === undefined ? undefined : sizeOf(values.size)
  const pictures = await mkdtemp(join(tmpdir(), 'enishi-walk-'))
  const town = values.url === undefined ? await openOwnTown() : runningTown(values.url)
  try {
    await walk(town.places, { pictures, size })
  } finally {
    await town.close()
  }
  console.log(`\nThe pictures are in ${pictures}`)
  if (values.save) await keepForReadme(pictures)
}

async function keepForReadme(pictures: string): Promise<void> {
  const folder = join(root, 'docs/pictures')
  await mkdir(folder, { recursive: true })
  for (const file of await readdir(pictures)) {
    const screen = /^\d+-(.+)\.png$/.exec(file)?.[1] ?? ''
    if (saved.has(screen)) await copyFile(join(pictures, file), join(folder, `${screen}.png`))
  }
  console.log(`Those of the README are in ${folder}`)
  const help = join(root, 'web/public/help')
  await mkdir(help, { recursive: true })
  for (const screen of helping) await copyFile(join(pictures, `${screen}.jpg`), join(help, `${screen}.jpg`))
  console.log(`Those of the help are in ${help}`)
}

type Town = { places: Places; close: () => Promise<void> }

async function openOwnTown(): Promise<Town> {
  const folder = await mkdtemp(join(tmpdir(), 'enishi-town-'))
  // mkdtemp makes it private, and the account that root lends to PostgreSQL has to pass.
  await chmod(folder, 0o755)
  const forget = () => rm(folder, { recursive: true, force: true })
  try {
    const { app, simulators, stop } = await startTown({ ports: await freePorts(), folder })
    const { sms, mail } = simulators
    return { places: { app, sms, mail }, close: () => stop().then(forget) }
  } catch (error) {
    await forget()
    throw error
  }
}

function runningTown(url: string): Town {
  const ports = townPorts(process.env)
  const places = {
    app: new URL(url).origin,
    sms: `http://localhost:${ports.sms}`,
    mail: `http://localhost:${ports.mail}`,
  }
  return { places, close: async () => {} }
}

function sizeOf(text: string): Size {
  const [, width, height] = /^(\d{3,4})x(\d{3,4})$/.exec(text) ?? []
  if (!width || !height) throw new Error(`--size ${text} is none: it is written as 820x1180`)
  return { width: Number(width), height: Number(height) }
}

type Looks = { pictures: string; size: Size | undefined }

async function walk(places: Places, { pictures, size }: Looks): Promise<void> {
  const film = join(await mkdtemp(join(tmpdir(), 'enishi-camera-')), 'code.y4m')
  await filmNothing(film)
  const browser = await openBrowser(film)
  let lookedMs = 0
  let number = 0
  const see = async (screen: string, page: Page) => {
    const start = performance.now()
    number += 1
    await shoot(page, join(pictures, `${String(number).padStart(2, '0')}-${screen}.png`))
    const path = join(pictures, `${screen}.jpg`)
    // What was said of the step before does not belong to this one.
    const style = 'output { display: none !important }'
    if (helping.has(screen) && !existsSync(path))
      await page.screenshot({ path, type: 'jpeg', quality: 72, scale: 'css', style })
    lookedMs += performance.now() - start
  }
  try {
    const walker = await openWalker(browser, { places, film, see, sharpness: 2, size })
    for (const page of [walker.page, walker.shop, walker.office]) page.context().setDefaultTimeout(slowestMs)
    for (const step of journey) {
      lookedMs = 0
      const start = performance.now()
      await step.walk(walker).catch((error: unknown) => sayWhereItEnded(walker, step.name, pictures, error))
      const ms = Math.round(performance.now() - start - lookedMs)
      console.log(`✓ ${String(ms).padStart(6)} ms  ${step.name}`)
    }
  } finally {
    await browser.close()
    await rm(join(film, '..'), { recursive: true, force: true })
  }
}

async function shoot(page: Page, path: string): Promise<void> {
  await page.evaluate('document.fonts.ready')
  await page.screenshot({ path })
}

async function sayWhereItEnded(
  walker: Walker,
  step: string,
  pictures: string,
  error: unknown,
): Promise<never> {
  for (const device of ['page', 'shop', 'office'] as const) {
    // A page that never opened has no picture, and must not hide the reason.
    await shoot(walker[device], join(pictures, `failed-${device}.png`)).catch(() => undefined)
  }
  const why = error instanceof Error ? error.message : String(error)
  throw new Error(`✗ ${step}\n${why}\nThe picture of it: ${join(pictures, 'failed-page.png')}`, {
    cause: error,
  })
}

await main().catch(sayWhyNot)
