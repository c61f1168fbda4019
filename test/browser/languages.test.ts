// ことば: the app in each of its languages, chosen by the device or by the person, and kept.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { type Language, languages } from '#web/lib/i18n/language.ts'
import { type Catalogue, fill } from '#web/lib/i18n/words.ts'
import { shared } from '#web/lib/words/ja/shared.ts'
import { catalogue as en } from '#web/resident/words/en/catalogue.ts'
import { app } from '#web/resident/words/ja/app.ts'
import { payments } from '#web/resident/words/ja/payments.ts'
import { residents } from '#web/resident/words/ja/residents.ts'
import { signIn } from '#web/resident/words/ja/sign-in.ts'
import { topUps } from '#web/resident/words/ja/top-ups.ts'
import { wallets } from '#web/resident/words/ja/wallets.ts'
import { catalogue as easy } from '#web/resident/words/ja-x-easy/catalogue.ts'
import { catalogue as zhHans } from '#web/resident/words/zh-hans/catalogue.ts'
import { bankAccountIdOf } from '../../bin/lib/seed-people.ts'
import { bakeryNumber, personOf } from '../people.ts'
import { openTown, type Town } from '../town.ts'
import { openBrowser } from './chrome.ts'
import { makeSee, patienceMs, signInResident, testViolations } from './screens.ts'
import { openDevice } from './walker.ts'

let town: Town
let browser: Browser
let origin: string
const { see: look, violations } = makeSee('languages')

/** Looks at a screen, and once more as the smallest phones show it, where pictures are kept. */
async function see(screen: string, page: Page): Promise<void> {
  await look(screen, page)
  if (!process.env.PICTURES) return
  await page.setViewportSize({ width: 360, height: 740 })
  await look(`${screen}-small`, page)
  await page.setViewportSize({ width: 390, height: 844 })
}

before(async () => {
  town = await openTown()
  origin = await town.listen()
  browser = await openBrowser()
})

after(async () => {
  await browser?.close()
  await town?.[Symbol.asyncDispose]()
})

const japanese: Catalogue['texts'] = { app, payments, residents, shared, signIn, topUps, wallets }
const texts: Record<Language, Catalogue['texts']> = {
  ja: japanese,
  'ja-x-easy': easy.texts,
  en: en.texts,
  'zh-Hans': zhHans.texts,
}

/** The words of a language for this key, as a person reads them. */
function wordsOf(language: Language) {
  return (feature: string, key: string, facts: Record<string, string | number> = {}) => {
    const text = texts[language][feature]?.[key]
    assert.ok(text, `${language} ${feature}.${key}`)
    return fill(text, facts)
  }
}

const languageOf = (page: Page) => page.locator('html').getAttribute('lang')
const choice = (page: Page) => page.getByRole('combobox', { name: /Language/ })

/** A phone whose owner has set this language in it. */
async function openPhone(locale: string): Promise<Page> {
  const device = await openDevice(browser, 'phone', process.env.PICTURES ? 2 : 1, locale)
  device.setDefaultTimeout(patienceMs)
  return device.newPage()
}

test('English, Chinese and Japanese phones are answered in their language, all others in English', async () => {
  const expected = { 'en-GB': 'en', 'zh-TW': 'zh-Hans', 'ja-JP': 'ja', 'vi-VN': 'en' } as const
  for (const [locale, language] of Object.entries(expected)) {
    const page = await openPhone(locale)
    await page.goto(`${origin}/welcome`)
    const say = wordsOf(language)
    await page.getByRole('link', { name: say('signIn', 'signUp'), exact: true }).waitFor()
    assert.equal(await languageOf(page), language)
    await page.context().close()
  }
})

