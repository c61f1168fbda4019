// stories: notices
// What people are told: once, in the app, by push where they allowed it, and by mail where they asked for it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type AnnouncementText,
  changeWishes,
  countAudience,
  countUnread,
  endAnnouncement,
  listAnnouncements,
  listNotices,
  readNotices,
  readWishes,
  rehearsePush,
  subscribe,
  unsubscribe,
  writeAnnouncement,
} from '#contract/notices.ts'
import { refundPayment } from '#contract/payments.ts'
import { signOut } from '#contract/sign-in.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import type { Client } from '../client.ts'
import { bakeryOwner, office, personOf } from '../people.ts'
import { payBakery, grantPoints, register, type Resident } from '../steps.ts'
import { openTown, type Town } from '../town.ts'

const everyKind = [
  'town',
  'payment',
  'refund',
  'points_expiring',
  'points_granted',
  'gift',
  'helper',
  'automatic_top_up',
  'security',
] as const

async function giveBack(town: Town, payment: string, amount: number): Promise<void> {
  const owner = await town.signInStaff(bakeryOwner.mail)
  await owner.ask(refundPayment, {
    params: { id: payment },
    body: { id: makeId(), amount, reason: '返品のため' },
  })
}

/** A town whose people have been told of everything that happened before. */
async function openQuietTown(): Promise<Town> {
  const town = await openTown()
  await town.work()
  await town.database.run(sql`delete from notices.notice`)
  return town
}

const listOf = async (client: Client) => (await client.ask(listNotices, { query: {} })).notices
const kindsOf = async (client: Client) => (await listOf(client)).map(({ told }) => told.kind)
const allow = async (client: Client) => (await client.ask(rehearsePush)).endpoint

test('お知らせ: a refund is told once, unread until it is read, and by push without a word about the money', async () => {
  await using town = await openQuietTown()
  const hanako = await town.signIn('hanako')
  const device = await allow(hanako)
  const payment = await payBakery(hanako, 500, 20)
  await town.work()
  await giveBack(town, payment, 300)
  await town.work()
  await town.work()

  const [refund, ...others] = await listOf(hanako)
  assert.deepEqual(
    [refund?.told.kind, refund?.read, others.map(({ told }) => told.kind)],
    ['refund', false, []],
  )
  assert.ok(refund?.told.kind === 'refund')
  assert.deepEqual(
    [refund.told.coin, refund.told.points, refund.told.storeName],
    [300, 0, 'さくらベーカリー'],
  )
  const screen = await town.push.screenOf(device)
  assert.deepEqual(
    screen.map(({ title, body }) => [title, body]),
    [
      ['お支払いが完了しました', 'アプリを開いて確かめてください。'],
      ['返金がありました', 'アプリを開いて確かめてください。'],
    ],
  )
  assert.ok(screen.every(({ path, bytes }) => path.startsWith('/history/') && bytes <= 4096))

  assert.deepEqual(await hanako.ask(countUnread), { unread: 1 })
  assert.deepEqual(await hanako.ask(readNotices, { body: { ids: [refund.id] } }), { unread: 0 })
  assert.equal((await listOf(hanako))[0]?.read, true)
  const taro = await town.signIn('taro')
  assert.deepEqual(await listOf(taro), [])
  await taro.ask(readNotices, { body: { ids: [refund.id] } })
})

