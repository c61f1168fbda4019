// ABU-A: what is tried against sign-in, by its number in the abuse catalogue.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findStoreToPay } from '#contract/merchants.ts'
import { freezeResident } from '#contract/operators.ts'
import { pay } from '#contract/payments.ts'
import { readMe } from '#contract/residents.ts'
import {
  changePassword,
  confirmSecondStep,
  finishSecondStep,
  sendMailVerification,
  setPhone,
  signIn,
  signOut,
  startSecondStep,
  verifyMail,
} from '#contract/sign-in.ts'
import { requestTopUp } from '#contract/top-ups.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { hashPassword, nobodysPassword } from '#server/sign-in/password.ts'
import type { Client } from '../client.ts'
import { bakeryNumber, office, personOf } from '../people.ts'
import { register, type Resident, switchOnSecondStep } from '../steps.ts'
import { openTown, type Town } from '../town.ts'

const countOf = <T>(all: readonly T[], one: T) => all.filter((each) => each === one).length
const wrongCodes = (right: string, many: number) =>
  Array.from({ length: many }, (_, n) => String((Number(right) + n + 1) % 1_000_000).padStart(6, '0'))

async function startSignIn(client: Client, { mail, password }: Resident): Promise<string> {
  const started = await client.ask(signIn, { body: { mail, password } })
  assert.ok(started.state === 'second_step')
  return started.challengeId
}

test('ABU-A04 fifty guesses of a passcode at once are five guesses, and the right code is dead too', async () => {
  await using town = await openTown()
  const { client, phone } = await register(town)
  await client.ask(setPhone, { body: { phone } })
  await client.ask(startSecondStep)
  const right = await town.phoneOf(phone).lastCode()
  const guess = (code: string) => client.refused(confirmSecondStep, { body: { code } })
  const codes = await Promise.all(wrongCodes(right, 50).map(guess))
  assert.deepEqual([countOf(codes, 'passcode_wrong'), countOf(codes, 'passcode_too_many')], [5, 45])
  assert.equal(await guess(right), 'passcode_too_many')
})

test('ABU-A04 fifty answers at once to a second step are five, over all ways', async () => {
  await using town = await openTown()
  const resident = await register(town)
  await switchOnSecondStep(town, resident)
  const client = town.newClient()
  const challengeId = await startSignIn(client, resident)
  const right = await town.phoneOf(resident.phone).lastCode()
  const ways = ['sms', 'authenticator', 'recovery_code'] as const
  const answers = wrongCodes(right, 50).map((code, n) =>
    client.refused(finishSecondStep, { body: { challengeId, way: ways[n % 3] ?? 'sms', code } }),
  )
  const codes = await Promise.all(answers)
  assert.equal(countOf(codes, 'second_step_paused'), 45)
})

test('ABU-A04 fifty passwords at once are five', async () => {
  await using town = await openTown()
  const { mail } = await register(town)
  const client = town.newClient()
  const guesses = Array.from({ length: 50 }, (_, n) =>
    client.refused(signIn, { body: { mail, password: `wrong password ${n}` } }),
  )
  const codes = await Promise.all(guesses)
  assert.deepEqual([countOf(codes, 'wrong_mail_or_password'), countOf(codes, 'sign_in_paused')], [5, 45])
})

test('ABU-A05 a passcode is not good again, nor after a newer one, nor for anybody or anything else', async () => {
  await using town = await openTown()
  const [one, two] = [await register(town), await register(town)]
  for (const { client, phone } of [one, two]) {
    await client.ask(setPhone, { body: { phone } })
    await client.ask(startSecondStep)
  }
  const confirm = (client: Client, code: string) => client.refused(confirmSecondStep, { body: { code } })
  const old = await town.phoneOf(one.phone).lastCode()
  const foreign = await town.phoneOf(two.phone).lastCode()
  if (foreign !== old) assert.equal(await confirm(one.client, foreign), 'passcode_wrong')
  town.clock.advance({ minutes: 1 })
  await one.client.ask(startSecondStep)
  const fresh = await town.phoneOf(one.phone).lastCode()
  if (fresh !== old) assert.equal(await confirm(one.client, old), 'passcode_wrong')
  await one.client.ask(confirmSecondStep, { body: { code: fresh } })
  assert.equal(await confirm(one.client, fresh), 'passcode_expired')

  // The code that switched the step on signs nobody in.
  const challengeId = await startSignIn(town.newClient(), one)
  const signInCode = await town.phoneOf(one.phone).lastCode()
  const answer = (code: string) => town.newClient().refused(finishSecondStep, { body: { challengeId, code } })
  if (signInCode !== fresh) assert.equal(await answer(fresh), 'passcode_wrong')
})

test('ABU-A07 a mail link survives a scanner, is good once, and only for its own account', async () => {
  await using town = await openTown()
  const [one, two] = await Promise.all(
    ['shinta', 'yui'].map(async (key) => ({ client: await town.signIn(key), mail: personOf(key).mail })),
  )
  assert.ok(one && two)
  await town.database.run(sql`update sign_in.login set mail_verified_at = null where mail = ${two.mail}`)
  await one.client.ask(sendMailVerification)
  const link = await town.inboxOf(one.mail).lastLink()
  const scanner = town.newClient()
  for (let look = 0; look < 3; look += 1) {
    await scanner.send({ method: 'GET', url: link.pathname + link.search })
    await scanner.send({ method: 'GET', url: `/api/mail-verifications${link.search}` })
  }
  assert.equal((await one.client.ask(readMe)).proofs.mail, false)
  const body = { token: link.searchParams.get('token') ?? '' }
  assert.equal(await town.newClient().refused(verifyMail, { body }), 'not_signed_in')
  assert.equal(await two.client.refused(verifyMail, { body }), 'link_of_another')
  assert.equal((await one.client.ask(readMe)).proofs.mail, false, 'a tap of somebody else proves nothing')
  await one.client.ask(verifyMail, { body })
  assert.equal((await one.client.ask(readMe)).proofs.mail, true)
  assert.equal((await two.client.ask(readMe)).proofs.mail, false)
  assert.equal(await one.client.refused(verifyMail, { body }), 'link_invalid')
})

