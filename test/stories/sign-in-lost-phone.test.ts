// スマートフォンをなくした: by the My Number Card, or at a desk with two people; and nobody else gets in by it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  approveDeskRecovery,
  declineDeskRecovery,
  finishRecovery,
  listDeskRecoveries,
  openDeskRecovery,
  readRecovery,
  setRecoveryPhone,
  startCardRecovery,
  startDeskRecovery,
} from '#contract/recovery.ts'
import { readMe } from '#contract/residents.ts'
import { finishSecondStep, readSecondSteps, sendSecondStepPasscode, signIn } from '#contract/sign-in.ts'
import { readTopUpTerms } from '#contract/top-ups.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import type { Client } from '../client.ts'
import { office } from '../people.ts'
import { register, type Resident, showCard, switchOnSecondStep } from '../steps.ts'
import { openTown, type Town } from '../town.ts'

const newPhone = '+818012345678'
const second = 'accounts@enishi-saitama.example.jp'
const newPassword = 'けやき並木は夏がいい'

async function challengeOf(client: Client, { mail, password }: Resident): Promise<string> {
  const started = await client.ask(signIn, { body: { mail, password } })
  assert.ok(started.state === 'second_step')
  return started.challengeId
}

/** Somebody with a phone that is now gone, and a card that the account knows. */
async function withCard(town: Town, card: string): Promise<Resident> {
  const resident = await register(town)
  await switchOnSecondStep(town, resident)
  await showCard(town, resident, card)
  return resident
}

/** Goes to the card app with somebody's card and comes back. */
async function showCardToRecover(town: Town, client: Client, resident: Resident, card: string) {
  const { redirectUrl } = await client.ask(startCardRecovery, {
    body: { challengeId: await challengeOf(client, resident) },
  })
  const back = await town.idCard.walk(redirectUrl, card)
  await client.send({ method: 'GET', url: back.pathname + back.search })
  return client.ask(readRecovery)
}

async function provePhone(town: Town, client: Client): Promise<void> {
  await client.ask(setRecoveryPhone, { body: { phone: newPhone.replace('+81', '0') } })
  const code = await town.phoneOf(newPhone).lastCode()
  await client.ask(finishRecovery, { body: { code } })
}

test('カードで復旧: password and card replace the phone; everything old ends, and the owner hears of it', async () => {
  await using town = await openTown()
  const resident = await withCard(town, 'hanako')
  const client = town.newClient()
  const proven = await showCardToRecover(town, client, resident, 'hanako')
  assert.deepEqual(proven, { way: 'card', state: 'proven', reason: null })
  assert.equal(await client.refused(readMe), 'not_signed_in', 'the card alone lets nobody in')
  await provePhone(town, client)
  const me = await client.ask(readMe)
  assert.deepEqual([me.residentId, me.phone, me.proofs.sms], [resident.id, newPhone, true])
  assert.equal(await resident.client.refused(readMe), 'not_signed_in')
  const { recoveryCodesLeft, authenticator, passkeys } = await client.ask(readSecondSteps)
  assert.deepEqual([recoveryCodesLeft, authenticator, passkeys], [0, false, []])
  await town.work()
  const subjects = (await town.inboxOf(resident.mail).all()).map(({ subject }) => subject)
  assert.ok(subjects.includes('電話番号が新しくなり、2段階認証が設定し直されました'))
  // The next sign-in asks for a code from the new phone.
  const challengeId = await challengeOf(town.newClient(), resident)
  const code = await town.phoneOf(newPhone).lastCode()
  await town.newClient().ask(finishSecondStep, { body: { challengeId, code } })
})

test('カードで復旧: on the first day only little can be topped up, also in a browser that was known', async () => {
  await using town = await openTown()
  const resident = await withCard(town, 'hanako')
  const { client } = resident
  assert.equal((await client.ask(readTopUpTerms)).leftOnFirstDay, null)
  await showCardToRecover(town, client, resident, 'hanako')
  await provePhone(town, client)
  assert.equal((await client.ask(readTopUpTerms)).leftOnFirstDay, 10_000)
})

