// What the browser tests share: looking at a screen, opening an app and signing in to it, and the town's worker.
// Where PICTURES names a folder, every test keeps pictures of its screens there.
import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { test } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { demoPassword, personOf, phoneOf } from '../people.ts'
import type { Town } from '../town.ts'
import { openDevice, press } from './walker.ts'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const pictures = process.env.PICTURES

/** The smallest phone that is served, in CSS pixels. */
const small = { width: 360, height: 740 }

/** A tablet held upright, in CSS pixels: what counters have, and some people at home. */
const tablet = { width: 820, height: 1180 }

/**
 * Gives what looks at a screen, and the list of what it has found wrong. With `onSmallPhones` and `onTablets`, screens
 * of phones are looked at on the smallest one, and on a tablet, as well. Never throws for what a screen breaks.
 */
export function makeSee(
  story: string,
  { onSmallPhones = false, onTablets = false } = {},
): {
  see: (screen: string, page: Page) => Promise<void>
  violations: string[]
} {
  const violations: string[] = []
  const others = [...(onSmallPhones ? [small] : []), ...(onTablets ? [tablet] : [])]
  async function see(screen: string, page: Page): Promise<void> {
    const size = page.viewportSize()
    await look(screen, page)
    if (others.length === 0 || size === null || size.width > 400) return
    for (const other of others) {
      await page.setViewportSize(other)
      await look(`${screen}-${other.width}`, page)
      const wide = await page.evaluate<number>('document.documentElement.scrollWidth')
      if (wide > other.width) violations.push(`${screen}: ${wide} pixels wide on a screen of ${other.width}`)
    }
    await page.setViewportSize(size)
  }
  async function look(screen: string, page: Page): Promise<void> {
    if (pictures) {
      mkdirSync(pictures, { recursive: true })
      await page.screenshot({ path: join(pictures, `${story}-${screen}.png`), fullPage: true })
    }
    const { violations: found } = await new AxeBuilder({ page }).withTags(rules).setLegacyMode().analyze()
    for (const { id, nodes } of found)
      violations.push(`${screen}: ${id} ${nodes.map(({ html }) => html).join(' ')}`)
  }
  return { see, violations }
}

/** The last test of a file: fails with everything that was found wrong on the screens before it. */
export function testViolations(violations: string[]): void {
  test('no screen breaks a rule of WCAG 2.2 AA that a program can check', () => {
    assert.deepEqual(violations, [])
  })
}

/** Works as the town's worker a few times a second until it is stopped; stopping throws what the work threw. */
export function startWorker(town: Town): { stop: () => Promise<void> } {
  const night = new AbortController()
  async function workUntil(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await town.work()
      await wait(200, undefined, { signal }).catch(() => undefined)
    }
  }
  const worker = workUntil(night.signal)
  return {
    stop: () => {
      night.abort()
      return worker
    },
  }
}

/**
 * How long a device waits for what a screen shall show: far longer than it takes, because a machine that tests many
 * things at once is slow at times, and what never comes fails all the same.
 */
export const patienceMs = 45_000

/** An empty page on a device of its own, with the patience of all of them. */
export async function openPage(browser: Browser, size: 'phone' | 'desk'): Promise<Page> {
  const device = await openDevice(browser, size, pictures && size === 'phone' ? 2 : 1)
  device.setDefaultTimeout(patienceMs)
  return device.newPage()
}

/** Opens an app at this address and gives it mail and password; does not wait for what comes then. */
export async function signIn(page: Page, url: string, mail: string, password = demoPassword): Promise<void> {
  await page.goto(url)
  await page.getByLabel('メールアドレス').fill(mail)
  await page.getByRole('textbox', { name: 'パスワード' }).fill(password)
  await press(page, 'ログイン')
}

/** Types the code of the newest SMS to this phone as the second step, and waits for the home screen. */
export async function passSecondStep(page: Page, town: Town, phone: string): Promise<void> {
  const field = page.getByLabel('認証コード（6桁）')
  // Only now has it been sent.
  await field.waitFor()
  await field.fill(await town.phoneOf(phone).lastCode())
  await press(page, '認証')
  await page.getByRole('region', { name: 'さいコインの残高' }).waitFor()
}

/** Signs a seeded resident in to the app that this town serves, with the second step; ends on the home screen. */
export async function signInResident(page: Page, town: Town, key: string): Promise<void> {
  const person = personOf(key)
  await signIn(page, `${town.origin}/sign-in`, person.mail)
  if (person.proofs.sms) await passSecondStep(page, town, phoneOf(person))
  else await page.getByRole('region', { name: 'さいコインの残高' }).waitFor()
}

/** Waits for the newest mail with this subject, opens its link and gives it. The town's worker has to be at work. */
export async function openMailedLink(page: Page, town: Town, mail: string, subject: string): Promise<string> {
  for (;;) {
    const mails = await town.inboxOf(mail).all()
    const link = mails.findLast((each) => each.subject === subject)?.text.match(/https?:\/\/\S+/)?.[0]
    if (link) {
      // Another page first: the same address with another hash would not be loaded anew.
      await page.goto('about:blank')
      await page.goto(link)
      return link
    }
    await page.waitForTimeout(100)
  }
}