test('ABU-A09 an address without an account is answered like one with, also when tries pause', async () => {
  await using town = await openTown()
  const { mail } = await register(town)
  const client = town.newClient()
  async function answersFor(address: string) {
    const answers = []
    for (let tries = 0; tries < 7; tries += 1) {
      const body = { mail: address, password: 'not the password' }
      const { status, problem } = await client.call(signIn, { body })
      const facts = Object.keys(problem?.facts ?? {})
      answers.push({ status, said: { ...problem, facts, instance: null } })
    }
    return answers
  }
  assert.deepEqual(await answersFor('nobody@example.jp'), await answersFor(mail))
})

test('ABU-A09 an unknown address costs one argon2 with the very cost of a known one', async () => {
  const costOf = (kept: string) => /^\$argon2id\$v=19\$m=\d+,t=\d+,p=1\$/.exec(kept)?.[0]
  const cost = costOf(await hashPassword('somebody has this one'))
  assert.ok(cost)
  assert.equal(costOf(await nobodysPassword()), cost)
})

/** The cookies that an answer sets, by name. */
function cookiesOf(headers: Record<string, unknown>): Map<string, string> {
  const lines = [headers['set-cookie'] ?? []].flat() as string[]
  return new Map(lines.map((line) => [line.split('=')[0] ?? '', line]))
}

const sessionCookie = 'enishi-resident'
const valueOf = (line: string | undefined) => /=([^;]*)/.exec(line ?? '')?.[1] ?? ''

/** Signs in as a browser that already carries these cookies. */
async function signInRaw(town: Town, { mail, password }: Resident, cookie = '') {
  const { status, headers } = await town.newClient().send({
    method: 'POST',
    url: '/api/sign-in',
    body: JSON.stringify({ mail, password }),
    headers: { 'content-type': 'application/json', cookie },
  })
  assert.equal(status, 200)
  return cookiesOf(headers)
}

const readWith = async (town: Town, token: string) =>
  (
    await town.newClient().send({
      method: 'GET',
      url: '/api/me',
      headers: { cookie: `${sessionCookie}=${token}` },
    })
  ).status

test('ABU-A10 a session that somebody planted never becomes the victim’s', async () => {
  await using town = await openTown()
  const resident = await register(town)
  const planted = 'A'.repeat(43)
  const cookies = await signInRaw(town, resident, `${sessionCookie}=${planted}`)
  const given = valueOf(cookies.get(sessionCookie))
  assert.notEqual(given, planted)
  assert.deepEqual([await readWith(town, planted), await readWith(town, given)], [401, 200])

  // Signing in again in the same browser ends the session before it.
  const next = valueOf((await signInRaw(town, resident, `${sessionCookie}=${given}`)).get(sessionCookie))
  assert.deepEqual([await readWith(town, given), await readWith(town, next)], [401, 200])
})

test('ABU-A11 no session outlives signing out or a changed password', async () => {
  await using town = await openTown()
  const resident = await register(town)
  const token = valueOf((await signInRaw(town, resident)).get(sessionCookie))
  const client = town.newClient()
  await client.send({
    method: 'POST',
    url: '/api/sign-out',
    headers: { cookie: `${sessionCookie}=${token}` },
  })
  assert.equal(await readWith(town, token), 401)

  const other = valueOf((await signInRaw(town, resident)).get(sessionCookie))
  const body = { currentPassword: resident.password, newPassword: 'another long enough password' }
  await resident.client.ask(changePassword, { body })
  assert.equal(await readWith(town, other), 401)
  await resident.client.ask(signOut)
  assert.equal(await resident.client.refused(readMe), 'not_signed_in')
})

test('ABU-A13 a freeze holds with the next request, on every open session', async () => {
  await using town = await openTown()
  const [phone, tablet] = [await town.signIn('hanako'), await town.signIn('hanako')]
  const console = await town.signInOperator(office.mail)
  const { id: storeId } = await phone.ask(findStoreToPay, { body: { text: bakeryNumber } })
  const params = { residentId: personOf('hanako').id }
  await console.ask(freezeResident, { params, body: { id: makeId(), reason: '不正利用の疑い' } })
  for (const client of [phone, tablet]) {
    const payment = { id: makeId(), storeId, coin: 1, points: 0, via: 'store_number' as const }
    assert.equal(await client.refused(pay, { body: payment }), 'frozen')
    const topUp = { id: makeId(), bankAccountId: makeId(), amount: 1000 }
    assert.equal(await client.refused(requestTopUp, { body: topUp }), 'frozen')
  }
})

test('ABU-W05 session and device cookies are out of reach for scripts and other sites', async () => {
  await using town = await openTown()
  const cookies = await signInRaw(town, await register(town))
  assert.deepEqual([...cookies.keys()].toSorted(), ['enishi-device', sessionCookie])
  for (const line of cookies.values()) {
    for (const flag of [/; HttpOnly/, /; SameSite=Lax/, /; Path=\//]) assert.match(line, flag)
    assert.doesNotMatch(line, /; Domain=/)
  }
})
