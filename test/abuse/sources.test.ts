// Limits by source: what no limit of a single address sees.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { requestPasswordReset } from '#contract/recovery.ts'
import { signIn, signUp } from '#contract/sign-in.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { sourceOf } from '#server/sign-in/sources.ts'
import type { Client } from '../client.ts'
import { demoPassword, personOf } from '../people.ts'
import { readVersions } from '../steps.ts'
import { openTown, type Town } from '../town.ts'

const limitsOf = (town: Town, limits: object) =>
  town.database.run(sql`
    insert into town.setting (name, valid_from, value)
    values ('source_limits', now() - interval '1 day', ${JSON.stringify(limits)})`)

/** Tries a password at an address as if the request had come through proxies that say so. */
async function tryFrom(client: Client, forwarded: string, mail: string, password = 'Spring2026!') {
  const { status, body } = await client.send({
    method: 'POST',
    url: '/api/sign-in',
    body: JSON.stringify({ mail, password }),
    headers: { 'content-type': 'application/json', 'x-forwarded-for': forwarded },
  })
  return status === 200 ? 'signed_in' : (JSON.parse(body) as { code: string }).code
}

const countOf = (all: readonly string[], one: string) => all.filter((each) => each === one).length

test('ABU-A03 one password over many addresses is stopped at the source, however many at once', async () => {
  await using town = await openTown()
  await limitsOf(town, { wrongPasswords: { count: 10, minutes: 10 } })
  const client = town.newClient()
  const spray = Array.from({ length: 30 }, (_, n) =>
    client.refused(signIn, { body: { mail: `victim-${n}@example.jp`, password: 'Spring2026!' } }),
  )
  const answers = await Promise.all(spray)
  assert.deepEqual(
    [countOf(answers, 'wrong_mail_or_password'), countOf(answers, 'too_many_requests')],
    [10, 20],
  )
  const { problem } = await client.call(signIn, {
    body: { mail: personOf('yui').mail, password: demoPassword },
  })
  assert.equal(problem?.code, 'too_many_requests', 'and the right one is not told from the wrong')
  assert.ok(Number(problem?.facts?.['waitSeconds']) <= 600)
  town.clock.advance({ minutes: 11 })
  await client.ask(signIn, { body: { mail: personOf('yui').mail, password: demoPassword } })
})

test('ABU-A01 right passwords are not counted, and a device that the login knows is let in meanwhile', async () => {
  await using town = await openTown()
  await limitsOf(town, { wrongPasswords: { count: 3, minutes: 10 } })
  const owner = town.newClient()
  const body = { mail: personOf('yui').mail, password: demoPassword }
  for (let times = 0; times < 6; times += 1) await owner.ask(signIn, { body })
  const thief = town.newClient()
  for (let n = 0; n < 4; n += 1) await tryFrom(thief, '', `victim-${n}@example.jp`)
  assert.equal(await town.newClient().refused(signIn, { body }), 'too_many_requests')
  // The same home or carrier, but the owner's own browser.
  assert.deepEqual(await owner.ask(signIn, { body }), { state: 'signed_in' })
})

test('ABU-D01 X-Forwarded-For is believed of our own proxies only, and only what they saw themselves', async () => {
  await using open = await openTown()
  await limitsOf(open, { wrongPasswords: { count: 3, minutes: 10 } })
  const liar = open.newClient()
  const lies = []
  for (let n = 0; n < 6; n += 1) lies.push(await tryFrom(liar, `203.0.113.${n}`, `victim-${n}@example.jp`))
  assert.equal(countOf(lies, 'too_many_requests'), 3, 'no proxy is trusted: all come from one address')

  await using behind = await openTown({ environment: { TRUSTED_PROXIES: '127.0.0.1,10.0.0.0/8' } })
  await limitsOf(behind, { wrongPasswords: { count: 3, minutes: 10 } })
  const client = behind.newClient()
  for (let n = 0; n < 6; n += 1) {
    // What the client wrote itself stands in front of what the proxy added.
    const answer = await tryFrom(client, `192.0.2.${n}, 203.0.113.9, 10.1.2.3`, `victim-${n}@example.jp`)
    assert.equal(answer, n < 3 ? 'wrong_mail_or_password' : 'too_many_requests')
  }
  const other = await tryFrom(client, '203.0.113.10', personOf('yui').mail, demoPassword)
  assert.equal(other, 'signed_in', 'another source is another source')
})

test('ABU-D01 registrations and links for forgotten passwords have limits by source too', async () => {
  await using town = await openTown()
  await limitsOf(town, { signUps: { count: 2, minutes: 60 }, resets: { count: 2, minutes: 60 } })
  const client = town.newClient()
  const versions = await readVersions(client)
  const start = (n: number) => ({
    body: { id: makeId(), mail: `flood-${n}@example.jp`, password: 'a-long-enough-password', ...versions },
  })
  const reset = (n: number) => ({ body: { mail: `flood-${n}@example.jp` } })
  for (const n of [1, 2]) {
    await client.ask(signUp, start(n))
    await client.ask(requestPasswordReset, reset(n))
  }
  assert.equal(await client.refused(signUp, start(3)), 'too_many_requests')
  assert.equal(await client.refused(requestPasswordReset, reset(3)), 'too_many_requests')
})

for (const [address, source] of [
  ['203.0.113.9', '203.0.113.9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
] as const) {
  test(`${address} counts as ${source}`, () => assert.equal(sourceOf(address), source))
}
