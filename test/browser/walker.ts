// Who walks, where, and with what in the hand.
import { randomInt } from 'node:crypto'
import type { Browser, BrowserContext, Page } from 'playwright-core'

/** The addresses between which a walk goes. */
export type Places = { app: string; sms: string; mail: string }

/** What a person who is new in town knows by heart. */
export type Newcomer = {
  mail: string
  password: string
  phone: string
  familyKana: string
  givenKana: string
  accountNumber: string
}

export type Walker = {
  places: Places
  newcomer: Newcomer
  /** The resident's phone. */
  page: Page
  /** The shop's phone, signed in to nothing yet. */
  shop: Page
  /** The computer at the office. */
  office: Page
  /** The video that the phone's camera shows. */
  film: string
  /** Called on every screen when all of it is there. */
  see: (screen: string, page: Page) => Promise<void>
}

/** CSS pixels of a screen. */
export type Size = { width: number; height: number }

const phoneSize: Size = { width: 390, height: 844 }
const deskSized = { viewport: { width: 1280, height: 800 } }
const touched = (viewport: Size) => ({ viewport, isMobile: true, hasTouch: true })

/**
 * One device with a memory of its own, `sharpness` dots of it to a pixel of the page; its owner has
 * set this language in it and asked for less motion.
 */
export function openDevice(
  browser: Browser,
  size: 'phone' | 'desk' | Size,
  sharpness = 1,
  locale = 'ja-JP',
): Promise<BrowserContext> {
  return browser.newContext({
    ...(size === 'desk' ? deskSized : touched(size === 'phone' ? phoneSize : size)),
    ...{ locale, timezoneId: 'Asia/Tokyo', reducedMotion: 'reduce', deviceScaleFactor: sharpness },
  })
}

/** Somebody who was never in this town before, however often it has been walked. */
function makeNewcomer(): Newcomer {
  const lot = String(randomInt(10_000, 100_000))
  return {
    mail: `kaori-${lot}@example.jp`,
    password: 'migiwa-no-hotaru-7',
    // 060 numbers are given to nobody yet.
    phone: `060888${lot}`,
    familyKana: 'さしおうぎ',
    givenKana: 'かおり',
    // Numbers that end in 77 behave well at the simulated banks.
    accountNumber: `${lot}77`,
  }
}

/** Opens the three devices on which a walk happens; those of resident and shop are phones unless a size is given. */
export async function openWalker(
  browser: Browser,
  options: Pick<Walker, 'places' | 'film' | 'see'> & { sharpness?: number; size?: Size | undefined },
): Promise<Walker> {
  const { sharpness, size = 'phone', ...given } = options
  const openPhone = async () => (await openDevice(browser, size, sharpness)).newPage()
  const [page, shop] = [await openPhone(), await openPhone()]
  const office = await (await openDevice(browser, 'desk')).newPage()
  return { ...given, newcomer: makeNewcomer(), page, shop, office }
}

/** Presses a button by its words. */
export const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true }).click()

/** Follows a link by the words that it begins with. */
export const follow = (page: Page, name: string) =>
  page.getByRole('link', { name: new RegExp(`^${name}`) }).click()

/** Waits for the screen with this heading. */
export const arriveAt = (page: Page, heading: string) =>
  page.getByRole('heading', { name: heading, level: 1, exact: true }).waitFor()

/**
 * Types the six digits of the newest SMS, read on the phone's own screen, into the field that asks for them. The phone
 * is the newcomer's unless another number is given.
 */
export async function typeCode(walker: Walker, label: string, phone?: string): Promise<void> {
  const { page, places, newcomer, see } = walker
  const number = phone ?? `+81${newcomer.phone.slice(1)}`
  const field = page.getByLabel(label)
  // Only now has it been sent.
  await field.waitFor()
  const messages = await page.context().newPage()
  await messages.goto(`${places.sms}/phones/${encodeURIComponent(number)}`)
  const code = await messages
    .getByText(/^\d{6}$/)
    .first()
    .innerText()
  await see('phone', messages)
  await messages.close()
  await field.fill(code)
}
