// Every second step lets in by itself, each answer once; none ranks above another.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readMe } from '#contract/residents.ts'
import {
  addPasskey,
  confirmAuthenticator,
  finishSecondStep,
  finishSecondStepByPasskey,
  makeRecoveryCodes,
  readSecondSteps,
  removeAuthenticator,
  removePasskey,
  sendSecondStepPasscode,
  signIn,
  startAuthenticator,
  startPasskey,
  startPasskeyStep,
} from '#contract/sign-in.ts'
import { makeId } from '#server/lib/id.ts'
import { showDigits } from '../authenticator.ts'
import type { Client } from '../client.ts'
import { makePasskey } from '../passkey.ts'
import { register, type Resident, switchOnSecondStep } from '../steps.ts'
import { openTown, type Town } from '../town.ts'

/** Sets an authenticator app up and gives what it shows, now or some steps later. */
async function setUpApp(town: Town, client: Client) {
  const { uri } = await client.ask(startAuthenticator)
  const secret = new URL(uri).searchParams.get('secret') ?? ''
  const show = (steps = 0) => showDigits(secret, town.clock.now(), steps)
  const usedUp = show()
  await client.ask(confirmAuthenticator, { body: { code: usedUp } })
  return { show, usedUp }
}

async function setUpPasskey(town: Town, client: Client, name = '家のスマホ') {
  const key = makePasskey(town.origin)
  const { options } = await client.ask(startPasskey)
  await client.ask(addPasskey, { body: { name, credential: key.make(options) } })
  return key
}

async function startSignIn(client: Client, { mail, password }: Resident) {
  const started = await client.ask(signIn, { body: { mail, password } })
  assert.ok(started.state === 'second_step')
  return started
}

test('認証アプリ: a code lets in, and is good once', async () => {
  await using town = await openTown()
  const resident = await register(town)
  const { show, usedUp } = await setUpApp(town, resident.client)
  const device = town.newClient()
  const { challengeId, ways, passcodeSent } = await startSignIn(device, resident)
  assert.deepEqual([ways, passcodeSent], [['authenticator'], false])
  const answer = (code: string) => ({ body: { challengeId, way: 'authenticator', code } }) as const

  // The code that confirmed the app is used up; one of a neighbouring step is not.
  assert.equal(await device.refused(finishSecondStep, answer(usedUp)), 'authenticator_code_wrong')
  assert.equal(await device.refused(finishSecondStep, answer(show(5))), 'authenticator_code_wrong')
  await device.ask(finishSecondStep, answer(show(1)))
  assert.equal((await device.ask(readMe)).mail, resident.mail)
  assert.equal(await device.refused(finishSecondStep, answer(show(1))), 'second_step_expired')

  await resident.client.ask(removeAuthenticator)
  const direct = await town.newClient().ask(signIn, { body: pick(resident) })
  assert.equal(direct.state, 'signed_in')
})

const pick = ({ mail, password }: Resident) => ({ mail, password })

test('認証アプリ: a new one counts once it is confirmed, and ends the one before', async () => {
  await using town = await openTown()
  const resident = await register(town)
  const { show: showOld } = await setUpApp(town, resident.client)
  await resident.client.ask(startAuthenticator)
  assert.equal(
    await resident.client.refused(confirmAuthenticator, { body: { code: showOld(1) } }),
    'authenticator_code_wrong',
  )
  const device = town.newClient()
  const first = await startSignIn(device, resident)
  await device.ask(finishSecondStep, {
    body: { challengeId: first.challengeId, way: 'authenticator', code: showOld(1) },
  })
  const { show: showNew } = await setUpApp(town, resident.client)
  town.clock.advance({ minutes: 2 })
  const { challengeId } = await startSignIn(device, resident)
  const answer = (code: string) => ({ body: { challengeId, way: 'authenticator', code } }) as const
  assert.equal(await device.refused(finishSecondStep, answer(showOld())), 'authenticator_code_wrong')
  await device.ask(finishSecondStep, answer(showNew()))
})

test('パスキー: signs for this site and this challenge, once', async () => {
  await using town = await openTown()
  const resident = await register(town)
  const key = await setUpPasskey(town, resident.client)
  const device = town.newClient()
  const { challengeId, ways } = await startSignIn(device, resident)
  assert.deepEqual(ways, ['passkey'])
  const ask = async () => (await device.ask(startPasskeyStep, { body: { challengeId } })).options
  const refused = (credential: Record<string, unknown>) =>
    device.refused(finishSecondStepByPasskey, { body: { challengeId, credential } })

  const options = await ask()
  assert.equal(await refused(makePasskey(town.origin).sign(options)), 'passkey_wrong')
  assert.equal(
    await refused(key.sign(options)),
    'passkey_wrong',
    'the challenge was taken by the first answer',
  )
  assert.equal(await refused(key.sign(await ask(), { verified: false })), 'passkey_wrong')
  const credential = key.sign(await ask())
  await device.ask(finishSecondStepByPasskey, { body: { challengeId, credential } })
  assert.equal((await device.ask(readMe)).mail, resident.mail)
  assert.equal(await refused(credential), 'second_step_expired')
})

