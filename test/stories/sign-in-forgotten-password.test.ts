// パスワードをお忘れの方: a link to the address on record, and nothing that helps anybody else.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readMe } from '#contract/residents.ts'
import { requestPasswordReset, resetPassword } from '#contract/recovery.ts'
import { changeMail, finishSecondStep, signIn, verifyMail } from '#contract/sign-in.ts'
import { sql } from '#server/lib/database.ts'
import { enterWith } from '../federated.ts'
import { register, type Resident, switchOnSecondStep } from '../steps.ts'
import { openTown, type Town } from '../town.ts'

const newPassword = 'けやき並木は夏がいい'

/** Asks for a link, as somebody who is not signed in; gives its token. */
async function askForLink(town: Town, mail: string): Promise<string> {
  await town.newClient().ask(requestPasswordReset, { body: { mail } })
  await town.work()
  return (await town.inboxOf(mail).lastLink()).searchParams.get('token') ?? ''
}

const signInAs = ({ mail }: Resident, password: string) => ({ body: { mail, password } })

test('再設定: the link sets a new password once; every session ends, and the owner hears of it', async () => {
  await using town = await openTown()
  const resident = await register(town)
  const token = await askForLink(town, resident.mail)
  const client = town.newClient()
  const weak = { body: { token, newPassword: '12345678' } }
  assert.equal(await client.refused(resetPassword, weak), 'password_too_weak')
  await client.ask(resetPassword, { body: { token, newPassword } })
  assert.equal(await client.refused(readMe), 'not_signed_in', 'the link itself lets nobody in')
  assert.equal(await resident.client.refused(readMe), 'not_signed_in')
  assert.equal(await client.refused(signIn, signInAs(resident, resident.password)), 'wrong_mail_or_password')
  await client.ask(signIn, signInAs(resident, newPassword))
  const again = { body: { token, newPassword: 'another-long-password' } }
  assert.equal(await client.refused(resetPassword, again), 'reset_link_invalid')
  await town.work()
  const subjects = (await town.inboxOf(resident.mail).all()).map(({ subject }) => subject)
  assert.ok(subjects.includes('パスワードが再設定されました'))
})

test('再設定: the second step is still asked for', async () => {
  await using town = await openTown()
  const resident = await register(town)
  await switchOnSecondStep(town, resident)
  const token = await askForLink(town, resident.mail)
  const client = town.newClient()
  await client.ask(resetPassword, { body: { token, newPassword } })
  const started = await client.ask(signIn, signInAs(resident, newPassword))
  assert.ok(started.state === 'second_step')
  assert.equal(await client.refused(readMe), 'not_signed_in')
  const code = await town.phoneOf(resident.phone).lastCode()
  await client.ask(finishSecondStep, { body: { challengeId: started.challengeId, code } })
})

test('再設定: a link lives one hour, ten at once are one, and each new one leaves the others as they are', async () => {
  await using town = await openTown()
  const resident = await register(town)
  const [first, second] = [await askForLink(town, resident.mail), await askForLink(town, resident.mail)]
  const use = (token: string) => town.newClient().call(resetPassword, { body: { token, newPassword } })
  const answers = await Promise.all(Array.from({ length: 10 }, () => use(first)))
  assert.equal(answers.filter(({ status }) => status === 200).length, 1)
  assert.equal((await use(second)).problem?.code, 'reset_link_invalid', 'setting a password ends every link')
  const late = await askForLink(town, resident.mail)
  town.clock.advance({ minutes: 61 })
  assert.equal((await use(late)).problem?.code, 'reset_link_invalid')
})

test('再設定: who was locked out by somebody else’s guesses is let in again', async () => {
  await using town = await openTown()
  const resident = await register(town)
  const thief = town.newClient()
  for (let tries = 0; tries < 6; tries += 1) await thief.refused(signIn, signInAs(resident, 'a guess'))
  assert.equal(await thief.refused(signIn, signInAs(resident, resident.password)), 'sign_in_paused')
  const token = await askForLink(town, resident.mail)
  await town.newClient().ask(resetPassword, { body: { token, newPassword } })
  await town.newClient().ask(signIn, signInAs(resident, newPassword))
})

