// Sessions end when they are old, unused, ended by somebody, or when what opens them has changed.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { finishLink } from '#contract/federated.ts'
import { readOperator, signOutResident } from '#contract/operators.ts'
import { readStaff } from '#contract/merchants.ts'
import { readMe } from '#contract/residents.ts'
import {
  changeMail,
  confirmAuthenticator,
  finishStepUp,
  listDevices,
  makeRecoveryCodes,
  removeAuthenticator,
  setPhone,
  signIn,
  startAuthenticator,
  startStepUp,
  verifyMail,
} from '#contract/sign-in.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { showDigits } from '../authenticator.ts'
import { travel } from '../federated.ts'
import { bakeryOwner, office, personOf } from '../people.ts'
import { register, type Resident, switchOnSecondStep } from '../steps.ts'
import { openTown, type Town } from '../town.ts'

const cookieNames = { plain: 'enishi-resident', secure: '__Host-enishi-resident' }

/** Calls a path and gives the cookies that the answer sets, by name, with all their flags. */
async function call(town: Town, url: string, body: object, cookie = '') {
  const { status, headers } = await town.newClient().send({
    method: 'POST',
    url,
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', cookie },
  })
  const lines = [headers['set-cookie'] ?? []].flat() as string[]
  return { status, cookies: new Map(lines.map((line) => [line.split('=')[0] ?? '', line])) }
}

const tokenIn = (line: string | undefined) => /=([^;]*)/.exec(line ?? '')?.[1] ?? ''

async function statusWith(town: Town, cookie: string): Promise<number> {
  return (await town.newClient().send({ method: 'GET', url: '/api/me', headers: { cookie } })).status
}

