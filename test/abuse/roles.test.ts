// ABU-Z: what one role may see and do of another's, while it is signed in, and what the server itself may not do.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endpoints } from '#contract/all.ts'
import { listStorePayments, readStaff } from '#contract/merchants.ts'
import { pay, readStorePayment } from '#contract/payments.ts'
import { roleMay, staffRole } from '#contract/staff.ts'
import { listHistory } from '#contract/wallets.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { personOf, storeIdOf, bakeryNumber } from '../people.ts'
import { openTown } from '../town.ts'

test('ABU-Z04 a store learns what was paid, and nothing of who paid', async () => {
  await using town = await openTown()
  const [owner, hanako] = [await town.signInStaff('owner@bakery.example.jp'), await town.signIn('hanako')]
  const id = makeId()
  const body = { id, storeId: storeIdOf(bakeryNumber), coin: 300, points: 0, via: 'store_number' as const }
  await hanako.ask(pay, { body })
  const answers = [
    await owner.ask(listStorePayments, { query: {} }),
    await owner.ask(readStorePayment, { params: { id } }),
  ]
  const said = JSON.stringify(answers)
  assert.ok(said.includes(id), 'the payment is there')
  const { id: residentId, mail, phone, familyKana, givenKana } = personOf('hanako')
  for (const secret of [residentId, mail, phone, `+81${phone.slice(1)}`, familyKana, givenKana]) {
    assert.ok(!said.includes(secret), `${secret} is told to the store`)
  }
})

test('ABU-Z02 each endpoint of a store lets in the roles of the table and nobody else', async () => {
  await using town = await openTown()
  const client = await town.signInStaff('owner@bakery.example.jp')
  const closed = endpoints.filter(({ audience }) => audience === 'staff')
  for (const role of staffRole.options) {
    await town.database.run(sql`
      update merchants.staff set role = ${role}
      where id = (select subject from sign_in.login where mail = 'owner@bakery.example.jp')`)
    for (const { method, path, act } of closed) {
      assert.ok(act, `${method} ${path} does not say what is done`)
      const { status, body } = await client.send({
        method,
        url: `/api${path.replaceAll(/:\w+/g, () => makeId())}`,
        ...(method === 'GET' ? {} : { body: '{"nonsense":1}' }),
        headers: method === 'GET' ? {} : { 'content-type': 'application/json' },
      })
      const refused = status === 403 && /"(?:owner|manager)_needed"/.test(body)
      assert.equal(refused, !roleMay(role, act), `${role} at ${method} ${path}: ${status} ${body}`)
    }
  }
})

test('a till sees today, and who answers for the store every day', async () => {
  await using town = await openTown()
  const till = await town.signInStaff('till@bakery.example.jp')
  const { day } = await till.ask(listStorePayments, { query: {} })
  assert.equal((await till.ask(listStorePayments, { query: { day } })).day, day)
  assert.equal(await till.refused(listStorePayments, { query: { day: '2026-01-05' } }), 'manager_needed')
  const file = await till.send({ method: 'GET', url: '/api/staff/days/2026-01-05.csv' })
  assert.equal(file.status, 403)
  const owner = await town.signInStaff('owner@bakery.example.jp')
  assert.equal((await owner.ask(listStorePayments, { query: { day: '2026-01-05' } })).day, '2026-01-05')
})

test('ABU-Z07 no method but the one that is written does anything', async () => {
  await using town = await openTown()
  await town.listen()
  const client = await town.signIn('hanako')
  const before = await client.ask(listHistory, { query: {} })
  const override = {
    'content-type': 'application/json',
    'x-http-method-override': 'DELETE',
    'x-method': 'PUT',
  }
  const answer = await client.send({ method: 'GET', url: '/api/me?_method=DELETE', headers: override })
  assert.equal(answer.status, 200, 'it is still a GET')
  for (const method of ['OPTIONS', 'PATCH', 'PROPFIND', 'PURGE']) {
    const other = await fetch(`${town.origin}/api/me`, { method })
    assert.ok(other.status >= 400 && other.status < 500, `${method} answered ${other.status}`)
    assert.equal(other.headers.get('access-control-allow-methods'), null)
  }
  const head = await fetch(`${town.origin}/api/me`, { method: 'HEAD' })
  assert.equal(head.status, 401)
  assert.deepEqual(await client.ask(listHistory, { query: {} }), before)
})

test('ABU-Z08 a role that is taken away is gone with the next request', async () => {
  await using town = await openTown()
  const owner = await town.signInStaff('owner@bakery.example.jp')
  assert.equal((await owner.ask(readStaff)).role, 'owner')
  await town.database.run(sql`
    update merchants.staff set role = 'till'
    where id = (select subject from sign_in.login where mail = 'owner@bakery.example.jp')`)
  assert.equal((await owner.ask(readStaff)).role, 'till')
  const hanako = await town.signIn('hanako')
  const id = makeId()
  const body = { id, storeId: storeIdOf(bakeryNumber), coin: 300, points: 0, via: 'store_number' as const }
  await hanako.ask(pay, { body })
  town.clock.advance({ days: 2 })
  assert.equal(await owner.refused(readStorePayment, { params: { id } }), 'manager_needed')
})

/** What the server's own role must be refused, whatever somebody makes it say. */
const forbidden = [
  'update ledger.transfer set amount = amount + 1',
  'delete from ledger.transfer',
  'insert into ledger.transfer select * from ledger.transfer limit 1',
  'update ledger.wallet set coin = coin + 1',
  'update ledger.lot set amount = amount + 1',
  'delete from ledger.posting',
  'truncate ledger.posting cascade',
  'update ledger.movement set kind = kind',
  "insert into ledger.movement values ('gift', 'wallet', 'wallet', 'coin')",
  'delete from operators.audit',
  'update operators.audit set subject = null',
  'create table public.loot (id int)',
  'create schema loot',
  'create function public.loot() returns int language sql as $$ select 1 $$',
  'alter table ledger.wallet disable trigger all',
  'drop table sign_in.session',
  'alter table ledger.wallet drop constraint wallet_pkey',
  'create role loot superuser',
  "copy ledger.transfer to program 'cat'",
  "select pg_read_file('/etc/passwd')",
]

test('ABU-Z09 the server’s own role cannot change what was posted, nor what tables there are', async () => {
  await using town = await openTown()
  for (const statement of forbidden) {
    const tried = town.context.database.pool.query(statement)
    // 42501: insufficient privilege; ownership is a privilege as well.
    await assert.rejects(tried, (error: { code?: string }) => error.code === '42501', statement)
  }
})

test('ABU-Z10 the place from which a list goes on opens nobody else’s, and nonsense is refused', async () => {
  await using town = await openTown()
  const [hanako, taro] = [await town.signIn('hanako'), await town.signIn('taro')]
  const { items } = await hanako.ask(listHistory, { query: { limit: 100 } })
  const ids = new Set(items.map(({ id }) => id))
  const foreign = await taro.ask(listHistory, { query: { limit: 100, before: items[0]?.id ?? makeId() } })
  assert.ok(foreign.items.every(({ id }) => !ids.has(id)))
  for (const query of [
    'before=1',
    "before=' or 1=1",
    'limit=0',
    'limit=101',
    'limit=1e9',
    'limit=-1',
    'x=1',
  ]) {
    const { status } = await hanako.send({ method: 'GET', url: `/api/me/history?${encodeURI(query)}` })
    assert.equal(status, 400, query)
  }
})