test('受け取り方: each kind can be switched off, amounts are shown on wish, a device ends with its session', async () => {
  await using town = await openQuietTown()
  const hanako = await town.signIn('hanako')
  const device = await allow(hanako)
  const { wishes, publicKey, rehearsal } = await hanako.ask(readWishes)
  assert.deepEqual([wishes.amounts, wishes.expiringByMail, rehearsal], [false, false, true])
  assert.deepEqual(wishes.push.toSorted(), [...everyKind].toSorted())
  assert.equal(Buffer.from(publicKey, 'base64url').length, 65)
  const payAndLook = async (coin: number) => {
    await payBakery(hanako, coin)
    await town.work()
    return (await town.push.screenOf(device)).map(({ body }) => body)
  }
  await hanako.ask(changeWishes, { body: { ...wishes, amounts: true } })
  assert.deepEqual(await payAndLook(110), ['さくらベーカリー さいコイン 110円'])
  await hanako.ask(changeWishes, { body: { ...wishes, push: ['refund'] } })
  assert.equal((await payAndLook(120)).length, 1)
  await hanako.ask(changeWishes, { body: wishes })
  assert.equal((await payAndLook(130)).length, 2)
  await hanako.ask(unsubscribe, { body: { endpoint: device } })
  assert.equal((await payAndLook(140)).length, 2)

  // Signed out on this device: whoever holds it then sees nothing of hers.
  const other = await allow(hanako)
  const phone = await town.signIn('hanako')
  await hanako.ask(signOut)
  await payBakery(phone, 150)
  await town.work()
  assert.deepEqual(await town.push.screenOf(other), [])
})

test('a device that is gone is asked once and forgotten, one that moved on tells its new owner alone', async () => {
  await using town = await openQuietTown()
  const devices = () =>
    town.database.one<{ count: number }>(sql`select count(*)::integer as count from notices.subscription`)
  const hanako = await town.signIn('hanako')
  const gone = await allow(hanako)
  await town.push.stopAt(gone)
  await payBakery(hanako, 100)
  await town.work()
  assert.deepEqual([await devices(), await town.push.screenOf(gone)], [{ count: 0 }, []])

  const device = await allow(hanako)
  const taro = await town.signIn('taro')
  const { p256dh, auth } = await town.database.one<{ p256dh: string; auth: string }>(sql`
    select p256dh, auth from notices.subscription where endpoint = ${device}`)
  await taro.ask(subscribe, { body: { endpoint: device, p256dh, auth } })
  await payBakery(hanako, 100)
  await town.work()
  assert.deepEqual([await devices(), await town.push.screenOf(device)], [{ count: 1 }, []])
  for (let n = 0; n < 12; n += 1) await allow(hanako)
  assert.deepEqual(await devices(), { count: 11 })
})

test('ABU-H06 nobody has us send to an address inside: a subscription names a public push service', async () => {
  await using town = await openQuietTown()
  const hanako = await town.signIn('hanako')
  await allow(hanako)
  const { p256dh, auth } = await town.database.one<{ p256dh: string; auth: string }>(sql`
    select p256dh, auth from notices.subscription`)
  for (const endpoint of [
    'http://push.example.jp/1',
    'https://localhost/1',
    'https://127.0.0.1/1',
    'https://169.254.169.254/latest/meta-data',
    'https://[::1]/1',
    'https://push.example.jp:8443/1',
    'https://user@push.example.jp/1',
    `${town.urls.push.replace('localhost', 'localhost.example.jp')}/1`,
    `${town.urls.bank}/`,
  ]) {
    const code = await hanako.refused(subscribe, { body: { endpoint, p256dh, auth } })
    assert.equal(code, 'push_address_not_allowed', endpoint)
  }
  const short = { endpoint: 'https://push.example.jp/1', p256dh: p256dh.slice(1), auth }
  assert.equal(await hanako.refused(subscribe, { body: short }), 'invalid_input')
})

/** Goes on until ten in the morning (JST), today or tomorrow. */
function waitForMorning(town: Town): void {
  const minutesNow = Math.floor((town.clock.now().getTime() / 60_000 + 9 * 60) % 1440)
  town.clock.advance({ minutes: (((10 * 60 - minutesNow) % 1440) + 1440) % 1440 })
}

const remindersOf = async (client: Client) =>
  (await listOf(client)).flatMap(({ told }) => (told.kind === 'points_expiring' ? [told] : []))

