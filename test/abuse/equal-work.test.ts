// ABU-A09: whether an address has an account is told by no answer's time, for the server does the same work either
// way: the same statements in the same order, as many derivations of a key, as many mails.
import assert from 'node:assert/strict'
import { createHook } from 'node:async_hooks'
import { test } from 'node:test'
import type { Pool, PoolClient } from 'pg'
import type { Endpoint } from '#contract/endpoint.ts'
import { staffSignIn } from '#contract/merchants.ts'
import { operatorSignIn } from '#contract/operator-sign-in.ts'
import {
  requestOperatorPasswordReset,
  requestPasswordReset,
  requestStaffPasswordReset,
} from '#contract/recovery.ts'
import { changeMail, sendMailVerification, signIn, signUp } from '#contract/sign-in.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import type { Client } from '../client.ts'
import { bakeryOwner, office } from '../people.ts'
import { readVersions, register, signUpOnly } from '../steps.ts'
import { openTown, type Town } from '../town.ts'

type Work = { statements: string[]; derivations: number; mails: number }

/** Notes each statement that goes out by a connection of this pool, as its text without values. */
function watchStatements(pool: Pool): string[] {
  const statements: string[] = []
  const watched = new WeakSet<PoolClient>()
  pool.on('acquire', (client) => {
    if (watched.has(client)) return
    watched.add(client)
    const { query } = client
    client.query = ((statement: string | { text: string }, ...rest: unknown[]) => {
      statements.push(typeof statement === 'string' ? statement : statement.text)
      return (query as (...all: unknown[]) => unknown).call(client, statement, ...rest)
    }) as PoolClient['query']
  })
  return statements
}

/** What derives a key from a password, by the names that Node gives such work. */
const derivation = /^(ARGON2|SCRYPT|PBKDF2)REQUEST$/

/** Gives what measures the work of one request. */
function openScales(town: Town) {
  const statements = watchStatements(town.context.database.pool)
  let derivations = 0
  createHook({
    init(_id, type) {
      if (derivation.test(type)) derivations += 1
    },
  }).enable()
  const { mail } = town.context.providers
  let mails = 0
  town.context.providers.mail = {
    ...mail,
    send: (message) => {
      mails += 1
      return mail.send(message)
    },
  }
  return async (work: () => Promise<unknown>): Promise<Work> => {
    statements.length = 0
    ;[derivations, mails] = [0, 0]
    await work()
    return { statements: [...statements], derivations, mails }
  }
}

const send = (client: Client, endpoint: Endpoint, body: object = {}) =>
  client.send({
    ...{ method: endpoint.method, url: `/api${endpoint.path}`, body: JSON.stringify(body) },
    headers: { 'content-type': 'application/json' },
  })

/** An address of each kind that must not be told apart; the last has nobody. */
async function addresses(town: Town): Promise<string[]> {
  const [proven, federated] = [await register(town), await register(town)]
  await town.database.run(sql`update sign_in.login set password_hash = null where subject = ${federated.id}`)
  const claimed = await signUpOnly(town)
  return [proven.mail, federated.mail, claimed.mail, 'nobody@example.jp']
}

/** Every address of a path is asked about once to warm up, so that nothing is done for the first time. */
async function assertAlike(
  town: Town,
  mails: string[],
  ask: (mail: string) => Promise<{ status: number }>,
  expected: Partial<Work> & { status: number },
): Promise<void> {
  const weigh = openScales(town)
  const seen: Work[] = []
  for (const mail of ['warm-up@example.jp', ...mails]) {
    seen.push(await weigh(async () => assert.equal((await ask(mail)).status, expected.status, mail)))
  }
  const [, ...weighed] = seen
  for (const [n, work] of weighed.entries()) {
    assert.deepEqual(work, weighed.at(-1), `${mails[n]} and ${mails.at(-1)}`)
  }
  const { derivations, mails: sent, statements } = weighed[0] ?? { derivations: 0, mails: 0, statements: [] }
  assert.deepEqual([derivations, sent], [expected.derivations, expected.mails])
  assert.ok(statements.length >= 2, 'the scales see statements')
}

