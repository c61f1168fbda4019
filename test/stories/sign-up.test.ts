// stories: sign-in, residents
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readMe } from '#contract/residents.ts'
import { signIn, signOut, signUp } from '#contract/sign-in.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { demoPassword } from '../people.ts'
import { readVersions, register } from '../steps.ts'
import { openTown } from '../town.ts'

test('新規登録: agreeing to the documents in force makes a resident with an empty wallet', async () => {
  await using town = await openTown()
  const { client, id, mail } = await register(town)
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

test('新規登録: sent twice it is one resident, also when both arrive at once', async () => {
  await using town = await openTown()
  const versions = await readVersions(town.newClient())
  const body = { id: makeId(), mail: 'twin@example.jp', password: 'a-long-enough-password', ...versions }
  const answers = await Promise.all(Array.from({ length: 5 }, () => town.newClient().ask(signUp, { body })))
  assert.deepEqual(new Set(answers.map(({ residentId }) => residentId)), new Set([body.id]))
  const other = { ...body, id: makeId() }
  assert.equal(await town.newClient().refused(signUp, { body: other }), 'mail_taken')
})

test('新規登録: what is refused', async () => {
  await using town = await openTown()
  const client = town.newClient()
  const versions = await readVersions(client)
  const body = { id: makeId(), mail: 'new@example.jp', password: 'a-long-enough-password', ...versions }
  const cases = [
    [{ termsVersion: '2020-01-01' }, 'terms_outdated'],
    [{ mail: 'HANAKO@example.jp' }, 'mail_taken'],
    [{ password: 'password' }, 'password_too_weak'],
    [{ password: 'short' }, 'invalid_input'],
    [{ mail: 'nobody' }, 'invalid_input'],
  ] as const
  for (const [change, code] of cases) {
    assert.equal(await client.refused(signUp, { body: { ...body, ...change } }), code, JSON.stringify(change))
  }
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
