// ABU-I: what one writes so that a machine takes it for its own words: a question, a header, a template, a pattern.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endpoints } from '#contract/all.ts'
import type { Endpoint } from '#contract/endpoint.ts'
import { refusals } from '#contract/refusals.ts'
import { addStaffMember } from '#contract/staff.ts'
import { listStores } from '#contract/merchants.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import type { Client } from '../client.ts'
import { bakeryNumber, bakeryOwner, office } from '../people.ts'
import { definitionOf, parses } from '../shapes.ts'
import { textFieldsOf } from '../text-fields.ts'
import { openTown, type Town } from '../town.ts'

/** What would be another question, more rows, or a long wait, if it were put into a question to the database. */
const questions = [
  `' or '1'='1`,
  `'; drop table ledger.posting; --`,
  `1) union select mail, password_hash from sign_in.login --`,
  `' || pg_sleep(10) || '`,
  `\\'; select 1; --`,
  `$$; select 1; $$`,
  `%' or name like '%`,
  `name desc; select 1`,
]

async function signInEverybody(town: Town): Promise<Record<Endpoint['audience'], Client>> {
  const [resident, staff, operator] = await Promise.all([
    town.signIn('hanako'),
    town.signInStaff(bakeryOwner.mail),
    town.signInOperator(office.mail),
  ])
  return { anyone: town.newClient(), resident, staff, operator }
}

/** Every address of the contract that is read, with this in one of its places after the other. */
function addressesWith(typed: string): { endpoint: Endpoint; url: string }[] {
  const written = encodeURIComponent(typed)
  return endpoints
    .filter(({ method }) => method === 'GET')
    .flatMap((endpoint) => {
      const names = [...endpoint.path.matchAll(/:(\w+)/g)].map(([, name]) => name)
      const inPath = names.map((name) =>
        endpoint.path.replace(`:${name}`, written).replaceAll(/:\w+/g, () => makeId()),
      )
      const plain = endpoint.path.replaceAll(/:\w+/g, () => makeId())
      const shape = endpoint.query === undefined ? undefined : definitionOf(endpoint.query)
      const keys = shape?.type === 'object' ? Object.keys(shape.shape) : []
      const inQuery = keys.map((key) => `${plain}?${key}=${written}`)
      return [...inPath, ...inQuery].map((address) => ({ endpoint, url: `/api${address}` }))
    })
}

test('ABU-I01 no address of the contract puts what stands in it into a question to the database', async () => {
  await using town = await openTown()
  const clients = await signInEverybody(town)
  const stores = await clients.anyone.ask(listStores, { query: {} })
  for (const typed of questions) {
    for (const { endpoint, url } of addressesWith(typed)) {
      const { status, body } = await clients[endpoint.audience].send({ method: 'GET', url })
      assert.ok(status < 500, `${url}: ${status} ${body}`)
      if (status >= 400) assert.ok((JSON.parse(body) as { code: string }).code in refusals, `${url}: ${body}`)
    }
    const found = await clients.anyone.ask(listStores, { query: { search: typed } })
    assert.deepEqual(found.stores, [], `searching for ${typed} finds what is not called so`)
  }
  assert.deepEqual(await clients.anyone.ask(listStores, { query: {} }), stores)
})

test('ABU-I04 what stands in an address begins no header of the answer', async () => {
  await using town = await openTown()
  const clients = await signInEverybody(town)
  const typed = 'x\r\nset-cookie: planted=1\r\nplanted: 1'
  const pages = ['/', '/open/stores', '/open/stores/', '/sign-in', '/merchant', '/operator'].flatMap(
    (page) => [`${page}?next=${encodeURIComponent(typed)}`, `${page}${encodeURIComponent(typed)}`],
  )
  const asked = [
    ...addressesWith(typed).map(({ endpoint, url }) => ({ client: clients[endpoint.audience], url })),
    ...pages.map((url) => ({ client: clients.anyone, url })),
  ]
  for (const { client, url } of asked) {
    const { status, headers } = await client.send({ method: 'GET', url })
    assert.ok(status < 500, `${url}: ${status}`)
    assert.ok(!('planted' in headers) && !String(headers['set-cookie'] ?? '').includes('planted'), url)
    for (const [name, value] of Object.entries(headers))
      assert.doesNotMatch(String(value), /[\r\n]/, `${name} of ${url}`)
  }
})

test('ABU-I05 a name adds no line to the head of a mail, and nobody else gets it', async () => {
  await using town = await openTown()
  const [boss, friend, thief] = [
    await town.signInStaff(bakeryOwner.mail),
    'friend@example.jp',
    'thief@example.jp',
  ]
  const name = `さくら\r\nBcc: ${thief}\r\nSubject: ほかの題\r\n\r\nほかの本文`
  const member = { id: makeId(), name: '友田 一', role: 'till', mail: friend } as const
  for (const mail of [
    `${friend}\r\nBcc: ${thief}`,
    `${friend}, ${thief}`,
    `${friend}\nCc:${thief}`,
    `"${friend}" <${thief}>`,
  ])
    assert.equal(await boss.refused(addStaffMember, { body: { ...member, mail } }), 'invalid_input', mail)
  assert.equal(await boss.refused(addStaffMember, { body: { ...member, name } }), 'invalid_input')
  // Should one ever come in by another way.
  await town.database.run(sql`update merchants.store set name = ${name} where number = ${bakeryNumber}`)
  await town.database.run(sql`
    update town.setting set value = value || jsonb_build_object('appName', ${name}::text) where name = 'town'`)
  await boss.ask(addStaffMember, { body: member })
  await town.work()
  const mails = await town.inboxOf(friend).all()
  assert.equal(mails.length, 1)
  assert.ok(!mails[0]?.subject.startsWith('ほかの題'))
  assert.match(mails[0]?.text ?? '', /https?:\/\//)
  assert.deepEqual(await town.inboxOf(thief).all(), [])
})

test('ABU-I07 what looks like a place in a template is a name', async () => {
  await using town = await openTown()
  const name = '${1234*5678} {{1234*5678}} <%= 1234*5678 %> #{1234*5678} [[1234*5678]]'
  await town.database.run(sql`update merchants.store set name = ${name} where number = ${bakeryNumber}`)
  const { status, body } = await town.newClient().send({ method: 'GET', url: `/open/stores/${bakeryNumber}` })
  assert.equal(status, 200)
  assert.ok(body.includes('${1234*5678} {{1234*5678}} &lt;%= 1234*5678 %&gt; #{1234*5678} [[1234*5678]]'))
  assert.ok(!body.includes('7006652'))
})

test('ABU-I09 no pattern of the contract takes for ever over what nearly fits', () => {
  // Whatever would try every way to read these would not end before the sun does.
  const long = 40_000
  const nearly = ['a', ' ', '0', '-', '.', 'a.', 'a@', 'ア', '0-', 'a a', '%', '/', '\\', '😀', 'ｶﾞ'].flatMap(
    (sign) => ['', '!', '@', '\u0000'].map((end) => sign.repeat(long) + end),
  )
  const fields = endpoints.flatMap(({ method, path, body, query, params }) =>
    [body, query, params].flatMap((shape) => (shape ? textFieldsOf(shape, `${method} ${path}`) : [])),
  )
  assert.ok(fields.length > 200, `${fields.length} fields`)
  for (const { name, takes } of fields)
    for (const typed of nearly) assert.ok(!parses(takes, typed) || typed.length <= 200_000, name)
})
