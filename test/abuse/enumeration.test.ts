// ABU-A09: whether an address has an account is not told by how long an answer takes.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Endpoint } from '#contract/endpoint.ts'
import { requestPasswordReset, requestStaffPasswordReset } from '#contract/recovery.ts'
import { changeMail, signIn, signUp } from '#contract/sign-in.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { hashPassword } from '#server/sign-in/password.ts'
import type { Client } from '../client.ts'
import { readVersions, register } from '../steps.ts'
import { openTown, type Town } from '../town.ts'

/** The most that the medians may differ by. */
const allowedMs = 5
const pairs = 40
/** Of so many pairs, so many may point the same way by chance once in a thousand times. */
const sameWay = 31
/** Another program may take the machine in the middle of a measurement; it does not do so each time. */
const rounds = 4

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

type Pair = { known: number; unknown: number }

/** Whether somebody who measured these pairs would know: the medians differ, and not by the noise of a machine. */
function tells(measured: Pair[]): boolean {
  const apart = median(measured.map(({ known }) => known)) - median(measured.map(({ unknown }) => unknown))
  const slower = measured.filter(({ known, unknown }) => known > unknown).length
  return Math.abs(apart) >= allowedMs && Math.max(slower, measured.length - slower) >= sameWay
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** Asks about a known and an unknown address in turn, either one first as often. */
async function measure(ask: (mail: string) => Promise<unknown>, round: number): Promise<Pair[]> {
  const measured: Pair[] = []
  for (let index = 0; index < pairs; index += 1) {
    const pair = { known: 0, unknown: 0 }
    const order = index % 2 === 0 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const)
    for (const kind of order) pair[kind] = await timeOf(() => ask(`${kind}-${round}-${index}@example.jp`))
    measured.push(pair)
  }
  return measured
}

/** Accounts for every address that will be called known, each asked about once: no pause may colour its time. */
async function fillTown(town: Town): Promise<void> {
  const passwordHash = await hashPassword('nobody will guess this one')
  const mails = Array.from(
    { length: rounds * pairs },
    (_, n) => `known-${Math.floor(n / pairs)}-${n % pairs}@example.jp`,
  )
  await town.database.run(sql`
    insert into sign_in.login (id, audience, subject, mail, password_hash, mail_verified_at, created_at)
    select gen_random_uuid(), audience, gen_random_uuid(), mail, ${passwordHash}, now(), now()
    from unnest(${mails}::text[]) as m(mail), unnest(array['resident', 'staff']) as a(audience)`)
  const wide = { count: 1_000_000, minutes: 1 }
  const limits = JSON.stringify({ wrongPasswords: wide, signUps: wide, resets: wide })
  await town.database.run(sql`
    insert into town.setting (name, valid_from, value)
    values ('source_limits', now() - interval '1 day', ${limits})`)
}

const done = async <E extends Endpoint>(client: Client, endpoint: E, body: object) => {
  const path = `/api${endpoint.path}`
  const headers = { 'content-type': 'application/json' }
  return client.send({ method: endpoint.method, url: path, body: JSON.stringify(body), headers })
}

for (const [name, prepare] of [
  [
    'signing in',
    async (town: Town) => {
      const client = town.newClient()
      return (mail: string) => done(client, signIn, { mail, password: 'a wrong guess' })
    },
  ],
  [
    'registering',
    async (town: Town) => {
      const client = town.newClient()
      const versions = await readVersions(client)
      return (mail: string) =>
        done(client, signUp, { id: makeId(), mail, password: 'a-long-enough-password', ...versions })
    },
  ],
  [
    'a forgotten password',
    async (town: Town) => {
      const client = town.newClient()
      return (mail: string) => done(client, requestPasswordReset, { mail })
    },
  ],
  [
    'a forgotten password at a store',
    async (town: Town) => {
      const client = town.newClient()
      return (mail: string) => done(client, requestStaffPasswordReset, { mail })
    },
  ],
  [
    'changing one’s address',
    async (town: Town) => {
      // Five links an hour go out for a login, so the clock is moved on between them.
      const { client } = await register(town)
      let asked = 0
      return async (mail: string) => {
        asked += 1
        if (asked % 4 === 0) {
          await town.database.run(
            sql`update sign_in.mail_verification set sent_at = sent_at - interval '1 day'`,
          )
        }
        return done(client, changeMail, { mail })
      }
    },
  ],
] as const) {
  test(`ABU-A09 ${name}: the medians of known and unknown addresses differ by less than 5 ms`, async (t) => {
    await using town = await openTown()
    const ask = await prepare(town)
    await fillTown(town)
    for (let warm = 0; warm < 10; warm += 1) await ask(`warm-${warm}@example.jp`)
    for (let round = 0; round < rounds; round += 1) {
      const measured = await measure(ask, round)
      const [known, unknown] = (['known', 'unknown'] as const).map((kind) =>
        median(measured.map((pair) => pair[kind])).toFixed(2),
      )
      t.diagnostic(`known ${known} ms, unknown ${unknown} ms`)
      if (!tells(measured)) return
    }
    assert.fail(`${name} tells by its time who has an account`)
  })
}

test('ABU-A09 the measurement sees ten milliseconds in noise of twenty', () => {
  const noise = Array.from({ length: pairs }, (_, n) => 50 + ((n * 7919) % 41) - 20)
  const quiet = noise.map((ms, n) => ({ known: ms, unknown: noise[(n + 1) % pairs] ?? ms }))
  assert.equal(tells(quiet), false)
  assert.equal(tells(noise.map((ms) => ({ known: ms + 10, unknown: ms }))), true)
})
