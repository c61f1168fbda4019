// A shop with a tablet that everybody shares, and a resident's phone beside it: people, PINs, payments, a broken line.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { pay } from '#contract/payments.ts'
import { addStaffMember } from '#contract/staff.ts'
import { makeId } from '#server/lib/id.ts'
import { bakeryNumber, bakeryOwner, demoPassword, storeIdOf } from '../people.ts'
import { openTown } from '../town.ts'
import { filmCode, filmNothing } from './camera.ts'
import { openBrowser } from './chrome.ts'
import { makeSee, openPage, signIn, signInResident, startWorker, testViolations } from './screens.ts'
import { noteSounds, soundsOf } from './sounds.ts'
import { arriveAt, follow, press } from './walker.ts'

let town: Awaited<ReturnType<typeof openTown>>
let browser: Browser
let folder: string
let film: string
let origin: string
let owner: Page
let tablet: Page
let worker: ReturnType<typeof startWorker>
const { see, violations } = makeSee('shop')

const upright = { width: 820, height: 1180 }
const lying = { width: 1180, height: 820 }
const small = { width: 360, height: 740 }

/** Looks at a screen of the tablet both ways round, and as a small phone would show it. */
async function seeAll(screen: string): Promise<void> {
  for (const [name, size] of Object.entries({ upright, lying, small })) {
    await tablet.setViewportSize(size)
    await see(`${screen}-${name}`, tablet)
  }
  await tablet.setViewportSize(upright)
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'enishi-shop-'))
  film = join(folder, 'camera.y4m')
  await filmNothing(film)
  town = await openTown()
  worker = startWorker(town)
  browser = await openBrowser(film)
  origin = await town.listen()
  owner = await openPage(browser, 'phone')
  await signIn(owner, `${origin}/merchant/`, bakeryOwner.mail)
  tablet = await openPage(browser, 'desk')
  await tablet.setViewportSize(upright)
  await tablet.addInitScript({ content: noteSounds })
})