const wrong = 'a wrong guess'

test('ABU-A09 signing in does the same work for every address', async () => {
  await using town = await openTown()
  const mails = await addresses(town)
  const ask = (mail: string) => send(town.newClient(), signIn, { mail, password: wrong })
  // Who has proven the address, and who has claimed it.
  await assertAlike(town, mails, ask, { status: 401, derivations: 2, mails: 0 })
})

for (const [who, endpoint, known] of [
  ['a store', staffSignIn, bakeryOwner.mail ?? ''],
  ['the office', operatorSignIn, office.mail],
] as const) {
  test(`ABU-A09 signing in to ${who} does the same work for every address`, async () => {
    await using town = await openTown()
    const ask = (mail: string) => send(town.newClient(), endpoint, { mail, password: wrong })
    await assertAlike(town, [known, 'nobody@example.jp'], ask, { status: 401, derivations: 1, mails: 0 })
  })
}

test('ABU-A09 signing in while tries pause does the same work for every address', async () => {
  await using town = await openTown()
  const mails = await addresses(town)
  const ask = (mail: string) => send(town.newClient(), signIn, { mail, password: wrong })
  for (const mail of ['warm-up@example.jp', ...mails]) for (let n = 0; n < 5; n += 1) await ask(mail)
  // However slow the machine is that runs this.
  await town.database.run(sql`update sign_in.attempt set paused_until = now() + interval '1 day'`)
  await assertAlike(town, mails, ask, { status: 429, derivations: 0, mails: 0 })
})

test('ABU-A09 registering does the same work for every address', async () => {
  await using town = await openTown()
  const mails = await addresses(town)
  const versions = await readVersions(town.newClient())
  const password = 'a-long-enough-password'
  const ask = (mail: string) => send(town.newClient(), signUp, { id: makeId(), mail, password, ...versions })
  await assertAlike(town, mails, ask, { status: 200, derivations: 1, mails: 0 })
})

test('ABU-A09 a forgotten password makes the same work of every address', async () => {
  await using town = await openTown()
  const mails = await addresses(town)
  const ask = (mail: string) => send(town.newClient(), requestPasswordReset, { mail })
  await assertAlike(town, mails, ask, { status: 200, derivations: 0, mails: 0 })
})

for (const [who, endpoint, known] of [
  ['a store', requestStaffPasswordReset, bakeryOwner.mail ?? ''],
  ['the office', requestOperatorPasswordReset, office.mail],
] as const) {
  test(`ABU-A09 a forgotten password at ${who} makes the same work of every address`, async () => {
    await using town = await openTown()
    const ask = (mail: string) => send(town.newClient(), endpoint, { mail })
    await assertAlike(town, [known, 'nobody@example.jp'], ask, { status: 200, derivations: 0, mails: 0 })
  })
}

test('ABU-A09 the mail of メール認証 makes the same work of every address', async () => {
  await using town = await openTown()
  const mails = await addresses(town)
  const versions = await readVersions(town.newClient())
  const claimants = new Map<string, Client>()
  for (const mail of ['warm-up@example.jp', ...mails]) {
    const client = town.newClient()
    const body = { id: makeId(), mail, password: 'a-long-enough-password', ...versions }
    await client.ask(signUp, { body })
    claimants.set(mail, client)
  }
  const ask = (mail: string) => send(claimants.get(mail) ?? town.newClient(), sendMailVerification)
  await assertAlike(town, mails, ask, { status: 200, derivations: 0, mails: 1 })
})

test('ABU-A09 changing one’s address makes the same work of every address', async () => {
  await using town = await openTown()
  const mails = await addresses(town)
  const askers = new Map<string, Client>()
  // A login gets few links an hour, so each asks once.
  for (const mail of ['warm-up@example.jp', ...mails]) askers.set(mail, (await register(town)).client)
  const ask = (mail: string) => send(askers.get(mail) ?? town.newClient(), changeMail, { mail })
  await assertAlike(town, mails, ask, { status: 200, derivations: 0, mails: 1 })
})
