// When too many come to top up at once, they stand in line, in the order in which they came.
// stories: top-ups
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pay } from '#contract/payments.ts'
import { requestTopUp } from '#contract/top-ups.ts'
import type { Context } from '#server/context.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { makePulse } from '#server/pulse.ts'
import { tendLine } from '#server/top-ups/tend-line.ts'
import { bankAccountIdOf } from '../../bin/lib/seed-people.ts'
import { bakeryNumber, personOf, phoneOf, storeIdOf } from '../people.ts'
import { topUp } from '../steps.ts'
import { openTown, type Town } from '../town.ts'

/** A town where one top-up may begin in half a minute, and people who may top up. */
async function openBusyTown() {
  const town = await openTown()
  await town.database.run(sql`
    insert into town.setting (name, valid_from, value) values ('top_ups_per_minute', '-infinity', '2')`)
  return town
}

async function come(town: Town, key: string, client?: Awaited<ReturnType<Town['signIn']>>) {
  const person = personOf(key)
  const bankAccountId = bankAccountIdOf(person)
  const asker = client ?? (await town.signIn(key))
  const body = { id: makeId(), bankAccountId, amount: 1_000 }
  const ask = async (again = body) => {
    const answer = await asker.call(requestTopUp, { body: again })
    if (answer.problem === undefined) return 'begun'
    const { code, facts } = answer.problem
    assert.equal(code, 'top_up_line')
    return facts
  }
  return { client: asker, phone: phoneOf(person), bankAccountId, body, ask }
}

test('混雑: who comes first goes first, and each is told the place and the time', async () => {
  await using town = await openBusyTown()
  const hanako = await come(town, 'hanako')
  const yutaka = await come(town, 'yutaka')
  const huong = await come(town, 'huong')
  assert.equal(await hanako.ask(), 'begun')
  const first = await yutaka.ask()
  const second = await huong.ask()
  assert.ok(typeof first === 'object' && typeof second === 'object')
  assert.deepEqual([first?.place, second?.place], [1, 2])
  assert.ok(Number(first?.waitSeconds) <= 27 && Number(second?.waitSeconds) > 30)

  town.clock.advance({ minutes: 0.5 })
  // Whoever asks first, the turn is the other's.
  assert.equal(typeof (await huong.ask()), 'object')
  assert.equal(await yutaka.ask(), 'begun')
  town.clock.advance({ minutes: 0.5 })
  assert.equal(await huong.ask(), 'begun')
})

test('混雑: the wait is told to machines as well, and a payment waits for nobody', async () => {
  await using town = await openBusyTown()
  await (await come(town, 'hanako')).ask()
  const yutaka = await come(town, 'yutaka')
  const answer = await yutaka.client.send({
    ...{ method: 'POST', url: '/api/me/top-ups', body: JSON.stringify(yutaka.body) },
    headers: { 'content-type': 'application/json' },
  })
  assert.equal(answer.status, 503)
  assert.ok(Number(answer.headers['retry-after']) > 10)
  const payment = {
    id: makeId(),
    storeId: storeIdOf(bakeryNumber),
    coin: 1,
    points: 0,
    via: 'store_code',
  } as const
  await yutaka.client.ask(pay, { body: payment })
})

test('混雑: a place is the resident’s own: kept on every device, never doubled, lent or used twice', async () => {
  await using town = await openBusyTown()
  await (await come(town, 'hanako')).ask()
  const yutaka = await come(town, 'yutaka')
  const before = await yutaka.ask()
  const sameElsewhere = await come(town, 'yutaka')
  assert.equal(((await sameElsewhere.ask()) as typeof before & object)?.place, 1)

  // Somebody else who sends yutaka's id and account gets a place of his own, behind.
  const huong = await come(town, 'huong')
  const forged = await huong.ask({ ...huong.body, id: yutaka.body.id })
  assert.equal(typeof forged === 'object' && forged.place, 2)

  town.clock.advance({ minutes: 0.5 })
  assert.equal(await yutaka.ask(), 'begun')
  // The turn is used up: the second top-up stands at the end.
  const next = await sameElsewhere.ask()
  assert.equal(typeof next === 'object' && next.place, 2)
  // What has begun is not sent back into the line.
  assert.equal(await yutaka.ask(), 'begun')
})