test('with an https origin every cookie is __Host- and Secure, and no other name is listened to', async () => {
  await using town = await openTown({ origin: 'https://town.example.jp' })
  const { mail, password } = await register(town)
  const { cookies } = await call(town, '/api/sign-in', { mail, password })
  assert.deepEqual([...cookies.keys()].toSorted(), ['__Host-enishi-device', cookieNames.secure])
  for (const line of cookies.values()) {
    for (const flag of [/; Secure/, /; HttpOnly/, /; SameSite=Lax/, /; Path=\//]) assert.match(line, flag)
    assert.doesNotMatch(line, /; Domain=/)
  }
  const token = tokenIn(cookies.get(cookieNames.secure))
  assert.equal(await statusWith(town, `${cookieNames.secure}=${token}`), 200)
  assert.equal(await statusWith(town, `${cookieNames.plain}=${token}`), 401)
})

test('a step-up goes on under a new cookie, and the old one is refused', async () => {
  await using town = await openTown()
  const { mail, password } = await register(town)
  const { cookies } = await call(town, '/api/sign-in', { mail, password })
  const old = `${cookieNames.plain}=${tokenIn(cookies.get(cookieNames.plain))}`
  const client = town.newClient()
  const started = await client.send({
    method: 'POST',
    url: `/api${startStepUp.path}`,
    headers: { cookie: old },
  })
  const { challengeId } = JSON.parse(started.body) as { challengeId: string }
  const answer = { challengeId, way: 'password', code: password }
  const next = await call(town, `/api${finishStepUp.path}`, answer, old)
  const fresh = `${cookieNames.plain}=${tokenIn(next.cookies.get(cookieNames.plain))}`
  assert.notEqual(fresh, old)
  assert.deepEqual([await statusWith(town, old), await statusWith(town, fresh)], [401, 200])
})

const day = 24 * 60

for (const [who, idleMinutes, liveDays] of [
  ['resident', 60 * day, 90],
  ['staff', 14 * day, 30],
  ['operator', 30, 1],
] as const) {
  const open = async (town: Town) => {
    if (who === 'resident') return { client: (await register(town)).client, read: readMe }
    if (who === 'staff') return { client: await town.signInStaff(bakeryOwner.mail), read: readStaff }
    return { client: await town.signInOperator(office.mail), read: readOperator }
  }
  test(`a session of a ${who} ends when it was not used for ${idleMinutes} minutes`, async () => {
    await using town = await openTown()
    const { client, read } = await open(town)
    town.clock.advance({ minutes: idleMinutes + 1 })
    assert.equal(await client.refused(read), 'not_signed_in')
    const second = await open(town)
    for (let used = 0; used < 3; used += 1) {
      town.clock.advance({ minutes: idleMinutes / 2 - 1 })
      assert.equal((await second.client.call(read)).status, 200, 'each use counts from anew')
    }
  })

  test(`a session of a ${who} ends after ${liveDays} days, however much it is used`, async () => {
    await using town = await openTown()
    const { client, read } = await open(town)
    const step = Math.min(idleMinutes - 1, 5 * day)
    for (let gone = step; gone < liveDays * day; gone += step) {
      town.clock.advance({ minutes: step })
      assert.equal((await client.call(read)).status, 200)
    }
    town.clock.advance({ minutes: step })
    assert.equal(await client.refused(read), 'not_signed_in')
  })
}

test('a town says for itself how long a session may lie unused', async () => {
  await using town = await openTown()
  const { client } = await register(town)
  await town.database.run(sql`
    insert into town.setting (name, valid_from, value)
    values ('session_idle_minutes', now() - interval '1 day', '{"resident": 15}')`)
  town.clock.advance({ minutes: 14 })
  assert.equal((await client.ask(listDevices)).devices.length, 1)
  town.clock.advance({ minutes: 16 })
  assert.equal(await client.refused(readMe), 'not_signed_in')
})

async function signInElsewhere(town: Town, { mail, password }: Resident) {
  const client = town.newClient()
  await client.ask(signIn, { body: { mail, password } })
  return client
}

test('when what opens an account changes, every other session ends', async () => {
  await using town = await openTown()
  const resident = await register(town)
  const { client } = resident
  let secret = ''
  const changes: [name: string, change: () => Promise<unknown>][] = [
    [
      'a way in',
      async () => {
        await travel(town, client, 'link', { provider: 'google', person: 'misaki' })
        await client.ask(finishLink)
      },
    ],
    [
      'the mail address',
      async () => {
        await client.ask(changeMail, { body: { mail: 'moved@example.jp' } })
        const token = (await town.inboxOf('moved@example.jp').lastLink()).searchParams.get('token') ?? ''
        await client.ask(verifyMail, { body: { token } })
        resident.mail = 'moved@example.jp'
      },
    ],
    ['the phone', () => client.ask(setPhone, { body: { phone: resident.phone } })],
    [
      'the authenticator app',
      async () => {
        secret = (await client.ask(startAuthenticator)).secret
        const code = showDigits(secret, town.clock.now())
        await client.ask(confirmAuthenticator, { body: { code } })
        await client.ask(makeRecoveryCodes)
        await client.ask(removeAuthenticator)
      },
    ],
  ]
  for (const [name, change] of changes) {
    const other = await signInElsewhere(town, resident)
    await change()
    assert.equal(await other.refused(readMe), 'not_signed_in', name)
    assert.equal((await client.ask(readMe)).mail, resident.mail, name)
  }
  const other = await signInElsewhere(town, resident)
  await switchOnSecondStep(town, resident)
  assert.equal(await other.refused(readMe), 'not_signed_in', 'the second step by SMS')
})

test('the office ends every session of a resident, with a reason that is written down', async () => {
  await using town = await openTown()
  const [phone, tablet] = [await town.signIn('hanako'), await town.signIn('hanako')]
  const console = await town.signInOperator(office.mail)
  const { id, mail } = personOf('hanako')
  const body = { reason: '電話で紛失の届け出' }
  await console.ask(signOutResident, { params: { residentId: id }, body })
  for (const client of [phone, tablet]) assert.equal(await client.refused(readMe), 'not_signed_in')
  assert.equal(
    await console.refused(signOutResident, { params: { residentId: makeId() }, body }),
    'not_found',
  )
  const audited = await town.database.many(sql`
    select detail ->> 'reason' as reason from operators.audit where act = 'sign_out_resident'`)
  assert.deepEqual(audited, [{ reason: body.reason }])
  await town.work()
  const subjects = (await town.inboxOf(mail).all()).map(({ subject }) => subject)
  assert.ok(subjects.includes('窓口の手続きにより、すべての端末からログアウトしました'))
})
