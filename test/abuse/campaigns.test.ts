// ABU-R: what can be tried with bonuses, by many in one instant, by one again and again, and by spending first.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { promisesFor, readCampaign } from '#contract/campaigns.ts'
import { pay } from '#contract/payments.ts'
import { readTopUp, readTopUpTerms } from '#contract/top-ups.ts'
import { readWallet } from '#contract/wallets.ts'
import { grantBonuses } from '#server/campaigns/queries.ts'
import { openAccount } from '#server/ledger/post.ts'
import { openDatabase, sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { takeBackTopUp } from '#server/top-ups/take-back.ts'
import { bankAccountIdOf } from '../../bin/lib/seed-people.ts'
import { runCampaign } from '../campaigns.ts'
import { bakeryNumber, office, personOf, phoneOf, storeIdOf } from '../people.ts'
import { topUp } from '../steps.ts'
import { openTown, type Town } from '../town.ts'

async function hanakoOf(town: Town) {
  const person = personOf('hanako')
  const client = await town.signIn('hanako')
  return { id: person.id, client, phone: phoneOf(person), bankAccountId: bankAccountIdOf(person) }
}

/** Many people, or one many times, whose top-ups are confirmed in one instant on many connections. */
async function confirmAtOnce(town: Town, people: string[], amount: number): Promise<string[]> {
  const many = openDatabase(town.context.config.databaseUrl, { max: 25, role: 'enishi_server' })
  const rows = people.map((resident) => ({ id: makeId(), posting: makeId(), resident }))
  try {
    await Promise.all(
      rows.map(({ id, posting, resident }) =>
        many.run(sql`
          insert into top_ups.top_up (id, resident_id, means, amount, posting_id, state, requested_at, confirmed_at)
          values (${id}, ${resident}, 'card', ${amount}, ${posting}, 'requested', now(), now())`),
      ),
    )
  } finally {
    await many.close()
  }
  return rows.map(({ posting }) => posting)
}

async function newPeople(town: Town, count: number): Promise<string[]> {
  const people = Array.from({ length: count }, makeId)
  await town.database.run(sql`
    insert into residents.resident (id, created_at) select id, now() from unnest(${people}::uuid[]) id`)
  for (const id of people) await openAccount(town.database, id, 'wallet')
  return people
}

const promisedBy = (town: Town, campaign: string) =>
  town.database.one<{ most: number; sum: number; some: number; none: number }>(sql`
    select max(points) as most, sum(points)::bigint as sum, count(*) filter (where points > 0) as some,
           count(*) filter (where because = 'budget_used_up') as none
    from campaigns.promise where campaign_id = ${campaign}`)

async function pointsOf(town: Town, id: string) {
  const console = await town.signInOperator(office.mail)
  return (await console.ask(readCampaign, { params: { id } })).points
}

test('ABU-R10 a budget that fifty people reach for in one instant is spent to the point and not one more', async () => {
  await using town = await openTown()
  const campaign = await runCampaign(town, { budget: 12_345 })
  const people = await newPeople(town, 50)
  await confirmAtOnce(town, people, 10_000)
  const { most, sum, some, none } = await promisedBy(town, campaign)
  assert.deepEqual([most, sum, some, none], [500, 12_345, 25, 26])
  assert.deepEqual(await pointsOf(town, campaign), { granted: 0, reserved: 12_345, takenBack: 0, left: 0 })
  // Half of the cards are declined: what they had been promised is there for others.
  await town.database.run(sql`
    update top_ups.top_up set state = 'declined', declined_because = 'other'
    where resident_id = any (${people.slice(0, 25)}::uuid[])`)
  const { left, reserved } = await pointsOf(town, campaign)
  assert.equal(reserved + (left ?? 0), 12_345)
  await confirmAtOnce(town, people.slice(0, 25), 10_000)
  assert.deepEqual((await pointsOf(town, campaign)).left, 0)
})

test('ABU-R06 a cap of a day, of a person: fifty confirmations in one instant keep both', async () => {
  await using town = await openTown()
  const perDay = await runCampaign(town, { name: '1日', capPerPeriod: 1_234, period: 'day' })
  const perPerson = await runCampaign(town, { name: '全期間', capPerPerson: 777 })
  const [person = ''] = await newPeople(town, 1)
  await confirmAtOnce(
    town,
    Array.from({ length: 50 }, () => person),
    10_000,
  )
  assert.deepEqual(
    [(await promisedBy(town, perDay)).sum, (await promisedBy(town, perPerson)).sum],
    [1_234, 777],
  )
})

test('ABU-R10 fifty grants of the same top-up at once, by as many workers: one bonus', async () => {
  await using town = await openTown()
  await runCampaign(town, { budget: 10_000 })
  const hanako = await hanakoOf(town)
  const before = (await hanako.client.ask(readWallet)).points
  const id = makeId()
  await topUp(town, hanako, 10_000, id)
  const { posting } = await town.database.one<{ posting: string }>(
    sql`select posting_id as posting from top_ups.top_up where id = ${id}`,
  )
  const refs = [{ posting, owner: hanako.id }]
  await Promise.all([
    ...Array.from({ length: 50 }, () =>
      grantBonuses(town.context.database, refs, { when: 'at_once', at: town.clock.now() }),
    ),
    town.work(),
    town.work(),
  ])
  assert.equal((await hanako.client.ask(readWallet)).points, before + 800)
})

test('ABU-R19 charging and having it taken back in turn leaves no point, no cap and no budget gained', async () => {
  await using town = await openTown()
  const campaign = await runCampaign(town, { capPerPerson: 1_200, budget: 5_000 })
  const hanako = await hanakoOf(town)
  const before = await hanako.client.ask(readWallet)
  for (let round = 0; round < 4; round += 1) {
    const id = makeId()
    await topUp(town, hanako, 10_000, id)
    if (round !== 2) await town.work()
    await takeBack(town, id, 10_000)
    await town.work()
    const { bonus } = await hanako.client.ask(readTopUp, { params: { id } })
    assert.deepEqual([bonus.points, bonus.parts.every(({ owed }) => owed === 0)], [0, true])
  }
  const after = await hanako.client.ask(readWallet)
  assert.deepEqual([after.coin, after.points], [before.coin, before.points])
  const { granted, takenBack, left } = await pointsOf(town, campaign)
  assert.deepEqual([granted, takenBack, left], [1_200, 1_200, 3_800])
  const offers = (await hanako.client.ask(readTopUpTerms)).bonus
  assert.equal(promisesFor(10_000, offers).at(-1)?.because, 'cap_per_person')
})

test('ABU-R26 a bonus that was spent before its charge is reversed is owed, and kept from the next ones', async () => {
  await using town = await openTown()
  const hanako = await hanakoOf(town)
  const storeId = storeIdOf(bakeryNumber)
  const spend = (points: number) =>
    hanako.client.ask(pay, { body: { id: makeId(), storeId, coin: 0, points, via: 'store_number' } })
  await spend((await hanako.client.ask(readWallet)).points)
  const id = makeId()
  await topUp(town, hanako, 40_000, id)
  await town.work()
  await spend(1_000)
  await takeBack(town, id, 40_000)
  await town.work()
  const { bonus } = await hanako.client.ask(readTopUp, { params: { id } })
  assert.deepEqual(
    bonus.parts.map(({ points, takenBack, owed }) => [points, takenBack, owed]),
    [[1_200, 1_200, 1_000]],
  )
  assert.equal((await hanako.client.ask(readWallet)).points, 0)
  await topUp(town, hanako, 20_000)
  await town.work()
  assert.equal((await hanako.client.ask(readWallet)).points, 0)
  await topUp(town, hanako, 30_000)
  await town.work()
  // 600 and 900 came, 1,000 was owed.
  assert.equal((await hanako.client.ask(readWallet)).points, 500)
})

test('INV-08 a part that is taken back takes its part of the bonus, from its own lot', async () => {
  await using town = await openTown()
  const hanako = await hanakoOf(town)
  const { expiring, points } = await hanako.client.ask(readWallet)
  const id = makeId()
  await topUp(town, hanako, 10_000, id)
  await town.work()
  for (const [amount, gone] of [
    [3_333, 100],
    [1, 101],
    [6_666, 300],
  ] as const) {
    await takeBack(town, id, amount)
    await town.work()
    await town.work()
    assert.equal((await hanako.client.ask(readWallet)).points, points + 300 - gone)
  }
  // The lots that ran out earlier were not touched.
  assert.deepEqual((await hanako.client.ask(readWallet)).expiring, expiring)
})

function takeBack(town: Town, topUpId: string, amount: number): Promise<void> {
  return town.context.database.transact((tx) =>
    takeBackTopUp(tx, { topUpId, amount, cause: 'chargeback', providerRef: makeId(), at: town.clock.now() }),
  )
}
