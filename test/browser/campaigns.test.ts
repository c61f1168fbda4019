// Campaigns, limits and オートチャージ on the screens of the office and of the resident.
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { bankAccountIdOf } from '../../bin/lib/seed-people.ts'
import { manager, office, personOf, phoneOf } from '../people.ts'
import { openTown } from '../town.ts'
import { openBrowser } from './chrome.ts'
import { makeSee, openPage, signIn, signInResident, startWorker, testViolations } from './screens.ts'
import { arriveAt, press } from './walker.ts'

let town: Awaited<ReturnType<typeof openTown>>
let browser: Browser
let origin: string
let worker: ReturnType<typeof startWorker>
const { see, violations } = makeSee('campaigns')

before(async () => {
  town = await openTown()
  worker = startWorker(town)
  browser = await openBrowser()
  origin = await town.listen()
})

after(async () => {
  await browser?.close()
  await worker?.stop()
  await town?.[Symbol.asyncDispose]()
})

async function open(size: 'phone' | 'desk', path: string, mail: string): Promise<Page> {
  const page = await openPage(browser, size)
  await signIn(page, `${origin}${path}`, mail)
  return page
}

/** A seeded resident's phone, signed in with the second step. */
async function openResident(key: string): Promise<Page> {
  const page = await openPage(browser, 'phone')
  await signInResident(page, town, key)
  return page
}

test('キャンペーン: one person writes it with a preview, another one starts it', async () => {
  const maker = await open('desk', '/operator/', office.mail)
  await maker.getByRole('link', { name: 'キャンペーン', exact: true }).click()
  await arriveAt(maker, 'キャンペーン')
  await see('campaigns', maker)
  await maker.getByRole('link', { name: '新しく作る' }).click()
  await arriveAt(maker, '新しいキャンペーン')
  await see('new-campaign', maker)
  await press(maker, '保存する')
  await maker.getByText('キャンペーンの名前を入力してください。').waitFor()
  await see('new-campaign-mistakes', maker)
  await maker.getByLabel('名前').fill('見沼の春まつり')
  await maker.getByLabel('率（%）').fill('10')
  await maker.getByLabel('費用を負担する団体').fill('見本市')
  await maker.getByLabel('開始').fill('2026-04-01T00:00')
  await maker.getByLabel('1回のチャージで').fill('800')
  await maker.getByLabel('全体の予算').fill('1200')
  await maker.getByText('10,000円チャージすると').waitFor()
  await see('new-campaign-preview', maker)
  await press(maker, '保存する')
  await arriveAt(maker, '見沼の春まつり')
  await maker.getByText('別の担当者の確認を待っています').waitFor()
  await see('campaign-draft', maker)

  const checker = await open('desk', '/operator/', manager.mail)
  await checker.getByRole('link', { name: 'キャンペーン', exact: true }).click()
  await checker.getByRole('article', { name: '見沼の春まつり' }).getByRole('link').click()
  await press(checker, '内容を確かめて開始する')
  await checker.getByRole('heading', { name: 'このキャンペーンを開始しますか？' }).waitFor()
  await see('campaign-start', checker)
  await press(checker, '開始する')
  await checker.getByText('実施中').waitFor()
  await see('campaign-running', checker)
})

test('キャンペーン: the resident sees what comes before charging, and afterwards why it was less', async () => {
  const hanako = personOf('hanako')
  const page = await openResident('hanako')
  const charge = async (amount: string) => {
    await page.goto(`${origin}/top-ups/bank/${bankAccountIdOf(hanako)}`)
    await page.getByLabel('チャージ金額').fill(amount)
  }
  await charge('10000')
  await page.getByText('見沼の春まつり').waitFor()
  await page.getByText('1,100').first().waitFor()
  await see('top-up-offer', page)
  await press(page, 'SMSの認証コードへ進む')
  await page.getByText('もらえるボーナス').waitFor()
  await see('top-up-confirm', page)
  await page.getByLabel(/6桁/).fill(await town.phoneOf(phoneOf(hanako)).lastCode())
  await press(page, '認証(チャージ)')
  await page.getByText('ボーナスの内訳').waitFor()
  await page.getByText('1回でもらえる上限に達しました').waitFor()
  await page.getByText('ボーナス（付与済み').waitFor()
  await see('top-up-detail', page)

  await charge('20000')
  await page.getByText('キャンペーンの予算に達しました').waitFor()
  await see('top-up-offer-used-up', page)
})

test('上限: one person proposes a limit, another one confirms it', async () => {
  const maker = await open('desk', '/operator/', office.mail)
  await maker.getByRole('link', { name: '上限', exact: true }).click()
  await arriveAt(maker, '上限の設定')
  await press(maker, '1回のチャージを変更する')
  await maker.getByLabel('新しい金額').fill('30000')
  await maker.getByLabel('理由').fill('市との取り決め')
  await see('limits-propose', maker)
  await press(maker, '登録する')
  await maker.getByText('確定には、別の担当者の確認が必要です。').waitFor()
  const checker = await open('desk', '/operator/', manager.mail)
  await checker.getByRole('link', { name: '上限', exact: true }).click()
  await checker.getByRole('article', { name: '1回のチャージの変更' }).waitFor()
  await see('limits-waiting', checker)
  await press(checker, '確かめて確定する')
  await checker.getByRole('row', { name: /1回のチャージ.*30,000円/ }).waitFor()
  await see('limits-planned', checker)
})

test('オートチャージ: off until the resident agrees to it, and off again with one press', async () => {
  const page = await openResident('yutaka')
  await page.goto(`${origin}/top-ups/ways`)
  await page.getByRole('link', { name: /^オートチャージ/ }).waitFor()
  await see('top-up-ways', page)
  await page.getByRole('link', { name: /^オートチャージ/ }).click()
  await arriveAt(page, 'オートチャージ')
  await page.getByLabel('残高がこの金額を下回ったら').waitFor()
  await see('automatic-off', page)
  await press(page, '設定する')
  await page.getByText('同意にチェックを入れてください。').waitFor()
  await see('automatic-mistakes', page)
  await page.getByLabel('残高がこの金額を下回ったら').fill('5000')
  await page.getByLabel('この金額をチャージする').fill('10000')
  await page.getByLabel('1か月の上限').fill('30000')
  await page.getByText('同意する').click()
  await press(page, '設定する')
  await page.getByText('オートチャージは設定中です').waitFor()
  await see('automatic-on', page)
  await press(page, 'オートチャージを止める')
  await page.getByText('いまは設定されていません').waitFor()
})

testViolations(violations)