test('カードで復旧: another card, another browser, a replay and a late return prove nothing', async () => {
  await using town = await openTown()
  const resident = await withCard(town, 'hanako')
  const client = town.newClient()
  const other = await showCardToRecover(town, client, resident, 'taro')
  assert.deepEqual([other.state, other.reason], ['failed', 'other_card'])
  const revoked = await showCardToRecover(town, client, resident, 'fumi')
  assert.deepEqual([revoked.state, revoked.reason], ['failed', 'card_revoked'])
  assert.equal(await client.refused(setRecoveryPhone, { body: { phone: '08012345678' } }), 'recovery_over')

  const challengeId = await challengeOf(client, resident)
  const { redirectUrl } = await client.ask(startCardRecovery, { body: { challengeId } })
  assert.equal(await client.refused(startCardRecovery, { body: { challengeId } }), 'second_step_expired')
  const back = await town.idCard.walk(redirectUrl, 'hanako')
  const url = back.pathname + back.search
  const thief = town.newClient()
  await thief.send({ method: 'GET', url })
  assert.equal((await thief.ask(readRecovery)).state, 'none')
  assert.equal((await client.ask(readRecovery)).state, 'visiting')
  town.clock.advance({ minutes: 31 })
  await client.send({ method: 'GET', url })
  assert.equal((await client.ask(readRecovery)).state, 'none')
})

test('カードで復旧: needs a card that the account knows, and five an hour are enough', async () => {
  await using town = await openTown()
  const resident = await register(town)
  await switchOnSecondStep(town, resident)
  const client = town.newClient()
  const start = async (who: Resident) => ({ body: { challengeId: await challengeOf(client, who) } })
  assert.equal(await client.refused(startCardRecovery, await start(resident)), 'recovery_without_card')
  await showCard(town, resident, 'yoko')
  for (let begun = 0; begun < 5; begun += 1) {
    await client.ask(startCardRecovery, await start(resident))
    town.clock.advance({ minutes: 1 })
  }
  assert.equal(await client.refused(startCardRecovery, await start(resident)), 'recovery_paused')
})

test('a phone that takes no SMS any more does not keep anybody from the way back in', async () => {
  await using town = await openTown()
  const resident = await withCard(town, 'hanako')
  await town.database.run(sql`
    update sign_in.login set phone = '+819011110003' where subject = ${resident.id}`)
  const client = town.newClient()
  const { mail, password } = resident
  const started = await client.ask(signIn, { body: { mail, password } })
  assert.ok(started.state === 'second_step')
  assert.equal(started.passcodeSent, false)
  town.clock.advance({ minutes: 1 })
  const resend = { body: { challengeId: started.challengeId } }
  assert.equal(await client.refused(sendSecondStepPasscode, resend), 'sms_not_sent')
})

const seen = ['driving_licence', 'health_insurance'] as const
const openBody = () => ({ id: makeId(), documents: [...seen], reason: '機種変更の前に紛失' })

/** Two people at the desk; gives both halves of the code. */
async function passDesk(town: Town, residentId: string) {
  const [maker, checker] = [await town.signInOperator(office.mail), await town.signInOperator(second)]
  const body = openBody()
  const { firstHalf } = await maker.ask(openDeskRecovery, { params: { residentId }, body })
  const params = { recoveryId: body.id }
  const { secondHalf } = await checker.ask(approveDeskRecovery, { params })
  return { maker, checker, params, code: `${firstHalf}-${secondHalf}` }
}

async function atDesk(town: Town): Promise<Resident> {
  const resident = await register(town)
  await switchOnSecondStep(town, resident)
  return resident
}

test('窓口で復旧: two people, a day of waiting, then the code, a new phone and a new password', async () => {
  await using town = await openTown()
  const resident = await atDesk(town)
  const { code } = await passDesk(town, resident.id)
  assert.equal(await resident.client.refused(readMe), 'not_signed_in', 'what the lost phone opened is over')
  const client = town.newClient()
  const use = { body: { mail: resident.mail, code: code.toLowerCase() } }
  assert.equal(await client.refused(startDeskRecovery, use), 'desk_code_too_early')
  town.clock.advance({ minutes: 24 * 60 })
  await client.ask(startDeskRecovery, use)
  assert.equal((await client.ask(readRecovery)).state, 'proven')
  assert.equal(
    await town.newClient().refused(startDeskRecovery, use),
    'desk_code_wrong',
    'a code is good once',
  )
  await client.ask(setRecoveryPhone, { body: { phone: '08012345678' } })
  const passcode = await town.phoneOf(newPhone).lastCode()
  const without = { body: { code: passcode } }
  assert.equal(await client.refused(finishRecovery, without), 'invalid_input')
  const weak = { body: { code: passcode, newPassword: '12345678' } }
  assert.equal(await client.refused(finishRecovery, weak), 'password_too_weak')
  await client.ask(finishRecovery, { body: { code: passcode, newPassword } })
  assert.equal((await client.ask(readMe)).residentId, resident.id)
  assert.equal((await client.ask(readTopUpTerms)).leftOnFirstDay, 10_000)
  const old = { body: { mail: resident.mail, password: resident.password } }
  assert.equal(await town.newClient().refused(signIn, old), 'wrong_mail_or_password')

  await town.work()
  const subjects = (await town.inboxOf(resident.mail).all()).map(({ subject }) => subject)
  for (const told of ['窓口で、ログインの復旧が受け付けられました', '窓口で、ログインの復旧が承認されました'])
    assert.ok(subjects.includes(told), told)
  const answer = await fetch(`${town.urls.sms}/phones/${encodeURIComponent(resident.phone)}.json`)
  assert.match(await answer.text(), /ログインの復旧が承認されました/, 'the old phone hears of it too')
  const acts = await town.database.many<{ act: string }>(sql`
    select act from operators.audit where subject = ${resident.id} order by at, id`)
  assert.deepEqual(
    acts.map(({ act }) => act),
    ['open_recovery', 'approve_recovery'],
  )
})