test('パスキー: one that was made on another site, or twice, is not kept', async () => {
  await using town = await openTown()
  const { client } = await register(town)
  const foreign = makePasskey('https://enishi.example.com')
  const { options } = await client.ask(startPasskey)
  const body = { name: 'x', credential: foreign.make(options) }
  assert.equal(await client.refused(addPasskey, { body }), 'passkey_wrong')
  assert.equal(await client.refused(addPasskey, { body }), 'second_step_expired')

  const key = await setUpPasskey(town, client)
  const again = await client.ask(startPasskey)
  assert.equal(
    await client.refused(addPasskey, { body: { name: 'x', credential: key.make(again.options) } }),
    'passkey_wrong',
  )
  const { passkeys } = await client.ask(readSecondSteps)
  assert.deepEqual(
    passkeys.map(({ name, lastUsedAt }) => [name, lastUsedAt]),
    [['家のスマホ', null]],
  )
  await client.ask(removePasskey, { params: { passkeyId: passkeys[0]?.id ?? '' } })
  assert.deepEqual((await client.ask(readSecondSteps)).passkeys, [])
  assert.equal(await client.refused(removePasskey, { params: { passkeyId: makeId() } }), 'not_found')
})

test('リカバリーコード: ten, each lets in once, and new ones end the old', async () => {
  await using town = await openTown()
  const resident = await register(town)
  const { client } = resident
  assert.equal(await client.refused(makeRecoveryCodes), 'second_step_missing')
  await setUpApp(town, client)
  const { codes } = await client.ask(makeRecoveryCodes)
  assert.equal(new Set(codes).size, 10)
  const [first = '', second = ''] = codes

  const device = town.newClient()
  async function tryCode(code: string) {
    const { challengeId } = await startSignIn(device, resident)
    return device.call(finishSecondStep, { body: { challengeId, way: 'recovery_code', code } })
  }
  assert.equal((await tryCode(first.toLowerCase().replace('-', ''))).status, 200)
  assert.equal((await tryCode(first)).problem?.code, 'recovery_code_wrong')
  assert.equal((await client.ask(readSecondSteps)).recoveryCodesLeft, 9)
  await client.ask(makeRecoveryCodes)
  assert.equal((await tryCode(second)).problem?.code, 'recovery_code_wrong')
})

test('ログイン: whatever is set is offered; the SMS waits to be asked for when there is another way', async () => {
  await using town = await openTown()
  const resident = await register(town)
  await switchOnSecondStep(town, resident)
  await setUpApp(town, resident.client)
  await setUpPasskey(town, resident.client)
  await resident.client.ask(makeRecoveryCodes)
  const device = town.newClient()
  const { challengeId, ways, passcodeSent, phoneEnding } = await startSignIn(device, resident)
  assert.deepEqual(ways, ['passkey', 'authenticator', 'sms', 'recovery_code'])
  assert.deepEqual([passcodeSent, phoneEnding], [false, resident.phone.slice(-4)])
  await device.ask(sendSecondStepPasscode, { body: { challengeId } })
  const code = await town.phoneOf(resident.phone).lastCode()
  await device.ask(finishSecondStep, { body: { challengeId, code } })
  assert.equal((await device.ask(readMe)).mail, resident.mail)
})

test('the ways that are not set cannot be asked for', async () => {
  await using town = await openTown()
  const resident = await register(town)
  await setUpApp(town, resident.client)
  const { challengeId } = await startSignIn(town.newClient(), resident)
  const client = town.newClient()
  assert.equal(await client.refused(sendSecondStepPasscode, { body: { challengeId } }), 'second_step_missing')
  assert.equal(await client.refused(startPasskeyStep, { body: { challengeId } }), 'second_step_missing')
})

test('after five wrong answers they pause, over all challenges, also for the right one', async () => {
  await using town = await openTown()
  const resident = await register(town)
  const { show } = await setUpApp(town, resident.client)
  const device = town.newClient()
  for (let tries = 0; tries < 5; tries += 1) {
    const { challengeId } = await startSignIn(device, resident)
    const body = { challengeId, way: 'authenticator', code: show(10) } as const
    assert.equal(await device.refused(finishSecondStep, { body }), 'authenticator_code_wrong')
  }
  const { challengeId } = await startSignIn(device, resident)
  const body = () => ({ challengeId, way: 'authenticator', code: show(1) }) as const
  assert.equal(await device.refused(finishSecondStep, { body: body() }), 'second_step_paused')
  town.clock.advance({ minutes: 1 })
  await device.ask(finishSecondStep, { body: body() })
})
