// The scanner that runs at the end of every town must be able to fail: each kind of secret is planted in each
// place, and found there.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import {
  confirmAuthenticator,
  makeRecoveryCodes,
  setPhone,
  startAuthenticator,
  startSecondStep,
} from '#contract/sign-in.ts'
import { requestPasswordReset } from '#contract/recovery.ts'
import { sql } from '#server/lib/database.ts'
import { showDigits } from '../authenticator.ts'
import { register } from '../steps.ts'
import { bakeryNumber } from '../people.ts'
import { openTown } from '../town.ts'
import { type Known, scan } from './scan.ts'
import { watchSecrets } from './watch.ts'

const token = randomBytes(32).toString('base64url')
const known: Known[] = [
  { kind: 'password', value: 'migiwa-no-hotaru-7' },
  { kind: 'passcode', value: '048291' },
  { kind: 'session token', value: token },
  { kind: 'recovery code', value: '01AZ0-1ZJKM', shownBy: '/api/me/recovery-codes' },
]
const found = (text: string, path?: string) =>
  scan([{ name: 'here', text, ...(path ? { path } : {}) }], known).map(({ what }) => what)

const der = `3082025a3082${'01c2a003'.repeat(60)}`
for (const [what, text] of [
  ['password', '{"note":"migiwa-no-hotaru-7"}'],
  ['password', Buffer.from('migiwa-no-hotaru-7').toString('base64')],
  ['passcode', 'the code was 048291.'],
  ['passcode', '{"body":"認証コード: 048291"}'],
  ['session token', `cookie ${token}`],
  ['session token', `\\x${Buffer.from(token, 'base64url').toString('hex')}`],
  ['recovery code', 'used 01AZ0-1ZJKM'],
  ['an individual number', '(1,123456789018,2026-11-22)'],
  ['an individual number', '1234 5678 9018'],
  ['a card number', '{"pan":"4242424242424242"}'],
  ['a card number', '3782 822463 10005'.replaceAll(' ', '')],
  ['a certificate or a private key', '-----BEGIN CERTIFICATE-----'],
  ['a certificate or a private key', `(7,\\x${der})`],
  ['a certificate or a private key', Buffer.from(der.repeat(2), 'hex').toString('base64')],
  ['a signed token', `eyJhbGciOiJub25lIn0.eyJzdWIiOiIxMjM0In0.${'a'.repeat(43)}`],
] as const) {
  test(`found: ${what} in ${text.slice(0, 40)}`, () => assert.deepEqual(found(text), [what]))
}

for (const text of [
  // A moment, an id, a phone, a store's number, an account, a number whose check digit is wrong.
  '2026-11-22 19:36:25.048291+09',
  '019ab1c2-0482-7048-8291-123456789018',
  '+819012345678 and 1048291 and a048291',
  '{"store":"170101","account":"1234577"}',
  '123456789012',
  '4242424242424241',
  `\\x${randomBytes(32).toString('hex')}`,
]) {
  test(`nothing is seen in ${text}`, () => assert.deepEqual(found(text), []))
}

test('what a person must write down may stand in the one answer that shows it, and nowhere else', () => {
  assert.deepEqual(found('01AZ0-1ZJKM', '/api/me/recovery-codes'), [])
  assert.deepEqual(found('01AZ0-1ZJKM', '/api/me/second-steps'), ['recovery code'])
})

test('a town learns its own secrets, and finds each that is planted in a table', async () => {
  await using town = await openTown()
  const { client, mail, password, phone } = await register(town)
  await client.ask(setPhone, { body: { phone } })
  await client.ask(startSecondStep)
  await client.ask(requestPasswordReset, { body: { mail } })
  await town.work()
  const { secret } = await client.ask(startAuthenticator)
  await client.ask(confirmAuthenticator, { body: { code: showDigits(secret, town.clock.now()) } })
  const { codes } = await client.ask(makeRecoveryCodes)
  const planted = {
    password,
    passcode: await town.phoneOf(phone).lastCode(),
    'mail token': (await town.inboxOf(mail).lastLink()).searchParams.get('token') ?? '',
    'authenticator secret': secret,
    'recovery code': codes[0] ?? '',
    'an individual number': '123456789018',
    'a card number': '4242424242424242',
  }
  const look = () => town.watch.findings(town.database, town.urls)
  assert.deepEqual(await look(), [])

  const all = Object.values(planted).join(' ')
  await town.database.run(sql`create table town.planted as select ${all}::text as note`)
  const inTable = (await look()).map(({ what, where }) => [what, where])
  const expected = (where: string) => Object.keys(planted).map((what) => [what, where])
  assert.deepEqual(inTable.toSorted(), expected('the table town.planted').toSorted())
  await town.database.run(sql`drop table town.planted`)
  assert.deepEqual(await look(), [], 'so that this town may end in peace')
})

test('what a server answers and logs is looked through as well', async () => {
  await using town = await openTown()
  const watch = watchSecrets(async () => [])
  watch.plant.secret({ kind: 'password', value: 'migiwa-no-hotaru-7' })
  watch.plant.answer({ name: 'the answer to GET /api/me', path: '/api/me', text: 'migiwa-no-hotaru-7' })
  watch.log.write('{"level":50,"msg":"no row for migiwa-no-hotaru-7"}')
  const findings = await watch.findings(town.database, town.urls)
  assert.deepEqual(findings, [
    { what: 'password', where: 'the answer to GET /api/me' },
    { what: 'password', where: 'the log' },
  ])
})

test('a passcode that happens to be the number of a seeded store is no finding', async () => {
  await using town = await openTown()
  town.watch.plant.secret({ kind: 'passcode', value: bakeryNumber })
  assert.deepEqual(await town.watch.findings(town.database, town.urls), [])
})

test('a fault is logged without what the person had typed', async () => {
  await using town = await openTown()
  const { client } = await register(town)
  await town.database.run(sql`alter table sign_in.login rename to login_elsewhere`)
  const answer = await client.send({
    method: 'POST',
    url: '/api/sign-in',
    body: JSON.stringify({ mail: 'hanako@example.jp', password: 'a-password-in-a-fault' }),
    headers: { 'content-type': 'application/json' },
  })
  assert.equal(answer.status, 500)
  await town.database.run(sql`alter table sign_in.login_elsewhere rename to login`)
  town.watch.plant.secret({ kind: 'password', value: 'a-password-in-a-fault' })
})
