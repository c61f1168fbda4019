import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSecondStepDelivery, readSmsDelivery } from '#contract/passcodes.ts'
import { readMe } from '#contract/residents.ts'
import { confirmSecondStep, finishSecondStep, setPhone, signIn, startSecondStep } from '#contract/sign-in.ts'
import { register, switchOnSecondStep } from '../steps.ts'
import { makeReport, newestMessage } from '../sms-report.ts'
import { openTown, type Town } from '../town.ts'

test('SMS認証: phone, passcode, green box; from then on another device needs the passcode too', async () => {
  await using town = await openTown()
  const resident = await register(town)
  const { client, mail, password, phone } = resident
  await switchOnSecondStep(town, resident)
  const me = await client.ask(readMe)
  assert.deepEqual([me.phone, me.proofs.sms], [phone, true])

  const other = town.newClient()
  const started = await other.ask(signIn, { body: { mail, password } })
  assert.ok(started.state === 'second_step')
  assert.equal(started.phoneEnding, phone.slice(-4))
  assert.equal(await other.refused(readMe), 'not_signed_in')
  const body = { challengeId: started.challengeId, code: await town.phoneOf(phone).lastCode() }
  await other.ask(finishSecondStep, { body })
  assert.equal((await other.ask(readMe)).mail, mail)
  assert.equal(await town.newClient().refused(finishSecondStep, { body }), 'second_step_expired')
})

test('携帯電話番号: hyphens and full width are fine, other phones are not', async () => {
  await using town = await openTown()
  const { client } = await register(town)
  assert.equal(await client.refused(startSecondStep), 'phone_missing')
  for (const phone of ['080-1234-5678', '08012345678', '０８０１２３４５６７８', '+81 80 1234 5678']) {
    assert.deepEqual(await client.ask(setPhone, { body: { phone } }), { phone: '+818012345678' }, phone)
  }
  for (const prefix of ['060', '070', '080', '090']) {
    const answer = await client.ask(setPhone, { body: { phone: `${prefix}-1234-5678` } })
    assert.deepEqual(answer, { phone: `+81${prefix.slice(1)}12345678` })
  }
  for (const phone of ['048-829-1111', '0120-000-000', '080-1234', '+1 202 555 0100', 'abc', '']) {
    assert.equal(await client.refused(setPhone, { body: { phone } }), 'phone_not_mobile', phone)
  }
})

test('認証コード: five wrong tries kill it, and so do five minutes', async () => {
  await using town = await openTown()
  const { client, phone } = await register(town)
  await client.ask(setPhone, { body: { phone } })
  await client.ask(startSecondStep)
  const right = await town.phoneOf(phone).lastCode()
  const wrong = right === '000000' ? '000001' : '000000'
  for (let tries = 0; tries < 5; tries += 1) {
    assert.equal(await client.refused(confirmSecondStep, { body: { code: wrong } }), 'passcode_wrong')
  }
  assert.equal(await client.refused(confirmSecondStep, { body: { code: right } }), 'passcode_too_many')

  assert.equal(await client.refused(startSecondStep), 'passcode_too_soon')
  town.clock.advance({ minutes: 1 })
  await client.ask(startSecondStep)
  town.clock.advance({ minutes: 6 })
  const late = await town.phoneOf(phone).lastCode()
  assert.equal(await client.refused(confirmSecondStep, { body: { code: late } }), 'passcode_expired')
  assert.equal((await client.ask(readMe)).proofs.sms, false)
})

test('認証コード: fifty guesses at once are five guesses', async () => {
  await using town = await openTown()
  const { client, phone } = await register(town)
  await client.ask(setPhone, { body: { phone } })
  await client.ask(startSecondStep)
  const right = await town.phoneOf(phone).lastCode()
  const guesses = Array.from({ length: 50 }, (_, n) => String((Number(right) + n + 1) % 1_000_000))
  const codes = await Promise.all(
    guesses.map((code) => client.refused(confirmSecondStep, { body: { code: code.padStart(6, '0') } })),
  )
  assert.equal(codes.filter((code) => code === 'passcode_wrong').length, 5)
  assert.equal(codes.filter((code) => code === 'passcode_too_many').length, 45)
})

/** The SMS company reports of the newest message to a phone. */
async function reportOf(town: Town, to: string, status: string, errorCode?: string): Promise<void> {
  const reference = await newestMessage(town, to)
  const known = { reference, to, status, ...(errorCode ? { errorCode } : {}) }
  assert.equal((await town.newClient().send(makeReport(town, known))).status, 204)
}

test('SMSの到着: whoever waits hears that it has arrived, or why it has not', async () => {
  await using town = await openTown()
  const { client, phone } = await register(town)
  const stands = () => client.ask(readSmsDelivery)
  assert.deepEqual(await stands(), { state: 'none', problem: null })
  await client.ask(setPhone, { body: { phone } })
  for (const [errorCode, problem] of [
    ['30003', 'unreachable'],
    ['30005', 'wrong_number'],
    ['30007', 'blocked'],
    ['30008', 'other'],
  ] as const) {
    await client.ask(startSecondStep)
    assert.deepEqual(await stands(), { state: 'sending', problem: null })
    await reportOf(town, phone, 'undelivered', errorCode)
    assert.deepEqual(await stands(), { state: 'undelivered', problem })
    town.clock.advance({ minutes: 1 })
  }
  await client.ask(startSecondStep)
  await reportOf(town, phone, 'delivered')
  assert.deepEqual(await stands(), { state: 'delivered', problem: null })
  assert.equal((await (await register(town)).client.ask(readSmsDelivery)).state, 'none', 'nobody else hears')
})

test('SMSの到着: the same in a second step, as long as it is under way', async () => {
  await using town = await openTown()
  const resident = await register(town)
  await switchOnSecondStep(town, resident)
  const { mail, password, phone } = resident
  const other = town.newClient()
  const started = await other.ask(signIn, { body: { mail, password } })
  assert.ok(started.state === 'second_step')
  const params = { challengeId: started.challengeId }
  assert.equal((await other.ask(readSecondStepDelivery, { params })).state, 'sending')
  await reportOf(town, phone, 'failed', '30003')
  const delivery = await other.ask(readSecondStepDelivery, { params })
  assert.deepEqual(delivery, { state: 'undelivered', problem: 'unreachable' })
  town.clock.advance({ minutes: 60 })
  assert.equal(await other.refused(readSecondStepDelivery, { params }), 'second_step_expired')
})

test('SMSの到着: a number that the company refuses is told at once', async () => {
  await using town = await openTown()
  const { client } = await register(town)
  for (const [phone, reason] of [
    ['09011110001', 'invalid_number'],
    ['09011110003', 'blocked'],
  ] as const) {
    await client.ask(setPhone, { body: { phone } })
    const { problem } = await client.call(startSecondStep)
    assert.deepEqual([problem?.code, problem?.facts?.['reason']], ['sms_not_sent', reason])
    assert.equal((await client.ask(readSmsDelivery)).state, 'undelivered')
    town.clock.advance({ minutes: 1 })
  }
})

test('SMSの到着: the report comes over the line by itself', async () => {
  await using town = await openTown()
  await town.listen()
  const { client } = await register(town)
  await client.ask(setPhone, { body: { phone: '09011110006' } })
  await client.ask(startSecondStep)
  const patience = Date.now() + 30_000
  let delivery = await client.ask(readSmsDelivery)
  while (delivery.state === 'sending' && Date.now() < patience) delivery = await client.ask(readSmsDelivery)
  assert.deepEqual(delivery, { state: 'undelivered', problem: 'unreachable' })
})
