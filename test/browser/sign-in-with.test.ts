// Google and Apple in a real browser, as a person meets them on a phone; every screen is looked at by axe.
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { demoPassword } from '../people.ts'
import { openTown, type Town } from '../town.ts'
import { openBrowser } from './chrome.ts'
import { makeSee, openPage, testViolations } from './screens.ts'
import { arriveAt, follow, press } from './walker.ts'

let town: Town
let browser: Browser
let app: string
const { see, violations } = makeSee('sign-in-with')

before(async () => {
  town = await openTown()
  app = await town.listen()
  browser = await openBrowser()
})

after(async () => {
  await browser?.close()
  await town?.[Symbol.asyncDispose]()
})

const openPhone = () => openPage(browser, 'phone')

async function goToWays(page: Page): Promise<void> {
  await page.goto(app)
  await follow(page, '新規登録')
  await page.getByRole('heading', { name: /第1条/ }).first().waitFor()
  await page.getByText('同意する', { exact: true }).click()
  await press(page, '同意して進む')
  await arriveAt(page, '登録方法')
}

const choose = (page: Page, name: string) =>
  page.getByRole('button', { name: new RegExp(`^${name}`) }).click()
const arriveHome = (page: Page) => page.getByText('まだお取引はありません').waitFor()

async function signOut(page: Page): Promise<void> {
  await follow(page, 'メニュー')
  await press(page, 'ログアウト')
  await page.getByRole('link', { name: '新規登録' }).waitFor()
}

test('Googleで登録, the mail box is green, and in again by Google', async () => {
  const page = await openPhone()
  await goToWays(page)
  await see('ways-to-register', page)
  await press(page, 'Googleで登録')
  await arriveAt(page, 'アカウントの選択')
  await see('google-accounts', page)
  await choose(page, '見沼 美咲')
  await arriveHome(page)
  await follow(page, 'メニュー')
  await arriveAt(page, 'メニュー')
  await see('menu', page)
  await follow(page, '認証設定')
  await page
    .getByRole('listitem')
    .filter({ hasText: 'メール認証' })
    .getByText('OK', { exact: true })
    .waitFor()
  await signOut(page)
  await follow(page, 'ログイン')
  await arriveAt(page, 'ログイン')
  await see('sign-in', page)
  await press(page, 'Googleでログイン')
  await choose(page, '見沼 美咲')
  await arriveHome(page)
})

test('Appleで登録 with a hidden address; the form comes back by itself', async () => {
  const page = await openPhone()
  await goToWays(page)
  await press(page, 'Appleで登録')
  await arriveAt(page, 'Apple アカウントでサインイン')
  await page.getByLabel('メールを非公開').check()
  await see('apple-consent', page)
  await choose(page, '岩槻 颯太')
  await arriveHome(page)
  await follow(page, 'メニュー')
  await page.getByText('@privaterelay.example').waitFor()
})

test('who goes back, and whose address is registered, is told what to do; then it is linked', async () => {
  const page = await openPhone()
  await goToWays(page)
  await press(page, 'Appleで登録')
  await press(page, 'キャンセル')
  await page.getByText('手続きは途中でやめられました').waitFor()
  await see('cancelled', page)
  await goToWays(page)
  await press(page, 'Googleで登録')
  await choose(page, '埼玉 花子')
  await page.getByText('このメールアドレスは登録済みです').waitFor()
  await see('account-exists', page)
  await follow(page, 'ログインへ')
  await page.getByLabel('メールアドレス').fill('shinta@example.jp')
  await page.getByRole('textbox', { name: 'パスワード' }).fill(demoPassword)
  await press(page, 'ログイン')
  await follow(page, 'メニュー')
  await follow(page, 'ログイン方法')
  await press(page, 'Appleを追加する')
  await choose(page, '桜 千代')
  await page.getByText('ログイン方法を追加しました。').waitFor()
  await arriveAt(page, 'ログイン方法')
  await see('ways-in', page)
  await press(page, 'Appleを外す')
  await see('take-away', page)
  await press(page, '外す')
  await page.getByText('ログイン方法を外しました。').waitFor()
})

test('the last way in is not taken away, and who has no password proves it by signing in anew', async () => {
  const page = await openPhone()
  await goToWays(page)
  await press(page, 'Googleで登録')
  await choose(page, '緑 大地')
  await arriveHome(page)
  await follow(page, 'メニュー')
  await follow(page, 'ログイン方法')
  await press(page, 'Googleを外す')
  await press(page, '外す')
  await page.getByText('ログインできなくなるため、外せません').waitFor()
  await see('last-way-in', page)
  await follow(page, 'パスワードを追加する')
  await arriveAt(page, 'パスワードの追加')
  await see('first-password', page)
  await follow(page, '戻る')
  town.clock.advance({ minutes: 11 })
  await press(page, 'Appleを追加する')
  await page.getByText('もう一度ログインすると、この画面に戻ります。').waitFor()
  await see('prove-again', page)
  await press(page, 'Googleでログイン')
  await choose(page, '緑 大地')
  await arriveAt(page, 'ログイン方法')
})

test('who has not registered is led to the terms', async () => {
  const page = await openPhone()
  await page.goto(`${app}/sign-in`)
  await press(page, 'Appleでログイン')
  await choose(page, '西 蓮')
  await page.getByText('まだ登録されていません').waitFor()
  await see('account-unknown', page)
  await follow(page, '新規登録へ')
  await page.getByRole('heading', { name: /第1条/ }).first().waitFor()
})

testViolations(violations)