test('混雑: many requests at once of one resident take one turn', async () => {
  await using town = await openBusyTown()
  await (await come(town, 'hanako')).ask()
  const yutaka = await come(town, 'yutaka')
  const places = await Promise.all([1, 2, 3, 4].map(() => yutaka.ask()))
  assert.ok(places.every((each) => typeof each === 'object' && each.place === 1))
  const huong = await come(town, 'huong')
  const behind = await huong.ask()
  assert.equal(typeof behind === 'object' && behind.place, 2)
})

test('混雑: a turn that nobody takes up is forfeit after ten minutes, and holds nobody up', async () => {
  await using town = await openBusyTown()
  const hanako = await come(town, 'hanako')
  assert.equal((await topUp(town, hanako, 1_000)).state, 'succeeded')
  const yutaka = await come(town, 'yutaka')
  assert.equal(typeof (await yutaka.ask()), 'object')
  town.clock.advance({ minutes: 11 })
  const huong = await come(town, 'huong')
  assert.equal(await huong.ask(), 'begun')
  assert.equal(typeof (await yutaka.ask()), 'object')
})

/** A process that has felt payments take so long while nobody topped up, and takes them so long now. */
function feel(town: Town, usual: number, now: number): Context {
  const pulse = makePulse()
  const payments = (ms: number) => {
    for (let n = 0; n < 30; n += 1) pulse.paid(ms)
  }
  for (let look = 0; look < 3; look += 1) {
    payments(usual)
    pulse.look()
  }
  payments(now)
  return { ...town.context, pulse }
}

test('混雑: while payments are slow the line gives way; places stay, and the wait that is told is true', async () => {
  await using town = await openBusyTown()
  await (await come(town, 'hanako')).ask()
  const yutaka = await come(town, 'yutaka')
  const huong = await come(town, 'huong')
  const told = async (who: typeof yutaka) => {
    const facts = await who.ask()
    return typeof facts === 'object' ? [facts?.place, Number(facts?.waitSeconds)] : facts
  }
  const [, before] = (await told(yutaka)) as [number, number]
  await told(huong)
  await tendLine(feel(town, 3, 9))
  const [place, later] = (await told(yutaka)) as [number, number]
  assert.equal(place, 1)
  assert.ok(later > before * 1.2 && later < before * 1.3, `${before} → ${later}`)

  // At 0.8 of its speed half a minute of the line is 37.5 seconds; the turn has not come at 27.
  town.clock.advance({ minutes: before / 60 })
  assert.equal(typeof (await yutaka.ask()), 'object')
  town.clock.advance({ minutes: (later - before) / 60 })
  assert.equal(await yutaka.ask(), 'begun')

  // As usual again: faster step by step, and never faster than the town has said.
  for (let second = 0; second < 8; second += 1) {
    town.clock.advance({ minutes: 1 / 60 })
    await tendLine(feel(town, 3, 3))
  }
  const { speed } = await town.database.one<{ speed: number }>(sql`select speed from top_ups.line`)
  assert.equal(speed, 1)
  assert.deepEqual(((await told(huong)) as [number, number])[0], 1)
})

test('混雑: the line becomes no slower than the town lets it', async () => {
  await using town = await openBusyTown()
  await town.database.run(sql`
    insert into town.setting (name, valid_from, value) values ('top_ups_per_minute_least', '-infinity', '1')`)
  for (let second = 0; second < 9; second += 1) {
    town.clock.advance({ minutes: 1 / 60 })
    await tendLine(feel(town, 3, 30))
  }
  const { speed } = await town.database.one<{ speed: number }>(sql`select speed from top_ups.line`)
  assert.equal(speed, 0.5)
})

test('混雑: nobody stands in line for a no', async () => {
  await using town = await openBusyTown()
  await (await come(town, 'hanako')).ask()
  const yutaka = await come(town, 'yutaka')
  const body = { ...yutaka.body, amount: 1 }
  assert.equal(await yutaka.client.refused(requestTopUp, { body }), 'top_up_below_minimum')
})
