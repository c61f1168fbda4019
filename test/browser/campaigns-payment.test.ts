// Points for paying, on the screens of the office and of the resident.
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { refundPayment } from '#contract/payments.ts'
import { makeId } from '#server/lib/id.ts'
import { bakeryNumber, bakeryOwner, manager, office, storeIdOf } from '../people.ts'
import { openTown } from '../town.ts'
import { openBrowser } from './chrome.ts'
import { makeSee, openPage, signIn, signInResident, startWorker, testViolations } from './screens.ts'
import { arriveAt, press } from './walker.ts'

let town: Awaited<ReturnType<typeof openTown>>
let browser: Browser
let origin: string
let worker: ReturnType<typeof startWorker>
const { see, violations } = makeSee('campaigns-payment', { onSmallPhones: true })

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

async function openDesk(mail: string): Promise<Page> {
  const page = await openPage(browser, 'desk')
  await signIn(page, `${origin}/operator/`, mail)
  await page.getByRole('link', { name: 'キャンペーン', exact: true }).click()
  return page
}

test('お支払いの特典: the office chooses what it is for, and the words follow', async () => {
  const maker = await openDesk(office.mail)
  await maker.getByRole('link', { name: '新しく作る' }).click()
  await arriveAt(maker, '新しいキャンペーン')
  await maker.getByText('お支払い', { exact: true }).click()
  await maker.getByLabel('名前').fill('見沼のお買い物まつり')
  await maker.getByLabel('率（%）').fill('3')
  await maker.getByLabel('費用を負担する団体').fill('見本市')
  await maker.getByLabel('開始').fill('2026-04-01T00:00')
  await maker.getByLabel('コインで支払った金額の最低額').fill('100')
  await maker.getByLabel('1回のお支払いで').fill('60')
  await maker.getByLabel('全体の予算').fill('5000')
  await maker.getByText('1,000円コインで支払うと').waitFor()
  await see('new', maker)
  await press(maker, '保存する')
  await arriveAt(maker, '見沼のお買い物まつり')
  await see('draft', maker)

  const checker = await openDesk(manager.mail)
  await checker.getByRole('article', { name: '見沼のお買い物まつり' }).getByRole('link').click()
  await press(checker, '内容を確かめて開始する')
  await press(checker, '開始する')
  await checker.getByText('実施中').waitFor()
  await see('running', checker)
  await checker.getByRole('link', { name: 'キャンペーンの一覧へ' }).click()
  await checker.getByRole('article', { name: '見沼のお買い物まつり' }).waitFor()
  await see('list', checker)
})

test('お支払いの特典: the resident sees what comes before paying, and afterwards what came and went', async () => {
  const page = await openPage(browser, 'phone')
  await signInResident(page, town, 'hanako')
  await page.goto(`${origin}/pay/${storeIdOf(bakeryNumber)}?via=store_number`)
  await page.getByLabel('お支払い金額').fill('1000')
  await press(page, '次へ')
  await page.getByText('さいコインだけ').click()
  await page.getByText('このお支払いで30ポイント').waitFor()
  await see('offer', page)
  await page.getByText('このお支払いで30ポイント').click()
  await page.getByText('すぐに届きます').waitFor()
  await see('offer-told', page)
  await page.getByText('併用').first().click()
  await page.getByText('このお支払いで4ポイント').waitFor()
  await see('offer-with-points', page)
  await page.getByText('さいコインだけ').click()
  await press(page, '支払う')
  await page.getByText('お支払い完了').first().waitFor()
  await page.getByRole('heading', { name: 'お支払いの特典' }).waitFor()
  await page
    .getByText(/まで使えます。/)
    .first()
    .waitFor()
  await see('paid', page)

  const id = /payments\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? ''
  const till = await town.signInStaff(bakeryOwner.mail)
  const body = { id: makeId(), amount: 400, reason: '返品' }
  await till.ask(refundPayment, { params: { id }, body })
  await town.work()
  await page.goto(`${origin}/history/${body.id}`)
  await page.getByText('返金に合わせて12ポイントを取り消しました。').waitFor()
  await see('refund', page)
  await page.goto(`${origin}/history/${id}`)
  await page.getByRole('heading', { name: 'お支払いの特典' }).waitFor()
  await see('history-item', page)
  await page.goto(`${origin}/history`)
  await page.getByText('お支払いのボーナス').first().waitFor()
  await see('history', page)
})

testViolations(violations)
