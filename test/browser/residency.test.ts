// Where somebody lives, as 認証設定 and the card check tell it on a phone: known, too old, and a name that differs.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { changeProfile } from '#contract/residents.ts'
import { sql } from '#server/lib/database.ts'
import { runCampaign } from '../campaigns.ts'
import { register, registerWithAccount, type Resident, showCard } from '../steps.ts'
import { openTown, type Town } from '../town.ts'
import { requireApps } from './apps.ts'
import { openBrowser } from './chrome.ts'
import { makeSee, openPage, passSecondStep, signIn, testViolations } from './screens.ts'
import { arriveAt } from './walker.ts'

let town: Town
let browser: Browser
const { see, violations } = makeSee('residency')

before(async () => {
  requireApps()
  town = await openTown()
  await town.listen()
  browser = await openBrowser()
})

after(async () => {
  await browser?.close()
  await town?.[Symbol.asyncDispose]()
})

async function enter(at: Town, { mail, password, phone }: Resident, code: boolean): Promise<Page> {
  const page = await openPage(browser, 'phone')
  await signIn(page, `${at.origin}/sign-in`, mail, password)
  if (code) await passSecondStep(page, at, phone)
  else await page.getByRole('region', { name: 'さいコインの残高' }).waitFor()
  return page
}

test('市内にお住まい: the day stands at the proof; when it is too old, only the campaign asks', async () => {
  await runCampaign(town, { name: '市民の日', onlyInTown: true })
  const resident = await registerWithAccount(town, { card: 'sakura', number: '1234567' })
  const page = await enter(town, resident, true)
  await page.goto(`${town.origin}/menu/proofs`)
  await page.getByText(/（\d{4}年\d+月\d+日に確認）/).waitFor()
  await see('residency-known', page)
  await town.database.run(sql`
    update identity.card set passed_at = passed_at - interval '13 months' where resident_id = ${resident.id}`)
  await page.reload()
  await page.getByText(/もう一度確認できます/).waitFor()
  await see('residency-lapsed', page)
  await page.goto(`${town.origin}/top-ups/bank/${resident.bankAccountId}`)
  await page.getByRole('link', { name: 'カードで確認し直す' }).waitFor()
  await see('residency-asked', page)
  await page.getByRole('link', { name: 'カードで確認し直す' }).click()
  await arriveAt(page, 'マイナンバーカード認証')
  await page.getByText('ご住所を確認し直せます').waitFor()
  await see('residency-check', page)
  await showCard(town, resident, 'sakura')
  await page.reload()
  await page.getByText(/市内にお住まい/).waitFor()
  assert.equal(await page.getByText('ご住所を確認し直せます').count(), 0)
  await see('residency-renewed', page)
})

test('お客さま情報: a card with another name leads to the profile', async () => {
  await using other = await openTown({ environment: { MYNA_SCOPE: 'openid name kana address birthdate' } })
  await other.listen()
  const resident = await register(other)
  await resident.client.ask(changeProfile, { body: { familyKana: 'オオミヤ', givenKana: 'ユカ' } })
  await showCard(other, resident, 'yoko')
  const page = await enter(other, resident, false)
  await page.goto(`${other.origin}/menu/proofs/card`)
  await page.getByText(/お客さま情報のお名前とカードのお名前が違います/).waitFor()
  await see('name-differs', page)
  await page.getByRole('link', { name: 'お客さま情報へ' }).click()
  await arriveAt(page, 'お客さま情報')
})

test('お客さま情報: a name that the card has told stands, and leads to reading the card again', async () => {
  await using other = await openTown({ environment: { MYNA_SCOPE: 'openid name kana address birthdate' } })
  await other.listen()
  const resident = await register(other)
  await showCard(other, resident, 'hanako')
  const page = await enter(other, resident, false)
  await page.goto(`${other.origin}/menu/profile`)
  await page.getByText('ここでは変更できません').waitFor()
  assert.equal(await page.getByRole('textbox').count(), 0)
  await see('name-from-card', page)
  await page.getByRole('link', { name: 'カードを読み取る' }).click()
  await arriveAt(page, 'マイナンバーカード認証')
  await page.getByText('お引っ越しやお名前の変更のあとは').waitFor()
  await see('read-again', page)
})

testViolations(violations)