test('ABU-A07 looking at the link, as scanners do, spends nothing', async () => {
  await using town = await openTown()
  const { mail } = await register(town)
  const token = await askForLink(town, mail)
  const scanner = town.newClient()
  for (const url of [`/password-reset/new?token=${token}`, `/api/password-resets/answers?token=${token}`]) {
    await scanner.send({ method: 'GET', url })
  }
  await town.newClient().ask(resetPassword, { body: { token, newPassword } })
})

test('ABU-A08 the link goes to the address on record, and a change of address that was asked for dies', async () => {
  await using town = await openTown()
  const resident = await register(town)
  const thiefsMail = 'thief@example.jp'
  // The thief has the open session for a moment, and asks for links to a mailbox of his.
  await resident.client.ask(changeMail, { body: { mail: thiefsMail } })
  const change = (await town.inboxOf(thiefsMail).lastLink()).searchParams.get('token') ?? ''
  await town.newClient().ask(requestPasswordReset, { body: { mail: thiefsMail } })
  await town.work()
  assert.equal((await town.inboxOf(thiefsMail).all()).length, 1, 'no link for an address without an account')

  const token = await askForLink(town, resident.mail)
  await town.newClient().ask(resetPassword, { body: { token, newPassword } })
  // A link that went to the old address is dead once the address has changed.
  const client = town.newClient()
  await client.ask(signIn, signInAs(resident, newPassword))
  assert.equal(await client.refused(verifyMail, { body: { token: change } }), 'link_invalid')
  const old = await askForLink(town, resident.mail)
  await client.ask(changeMail, { body: { mail: 'moved@example.jp' } })
  const moved = (await town.inboxOf('moved@example.jp').lastLink()).searchParams.get('token') ?? ''
  await client.ask(verifyMail, { body: { token: moved } })
  const stale = { body: { token: old, newPassword: 'yet-another-password' } }
  assert.equal(await client.refused(resetPassword, stale), 'reset_link_invalid')
})

test('ABU-A08 a mailbox does not become a way into an account that has no password', async () => {
  await using town = await openTown()
  const client = town.newClient()
  await enterWith(town, client, 'sign_up', { provider: 'google', person: 'misaki' })
  const mail = 'misaki.minuma@mail.example'
  await town.newClient().ask(requestPasswordReset, { body: { mail } })
  await town.work()
  const last = (await town.inboxOf(mail).all()).at(-1)
  assert.match(last?.text ?? '', /Google または Apple/)
  assert.doesNotMatch(last?.text ?? '', /token=/)
})

test('ABU-A09 a link is answered alike for every address, and five an hour go out', async () => {
  await using town = await openTown()
  const { mail } = await register(town)
  const ask = (address: string) => town.newClient().call(requestPasswordReset, { body: { mail: address } })
  assert.deepEqual(await ask('nobody@example.jp'), await ask(mail))
  for (let asked = 1; asked < 8; asked += 1) await ask(mail)
  await town.work()
  const sent = await town.database.many(sql`select token_hash from sign_in.password_reset`)
  assert.equal(sent.length, 5)
  assert.deepEqual(await town.inboxOf('nobody@example.jp').all(), [])
})

test('ABU-A11 no session outlives a reset, wherever it is', async () => {
  await using town = await openTown()
  const resident = await register(town)
  const other = town.newClient()
  await other.ask(signIn, signInAs(resident, resident.password))
  const token = await askForLink(town, resident.mail)
  // Also the browser that resets has to sign in anew.
  await other.ask(resetPassword, { body: { token, newPassword } })
  for (const client of [other, resident.client]) assert.equal(await client.refused(readMe), 'not_signed_in')
})
