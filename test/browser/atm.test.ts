// チャージ at a cash machine: the phone and the machine side by side, and what a person reads when it goes wrong.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { linkAtm } from '#contract/atm.ts'
import { openTown } from '../town.ts'
import { requireApps } from './apps.ts'
import { filmCode, filmNothing } from './camera.ts'
import { openBrowser } from './chrome.ts'
import { makeSee, openPage, signInResident, startWorker, testViolations } from './screens.ts'
import { arriveAt, follow, press } from './walker.ts'

const folder = mkdtempSync(join(tmpdir(), 'enishi-atm-'))
const film = join(folder, 'film.y4m')

let town: Awaited<ReturnType<typeof openTown>>
let browser: Browser
let phone: Page
let atm: Page
let worker: ReturnType<typeof startWorker>
const { see, violations } = makeSee('atm', { onSmallPhones: true })

before(async () => {
  requireApps()
  town = await openTown()
  worker = startWorker(town)
  await town.listen()
  await filmNothing(film)
  browser = await openBrowser(film)
  phone = await openPage(browser, 'phone')
  atm = await openPage(browser, 'desk')
  await atm.goto(`${town.urls.atm}/machines/00110001`)
  await signInResident(phone, town, 'hanako')
})

after(async () => {
  await browser?.close()
  await worker?.stop()
  await town?.[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

/** Opens the machine's code on its screen, and lets the phone's camera read it. */
async function scan(): Promise<void> {
  const leave = atm.getByRole('button', { name: '終了', exact: true })
  if (await leave.isVisible()) await leave.click()
  await press(atm, 'スマートフォンでの取引')
  await atm.getByRole('heading', { name: 'アプリでコードを読み取ってください' }).waitFor()
  await see('atm-code', atm)
  const machines = (await (await fetch(`${town.urls.atm}/__sim/machines`)).json()) as { code: string }[]
  await filmCode(film, machines.find(({ code }) => code !== '')?.code ?? '')
  await phone.goto(`${town.origin}/top-ups/ways`)
  await follow(phone, 'セブン銀行ATMでチャージ')
}

/** Types the number that the phone shows on the machine's keys. */
async function typeCompany(): Promise<void> {
  await phone.getByRole('heading', { name: '企業番号' }).waitFor()
  await atm.getByRole('heading', { name: '企業番号を入力してください' }).waitFor()
  for (const key of '4649') await press(atm, key)
  await press(atm, '確認')
}

test('J9: scan, 企業番号, notes, 確認: the phone shows the charge by itself', async () => {
  await phone.goto(`${town.origin}/top-ups/ways`)
  await arriveAt(phone, 'さいコインのチャージ')
  await see('ways', phone)
  await see('atm-top', atm)
  await scan()
  await phone.getByRole('heading', { name: '企業番号' }).waitFor()
  await see('company-number', phone)
  await atm.getByRole('heading', { name: '企業番号を入力してください' }).waitFor()
  await see('atm-company', atm)
  await typeCompany()
  await atm.getByRole('heading', { name: /様 紙幣をお入れください/ }).waitFor()
  await phone.getByText('49,000円まで').waitFor()
  await see('put-in', phone)
  await press(atm, '10,000円札を入れる')
  await press(atm, '5,000円札を入れる')
  await press(atm, '折れた紙幣を入れる')
  await atm.getByText('読み取れない紙幣です').first().waitFor()
  await see('atm-slot', atm)
  await press(atm, '計算する')
  await atm.getByRole('heading', { name: '金額をご確認ください' }).waitFor()
  await see('atm-counted', atm)
  await press(atm, '確認')
  await atm.getByText('15,000円をチャージしました。').waitFor()
  await see('atm-done', atm)
  await arriveAt(phone, '取引詳細')
  await phone.getByText('チャージが完了しました').waitFor()
  await phone.getByText('大宮駅西口').waitFor()
  await phone.getByText(/付与済み/).waitFor()
  await see('charged', phone)
  await follow(atm, '明細票を見る')
  await atm.getByRole('heading', { name: 'ご利用明細票' }).waitFor()
  await see('atm-receipt', atm)
  await follow(atm, '画面に戻る')
})

test('J9 fails: a code that is no ATM’s; without a camera the number serves', async () => {
  await filmCode(film, 'https://example.jp/nothing')
  let asked = 0
  phone.on('request', (request) => {
    if (request.url().endsWith(linkAtm.path)) asked += 1
  })
  await phone.goto(`${town.origin}/top-ups/atm`)
  await phone.getByText('ATMの画面のコードを読み取ってください').waitFor()
  await see('no-atm-code', phone)
  // What lies before the camera is asked about once, and again when a person says so.
  const video = await phone.locator('video').elementHandle()
  await phone.waitForFunction((each) => (each as unknown as { currentTime: number }).currentTime > 5, video)
  assert.equal(asked, 1)
  await press(phone, '同じコードをもう一度読み取る')
  await phone.getByRole('button', { name: '同じコードをもう一度読み取る' }).waitFor()
  assert.equal(asked, 2)
  await filmNothing(film)
  await press(atm, '終了')
  await press(atm, 'スマートフォンでの取引')
  await atm.getByText(/\d{4} \d{4} \d{2}/).waitFor()
  const number = await atm.getByText(/^\d{4} \d{4} \d{2}$/).innerText()
  await follow(phone, '番号を入力する')
  await arriveAt(phone, 'ATMの番号を入力する')
  await press(phone, '次へ')
  await phone.getByText('10桁の番号を入力してください。').waitFor()
  await see('atm-number', phone)
  await phone.getByLabel('ATMの番号（10桁）').fill(number)
  await press(phone, '次へ')
  await typeCompany()
  await atm.getByRole('heading', { name: /様 紙幣をお入れください/ }).waitFor()
  await press(atm, '取消(紙幣を返す)')
  await town.atm.forward()
  await phone.getByText('ATMでの取引は終わりました').waitFor()
  await see('ended', phone)
})

test('J9 fails: the line is cut after the notes are counted; the coin comes when it is back', async () => {
  await scan()
  await typeCompany()
  await atm.getByRole('heading', { name: /様 紙幣をお入れください/ }).waitFor()
  await press(atm, '2,000円札を入れる')
  await press(atm, '計算する')
  await town.atm.standAt().order('cut_before', { kind: 'deposit', times: 3 })
  await press(atm, '確認')
  await atm.getByRole('heading', { name: '2,000円をお預かりしました' }).waitFor()
  await see('atm-unsure', atm)
  town.clock.advance({ minutes: 11 })
  await town.atm.setClock(town.clock.now())
  await phone.getByText('ATMからの知らせがありません').waitFor()
  await see('over', phone)
  await town.atm.forward()
  await phone.reload()
  await arriveAt(phone, '取引詳細')
  await phone.getByText('チャージが完了しました').waitFor()
})

test('J9 fails: the notes jam after the charge; they come back, and the phone says so', async () => {
  await scan()
  await typeCompany()
  await atm.getByRole('heading', { name: /様 紙幣をお入れください/ }).waitFor()
  await press(atm, '1,000円札を入れる')
  await press(atm, '計算する')
  await town.atm.standAt().order('jam')
  await press(atm, '確認')
  await atm.getByText('紙幣がつまりました').first().waitFor()
  await see('atm-jam', atm)
  await arriveAt(phone, '取引詳細')
  await town.atm.forward()
  await phone.reload()
  await phone.getByText('このチャージは取り消されました').waitFor()
  await see('taken-back', phone)
})

testViolations(violations)
