import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endpoints } from '#contract/all.ts'
import type { Endpoint } from '#contract/endpoint.ts'
import { refusals } from '#contract/refusals.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { bakeryNumber, bakeryOwner, office, storeIdOf } from '../people.ts'
import { openTown, type Town } from '../town.ts'

const writing = endpoints.filter(({ method }) => method !== 'GET')

/** What nobody may send for any field, as JSON text, because JSON.stringify would not write all of it. */
const badValues = [
  ...['null', 'true', '[]', '{}', '-1', '0.5', '1e400', '9007199254740993', '-0', '"１０００"', '""'],
  ...[
    '"\\u0000"',
    '"a\\u0000b"',
    '"\\ud800"',
    '"\' or 1=1 --"',
    `"${'長'.repeat(5000)}"`,
    '999999999999999999999',
  ],
]

const badBodies: [name: string, body: string | undefined, type: string][] = [
  ['no body', undefined, 'application/json'],
  ['an empty body', '', 'application/json'],
  ['broken JSON', '{"id":', 'application/json'],
  ['a JSON that is no object', '[1]', 'application/json'],
  ['null', 'null', 'application/json'],
  ['a prototype', '{"__proto__":{"admin":true}}', 'application/json'],
  ['unknown fields only', '{"surprise":1}', 'application/json'],
  ['a form', 'a=1', 'application/x-www-form-urlencoded'],
  ['another charset', '{}', 'text/plain'],
  ['10 MB', `{"id":"${'x'.repeat(10_000_000)}"}`, 'application/json'],
]

type Clients = Record<Endpoint['audience'], Awaited<ReturnType<Town['signIn']>>>

async function signInEverybody(town: Town): Promise<Clients> {
  return {
    anyone: town.newClient(),
    resident: await town.signIn('hanako'),
    staff: await town.signInStaff(bakeryOwner.mail),
    operator: await town.signInOperator(office.mail),
  }
}

const addressOf = ({ path }: Endpoint) => `/api${path.replaceAll(/:\w+/g, makeId())}`

async function send(clients: Clients, endpoint: Endpoint, body: string | undefined, type: string) {
  const answer = await clients[endpoint.audience].send({
    method: endpoint.method as 'POST',
    url: addressOf(endpoint),
    headers: { 'content-type': type },
    ...(body === undefined ? {} : { body }),
  })
  return { ...answer, problem: problemIn(answer.body) }
}

function problemIn(body: string): { code?: string } {
  try {
    return JSON.parse(body) as { code?: string }
  } catch {
    return {}
  }
}

const booksOf = (town: Town) =>
  town.database.many(sql`
    select (select count(*) from ledger.posting) as postings, (select count(*) from ledger.transfer) as transfers,
           (select sum(coin)::bigint from ledger.wallet) as coin,
           (select sum(points)::bigint from ledger.wallet) as points`)

test('ABU-I08 whatever is sent instead of a body is refused in words, and the books stay', async () => {
  await using town = await openTown()
  const clients = await signInEverybody(town)
  const before = await booksOf(town)
  for (const endpoint of writing.filter(({ body }) => body)) {
    for (const [name, body, type] of badBodies) {
      const { status, problem } = await send(clients, endpoint, body, type)
      const what = `${endpoint.method} ${endpoint.path} with ${name}: ${status} ${JSON.stringify(problem)}`
      assert.ok(status >= 400 && status < 500, what)
      assert.ok(problem.code !== undefined && problem.code in refusals, what)
    }
  }
  assert.deepEqual(await booksOf(town), before)
})

test('ABU-I01 no value in any field makes a fault, and the books stay', async () => {
  await using town = await openTown()
  const clients = await signInEverybody(town)
  const before = await booksOf(town)
  for (const endpoint of writing) {
    const fields = Object.keys((endpoint.body as { shape?: object } | undefined)?.shape ?? {})
    for (const field of fields) {
      for (const value of badValues) {
        const rest = fields
          .filter((other) => other !== field)
          .map((other) => `"${other}":${plausible(other)}`)
        const body = `{${[...rest, `"${field}":${value}`].join(',')}}`
        const { status, problem } = await send(clients, endpoint, body, 'application/json')
        const what = `${endpoint.method} ${endpoint.path} ${field}=${value.slice(0, 40)}: ${status}`
        assert.ok(status < 500, `${what} ${JSON.stringify(problem)}`)
        if (status >= 400) assert.ok(problem.code !== undefined && problem.code in refusals, what)
      }
    }
  }
  assert.deepEqual(await booksOf(town), before)
})

/** Something of the right kind, so that one wrong field is what is looked at. */
function plausible(field: string): string {
  const known: Record<string, string> = {
    storeId: `"${storeIdOf(bakeryNumber)}"`,
    coin: '0',
    points: '0',
    amount: '1000',
    via: '"store_code"',
    bankCode: '"0017"',
    mail: '"somebody@example.jp"',
    password: '"a-long-enough-password"',
    code: '"000000"',
  }
  return known[field] ?? (/id$/i.test(field) ? `"${makeId()}"` : '"文字"')
}

test('addresses that nobody has, and ids that are none, are not found or invalid', async () => {
  await using town = await openTown()
  const clients = await signInEverybody(town)
  for (const url of [
    '/api/nowhere',
    '/api/me/payments/not-an-id',
    '/api/stores/%00',
    '/api/stores/..%2f..%2fetc',
    '/api/me/history?limit=100000',
    '/api/me/history?before=1%00',
    '/api/me/history?limit=1&limit=2',
    `/api/stores?search=${'a'.repeat(3000)}`,
  ]) {
    const { status, body } = await clients.resident.send({ method: 'GET', url })
    assert.ok(status >= 400 && status < 500, `${url}: ${status} ${body.slice(0, 200)}`)
  }
})
