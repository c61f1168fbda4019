import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '#server/lib/database.ts'
import { dayOf } from '#server/lib/day.ts'
import { residents } from '../seed/people.ts'
import { lifeOf } from '../seed/lives.ts'
import { openTestDatabase } from '../test/database.ts'
import { seed } from './seed.ts'

test('the seeded town holds what its people are said to have, and seeding again changes nothing', async (t) => {
  const { database, url, close } = await openTestDatabase()
  t.after(close)
  const now = new Date()
  assert.equal(await seed(url, { now }), true)
  assert.equal(await seed(url), false)
  const wallets = await database.many<{ id: string; coin: number; points: number; frozen: boolean }>(
    sql`select id, coin, points, frozen from ledger.wallet order by id`,
  )
  const described = residents.map(({ id, coin, pointsLots, frozen }) => ({
    ...{ id, coin, frozen },
    points: pointsLots.reduce((total, lot) => total + lot.amount, 0),
  }))
  assert.deepEqual(
    wallets,
    described.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  )
  const { count } = await database.one<{ count: number }>(sql`select count(*) from ledger.posting`)
  assert.equal(count, residents.flatMap((person) => lifeOf(person, dayOf(now))).length)
  const lots = await database.many(sql`
    select l.amount, i.ends_at - w.points_out as ahead
    from ledger.wallet w
    join ledger.lot_interval i on i.bucket = w.bucket and i.wallet = w.id and i.ends_at > w.points_out
    join ledger.lot l on l.bucket = i.bucket and l.wallet = i.wallet and l.id = i.lot
    where w.id = ${residents[0]?.id}
    order by i.ends_at`)
  assert.deepEqual(lots, [
    { amount: 500, ahead: 500 },
    { amount: 360, ahead: 860 },
  ])
})
