// A session is one device: the person sees each, hears of new ones, ends them, and proves anew what is delicate.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { linkBankAccount, unlinkBankAccount } from '#contract/bank-accounts.ts'
import { readMe } from '#contract/residents.ts'
import {
  changeMail,
  changePassword,
  finishSecondStep,
  finishStepUp,
  finishStepUpByPasskey,
  listDevices,
  makeRecoveryCodes,
  removeAuthenticator,
  removePasskey,
  sendSecondStepPasscode,
  setPhone,
  signIn,
  signOutDevice,
  signOutElsewhere,
  signOutEverywhere,
  startAuthenticator,
  startPasskey,
  startSecondStep,
  startStepUp,
  verifyMail,
} from '#contract/sign-in.ts'
import { makeId } from '#server/lib/id.ts'
import { register, type Resident, switchOnSecondStep } from '../steps.ts'
import { openTown, type Town } from '../town.ts'

/** Everything in somebody's mailbox since the registration, after the queued mails have gone out. */
async function mailsOf(town: Town, address: string): Promise<{ subject: string; text: string }[]> {
  await town.work()
  return (await town.inboxOf(address).all()).filter(({ subject }) => subject !== 'メールアドレスの確認')
}

async function signInElsewhere(town: Town, { mail, password }: Resident) {
  const client = town.newClient()
  const { state } = await client.ask(signIn, { body: { mail, password } })
  assert.equal(state, 'signed_in')
  return client
}

async function stepUpByPassword({ client, password }: Resident) {
  const { challengeId } = await client.ask(startStepUp)
  await client.ask(finishStepUp, { body: { challengeId, way: 'password', code: password } })
}

test('新しい端末: the owner hears of it by mail; the same device again is no news', async () => {
  await using town = await openTown()
  const resident = await register(town)
  assert.deepEqual(await mailsOf(town, resident.mail), [])
  const other = await signInElsewhere(town, resident)
  const [mail] = await mailsOf(town, resident.mail)
  assert.equal(mail?.subject, '新しい端末でログインがありました')
  await other.ask(signIn, { body: { mail: resident.mail, password: resident.password } })
  assert.equal((await mailsOf(town, resident.mail)).length, 1)
})

test('端末の一覧: this one first; others can be signed out one by one, all at once, or everywhere', async () => {
  await using town = await openTown()
  const resident = await register(town)
  const { client } = resident
  const [second, third, fourth] = [
    await signInElsewhere(town, resident),
    await signInElsewhere(town, resident),
    await signInElsewhere(town, resident),
  ]
  const { devices } = await client.ask(listDevices)
  assert.deepEqual(
    devices.map(({ current }) => current),
    [true, false, false, false],
  )
  const mine = (await second.ask(listDevices)).devices[0]
  await client.ask(signOutDevice, { params: { deviceId: mine?.id ?? '' } })
  assert.equal(await second.refused(readMe), 'not_signed_in')
  assert.equal((await third.ask(readMe)).mail, resident.mail)
  assert.equal(await client.refused(signOutDevice, { params: { deviceId: makeId() } }), 'not_found')

  await client.ask(signOutElsewhere)
  assert.equal(await third.refused(readMe), 'not_signed_in')
  assert.equal(await fourth.refused(readMe), 'not_signed_in')
  assert.equal((await client.ask(listDevices)).devices.length, 1)

  const fifth = await signInElsewhere(town, resident)
  await client.ask(signOutEverywhere)
  assert.equal(await client.refused(readMe), 'not_signed_in')
  assert.equal(await fifth.refused(readMe), 'not_signed_in')
})

test('a device that was signed out and forgotten is new when it comes back', async () => {
  await using town = await openTown()
  const resident = await register(town)
  const other = await signInElsewhere(town, resident)
  const { devices } = await other.ask(listDevices)
  await resident.client.ask(signOutDevice, { params: { deviceId: devices[0]?.id ?? '' } })
  await other.ask(signIn, { body: { mail: resident.mail, password: resident.password } })
  assert.equal((await mailsOf(town, resident.mail)).length, 2)
})

test('大切な変更: ten minutes after the last proof it is asked for again', async () => {
  await using town = await openTown()
  const resident = await register(town)
  const { client, phone } = resident
  await client.ask(setPhone, { body: { phone } })
  town.clock.advance({ minutes: 10 })
  const refusals = [
    client.refused(setPhone, { body: { phone } }),
    client.refused(startSecondStep),
    client.refused(startAuthenticator),
    client.refused(removeAuthenticator),
    client.refused(startPasskey),
    client.refused(removePasskey, { params: { passkeyId: makeId() } }),
    client.refused(makeRecoveryCodes),
    client.refused(changeMail, { body: { mail: 'new@example.jp' } }),
    client.refused(linkBankAccount, { body: { id: makeId(), bankCode: '0017' } }),
    client.refused(unlinkBankAccount, { params: { id: makeId() } }),
  ]
  assert.deepEqual(await Promise.all(refusals), Array(refusals.length).fill('step_up_required'))
  await stepUpByPassword(resident)
  await client.ask(setPhone, { body: { phone } })
})

