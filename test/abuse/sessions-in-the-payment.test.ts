// A payment looks at its payer's session in its own trip: whoever's session is over pays nothing and is told nothing,
// however lately the session was used.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { signOutResident } from '#contract/operators.ts'
import { pay } from '#contract/payments.ts'
import { signOutEverywhere } from '#contract/sign-in.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { bakeryNumber, office, personOf, storeIdOf } from '../people.ts'
import { openTown, type Town } from '../town.ts'

const paymentOf = (coin: number, id = makeId()) => ({
  body: { id, storeId: storeIdOf(bakeryNumber), coin, points: 0, via: 'store_code' as const },
})

const ends: [name: string, end: (town: Town) => Promise<unknown>][] = [
  ['signed out on another phone', async (town) => (await town.signIn('hanako')).ask(signOutEverywhere)],
  [
    'signed out by the office',
    async (town) => {
      const console = await town.signInOperator(office.mail)
      const params = { residentId: personOf('hanako').id }
      await console.ask(signOutResident, { params, body: { reason: '電話で紛失の届け出' } })
    },
  ],
  [
    'not used for as long as the town says',
    async (town) => {
      await town.database.run(sql`
        insert into town.setting (name, valid_from, value)
        values ('session_idle_minutes', now() - interval '1 day', '{"resident": 5}')`)
      town.clock.advance({ minutes: 6 })
    },
  ],
  ['too old', (town) => town.database.run(sql`update sign_in.session set expires_at = ${town.clock.now()}`)],
  ['swept away', (town) => town.database.run(sql`delete from sign_in.session`)],
  [
    'somebody else’s after all',
    (town) => town.database.run(sql`update sign_in.session set subject = ${personOf('hinako').id}`),
  ],
]

for (const [name, end] of ends) {
  test(`ABU-A11 a session that is over pays nothing: ${name}`, async () => {
    await using town = await openTown()
    const hanako = await town.signIn('hanako')
    const first = paymentOf(300)
    await hanako.ask(pay, first)
    const before = await balanceOf(town)
    await end(town)
    if (name.startsWith('somebody')) {
      // What is remembered of a session is no reason to take from whom it belonged to.
      await hanako.ask(pay, paymentOf(200))
    } else {
      assert.equal(await hanako.refused(pay, paymentOf(200)), 'not_signed_in')
      assert.equal(await hanako.refused(pay, first), 'not_signed_in', 'nor is the first answer told')
      const late = await town.database.one<{ id: string }>(sql`
        select ledger.uuid7(now() - interval '3 days') as id`)
      assert.equal(await hanako.refused(pay, paymentOf(200, late.id)), 'not_signed_in')
    }
    assert.equal(await balanceOf(town), before)
  })
}

test('payments in one instant, of people who are signed in and people who are not: to each an own answer', async () => {
  await using town = await openTown()
  const people = ['hinako', 'toru', 'hanako']
  const [hinako, toru, gone] = await Promise.all(people.map((key) => town.signIn(key)))
  const clients = [hinako, toru, gone].filter((client) => client !== undefined)
  for (const client of clients) await client.ask(pay, paymentOf(100))
  await town.database.run(sql`
    update sign_in.session set ended_at = ${town.clock.now()} where subject = ${personOf('hanako').id}`)
  const before = await Promise.all(people.map((key) => balanceOf(town, key)))
  const round = () =>
    Promise.all(
      clients.map(async (client) =>
        client === gone ? client.refused(pay, paymentOf(1)) : (await client.ask(pay, paymentOf(10))).coin,
      ),
    )
  const answers = await Promise.all(Array.from({ length: 20 }, round))
  assert.deepEqual(
    answers,
    answers.map(() => [10, 10, 'not_signed_in']),
  )
  const after = await Promise.all(people.map((key) => balanceOf(town, key)))
  assert.deepEqual(
    after,
    before.map((coin, n) => (people[n] === 'hanako' ? coin : coin - 200)),
  )
})

async function balanceOf(town: Town, key = 'hanako'): Promise<number> {
  const { coin } = await town.database.one<{ coin: number }>(sql`
    select coin from ledger.wallet where id = ${personOf(key).id}`)
  return coin
}
