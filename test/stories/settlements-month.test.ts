import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pay } from '#contract/payments.ts'
import { readMonthTakings } from '#contract/settlements.ts'
import { sql } from '#server/lib/database.ts'
import { dayOf } from '#server/lib/day.ts'
import { makeId } from '#server/lib/id.ts'
import { bakeryNumber, dollShopNumber, storeIdOf } from '../people.ts'
import { openTown } from '../town.ts'

const officeMail = 'office@enishi-saitama.example.jp'

test('月次集計: each store’s month is what was paid there, and adds up', async () => {
  await using town = await openTown()
  const [office, hanako] = await Promise.all([town.signInOperator(officeMail), town.signIn('hanako')])
  const month = dayOf(new Date()).slice(0, 7)
  const before = await office.ask(readMonthTakings, { query: { month } })
  const spend = (store: string, coin: number, points: number) =>
    hanako.ask(pay, { body: { id: makeId(), storeId: storeIdOf(store), coin, points, via: 'store_number' } })
  await spend(bakeryNumber, 700, 60)
  await spend(bakeryNumber, 0, 40)
  await spend(dollShopNumber, 1500, 0)
  const after = await office.ask(readMonthTakings, { query: { month } })

  const grown = (number: string) => {
    const [old, now] = [before, after].map(({ stores }) => stores.find((store) => store.number === number))
    return [(now?.coin ?? 0) - (old?.coin ?? 0), (now?.points ?? 0) - (old?.points ?? 0)]
  }
  assert.deepEqual(grown(bakeryNumber), [700, 100])
  assert.deepEqual(grown(dollShopNumber), [1500, 0])
  assert.equal(after.final, false)
  const owed = await town.database.one<{ coin: number; points: number }>(sql`
    select coalesce(sum(t.amount) filter (where t.currency = 'coin'), 0)::bigint as coin,
           coalesce(sum(t.amount) filter (where t.currency = 'points'), 0)::bigint as points
    from ledger.transfer t join merchants.store s on s.id = t.to_account`)
  assert.deepEqual(after.total, owed)
})

test('月次集計: another month is empty, a month that is none is refused, and only the office may look', async () => {
  await using town = await openTown()
  const [office, hanako] = await Promise.all([town.signInOperator(officeMail), town.signIn('hanako')])
  assert.deepEqual((await office.ask(readMonthTakings, { query: { month: '2031-01' } })).stores, [])
  assert.equal(await office.refused(readMonthTakings, { query: { month: '2026-13' } }), 'invalid_input')
  assert.equal(await hanako.refused(readMonthTakings, { query: { month: '2026-11' } }), 'not_signed_in')
})
