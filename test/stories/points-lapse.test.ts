// stories: points
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readWallet } from '#contract/wallets.ts'
import { sql } from '#server/lib/database.ts'
import { addDays, dayOf, startOfDay } from '#server/lib/day.ts'
import { makeId } from '#server/lib/id.ts'
import { bankAccountIdOf } from '../../bin/lib/seed-people.ts'
import { personOf, phoneOf } from '../people.ts'
import { topUp } from '../steps.ts'
import { openTown, type Town } from '../town.ts'

/** 花子's points of a bonus, and the last day (JST) on which all that she has can be spent. */
async function bonusOf(town: Town) {
  const person = personOf('hanako')
  const client = await town.signIn('hanako')
  await topUp(
    town,
    { client, phone: phoneOf(person), bankAccountId: bankAccountIdOf(person) },
    10_000,
    makeId(),
  )
  await town.work()
  const { lastDay } = await town.database.one<{ lastDay: string }>(sql`
    select to_char(max(expires_on), 'YYYY-MM-DD') as "lastDay" from ledger.lot where wallet = ${person.id}`)
  const { points } = await client.ask(readWallet)
  return { id: person.id, lastDay, points }
}

/** Moves the clock to an instant. */
function setClock(town: Town, at: Date): void {
  town.clock.advance({ minutes: (at.getTime() - town.clock.now().getTime()) / 60_000 })
}

const lapsesOf = (town: Town, id: string) =>
  town.database.one<{ points: number; postings: number }>(sql`
    select coalesce(sum(t.amount), 0)::bigint as points, count(*)::int as postings
    from ledger.posting p join ledger.transfer t on t.bucket = p.bucket and t.owner = p.owner and t.posting = p.id
    where p.owner = ${id} and p.kind = 'lapse'`)

test('FLT-C01 C12: points last to the end of their day in Japan, and lapse once, however often and late', async () => {
  await using town = await openTown()
  const { id, lastDay, points } = await bonusOf(town)
  assert.ok(points > 0)
  const end = startOfDay(addDays(lastDay, 1))
  setClock(town, new Date(end.getTime() - 60_000))
  await town.runTask('points.lapse')
  const before = await lapsesOf(town, id)
  const client = await town.signIn('hanako')
  const { points: last } = await client.ask(readWallet)
  assert.ok(last > 0, `on ${lastDay} they can be spent`)
  setClock(town, end)
  assert.equal((await client.ask(readWallet)).points, 0, 'gone at midnight, though no job has run')
  // The job did not run for three days; then two workers run it at once, and it runs again.
  setClock(town, startOfDay(addDays(lastDay, 4)))
  assert.equal(dayOf(town.clock.now()), addDays(lastDay, 4))
  await Promise.all([1, 2, 3].map(() => town.runTask('points.lapse')))
  await town.runTask('points.lapse')
  const after = await lapsesOf(town, id)
  assert.equal(after.points - before.points, last)
  assert.equal(after.postings - before.postings, 1)
})
