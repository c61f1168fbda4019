// ABU-R with points for paying: many payers in one instant, many workers, and paying and giving back in turn.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCampaign, readPaymentBonus } from '#contract/campaigns.ts'
import { pay, refundPayment } from '#contract/payments.ts'
import { listHistory, readWallet } from '#contract/wallets.ts'
import { openAccount } from '#server/ledger/post.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { payTogether } from '#server/payments/queries.ts'
import { followOutbox } from '#server/tasks.ts'
import { runCampaign } from '../campaigns.ts'
import type { Client } from '../client.ts'
import { bakeryNumber, office, personOf, storeIdOf } from '../people.ts'
import { writeTopUp } from '../small-book.ts'
import { openTown, type Town } from '../town.ts'

const storeId = storeIdOf(bakeryNumber)

/** People with 10,000 coin each. */
async function newPayers(town: Town, count: number): Promise<string[]> {
  const people = Array.from({ length: count }, makeId)
  await town.database.run(sql`
    insert into residents.resident (id, created_at) select id, now() from unnest(${people}::uuid[]) id`)
  for (const id of people) {
    await openAccount(town.database, id, 'wallet')
    await writeTopUp(town.database, {
      resident: id,
      amount: 10_000,
      state: 'succeeded',
      now: town.clock.now(),
    })
  }
  return people
}

/** So many payments of 1,000 coin in one instant, one after the other on each wallet. */
const payAtOnce = (town: Town, payers: string[]): Promise<string[]> =>
  Promise.all(
    payers.map(async (payerId) => {
      const id = makeId()
      const request = { id, payerId, storeId, coin: 1_000, points: 0, via: 'store_code' }
      const [answer] = await payTogether(town.context.database, [request], town.clock.now())
      assert.equal(answer?.outcome, 'paid')
      return id
    }),
  )

/** Eight workers, until nothing is left to be told. */
async function followByMany(town: Town): Promise<void> {
  const once = () => Promise.all(Array.from({ length: 8 }, () => followOutbox(town.context)))
  while ((await once()).some((batches) => batches > 0));
}

const promisedBy = (town: Town, campaign: string) =>
  town.database.one<{ most: number; sum: number; some: number; none: number }>(sql`
    select max(points) as most, sum(points)::bigint as sum, count(*) filter (where points > 0) as some,
           count(*) filter (where because = 'budget_used_up' and points = 0) as none
    from campaigns.promise where campaign_id = ${campaign}`)

async function pointsOf(town: Town, id: string) {
  const console = await town.signInOperator(office.mail)
  return (await console.ask(readCampaign, { params: { id } })).points
}

test('ABU-R10 a budget that fifty payments reach for in one instant is spent to the point, not one more', async () => {
  await using town = await openTown()
  const payers = await newPayers(town, 50)
  const campaign = await runCampaign(town, { kind: 'payment', budget: 1_234 })
  await payAtOnce(town, payers)
  await followByMany(town)
  assert.deepEqual(await promisedBy(town, campaign), { most: 50, sum: 1_234, some: 25, none: 25 })
  assert.deepEqual(await pointsOf(town, campaign), { granted: 1_234, reserved: 0, takenBack: 0, left: 0 })
})

test('ABU-R06 a cap of a day, of a person: ten payments of one wallet in one instant keep both', async () => {
  await using town = await openTown()
  const [payer = ''] = await newPayers(town, 1)
  const rules = { kind: 'payment', budget: 10_000 } as const
  const perDay = await runCampaign(town, { ...rules, name: '1日', capPerPeriod: 333, period: 'day' })
  const perPerson = await runCampaign(town, { ...rules, name: '全期間', capPerPerson: 222 })
  await payAtOnce(
    town,
    Array.from({ length: 10 }, () => payer),
  )
  await followByMany(town)
  assert.deepEqual(
    [(await pointsOf(town, perDay)).granted, (await pointsOf(town, perPerson)).granted],
    [333, 222],
  )
})

test('ABU-R19 paying and giving back in turn leaves no point, no cap and no budget gained', async () => {
  await using town = await openTown()
  const campaign = await runCampaign(town, { kind: 'payment', capPerPerson: 120, budget: 5_000 })
  const [hanako, till] = await Promise.all([
    town.signIn('hanako'),
    town.signInStaff('till@bakery.example.jp'),
  ])
  const before = await hanako.ask(readWallet)
  for (let round = 0; round < 4; round += 1) {
    const [id = ''] = await payAtOnce(town, [personOf('hanako').id])
    if (round !== 2) await town.work()
    const body = { id: makeId(), amount: 1_000, reason: '返品' }
    await till.ask(refundPayment, { params: { id }, body })
    await town.work()
  }
  const after = await hanako.ask(readWallet)
  assert.deepEqual([after.coin, after.points], [before.coin, before.points])
  // The third came back before it was granted; of the others each used the cap, and none has it back.
  const { granted, takenBack, left } = await pointsOf(town, campaign)
  assert.deepEqual([granted, takenBack, left], [120, 120, 4_880])
})

test('ABU-R14 who sees the bonus of one payer cannot take the id of another one, and stop the worker', async () => {
  await using town = await openTown()
  await runCampaign(town, { kind: 'payment' })
  const [hanako, yutaka, hinako] = await Promise.all(
    ['hanako', 'yutaka', 'hinako'].map((key) => town.signIn(key)),
  )
  const buy = async (client: Client, id = makeId()) => {
    await client.ask(pay, { body: { id, storeId, coin: 100, points: 0, via: 'store_code' } })
    return id
  }
  const id = await buy(hanako!)
  await town.work()
  const { items } = await hanako!.ask(listHistory, { query: { limit: 1, group: 'points' } })
  assert.equal(items[0]?.kind, 'payment_bonus')
  // In one round with a payment of somebody who knows nothing of it.
  await buy(yutaka!, items[0].id)
  await buy(yutaka!, id)
  const bystander = await buy(hinako!)
  await town.work()
  for (const [client, payment] of [
    [yutaka!, id],
    [hinako!, bystander],
  ] as const) {
    const bonus = await client.ask(readPaymentBonus, { params: { id: payment } })
    assert.deepEqual([bonus.points, bonus.state], [5, 'granted'])
  }
})
