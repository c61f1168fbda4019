// stories: sign-in, residents
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readMe } from '#contract/residents.ts'
import { signIn, signOut, signUp } from '#contract/sign-in.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { demoPassword } from '../people.ts'
import { proveMail, readVersions, signUpOnly, switchOnSecondStep } from '../steps.ts'
import { openTown, type Town } from '../town.ts'

const bodyOf = async (town: Town, mail: string) => ({
  ...{ id: makeId(), mail, password: 'a-long-enough-password' },
  ...(await readVersions(town.newClient())),
})

test('新規登録: agreeing to the documents in force makes a resident with an empty wallet', async () => {
  await using town = await openTown()
  const { client, id, mail } = await signUpOnly(town)
  const me = await client.ask(readMe)
  assert.deepEqual(
    { id: me.residentId, mail: me.mail, proofs: me.proofs, frozen: me.frozen },
    { id, mail, proofs: { mail: false, sms: false, card: false }, frozen: false },
  )
  const consents = await town.database.many(
    sql`select kind, version from residents.consent where resident_id = ${id} order by kind`,
  )
  assert.deepEqual(consents, [
    { kind: 'privacy', version: '2026-04-01' },
    { kind: 'terms', version: '2026-04-01' },
  ])
  assert.equal(await town.books(id), '')
})

test('新規登録: as in the guide, home first, and メール認証 by the link of a mail afterwards', async () => {
  await using town = await openTown()
  const resident = await signUpOnly(town)
  const { client, mail, password } = resident
  await client.ask(signOut)
  await client.ask(signIn, { body: { mail, password } })
  assert.equal((await client.ask(readMe)).proofs.mail, false)
  await proveMail(town, resident)
  assert.equal((await client.ask(readMe)).proofs.mail, true)
})

test('新規登録: sent twice it is one resident, also when both arrive at once, and for ten minutes', async () => {
  await using town = await openTown()
  const body = await bodyOf(town, 'twin@example.jp')
  const clients = [town.newClient(), town.newClient(), town.newClient()]
  const answers = await Promise.all(clients.map((client) => client.ask(signUp, { body })))
  assert.deepEqual(new Set(answers.map(({ residentId }) => residentId)), new Set([body.id]))
  for (const client of clients) assert.equal((await client.ask(readMe)).residentId, body.id)
  assert.equal(
    (await town.database.many(sql`select id from sign_in.login where mail = ${body.mail}`)).length,
    1,
  )
  const guess = { body: { ...body, password: 'a-guess-at-the-password' } }
  assert.equal(await town.newClient().refused(signUp, guess), 'invalid_input')
  town.clock.advance({ minutes: 11 })
  assert.equal(await town.newClient().refused(signUp, { body }), 'invalid_input')
})

test('新規登録: sent again it is no way past the second step, nor into an account that is proven', async () => {
  await using town = await openTown()
  const body = await bodyOf(town, 'again@example.jp')
  const client = town.newClient()
  await client.ask(signUp, { body })
  const resident = { ...body, phone: '+816088881111', client }
  await switchOnSecondStep(town, resident)
  assert.equal(await town.newClient().refused(signUp, { body }), 'invalid_input')
  await proveMail(town, resident)
  assert.equal(await town.newClient().refused(signUp, { body }), 'invalid_input')
})

test('新規登録: guesses by sending again are counted like guesses at a password', async () => {
  await using town = await openTown()
  const body = await bodyOf(town, 'guessed@example.jp')
  await town.newClient().ask(signUp, { body })
  const guesses = Array.from({ length: 20 }, (_, n) =>
    town.newClient().refused(signUp, { body: { ...body, password: `a-guess-number-${n}` } }),
  )
  const codes = await Promise.all(guesses)
  assert.equal(codes.filter((code) => code === 'invalid_input').length, 5)
  assert.equal(codes.filter((code) => code === 'sign_in_paused').length, 15)
})

test('新規登録: what is refused', async () => {
  await using town = await openTown()
  const client = town.newClient()
  const body = await bodyOf(town, 'new@example.jp')
  const cases = [
    [{ termsVersion: '2020-01-01' }, 'terms_outdated'],
    [{ password: 'password' }, 'password_too_weak'],
    [{ password: 'short' }, 'invalid_input'],
    [{ mail: 'nobody' }, 'invalid_input'],
  ] as const
  for (const [change, code] of cases) {
    assert.equal(await client.refused(signUp, { body: { ...body, ...change } }), code, JSON.stringify(change))
  }
  await client.ask(signUp, { body })
  const other = { body: { ...body, mail: 'another@example.jp' } }
  assert.equal(await client.refused(signUp, other), 'invalid_input', 'an id stands for one address')
})

test('サインイン: a wrong password is refused, and signing out holds at once', async () => {
  await using town = await openTown()
  const client = town.newClient()
  const mail = 'shinta@example.jp'
  assert.equal(await client.refused(readMe), 'not_signed_in')
  const wrong = { body: { mail, password: 'not-the-password' } }
  assert.equal(await client.refused(signIn, wrong), 'wrong_mail_or_password')
  const unknown = { body: { mail: 'nobody@example.jp', password: demoPassword } }
  assert.equal(await client.refused(signIn, unknown), 'wrong_mail_or_password')
  assert.deepEqual(await client.ask(signIn, { body: { mail, password: demoPassword } }), {
    state: 'signed_in',
  })
  assert.equal((await client.ask(readMe)).mail, mail)
  await client.ask(signOut)
  assert.equal(await client.refused(readMe), 'not_signed_in')
})