test('ポイントの期限: told 30, 7 and 1 days before, each once by two workers, and missed days are made up for', async () => {
  await using town = await openQuietTown()
  waitForMorning(town)
  const mirai = await newcomer(town)
  const { client, id } = mirai
  const lastDay = await grantPoints(town, id, 300, 45)
  await town.work()
  const remind = async () => {
    await Promise.all([town.runTask('notices.remind'), town.runTask('notices.remind')])
    await town.runTask('notices.remind')
    await town.work()
    return (await remindersOf(client)).length
  }
  const counts: number[] = [await remind()]
  // On the 15th day it is 30 days before; then the town sleeps until 6 days before, then until the last day.
  for (const days of [15, 5, 19, 1, 5]) {
    town.clock.advance({ days })
    counts.push(await remind())
  }
  assert.deepEqual(counts, [0, 1, 1, 2, 2, 3])
  assert.deepEqual((await remindersOf(client))[0], { kind: 'points_expiring', points: 300, lastDay })
  assert.deepEqual(await mails(town, mirai), [])
})

test('a reminder comes by mail to whoever asked for it, at no unearthly hour, and tells what is left', async () => {
  await using town = await openQuietTown()
  waitForMorning(town)
  const mirai = await newcomer(town)
  const { client, id } = mirai
  const { wishes } = await client.ask(readWishes)
  await client.ask(changeWishes, { body: { ...wishes, expiringByMail: true } })
  const lastDay = await grantPoints(town, id, 300, 7)
  await payBakery(client, 0, 100)
  // Eight in the morning of the next day.
  town.clock.advance({ minutes: 22 * 60 })
  await town.runTask('notices.remind')
  assert.deepEqual(await remindersOf(client), [])
  town.clock.advance({ minutes: 60 })
  await town.runTask('notices.remind')
  await town.work()
  assert.deepEqual(await remindersOf(client), [{ kind: 'points_expiring', points: 200, lastDay }])
  const [mail, ...more] = await mails(town, mirai)
  assert.match(mail?.text ?? '', /200ポイントは/)
  assert.deepEqual(more, [])
})

async function newcomer(town: Town): Promise<Resident & { id: string }> {
  const resident = await register(town)
  const { id } = await town.database.one<{ id: string }>(sql`
    select subject as id from sign_in.login where mail = ${resident.mail}`)
  return { ...resident, id }
}

const mails = async (town: Town, { mail }: Resident) =>
  (await town.inboxOf(mail).all()).filter(({ subject }) => subject.includes('期限'))

function announcementOf(town: Town, part: Partial<AnnouncementText> = {}): AnnouncementText {
  return {
    title: '年末年始の窓口',
    body: '12月29日から1月3日まで、窓口はお休みです。\nアプリは、いつもどおり使えます。',
    onlyInTown: false,
    ageBands: null,
    showsFrom: town.clock.now().toISOString(),
    showsUntil: null,
    ...part,
  }
}

