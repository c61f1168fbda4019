// stories: residents
// Accounts for which nothing was ever proven end by themselves, and mails go to proven addresses only.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freezeResident, signOutResident } from '#contract/operators.ts'
import { leave, readMe } from '#contract/residents.ts'
import { sendMailVerification, signIn, signUp, verifyMail } from '#contract/sign-in.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { enterWith } from '../federated.ts'
import { office } from '../people.ts'
import { dump } from '../secrets/watch.ts'
import {
  grantPoints,
  readVersions,
  type Resident,
  showCard,
  signUpOnly,
  switchOnSecondStep,
} from '../steps.ts'
import { openTown, type Town } from '../town.ts'

const lapse = (town: Town) => town.runTask('residents.lapse-unproven')

const mayStillSignIn = async (town: Town, { mail, password }: Resident) =>
  (await town.newClient().call(signIn, { body: { mail, password } })).status === 200

test('登録の取り消し: two weeks without any proof end an account, which says so from its first day', async () => {
  await using town = await openTown()
  const resident = await signUpOnly(town)
  const { lapsesAt } = await resident.client.ask(readMe)
  const days = (Date.parse(lapsesAt ?? '') - town.clock.now().getTime()) / 86_400_000
  assert.equal(Math.round(days), 14)
  town.clock.advance({ days: 13 })
  assert.equal(await lapse(town), 0)
  town.clock.advance({ days: 2 })
  assert.equal(await lapse(town), 2, 'this one, and the newcomer of the seed')
  assert.equal(await lapse(town), 0, 'once')
  assert.equal(await resident.client.refused(readMe), 'not_signed_in')
  assert.equal(await mayStillSignIn(town, resident), false)
  await town.work()
  assert.deepEqual(
    (await dump(town.database))
      .filter(({ name, text }) => !name.includes('pgboss') && text.includes(resident.mail))
      .map(({ name }) => name),
    [],
    'nothing tells who it was',
  )
  const again = town.newClient()
  const { mail, password } = resident
  await again.ask(signUp, { body: { id: makeId(), mail, password, ...(await readVersions(again)) } })
  assert.notEqual((await again.ask(readMe)).lapsesAt, null, 'and the same person may begin anew')
})

test('登録の取り消し: any proof keeps an account, and so does whatever its wallet has ever held', async () => {
  await using town = await openTown()
  const [phone, card, app, given, frozen] = await Promise.all(
    Array.from({ length: 5 }, () => signUpOnly(town)),
  )
  assert.ok(phone && card && app && given && frozen)
  await switchOnSecondStep(town, phone)
  await showCard(town, card, 'taro')
  await town.database.run(sql`
    insert into sign_in.authenticator (id, login_id, sealed_secret, started_at, confirmed_at)
    select ${makeId()}, id, '\\x00', now(), now() from sign_in.login where subject = ${app.id}`)
  const desk = await town.signInOperator(office.mail)
  const freeze = { params: { residentId: frozen.id }, body: { id: makeId(), reason: '不正利用の疑い' } }
  await desk.ask(freezeResident, freeze)
  const google = town.newClient()
  // Google has not verified this address; who came with it is known all the same.
  await enterWith(town, google, 'sign_up', { provider: 'google', person: 'ren' })
  await grantPoints(town, given.id, 100, 30)
  for (const resident of [phone, card, app, given, frozen]) {
    assert.equal((await resident.client.ask(readMe)).lapsesAt, null)
  }
  assert.equal((await google.ask(readMe)).lapsesAt, null)
  town.clock.advance({ days: 400 })
  await town.runTask('points.lapse')
  assert.equal(await lapse(town), 1, 'the newcomer of the seed; points that have run out were there once')
  assert.equal(await mayStillSignIn(town, card), true)
})

test('登録の取り消し: the town says after how many days, and 0 is never', async () => {
  await using town = await openTown()
  const set = (days: number, since: string) =>
    town.database.run(sql`
      insert into town.setting (name, valid_from, value)
      values ('unproven_account_days', now() - ${since}::interval, ${String(days)})`)
  const resident = await signUpOnly(town)
  await set(0, '2 days')
  assert.equal((await resident.client.ask(readMe)).lapsesAt, null)
  town.clock.advance({ days: 400 })
  assert.equal(await lapse(town), 0)
  await set(3, '1 day')
  assert.equal(await lapse(town), 2, 'what was missed is caught up on')
})

test('登録の取り消し: an account that was used within the hour waits', async () => {
  await using town = await openTown()
  const resident = await signUpOnly(town)
  town.clock.advance({ days: 15 })
  await resident.client.ask(readMe)
  assert.equal(await lapse(town), 1, 'the newcomer of the seed only')
  assert.equal((await resident.client.ask(readMe)).residentId, resident.id)
  town.clock.advance({ minutes: 61 })
  assert.equal(await lapse(town), 1)
})

test('登録の取り消し: of proving the address and lapsing in the same moment one takes place', async () => {
  await using town = await openTown()
  const people = await Promise.all(Array.from({ length: 6 }, () => signUpOnly(town)))
  town.clock.advance({ days: 15 })
  const tokens: string[] = []
  for (const { client, mail } of people) {
    await client.ask(sendMailVerification)
    tokens.push((await town.inboxOf(mail).lastLink()).searchParams.get('token') ?? '')
  }
  town.clock.advance({ minutes: 61 })
  const [lapsed, also, ...answers] = await Promise.all([
    lapse(town),
    lapse(town),
    ...people.map(({ client }, n) => client.call(verifyMail, { body: { token: tokens[n] ?? '' } })),
  ])
  const proven = answers.filter(({ status }) => status === 200).length
  const { kept } = await town.database.one<{ kept: number }>(sql`
    select count(*)::int as kept from sign_in.login
    where subject = any (${people.map(({ id }) => id)}::uuid[]) and mail_verified_at is not null`)
  assert.equal(kept, proven)
  assert.equal(Number(lapsed) + Number(also), people.length - proven + 1)
})

test('メール: what happens in an account whose address is only claimed is told to nobody', async () => {
  await using town = await openTown()
  const [leaver, other] = [await signUpOnly(town), await signUpOnly(town)]
  await leaver.client.ask(leave, { body: { coin: 0, points: 0 } })
  const desk = await town.signInOperator(office.mail)
  await desk.ask(signOutResident, { params: { residentId: other.id }, body: { reason: '盗難の連絡' } })
  town.clock.advance({ days: 15 })
  assert.equal(await town.runTask('residents.close-due'), 1)
  await town.work()
  for (const { mail } of [leaver, other]) assert.deepEqual(await town.inboxOf(mail).all(), [])
})
