// stories: sign-in, residents
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readMe } from '#contract/residents.ts'
import { finishSignUp, signIn, signOut, signUp } from '#contract/sign-in.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { demoPassword } from '../people.ts'
import { readVersions, register } from '../steps.ts'
import { openTown, type Town } from '../town.ts'

const bodyOf = async (town: Town, mail: string) => ({
  ...{ id: makeId(), mail, password: 'a-long-enough-password' },
  ...(await readVersions(town.newClient())),
})

test('新規登録: agreeing to the documents in force makes a resident with an empty wallet', async () => {
  await using town = await openTown()
  const { client, id, mail } = await register(town)
  const me = await client.ask(readMe)
  assert.deepEqual(
    { id: me.residentId, mail: me.mail, proofs: me.proofs, frozen: me.frozen },
    { id, mail, proofs: { mail: true, sms: false, card: false }, frozen: false },
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

test('新規登録: there is no account before the six digits of the mail, and no session either', async () => {
  await using town = await openTown()
  const body = await bodyOf(town, 'new@example.jp')
  const client = town.newClient()
  assert.deepEqual(await client.ask(signUp, { body }), { sentTo: body.mail })
  assert.equal(await client.refused(readMe), 'not_signed_in')
  const typed = { mail: body.mail, password: body.password }
  assert.equal(await client.refused(signIn, { body: typed }), 'wrong_mail_or_password')
  const code = await town.inboxOf(body.mail).lastCode()
  await client.ask(finishSignUp, { body: { id: body.id, code } })
  assert.equal((await client.ask(readMe)).mail, body.mail)
})

test('新規登録: sent twice it is one resident, also when both arrive at once', async () => {
  await using town = await openTown()
  const body = await bodyOf(town, 'twin@example.jp')
  const clients = [town.newClient(), town.newClient(), town.newClient()]
  await Promise.all(clients.slice(0, 2).map((client) => client.ask(signUp, { body })))
  // Two mails are on the way; the digits that were kept last are good.
  await town.newClient().ask(signUp, { body })
  const code = await town.inboxOf(body.mail).lastCode()
  const answers = await Promise.all(
    clients.map((client) => client.ask(finishSignUp, { body: { id: body.id, code } })),
  )
  assert.deepEqual(new Set(answers.map(({ residentId }) => residentId)), new Set([body.id]))
  assert.equal(
    (await town.database.many(sql`select id from sign_in.login where mail = ${body.mail}`)).length,
    1,
  )
})

test('新規登録: an address that has an account is answered alike; its owner gets word instead of digits', async () => {
  await using town = await openTown()
  const owner = await register(town)
  const before = (await town.inboxOf(owner.mail).all()).length
  const client = town.newClient()
  const body = await bodyOf(town, owner.mail.toUpperCase())
  assert.deepEqual(await client.ask(signUp, { body }), { sentTo: body.mail })
  const mails = await town.inboxOf(body.mail).all()
  const told = mails.length > 0 ? mails : (await town.inboxOf(owner.mail).all()).slice(before)
  assert.equal(told.at(-1)?.subject, '登録済みのお知らせ')
  assert.doesNotMatch(told.at(-1)?.text ?? '', /^\d{6}$/m)
  const guess = { body: { id: body.id, code: '000000' } }
  assert.equal(await client.refused(finishSignUp, guess), 'mail_code_wrong')
})

test('新規登録: an address that is taken between the two steps is told to whoever has proven it', async () => {
  await using town = await openTown()
  const [first, second] = [await bodyOf(town, 'two@example.jp'), await bodyOf(town, 'two@example.jp')]
  const codes: string[] = []
  for (const body of [first, second]) {
    await town.newClient().ask(signUp, { body })
    codes.push(await town.inboxOf(body.mail).lastCode())
  }
  const [one = '', two = ''] = codes
  await town.newClient().ask(finishSignUp, { body: { id: first.id, code: one } })
  const late = { body: { id: second.id, code: two } }
  assert.equal(await town.newClient().refused(finishSignUp, late), 'mail_taken')
})

test('新規登録: the digits have five tries and half an hour, and five mails an hour go to an address', async () => {
  await using town = await openTown()
  const client = town.newClient()
  const body = await bodyOf(town, 'tries@example.jp')
  await client.ask(signUp, { body })
  const code = await town.inboxOf(body.mail).lastCode()
  const wrong = { body: { id: body.id, code: code === '123456' ? '123457' : '123456' } }
  const guesses = await Promise.all(Array.from({ length: 20 }, () => client.refused(finishSignUp, wrong)))
  assert.equal(guesses.filter((each) => each === 'mail_code_wrong').length, 5)
  assert.equal(await client.refused(finishSignUp, { body: { id: body.id, code } }), 'sign_up_expired')
  for (let sent = 1; sent < 5; sent += 1) await client.ask(signUp, { body })
  assert.equal(await client.refused(signUp, { body }), 'too_many_requests')
  const fresh = await town.inboxOf(body.mail).lastCode()
  town.clock.advance({ minutes: 31 })
  assert.equal(await client.refused(finishSignUp, { body: { id: body.id, code: fresh } }), 'sign_up_expired')
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