after(async () => {
  await browser?.close()
  await worker?.stop()
  await town?.[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

async function enter(name: string, pin: string): Promise<void> {
  await tablet.getByRole('button', { name }).click()
  for (const digit of pin) await press(tablet, digit)
  await press(tablet, '開く')
}

test('スタッフ: the owner adds a colleague with a PIN and invites another, who comes in by the link', async () => {
  await follow(owner, 'メニュー')
  await arriveAt(owner, 'メニュー')
  await see('menu', owner)
  await follow(owner, 'スタッフ')
  await arriveAt(owner, 'スタッフ')
  await see('staff', owner)
  await follow(owner, 'スタッフを追加する')
  await arriveAt(owner, 'スタッフを追加する')
  await press(owner, '追加する')
  await owner.getByText('お名前を入力してください。').waitFor()
  await see('new-member', owner)
  await owner.getByLabel('お名前').fill('昼野 レジ子')
  await owner.getByLabel('PIN（4〜6桁）').fill('1234')
  await owner.getByText('同じ数字や続き番号でない').waitFor()
  await owner.getByLabel('PIN（4〜6桁）').fill('6281')
  await press(owner, '追加する')
  await owner.getByRole('link', { name: /昼野 レジ子.*PIN/ }).waitFor()

  await follow(owner, 'スタッフを追加する')
  await owner.getByLabel('お名前').fill('新井 店長')
  await owner.getByText('店長', { exact: true }).click()
  await owner.getByLabel('メールアドレス').fill('arai@bakery.example.jp')
  await see('invite-member', owner)
  await press(owner, '招待メールを送る')
  await owner.getByRole('link', { name: /新井 店長/ }).click()
  await arriveAt(owner, 'スタッフの設定')
  await see('member', owner)

  await owner.getByRole('link', { name: '戻る' }).click()
  const guest = await openPage(browser, 'phone')
  const link = await town.inboxOf('arai@bakery.example.jp').lastLink()
  await guest.goto(link.href)
  await guest.getByText('さくらベーカリー').waitFor()
  await see('invitation', guest)
  await guest.getByLabel('あなたのパスワード').fill('窯から出たての角食が好き')
  await press(guest, 'パスワードを決めてはじめる')
  await guest.getByText('新井 店長さん（店長）').waitFor()
  await guest.goto(link.href)
  await guest.getByText('この招待は使えません。').waitFor()
  await see('invitation-used', guest)
  await guest.context().close()
  await openSecondStore()

  await owner.getByRole('link', { name: '戻る' }).click()
  await follow(owner, '返金の上限と画面ロック')
  await arriveAt(owner, '返金の上限と画面ロック')
  await owner.getByRole('group', { name: 'レジの返金' }).getByText('上限を決めない').click()
  await owner.getByLabel('レジが戻せる金額').fill('500')
  await see('rules', owner)
  await press(owner, '決める')
  await owner.getByText('決めました。すぐに使われます。').waitFor()
  await owner.getByRole('link', { name: '戻る' }).click()
  await follow(owner, '役割でできること')
  await arriveAt(owner, '役割でできること')
  await see('roles', owner)
})

/** Somebody of the bakery is invited by the doll shop, proves the password that they have, and finds both stores. */
async function openSecondStore(): Promise<void> {
  const mail = 'till@bakery.example.jp'
  const dolls = await town.signInStaff('owner@dolls.example.jp')
  await dolls.ask(addStaffMember, { body: { id: makeId(), name: '小林 芽衣', role: 'manager', mail } })
  await town.work()
  const guest = await openPage(browser, 'phone')
  const behind = await guest.context().newPage()
  await signIn(behind, `${origin}/merchant/`, mail)
  await behind.getByText('小林 芽衣さん（レジ）').waitFor()
  const seeGuest = async (screen: string) => {
    const size = guest.viewportSize()
    await see(screen, guest)
    for (const other of [small, upright]) {
      await guest.setViewportSize(other)
      await see(`${screen}-${other.width}`, guest)
    }
    await guest.setViewportSize(size ?? small)
  }
  await guest.goto((await town.inboxOf(mail).lastLink()).href)
  await guest.getByText('ほかのお店で、すでにお使いのメールアドレスです').waitFor()
  await press(guest, 'このお店も使いはじめる')
  await guest.getByText('パスワードを入力してください。').waitFor()
  await guest.getByLabel('いつものパスワード').fill('あたらしい長いパスワード')
  await press(guest, 'このお店も使いはじめる')
  await guest.getByText(/パスワードが違います。/).waitFor()
  await seeGuest('invitation-to-second')
  await guest.getByLabel('いつものパスワード').fill(demoPassword)
  await press(guest, 'このお店も使いはじめる')
  await guest.getByText('小林 芽衣さん（店長）').waitFor()
  // The page that was open at the bakery shares the session, and says whose payments it would take.
  await behind.getByText('小林 芽衣さん（店長）').waitFor()
  await seeGuest('second-store')
  await follow(guest, 'メニュー')
  await guest.getByRole('heading', { name: 'お店の切り替え' }).waitFor()
  await seeGuest('two-stores')
  await press(guest, /さくらベーカリー/)
  await guest.getByText('小林 芽衣さん（レジ）').waitFor()
  await behind.getByText('小林 芽衣さん（レジ）').waitFor()
  await guest.context().close()
}

test('レジの端末: a tablet becomes the till, and opens for whoever knows a name and its PIN', async () => {
  await signIn(tablet, `${origin}/merchant/`, bakeryOwner.mail)
  await follow(tablet, 'メニュー')
  await follow(tablet, 'レジの端末')
  await arriveAt(tablet, 'レジの端末')
  await tablet.getByLabel('端末の名前').fill('カウンター')
  await seeAll('tills')
  await press(tablet, 'お店のレジにする')
  await tablet.getByRole('button', { name: '昼野 レジ子' }).waitFor()
  await seeAll('locked')
  await enter('昼野 レジ子', '6280')
  await tablet.getByText('PINが違います。').waitFor()
  await seeAll('pin')
  for (const digit of '6281') await press(tablet, digit)
  await press(tablet, '開く')
  await tablet.getByText('昼野 レジ子さん（レジ）').waitFor()
  await tablet.getByText('受信中').waitFor()
  await seeAll('today')
})

test('J12: a code made by keys, the phone pays, the till sounds once and gives a part back', async () => {
  const phone = await openPage(browser, 'phone')
  await signInResident(phone, town, 'hanako')
  await follow(tablet, 'お会計をする')
  await arriveAt(tablet, 'お会計')
  for (const key of ['1', '2', '5', '00']) await press(tablet, key)
  await press(tablet, '1文字消す')
  await tablet.getByLabel('お会計の金額').and(tablet.locator('[value="1,250"]')).waitFor()
  await seeAll('amount')
  const made = tablet.waitForResponse((answer) => answer.url().endsWith('/staff/payment-requests'))
  await press(tablet, 'コードを出す')
  const { code } = (await (await made).json()) as { code: string }
  await tablet.getByRole('img', { name: '1250円のお支払いコード' }).waitFor()
  await seeAll('code')
  await filmCode(film, code)
  const sounds = await soundsOf(tablet)
  await phone.getByRole('link', { name: '支払う' }).first().click()
  await arriveAt(phone, 'お支払いの確認')
  await press(phone, '支払う')
  await phone.getByText('お支払い完了').first().waitFor()
  await tablet.getByText('お支払い完了').first().waitFor()
  // The screen can be there a moment before the sound.
  await tablet.waitForFunction(`sounds.length > ${sounds}`)
  assert.equal((await soundsOf(tablet)) - sounds, 1)
  await seeAll('received')
  await follow(tablet, 'この支払いの詳細・取消')
  await arriveAt(tablet, 'お支払いの詳細')
  await tablet.getByText('受け取った人').waitFor()
  await press(tablet, '返金')
  await tablet.getByText('あなたが戻せるのは500円までです。').waitFor()
  await tablet.getByLabel('返金する金額').fill('250')
  await tablet.getByText('商品の返品').click()
  await seeAll('refund')
  await press(tablet, '確認へ進む')
  await press(tablet, '返金する')
  await tablet.getByText('250円を返金しました').waitFor()
  await tablet.getByText('商品の返品・昼野 レジ子').waitFor()
  await phone.context().close()
})

test('交代: the next person opens the same tablet, and each act keeps its name', async () => {
  await tablet.getByRole('link', { name: '戻る' }).click()
  await press(tablet, '交代・ロック')
  await tablet.getByRole('button', { name: '窯元 蓮' }).waitFor()
  await tablet.goto(`${origin}/merchant/receive`)
  await tablet.getByRole('button', { name: '窯元 蓮' }).waitFor()
  await enter('窯元 蓮', '8264')
  await tablet.getByText('窯元 蓮さん（店長）').waitFor()
  await tablet.getByRole('link', { name: /返金 250円/ }).click()
  await tablet.getByText('商品の返品・昼野 レジ子').waitFor()
  await tablet.getByRole('link', { name: '戻る' }).click()
  await tablet.getByText('受信中').waitFor()
})

test('通信: what is paid while the line is down is shown when it is back, and makes no sound', async () => {
  const hanako = await town.signIn('hanako')
  const payBakery = (coin: number) => {
    const body = {
      id: makeId(),
      storeId: storeIdOf(bakeryNumber),
      coin,
      points: 0,
      via: 'store_code' as const,
    }
    return hanako.ask(pay, { body })
  }
  const sounds = await soundsOf(tablet)
  await tablet.context().setOffline(true)
  await tablet.getByText('通信が切れています。').waitFor()
  await seeAll('offline')
  await payBakery(301)
  await payBakery(302)
  // The clock of the page goes on by itself no faster than ours; half a minute later is said to it.
  await tablet.clock.setFixedTime(Date.now() + 25_000)
  await tablet.context().setOffline(false)
  await tablet.getByText('通信が切れていた間のお支払い　2件・603円').waitFor()
  await tablet.getByRole('link', { name: /301\s*円/ }).waitFor()
  assert.equal((await soundsOf(tablet)) - sounds, 0)
  await seeAll('back')
  await press(tablet, '確認しました')
  await tablet.clock.setFixedTime(Date.now())
  await payBakery(303)
  await tablet.getByText('303円のお支払いがありました。').waitFor()
  assert.equal((await soundsOf(tablet)) - sounds, 1)
})

test('ロック中: a locked tablet still sounds; an owner signs it out from afar', async () => {
  await press(tablet, '交代・ロック')
  await tablet.getByRole('button', { name: '窯元 蓮' }).waitFor()
  const sounds = await soundsOf(tablet)
  const hanako = await town.signIn('hanako')
  const body = {
    id: makeId(),
    storeId: storeIdOf(bakeryNumber),
    coin: 304,
    points: 0,
    via: 'store_code' as const,
  }
  await hanako.ask(pay, { body })
  await tablet.getByText('304円のお支払いがありました。').waitFor()
  assert.equal((await soundsOf(tablet)) - sounds, 1)

  await owner.goto(`${origin}/merchant/deeds`)
  await arriveAt(owner, '操作の記録')
  await owner.getByText('PINでレジを開いた').first().waitFor()
  await see('deeds', owner)
  await owner.goto(`${origin}/merchant/tills`)
  await owner.getByRole('button', { name: 'カウンターを停止する' }).click()
  await owner.getByText('カウンターを停止しました。').waitFor()
  await see('tills-owner', owner)
  await tablet.goto(`${origin}/merchant/`)
  await arriveAt(tablet, '加盟店ログイン')
})

test('一日の締め: the totals fit a sheet and the roll of a receipt printer', async () => {
  await owner.goto(`${origin}/merchant/`)
  await follow(owner, '一日の締め')
  await arriveAt(owner, '一日の締め')
  await owner.getByText('差引（お店の売上）').waitFor()
  await see('closing', owner)
  await owner.evaluate(() => {
    Object.assign(globalThis, { print: () => undefined })
  })
  await press(owner, 'レシートで印刷')
  assert.match(await owner.content(), /size: 80mm/)
  await owner.emulateMedia({ media: 'print' })
  // 80 mm less the margins, at 96 to the inch.
  await owner.setViewportSize({ width: 272, height: 560 })
  await see('closing-receipt', owner)
  const sheet = await owner.getByRole('main').boundingBox()
  assert.ok(sheet && sheet.width <= 272, 'it does not fit the roll')
  const { width, height } = { width: 640, height: 900 }
  await owner.setViewportSize({ width, height })
  await see('closing-a4', owner)
})

testViolations(violations)
