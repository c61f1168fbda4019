import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Database, sql } from '#server/lib/database.ts'
import { addDays, dayOf, startOfDay } from '#server/lib/day.ts'
import { openTestDatabase, type TestDatabase } from '../test/database.ts'
import { type SmallBook, writeRefund, writeSmallBook } from '../test/small-book.ts'
import { runChecks } from '#server/operators/run-checks.ts'

const dayMs = 86_400_000
const today = dayOf(new Date())
let town: TestDatabase
let book: SmallBook

/** The small book as if it had been written over the last days: the top-up three days ago, and so on. */
before(async () => {
  town = await openTestDatabase()
  book = await writeSmallBook(town.database)
  await town.database.transact(async (tx) => {
    // What was posted is never changed; only here, before the story begins.
    await tx.run(sql`set local session_replication_role = replica`)
    for (const [posting, days] of [
      [book.topUp, 3],
      [book.bonus, 3],
      [book.grant, 2],
      [book.payment, 1],
    ] as const) {
      const ago = new Date(Date.now() - days * dayMs)
      await tx.run(sql`update ledger.posting set posted_at = ${ago} where id = ${posting}`)
      await tx.run(sql`update ledger.transfer set posted_at = ${ago} where posting = ${posting}`)
    }
  })
})

after(() => town.close())

function closeDay(database: Database, day: string): Promise<{ written: number }> {
  return database.one(sql`select ledger.close_day(${day}::date) as written`)
}

async function balances(at: Date): Promise<unknown[]> {
  return town.database.many(sql`
    select a.id, c.code, ledger.balance(a.id, c.code, ${at}) as balance,
           (select coalesce(sum(case when t.to_account = a.id then t.amount else -t.amount end), 0)::bigint
            from ledger.transfer t
            where a.id in (t.to_account, t.from_account) and t.currency = c.code and t.posted_at < ${at}) as counted
    from ledger.account a cross join ledger.currency c order by a.id, c.code`)
}

async function assertBalancesAreCounted(): Promise<void> {
  for (const days of [-5, -2, -1, 0, 1]) {
    for (const at of [startOfDay(addDays(today, days)), new Date(Date.now() + days * dayMs)]) {
      for (const row of (await balances(at)) as { balance: number; counted: number }[]) {
        assert.equal(row.balance, row.counted, `${JSON.stringify(row)} before ${at.toISOString()}`)
      }
    }
  }
}

test('a balance is what was counted, with and without closings', async () => {
  await assertBalancesAreCounted()
  assert.ok((await closeDay(town.database, addDays(today, -3))).written > 0)
  await assertBalancesAreCounted()
  assert.ok((await closeDay(town.database, addDays(today, -1))).written > 0)
  await assertBalancesAreCounted()
  const wrong = (await runChecks(town.database)).filter(
    ({ name, rows }) => name.startsWith('clos') && rows.length > 0,
  )
  assert.deepEqual(wrong, [])
})

test('a day by its number is the day by the calendar, to the microsecond around midnight', async () => {
  const differing = await town.database.many(sql`
    select at, ledger.day(at), ledger.day_number(at)
    from generate_series(date '1970-01-02', date '2120-01-01', interval '1 day') as day
    cross join unnest(array[-0.000001, 0, 0.000001, 43200]) as seconds
    cross join lateral (select day::timestamp at time zone 'Asia/Tokyo' + seconds * interval '1 second' as at) x
    where date '1970-01-01' + ledger.day_number(at) <> ledger.day(at)`)
  assert.deepEqual(differing, [])
})

test('a day is closed once, without a gap', async () => {
  assert.deepEqual(await closeDay(town.database, addDays(today, -1)), { written: 0 })
  const { days } = await town.database.one<{ days: string[] }>(
    sql`select array_agg(day order by day) as days from ledger.closed_day`,
  )
  assert.deepEqual(days, [addDays(today, -3), addDays(today, -2), addDays(today, -1)])
})

test('ABU-R09 a refund after the close counts on its own day, and the closed days stay as they were', async () => {
  const midnight = startOfDay(today)
  const closed = await balances(midnight)
  const taken = async () =>
    (
      await town.database.one<{ coin: number }>(
        sql`select ledger.balance(${book.store}, 'coin', 'infinity') as coin`,
      )
    ).coin
  const coin = await taken()
  await writeRefund(town.database, book)
  assert.deepEqual(await balances(midnight), closed)
  assert.equal(await taken(), coin - 2_000)
  await assertBalancesAreCounted()
})

test('a day that is not over cannot be closed', async () => {
  await assert.rejects(closeDay(town.database, today), /can still arrive/)
})
