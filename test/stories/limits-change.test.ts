// The town's limits: shown before typing, changed by two people, in force from an instant on and exactly from then.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decideLimit, type LimitName, proposeLimit, readLimits } from '#contract/limits.ts'
import { readTopUpTerms, requestTopUp } from '#contract/top-ups.ts'
import { addDays, dayOf, startOfDay } from '#server/lib/day.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { bankAccountIdOf } from '../../bin/lib/seed-people.ts'
import { manager, office, personOf } from '../people.ts'
import { openTown } from '../town.ts'

const propose = (name: LimitName, value: number, validFrom: Date, id = makeId()) => ({
  params: { id },
  body: { name, value, validFrom: validFrom.toISOString(), reason: '市との取り決め' },
})
const decide = (id: string, decision: 'confirmed' | 'withdrawn' = 'confirmed') => ({
  params: { id },
  body: { decision },
})

test('上限: one proposes, another confirms, and it holds from its midnight on and not a moment before', async () => {
  await using town = await openTown()
  const [maker, checker, hanako] = await Promise.all([
    town.signInOperator(office.mail),
    town.signInOperator(manager.mail),
    town.signIn('hanako'),
  ])
  const midnight = startOfDay(addDays(dayOf(town.clock.now()), 1))
  const wish = propose('top_up_max', 20_000, midnight)
  const { id } = wish.params
  await Promise.all([1, 2, 3].map(() => maker.ask(proposeLimit, wish)))
  assert.equal(
    await maker.refused(proposeLimit, propose('top_up_max', 30_000, midnight, id)),
    'limit_change_decided',
  )
  assert.equal(await maker.refused(decideLimit, decide(id)), 'second_person_needed')
  const { waiting } = await checker.ask(readLimits)
  assert.deepEqual(
    waiting.map(({ name, value, mine }) => [name, value, mine]),
    [['top_up_max', 20_000, false]],
  )
  await checker.ask(decideLimit, decide(id))
  await checker.ask(decideLimit, decide(id))
  assert.equal(await maker.refused(decideLimit, decide(id, 'withdrawn')), 'limit_change_decided')

  assert.equal((await hanako.ask(readTopUpTerms)).perTopUp, 49_000)
  const { limits } = await maker.ask(readLimits)
  const row = limits.find(({ name }) => name === 'top_up_max')
  assert.deepEqual([row?.value, row?.next], [49_000, [{ value: 20_000, from: midnight.toISOString() }]])
  const at = (instant: string) =>
    town.database.one(sql`
    select town.setting('top_up_max', ${midnight}::timestamptz + ${instant}::interval)::bigint as value`)
  assert.deepEqual([await at('-1 millisecond'), await at('0')], [{ value: 49_000 }, { value: 20_000 }])
  town.clock.advance({ days: 1 })
  assert.equal((await hanako.ask(readTopUpTerms)).perTopUp, 20_000)
  const bankAccountId = bankAccountIdOf(personOf('hanako'))
  const { id: tomorrows } = await town.database.one<{ id: string }>(
    sql`select ledger.uuid7(${town.clock.now()}) as id`,
  )
  const body = { id: tomorrows, bankAccountId, amount: 20_001 }
  assert.equal(await hanako.refused(requestTopUp, { body }), 'top_up_over_limit')
})

test('上限: what does not fit together or needs a filing is refused, also when others changed meanwhile', async () => {
  await using town = await openTown()
  const [maker, checker] = await Promise.all([
    town.signInOperator(office.mail),
    town.signInOperator(manager.mail),
  ])
  const now = town.clock.now()
  const no = (name: LimitName, value: number) => maker.refused(proposeLimit, propose(name, value, now))
  assert.equal(await no('balance_cap', 300_001), 'limit_above_the_law')
  assert.equal(await no('top_up_max', 100_001), 'limits_do_not_fit')
  assert.equal(await no('top_up_min', 49_001), 'limits_do_not_fit')
  assert.equal(await no('top_up_min', 0), 'limits_do_not_fit')
  const [lowerDay, higherMost] = [propose('top_up_day', 50_000, now), propose('top_up_max', 60_000, now)]
  await maker.ask(proposeLimit, lowerDay)
  await maker.ask(proposeLimit, higherMost)
  await checker.ask(decideLimit, decide(lowerDay.params.id))
  assert.equal(await checker.refused(decideLimit, decide(higherMost.params.id)), 'limits_do_not_fit')
  await maker.ask(decideLimit, decide(higherMost.params.id, 'withdrawn'))
  const { waiting, limits } = await maker.ask(readLimits)
  assert.deepEqual(waiting, [])
  assert.equal(limits.find(({ name }) => name === 'top_up_day')?.value, 50_000)
  const { acts } = await town.database.one<{ acts: string[] }>(sql`
    select array_agg(act order by id) as acts from operators.audit where act like '%limit'`)
  assert.deepEqual(acts, ['propose_limit', 'propose_limit', 'decide_limit', 'decide_limit'])
})