test('who is not registered chooses a language on the first screen; it is kept over a reload', async () => {
  const page = await openPhone('en-US')
  await page.goto(`${origin}/welcome`)
  for (const language of Object.keys(languages) as Language[]) {
    const say = wordsOf(language)
    await choice(page).selectOption(language)
    await page.getByRole('link', { name: say('signIn', 'signUp'), exact: true }).waitFor()
    await page.reload()
    await page.getByRole('link', { name: say('signIn', 'signUp'), exact: true }).waitFor()
    assert.equal(await languageOf(page), language)
    await see(`welcome-${language}`, page)
    await page.getByRole('link', { name: say('signIn', 'signUp'), exact: true }).click()
    await page.getByRole('heading', { name: say('residents', 'terms'), level: 1 }).waitFor()
    await page.getByText(say('residents', 'agree'), { exact: true }).click()
    await page.getByRole('button', { name: say('residents', 'agreeAndGoOn') }).click()
    await page.getByRole('button', { name: say('signIn', 'signUpWith', { provider: 'Google' }) }).waitFor()
    await see(`sign-up-${language}`, page)
    await page.goto(`${origin}/sign-in`)
    await page.getByRole('heading', { name: say('signIn', 'signIn'), level: 1 }).waitFor()
    await see(`sign-in-${language}`, page)
    await page.goto(`${origin}/welcome`)
  }
})

test('in every language one pays, charges and reads a refusal', async () => {
  const page = await openPhone('ja-JP')
  await signInResident(page, town, 'hanako')
  for (const language of Object.keys(languages) as Language[]) {
    await page.goto(`${origin}/menu`)
    await choice(page).selectOption(language)
    const say = wordsOf(language)
    await page.getByRole('heading', { name: say('residents', 'menu'), level: 1 }).waitFor()
    await page.reload()
    await page.getByRole('heading', { name: say('residents', 'menu'), level: 1 }).waitFor()
    assert.equal(await languageOf(page), language)
    await see(`menu-${language}`, page)
    await pay(page, language)
    await charge(page, language)
    await lookAround(page, language)
  }
})

async function pay(page: Page, language: Language): Promise<void> {
  const say = wordsOf(language)
  const press = (key: string) => page.getByRole('button', { name: say('payments', key), exact: true }).click()
  await page.goto(`${origin}/pay`)
  await page.getByRole('link', { name: say('payments', 'typeNumber') }).waitFor()
  await see(`pay-${language}`, page)
  await page.getByRole('link', { name: say('payments', 'typeNumber') }).click()
  const number = page.getByLabel(say('payments', 'numberLabel'))
  await number.fill('999999')
  await press('next')
  await page.getByText(/6/).last().waitFor()
  await see(`refusal-${language}`, page)
  await number.fill(bakeryNumber)
  await press('next')
  await page.getByLabel(say('payments', 'amount')).fill('200')
  await see(`amount-${language}`, page)
  await press('next')
  await page.getByText(say('payments', 'both'), { exact: true }).click()
  await page.getByRole('region', { name: say('payments', 'parts') }).waitFor()
  await see(`split-${language}`, page)
  await press('pay')
  await page.getByRole('heading', { name: say('payments', 'paid'), level: 1 }).waitFor()
  // Who works in the shop reads Japanese, whatever the customer reads.
  if (language === 'en' || language === 'zh-Hans') await page.getByText(payments.paid).waitFor()
  await see(`done-${language}`, page)
}

async function charge(page: Page, language: Language): Promise<void> {
  const say = wordsOf(language)
  await page.goto(`${origin}/top-ups/ways`)
  await page.getByText(say('topUps', 'byBank')).first().waitFor()
  await see(`top-up-ways-${language}`, page)
  await page.goto(`${origin}/top-ups/bank/${bankAccountIdOf(personOf('hanako'))}`)
  await page.getByLabel(say('topUps', 'amount')).fill('999999')
  await page.getByRole('button', { name: say('topUps', 'toPasscode') }).waitFor()
  await see(`top-up-${language}`, page)
}

async function lookAround(page: Page, language: Language): Promise<void> {
  const say = wordsOf(language)
  await page.goto(`${origin}/`)
  await page.getByRole('heading', { name: say('wallets', 'recent') }).waitFor()
  await page.getByText('さくらベーカリー').first().waitFor()
  await see(`home-${language}`, page)
  await page.goto(`${origin}/history`)
  await page.getByText(say('wallets', 'saveAll')).waitFor()
  await see(`history-${language}`, page)
}

testViolations(violations)
