// What the ledger guarantees, asked of the database itself: no code above it can take these back.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { accounts, openAccount, type Posting, post } from '#server/ledger/post.ts'
import { type Database, openDatabase, sql } from '#server/lib/database.ts'
import { addDays, dayOf } from '#server/lib/day.ts'
import { makeId } from '#server/lib/id.ts'
import { openTestDatabase, type TestDatabase } from '../test/database.ts'
import { runChecks } from '#server/operators/run-checks.ts'

let book: TestDatabase
let server: Database

before(async () => {
  book = await openTestDatabase()
  server = openDatabase(book.url, { max: 4, role: 'enishi_server' })
})
after(async () => {
  const wrong = (await runChecks(book.database)).filter(({ rows }) => rows.length > 0).map(({ name }) => name)
  await server.close()
  await book.close()
  // Money alone is written here, without the rows of the top-ups that brought it.
  assert.deepEqual(wrong, ['every-succeeded-top-up-is-posted-once'])
})

async function openWallet(): Promise<string> {
  const id = makeId()
  await openAccount(server, id, 'wallet')
  return id
}

const topUp = (owner: string, amount: number, id = makeId()): Posting => ({
  id,
  owner,
  kind: 'top_up',
  occurredAt: new Date(),
  transfers: [{ from: accounts.bankClearing, to: owner, currency: 'coin', amount }],
})

const grant = (owner: string, amount: number, expiresOn: string): Posting => ({
  id: makeId(),
  owner,
  kind: 'grant',
  occurredAt: new Date(),
  transfers: [
    {
      from: accounts.pointsIssued,
      to: owner,
      currency: 'points',
      amount,
      lot: { expiresOn, funding: 'town' },
    },
  ],
})

const walletOf = (id: string) =>
  server.one<{ coin: number; points: number }>(sql`select coin, points from ledger.wallet where id = ${id}`)

const today = dayOf(new Date())

test('the server’s role reads money and cannot write it but through the door', async () => {
  for (const table of [
    'account',
    'movement',
    'wallet',
    'posting',
    'transfer',
    'lot',
    'lot_interval',
    'closing',
  ]) {
    const name = sql([`ledger.${table}`] as unknown as TemplateStringsArray)
    await server.many(sql`select from ${name} limit 1`)
    await assert.rejects(server.run(sql`delete from ${name}`), { code: '42501' }, table)
    await assert.rejects(server.run(sql`truncate ${name}`), { code: '42501' }, table)
    await assert.rejects(server.run(sql`create table ledger.mine (id int)`), { code: '42501' })
  }
  await assert.rejects(server.run(sql`update ledger.wallet set coin = coin + 1`), { code: '42501' })
  await assert.rejects(server.run(sql`insert into ledger.account values (${makeId()}, 'wallet')`), {
    code: '42501',
  })
  const nothing = sql`array[]::uuid[], array[]::uuid[], array[]::text[], array[]::text[], array[]::uuid[]`
  const rest = sql`array[]::timestamptz[], array[]::boolean[], array[]::text[], array[]::uuid[], array[]::uuid[]`
  await assert.rejects(server.run(sql`select ledger.append(${nothing}, ${rest}, array[]::bigint[])`), {
    code: '42501',
  })
})

test('what was posted is never changed, not even by the owner of the tables', async () => {
  const wallet = await openWallet()
  await post(server, [topUp(wallet, 1000)])
  const { database: owner } = book
  await assert.rejects(owner.run(sql`update ledger.transfer set amount = 1`), /never changed/)
  await assert.rejects(owner.run(sql`delete from ledger.posting`), /never changed/)
  await assert.rejects(owner.run(sql`update ledger.movement set kind = 'gift'`), /never changed/)
})

test('a movement that nobody declared is refused, whoever asks', async () => {
  const wallet = await openWallet()
  const backwards = { ...topUp(wallet, 500), kind: 'payment' }
  await assert.rejects(post(server, [backwards]), /not declared/)
  assert.deepEqual(await walletOf(wallet), { coin: 0, points: 0 })
})

test('the caller’s id is the key: the same again is nothing new, other content is refused', async () => {
  const wallet = await openWallet()
  const first = topUp(wallet, 700)
  assert.deepEqual(await post(server, [first]), [first.id])
  assert.deepEqual(await post(server, [first]), [])
  await assert.rejects(post(server, [topUp(wallet, 701, first.id)]), /posting_exists_with_different_content/)
  assert.deepEqual(await walletOf(wallet), { coin: 700, points: 0 })
})

test('twenty twins at once are one posting', async () => {
  const wallet = await openWallet()
  const posting = topUp(wallet, 300)
  const fresh = await Promise.all(Array.from({ length: 20 }, () => post(server, [posting])))
  assert.equal(fresh.flat().length, 1)
  assert.deepEqual(await walletOf(wallet), { coin: 300, points: 0 })
})

test('no wallet goes below zero, and nothing of such a posting stays', async () => {
  const wallet = await openWallet()
  await post(server, [grant(wallet, 100, addDays(today, 30))])
  const transfers = [{ from: wallet, to: accounts.pointsLapsed, currency: 'points' as const, amount: 101 }]
  const tooMuch = { id: makeId(), owner: wallet, kind: 'lapse', occurredAt: new Date(), transfers }
  await assert.rejects(post(server, [tooMuch]), { constraint: 'insufficient_balance' })
  assert.deepEqual(await walletOf(wallet), { coin: 0, points: 100 })
})

test('points are usable through their last day in Japan, and lapse from 00:00 of the next', async () => {
  const wallet = await openWallet()
  const lastDay = addDays(today, 3)
  // Granted in another order than they run out.
  await post(server, [grant(wallet, 500, addDays(today, 90))])
  await post(server, [grant(wallet, 40, lastDay)])
  const lapse = (day: string) =>
    server.one(sql`select ledger.lapse(${[wallet]}::uuid[], ${day}::date) as lapsed`)
  assert.deepEqual(await lapse(lastDay), { lapsed: 0 })
  assert.deepEqual(await walletOf(wallet), { coin: 0, points: 540 })
  assert.deepEqual(await lapse(addDays(lastDay, 1)), { lapsed: 1 })
  assert.deepEqual(await walletOf(wallet), { coin: 0, points: 500 })
  assert.deepEqual(await lapse(addDays(lastDay, 1)), { lapsed: 0 })
  const moved = await server.many(sql`
    select p.kind, t.amount from ledger.posting p join ledger.transfer t on t.posting = p.id and t.owner = p.owner
    where p.owner = ${wallet} and p.kind = 'lapse'`)
  assert.deepEqual(moved, [{ kind: 'lapse', amount: 40 }])
})