test('もう一度の確認: with the second step or the password, and only for the session that asked', async () => {
  await using town = await openTown()
  const resident = await register(town)
  const { client, phone, password } = resident
  await switchOnSecondStep(town, resident)
  town.clock.advance({ minutes: 20 })
  const { challengeId, ways, phoneEnding } = await client.ask(startStepUp)
  assert.deepEqual([ways, phoneEnding], [['sms', 'password'], phone.slice(-4)])
  const byPassword = { body: { challengeId, way: 'password', code: 'not-the-password' } } as const
  assert.equal(await client.refused(finishStepUp, byPassword), 'password_wrong')
  assert.equal(
    await client.refused(finishStepUpByPasskey, { body: { challengeId, credential: {} } }),
    'passkey_wrong',
  )
  await client.ask(sendSecondStepPasscode, { body: { challengeId } })
  const code = await town.phoneOf(phone).lastCode()

  // It lets nobody in, and no other session may use it.
  const stranger = town.newClient()
  assert.equal(
    await stranger.refused(finishSecondStep, { body: { challengeId, code } }),
    'second_step_expired',
  )
  const started = await stranger.ask(signIn, { body: { mail: resident.mail, password } })
  assert.ok(started.state === 'second_step')
  const ownCode = await town.phoneOf(phone).lastCode()
  await stranger.ask(finishSecondStep, { body: { challengeId: started.challengeId, code: ownCode } })
  const answer = { body: { challengeId, way: 'sms', code } } as const
  assert.equal(await stranger.refused(finishStepUp, answer), 'second_step_expired')

  await client.ask(finishStepUp, answer)
  await client.ask(setPhone, { body: { phone } })
})

test('パスワードの変更: needs the old one, ends other sessions, and is told by mail', async () => {
  await using town = await openTown()
  const resident = await register(town)
  const { client, mail, password } = resident
  const other = await signInElsewhere(town, resident)
  const newPassword = 'けやき並木は夏がいい'
  const change = (currentPassword: string, wished = newPassword) => ({
    body: { currentPassword, newPassword: wished },
  })
  assert.equal(await client.refused(changePassword, change('not-the-password')), 'password_wrong')
  assert.equal(await client.refused(changePassword, change(password, '12345678')), 'password_too_weak')
  await client.ask(changePassword, change(password))
  assert.equal((await client.ask(readMe)).mail, mail)
  assert.equal(await other.refused(readMe), 'not_signed_in')
  assert.equal(await other.refused(signIn, { body: { mail, password } }), 'wrong_mail_or_password')
  await other.ask(signIn, { body: { mail, password: newPassword } })
  const subjects = (await mailsOf(town, mail)).map(({ subject }) => subject)
  assert.ok(subjects.includes('パスワードが変更されました'))
})

test('メールアドレスの変更: a link to the new address, word to the old one, and the change with the link', async () => {
  await using town = await openTown()
  const resident = await register(town)
  const { client, mail, password } = resident
  const moved = 'moved@example.jp'
  await client.ask(changeMail, { body: { mail: moved } })
  assert.equal((await client.ask(readMe)).mail, mail)
  assert.equal((await mailsOf(town, mail)).at(-1)?.subject, 'メールアドレス変更の申し込みがありました')
  const token = (await town.inboxOf(moved).lastLink()).searchParams.get('token') ?? ''
  await client.ask(verifyMail, { body: { token } })
  const me = await client.ask(readMe)
  assert.deepEqual([me.mail, me.proofs.mail], [moved, true])
  assert.equal((await mailsOf(town, mail)).at(-1)?.subject, 'メールアドレスが変更されました')
  await town.newClient().ask(signIn, { body: { mail: moved, password } })
  assert.equal(await client.refused(verifyMail, { body: { token } }), 'link_invalid')
})

test('メールアドレスの変更: an address that has an account is not taken, and nobody is told whose it is', async () => {
  await using town = await openTown()
  const [one, two] = [await register(town), await register(town)]
  assert.deepEqual(await one.client.ask(changeMail, { body: { mail: two.mail } }), { sentTo: two.mail })
  const mails = await mailsOf(town, two.mail)
  assert.doesNotMatch(mails.at(-1)?.text ?? '', /https?:/)
  assert.equal((await one.client.ask(readMe)).mail, one.mail)
})

test('2段階認証: a change of it is told by mail', async () => {
  await using town = await openTown()
  const resident = await register(town)
  await switchOnSecondStep(town, resident)
  assert.equal((await mailsOf(town, resident.mail)).at(-1)?.subject, '2段階認証の設定が変更されました')
  const { client, mail, phone } = resident
  await client.ask(setPhone, { body: { phone } })
  assert.equal((await mailsOf(town, mail)).length, 1, 'the same number is no news')
  await client.ask(setPhone, { body: { phone: '080-1234-5678' } })
  assert.equal((await mailsOf(town, mail)).length, 2)
})
