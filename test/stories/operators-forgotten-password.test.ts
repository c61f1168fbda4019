// stories: operators, sign-in
// パスワードを忘れたとき, for people of the office: the link of a mail and the second step; a mailbox alone opens nothing.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  operatorSignIn,
  readOperatorPasswordReset,
  resetOperatorPassword,
} from '#contract/operator-sign-in.ts'
import { readOperator } from '#contract/operators.ts'
import { requestOperatorPasswordReset, resetPassword, resetStaffPassword } from '#contract/recovery.ts'
import { sql } from '#server/lib/database.ts'
import { showDigits } from '../authenticator.ts'
import { tokenOf } from '../joining.ts'
import { beginSignIn, signInAgain, signInFirst, strict } from '../office.ts'
import { bakeryOwner, demoPassword, manager, office } from '../people.ts'
import { openTown, type Town } from '../town.ts'

const newPassword = '会議室の窓から見えるけやき'

/** Asks for a link, as somebody who is not signed in; gives its token. */
async function askForLink(town: Town, mail: string): Promise<string> {
  await town.newClient().ask(requestOperatorPasswordReset, { body: { mail } })
  await town.work()
  return tokenOf(await town.inboxOf(mail).lastLink())
}

test('運営の再設定: link and second step set a new password once; every session ends, and a mail says so', async () => {
  await using town = await openTown(strict)
  const equipped = await signInFirst(town, office.mail)
  town.clock.advance({ minutes: 1 })
  const token = await askForLink(town, office.mail)
  const client = town.newClient()
  const look = { body: { token } }
  const { ways } = await client.ask(readOperatorPasswordReset, look)
  assert.deepEqual(ways, ['authenticator', 'recovery_code'])
  const code = showDigits(equipped.secret, town.clock.now())
  const proof = { way: 'authenticator' as const, code }
  const weak = { body: { token, newPassword: '12345678', proof } }
  assert.equal(await client.refused(resetOperatorPassword, weak), 'password_too_weak')
  for (const wrong of [null, { ...proof, code: showDigits(equipped.secret, town.clock.now(), 50) }]) {
    const body = { token, newPassword, proof: wrong }
    assert.equal(await client.refused(resetOperatorPassword, { body }), 'authenticator_code_wrong')
  }
  assert.equal((await equipped.client.ask(readOperator)).name, office.name, 'nothing has happened yet')
  await client.ask(resetOperatorPassword, { body: { token, newPassword, proof } })
  for (const each of [client, equipped.client])
    assert.equal(await each.refused(readOperator), 'not_signed_in')
  const old = { body: { mail: office.mail, password: demoPassword } }
  assert.equal(await client.refused(operatorSignIn, old), 'wrong_mail_or_password')
  const back = await signInAgain(town, equipped, newPassword)
  assert.equal((await back.ask(readOperator)).name, office.name)
  assert.equal(await client.refused(readOperatorPasswordReset, look), 'reset_link_invalid')
  await town.work()
  const told = (await town.inboxOf(office.mail).all()).at(-1)
  assert.equal(told?.subject, 'パスワードが再設定されました')
  assert.match(told?.text ?? '', /\/operator\/password-reset$/)
})

test('運営の再設定: a recovery code stands in for the app; a link lives an hour, and ten at once are one', async () => {
  await using town = await openTown(strict)
  const { codes } = await signInFirst(town, office.mail)
  const token = await askForLink(town, office.mail)
  const use = (each: string, code: string) =>
    town.newClient().call(resetOperatorPassword, {
      body: { token: each, newPassword, proof: { way: 'recovery_code', code } },
    })
  const answers = await Promise.all(codes.map((code) => use(token, code)))
  assert.equal(answers.filter(({ status }) => status === 200).length, 1)
  const late = await askForLink(town, office.mail)
  town.clock.advance({ minutes: 61 })
  assert.equal((await use(late, codes[9] ?? '')).problem?.code, 'reset_link_invalid')
})

test('運営の再設定: who ought to have a second step and has none is sent to the colleagues', async () => {
  await using town = await openTown(strict)
  await town.newClient().ask(requestOperatorPasswordReset, { body: { mail: manager.mail } })
  await town.work()
  const mail = (await town.inboxOf(manager.mail).all()).at(-1)
  assert.match(mail?.text ?? '', /ほかの担当者に/)
  assert.doesNotMatch(mail?.text ?? '', /token=/)
})

test('運営の再設定: in a town to walk through the link is enough for who has no second step', async () => {
  await using town = await openTown()
  const token = await askForLink(town, office.mail)
  const client = town.newClient()
  assert.deepEqual(await client.ask(readOperatorPasswordReset, { body: { token } }), { ways: [] })
  await client.ask(resetOperatorPassword, { body: { token, newPassword, proof: null } })
  await client.ask(operatorSignIn, { body: { mail: office.mail, password: newPassword } })
  assert.equal((await client.ask(readOperator)).name, office.name)
})

test('ABU-A04 guesses behind a link count with those at the sign-in', async () => {
  await using town = await openTown(strict)
  const { secret } = await signInFirst(town, office.mail)
  const token = await askForLink(town, office.mail)
  const guess = (index: number) =>
    town.newClient().call(resetOperatorPassword, {
      body: {
        ...{ token, newPassword },
        proof: { way: 'authenticator', code: showDigits(secret, town.clock.now(), 50 + index) },
      },
    })
  const guesses = await Promise.all(Array.from({ length: 30 }, (_, index) => guess(index)))
  const compared = guesses.filter(({ problem }) => problem?.code !== 'second_step_paused')
  assert.ok(compared.length <= 5, `${compared.length} were compared`)
  town.clock.advance({ minutes: 1 })
  await beginSignIn(town.newClient(), office.mail)
})

test('ABU-A07 looking at the link of somebody at the office, as scanners do, spends nothing', async () => {
  await using town = await openTown()
  const token = await askForLink(town, office.mail)
  for (const url of [
    `/operator/password-reset/new?token=${token}`,
    `/api/operator/password-resets/answers?token=${token}`,
  ])
    await town.newClient().send({ method: 'GET', url })
  for (let looked = 0; looked < 3; looked += 1)
    await town.newClient().ask(readOperatorPasswordReset, { body: { token } })
  await town.newClient().ask(resetOperatorPassword, { body: { token, newPassword, proof: null } })
})

test('ABU-A08 a link of the office opens nothing at the other doors, where no second step is asked for', async () => {
  await using town = await openTown(strict)
  await signInFirst(town, office.mail)
  const token = await askForLink(town, office.mail)
  for (const door of [resetPassword, resetStaffPassword]) {
    const answer = { body: { token, newPassword } }
    assert.equal(await town.newClient().refused(door, answer), 'reset_link_invalid', door.path)
  }
  await beginSignIn(town.newClient(), office.mail)
})

test('ABU-A09 a link is answered alike for every address at the office, and five an hour go out', async () => {
  await using town = await openTown()
  const ask = (mail: string) => town.newClient().call(requestOperatorPasswordReset, { body: { mail } })
  assert.deepEqual(await ask('nobody@example.jp'), await ask(office.mail))
  assert.deepEqual(await ask(bakeryOwner.mail), await ask(office.mail))
  for (let asked = 2; asked < 8; asked += 1) await ask(office.mail)
  await town.work()
  const sent = await town.database.many(sql`select token_hash from sign_in.password_reset`)
  assert.equal(sent.length, 5)
  for (const mail of ['nobody@example.jp', bakeryOwner.mail])
    assert.deepEqual(await town.inboxOf(mail).all(), [])
})