test('街から: people it is for see it from its hour until its end, and it is pushed once', async () => {
  await using town = await openQuietTown()
  const [morning, hanako] = await Promise.all([town.signInOperator(office.mail), town.signIn('hanako')])
  const stranger = await newcomer(town)
  const device = await allow(hanako)
  const params = { id: makeId() }
  const hour = (hours: number) => new Date(town.clock.now().getTime() + hours * 3_600_000).toISOString()
  const text = announcementOf(town, { onlyInTown: true, showsFrom: hour(1), showsUntil: hour(48) })
  await Promise.all(
    [1, 2, 3].map(() => morning.ask(writeAnnouncement, { params, body: { revision: 0, text } })),
  )
  const { people } = await morning.ask(countAudience, { body: { onlyInTown: true, ageBands: null } })
  const everybody = await morning.ask(countAudience, { body: { onlyInTown: false, ageBands: null } })
  assert.ok(people > 0 && people < everybody.people)
  assert.deepEqual(await kindsOf(hanako), [])
  await town.runTask('notices.remind')

  town.clock.advance({ minutes: 61 })
  await town.work()
  await town.work()
  assert.deepEqual([await kindsOf(hanako), await kindsOf(stranger.client)], [['town'], []])
  assert.deepEqual(
    (await town.push.screenOf(device)).map(({ title }) => title),
    ['年末年始の窓口'],
  )

  // Nobody at the office stays signed in for an hour.
  const desk = await town.signInOperator(office.mail)
  const mended = { ...text, body: '窓口は、1月4日からです。' }
  const changed = { params, body: { revision: 0, text: mended } }
  assert.equal(await desk.refused(writeAnnouncement, changed), 'announcement_changed')
  await desk.ask(writeAnnouncement, { params, body: { revision: 1, text: mended } })
  await town.work()
  const [shown] = await listOf(hanako)
  assert.deepEqual(shown?.told, { kind: 'town', title: text.title, body: mended.body })
  assert.equal((await town.push.screenOf(device)).length, 1)
  await hanako.ask(readNotices, { body: { ids: [shown?.id ?? ''] } })
  const [kept] = (await desk.ask(listAnnouncements)).announcements
  assert.deepEqual([kept?.state, kept?.revision, kept?.readers], ['shown', 2, 1])

  await desk.ask(endAnnouncement, { params })
  await desk.ask(endAnnouncement, { params })
  assert.deepEqual(await kindsOf(hanako), [])
  assert.equal(
    await desk.refused(writeAnnouncement, { params, body: { revision: 2, text } }),
    'announcement_over',
  )
  assert.equal(await desk.refused(endAnnouncement, { params: { id: makeId() } }), 'not_found')
  const { acts } = await town.database.one<{ acts: number }>(sql`
    select count(*)::integer as acts from operators.audit where subject = ${params.id}`)
  assert.equal(acts, 3)
})

test('an announcement ends after it begins, and not in the past; people of an age see theirs alone', async () => {
  await using town = await openQuietTown()
  const desk = await town.signInOperator(office.mail)
  const write = (part: Partial<AnnouncementText>, id = makeId()) => ({
    params: { id },
    body: { revision: 0, text: announcementOf(town, part) },
  })
  const past = new Date(town.clock.now().getTime() - 60_000).toISOString()
  assert.equal(await desk.refused(writeAnnouncement, write({ showsUntil: past })), 'announcement_over')
  assert.equal(await desk.refused(writeAnnouncement, write({ body: 'a\u0007b' })), 'invalid_input')
  assert.equal(
    await desk.refused(writeAnnouncement, write({}, '01900000-0000-7000-8000-000000000001')),
    'clock_off',
  )
  const hanako = await town.signIn('hanako')
  const { band } = await town.database.one<{ band: '65+' | '18-64' }>(sql`
    select age_band as band from identity.card where resident_id = ${personOf('hanako').id}`)
  await desk.ask(writeAnnouncement, write({ ageBands: [band] }))
  await desk.ask(writeAnnouncement, write({ ageBands: [band === '65+' ? '18-64' : '65+'] }))
  assert.deepEqual(await kindsOf(hanako), ['town'])
})

test('a new device is told on the list as well as by mail, and pages follow one another without a gap', async () => {
  await using town = await openQuietTown()
  const resident = await newcomer(town)
  for (let n = 1; n <= 25; n += 1) await grantPoints(town, resident.id, n, 400)
  await town.signIn('hanako')
  await town.work()
  const first = await resident.client.ask(listNotices, { query: {} })
  const before = first.notices.at(-1)?.id ?? ''
  const second = await resident.client.ask(listNotices, { query: { before } })
  assert.deepEqual([first.notices.length, first.more, first.unread], [20, true, 25])
  assert.deepEqual([second.notices.length, second.more], [5, false])
  const seen = new Set([...first.notices, ...second.notices].map(({ id }) => id))
  assert.equal(seen.size, 25)
  const hanako = await town.signIn('hanako')
  await town.work()
  assert.deepEqual(await kindsOf(hanako), ['security'])
})
