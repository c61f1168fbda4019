import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { writeTopUp } from '../../test/small-book.ts'
import { openSmallTown, type SmallTown } from '../../test/small-town.ts'
import { sql } from '../lib/database.ts'
import { makeId } from '../lib/id.ts'
import { findResidents } from './find-residents.ts'
import { readBooks } from './read-books.ts'
import { readOperator } from './read-operator.ts'
import { readOverview } from './read-overview.ts'

let town: SmallTown

before(async () => {
  town = await openSmallTown()
})

after(() => town.close())

test('the office sees who it is and what the town owes', async () => {
  const { operator, resident } = town.book
  const now = new Date()
  const lost = await writeTopUp(town.owner, { resident, amount: 3000, state: 'unknown', now })
  assert.deepEqual(await readOperator(town.call(operator)), { name: '事務局', duty: 'office', place: null })
  const overview = await readOverview(town.call(operator))
  const { asOf: _asOf, ...told } = overview
  assert.deepEqual(told, {
    residents: 1,
    stores: 1,
    waiting: { applications: 0, accountChanges: 0, listingChanges: 0 },
    unspent: { coin: 8000, points: 400 },
    owedToStores: { coin: 2000, points: 400 },
    today: { topUps: 10_000, payments: 2400, paymentCount: 1 },
    unresolvedTopUps: [{ id: lost, state: 'unknown', amount: 3000, requestedAt: now.toISOString() }],
  })
})

test('what is owed is the same from closings as from history', async () => {
  const { store, today } = town.book
  const owed = async () => (await readOverview(town.call(town.book.operator))).owedToStores
  const fromHistory = await owed()
  await town.owner.run(sql`
    insert into ledger.closing (account, currency, day, came_in, went_out, balance)
    select to_account, currency, ${today}, sum(amount), 0, sum(amount)
    from ledger.transfer where to_account = ${store} group by to_account, currency`)
  // Not closed yet: the row may still be counted wrong.
  assert.deepEqual(await owed(), fromHistory)
  await town.owner.run(sql`insert into ledger.closed_day (day, closed_at) values (${today}, now())`)
  assert.deepEqual(await owed(), fromHistory)
})

test('the books are checked now, each check by its name', async () => {
  await town.owner.run(sql`delete from ledger.closing`)
  await town.owner.run(sql`delete from ledger.closed_day`)
  const { checks } = await readBooks(town.call(town.book.operator))
  assert.ok(checks.length > 20)
  assert.deepEqual(
    checks.filter(({ offending }) => offending > 0),
    [],
  )
  await town.owner.run(sql`update ledger.wallet set coin = coin + 1`)
  const broken = await readBooks(town.call(town.book.operator))
  assert.deepEqual(
    broken.checks.filter(({ offending }) => offending > 0),
    [
      { name: 'kept-balances-equal-transfers', offending: 1 },
      { name: 'what-was-issued-is-somewhere', offending: 1 },
    ],
  )
  await town.owner.run(sql`update ledger.wallet set coin = coin - 1`)
})

test('residents are found by kana, phone or mail, and each look is written down', async () => {
  const { operator, resident } = town.book
  const find = async (search?: string) => {
    const query = search === undefined ? {} : { search }
    return (await findResidents(town.call(operator, { query }))).residents
  }
  const expected = {
    id: resident,
    name: 'サイタマ ハナコ',
    mail: 'Hanako@example.jp',
    proofs: { mail: true, sms: false, card: false },
    frozen: false,
    coin: 8000,
    points: 400,
  }
  const hits = ['さい', 'ｻｲﾀﾏ', 'サイタマハナ', '060-9999-0001', 'HANAKO@example.jp']
  for (const search of hits) assert.deepEqual(await find(search), [expected], search)
  assert.deepEqual(await find(), [expected])
  const misses = ['ハナコ', 'サイタマタ', '06099990002', 'hanako', '%', '埼玉']
  for (const search of misses) assert.deepEqual(await find(search), [], search)
  const audited = await town.owner.many<{ search: string }>(sql`
    select operator_id as operator, act, detail->>'search' as search, (detail->>'found')::int as found
    from operators.audit`)
  const expectedRows = [
    ...[...hits, ''].map((search) => ({ operator, act: 'find_residents', search, found: 1 })),
    ...misses.map((search) => ({ operator, act: 'find_residents', search, found: 0 })),
  ]
  const bySearch = (a: { search: string }, b: { search: string }) => (a.search < b.search ? -1 : 1)
  // Several looks share a millisecond, so their order is not told by their ids.
  assert.deepEqual(audited.toSorted(bySearch), expectedRows.toSorted(bySearch))
})

test('who has left is no resident any more', async () => {
  const former = makeId()
  await town.owner.run(sql`
    insert into residents.resident (id, family_kana, given_kana, created_at)
    values (${former}, 'サイタマ', 'タロウ', now())`)
  await town.owner.run(sql`select ledger.open_account(${former}, 'wallet')`)
  const count = async () => (await readOverview(town.call(town.book.operator))).residents
  assert.equal(await count(), 2)
  await town.owner.run(sql`
    insert into residents.former (resident_id, closed_at, erase_at) values (${former}, now(), now())`)
  assert.equal(await count(), 1)
})
