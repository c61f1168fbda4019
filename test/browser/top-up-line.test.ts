// 混雑: a resident's phone while too many people top up at once, looked at by axe.
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { requestTopUp } from '#contract/top-ups.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { bankAccountIdOf } from '../../bin/lib/seed-people.ts'
import { personOf } from '../people.ts'
import { openTown, type Town } from '../town.ts'
import { openBrowser } from './chrome.ts'
import { makeSee, openPage, signInResident, testViolations } from './screens.ts'
import { arriveAt, press } from './walker.ts'

let town: Town
let browser: Browser
let app: string

const { see, violations } = makeSee('top-up-line', { onSmallPhones: true })

before(async () => {
  town = await openTown()
  await town.database.run(sql`
    insert into town.setting (name, valid_from, value) values ('top_ups_per_minute', '-infinity', '2')`)
  app = await town.listen()
  browser = await openBrowser()
})

after(async () => {
  await browser?.close()
  await town?.[Symbol.asyncDispose]()
})

/** Somebody else asks for a top-up, and has the turn before. */
async function comeBefore(key: string): Promise<void> {
  const body = { id: makeId(), bankAccountId: bankAccountIdOf(personOf(key)), amount: 1_000 }
  await (await town.signIn(key)).call(requestTopUp, { body })
}

/** A phone that is signed in as somebody, on the page where the amount is typed. */
async function openAmountPage(key: string): Promise<Page> {
  const page = await openPage(browser, 'phone')
  await signInResident(page, town, key)
  await page.goto(`${app}/top-ups/bank/${bankAccountIdOf(personOf(key))}`)
  return page
}

test('混雑: the phone shows the place, waits, and goes on by itself when the turn has come', async () => {
  await comeBefore('hanako')
  await comeBefore('yutaka')
  const page = await openAmountPage('huong')
  await page.getByLabel('チャージ金額').fill('3000')
  await press(page, 'SMSの認証コードへ進む')
  await page.getByText('ただいまチャージが混み合っています', { exact: true }).waitFor()
  await page.getByText(/^[12]\s*番目/).waitFor()
  await see('top-up-line', page)

  // The office lets the line go faster than was said; the phone asks again in a while and is let in.
  town.clock.advance({ minutes: 1 })
  await page.getByLabel('ワンタイムパスコード').waitFor()
})

test('混雑: who stops waiting comes back to the amount, and keeps the place', async () => {
  await comeBefore('hanako')
  await comeBefore('yutaka')
  const page = await openAmountPage('huong')
  await page.getByLabel('チャージ金額').fill('3000')
  await press(page, 'SMSの認証コードへ進む')
  await press(page, '待つのをやめる')
  await page.getByLabel('チャージ金額').waitFor()
  await arriveAt(page, 'さいコインのチャージ')
})

testViolations(violations)