test('ABU-O01 nobody approves what they opened, neither by the screen nor past it', async () => {
  await using town = await openTown()
  const resident = await atDesk(town)
  const maker = await town.signInOperator(office.mail)
  const body = openBody()
  await maker.ask(openDeskRecovery, { params: { residentId: resident.id }, body })
  const params = { recoveryId: body.id }
  assert.equal(await maker.refused(approveDeskRecovery, { params }), 'second_person_needed')
  const { recoveries } = await maker.ask(listDeskRecoveries)
  assert.deepEqual(
    recoveries.map(({ mine, approvedBy }) => [mine, approvedBy]),
    [[true, null]],
  )
  await assert.rejects(
    town.database.run(sql`
      update sign_in.recovery set state = 'approved', decided_by = opened_by where id = ${body.id}`),
    /maker_is_not_checker/,
  )
})

test('窓口で復旧: what the desk is refused, and how it ends what shall not be', async () => {
  await using town = await openTown()
  const resident = await atDesk(town)
  const [maker, checker] = [await town.signInOperator(office.mail), await town.signInOperator(second)]
  const params = { residentId: resident.id }
  const noPhoto = { ...openBody(), documents: ['health_insurance' as const] }
  assert.equal(await maker.refused(openDeskRecovery, { params, body: noPhoto }), 'photo_document_needed')
  const nobody = { params: { residentId: makeId() }, body: openBody() }
  assert.equal(await maker.refused(openDeskRecovery, nobody), 'not_found')
  const body = openBody()
  await maker.ask(openDeskRecovery, { params, body })
  assert.equal(await maker.refused(openDeskRecovery, { params, body: openBody() }), 'recovery_already_open')
  const one = { recoveryId: body.id }
  await maker.ask(declineDeskRecovery, { params: one, body: { reason: '書類の住所が違う' } })
  assert.equal(await checker.refused(approveDeskRecovery, { params: one }), 'recovery_over')
  const again = { params: one, body: { reason: 'もう一度' } }
  assert.equal(await maker.refused(declineDeskRecovery, again), 'recovery_over')
  await maker.ask(openDeskRecovery, { params, body: openBody() })
})

test('窓口で復旧: a right second step meanwhile cancels it, for then the phone is not lost', async () => {
  await using town = await openTown()
  const resident = await atDesk(town)
  const { code } = await passDesk(town, resident.id)
  const owner = town.newClient()
  const challengeId = await challengeOf(owner, resident)
  const passcode = await town.phoneOf(resident.phone).lastCode()
  await owner.ask(finishSecondStep, { body: { challengeId, code: passcode } })
  town.clock.advance({ minutes: 24 * 60 })
  const use = { body: { mail: resident.mail, code } }
  assert.equal(await town.newClient().refused(startDeskRecovery, use), 'desk_code_wrong')
  assert.equal((await owner.ask(readMe)).residentId, resident.id)
})

test('窓口で復旧: fifty guesses at once are five, one half is no code, and addresses are answered alike', async () => {
  await using town = await openTown()
  const resident = await atDesk(town)
  const { code } = await passDesk(town, resident.id)
  town.clock.advance({ minutes: 24 * 60 })
  const client = town.newClient()
  const guess = (mail: string, typed: string) =>
    client.refused(startDeskRecovery, { body: { mail, code: typed } })
  const wrong = `${code.slice(0, 5)}-00000`
  assert.equal(await guess('nobody@example.jp', code), 'desk_code_wrong')
  const guesses = await Promise.all(Array.from({ length: 30 }, () => guess(resident.mail, wrong)))
  assert.equal(guesses.filter((each) => each === 'desk_code_wrong').length, 5)
  town.clock.advance({ minutes: 60 })
  assert.equal(await guess(resident.mail, code), 'desk_code_wrong', 'the right code is dead too')
})
