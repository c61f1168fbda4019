// stories: campaigns, payments
// A town's campaign for paying: what people see before, what comes and when, why not, and what goes with a refund.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  partsFor,
  promisesFor,
  readCampaign,
  readPaymentBonus,
  readPaymentOffers,
  stopCampaign,
} from '#contract/campaigns.ts'
import { listNotices } from '#contract/notices.ts'
import { chargePayerCode, showPayerCode } from '#contract/payment-codes.ts'
import { refundPayment } from '#contract/payments.ts'
import { leave, readLeaving } from '#contract/residents.ts'
import { listHistory, readWallet } from '#contract/wallets.ts'
import { addDays, dayOf, startOfDay } from '#server/lib/day.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { tasks } from '#server/tasks.ts'
import { runCampaign } from '../campaigns.ts'
import type { Client } from '../client.ts'
import { bakeryOwner, office, personOf } from '../people.ts'
import { payBakery } from '../steps.ts'
import { openTown, type Town } from '../town.ts'

const tillMail = 'till@bakery.example.jp'
/** 3 % for paying, at once, without limits. */
const paying = { kind: 'payment', name: '春のお買い物', basisPoints: 300 } as const

async function refund(staff: Client, payment: string, amount: number, id = makeId()): Promise<string> {
  await staff.ask(refundPayment, { params: { id: payment }, body: { id, amount, reason: '返品のため' } })
  return id
}

/** What an app makes whose clock goes with the town's. */
async function idByTheClock(town: Town): Promise<string> {
  return (await town.database.one<{ id: string }>(sql`select ledger.uuid7(${town.clock.now()}) as id`)).id
}

const bonusOf = (client: Client, id: string) => client.ask(readPaymentBonus, { params: { id } })
const pointsOf = async (client: Client) => (await client.ask(readWallet)).points

/** The one campaign's part of a bonus, as it is told most briefly. */
async function told(client: Client, id: string) {
  const { parts } = await bonusOf(client, id)
  return parts.map(({ points, state, because, takenBack, owed }) => [points, state, because, takenBack, owed])
}

async function sumsOf(town: Town, id: string) {
  const console = await town.signInOperator(office.mail)
  return (await console.ask(readCampaign, { params: { id } })).points
}

type Waiting = { id: string; bucket: number; postings: string[]; owners: string[] }

/** Takes what the worker has not been told of a posting out of the outbox, so that it hears of it later, or twice. */
const hold = (town: Town, posting: string) =>
  town.database.one<Waiting>(sql`
    delete from ledger.outbox where ${posting}::uuid = any (postings) returning id, bucket, postings, owners`)

const letGo = (town: Town, { id, bucket, postings, owners }: Waiting) =>
  town.database.run(sql`
    insert into ledger.outbox (id, bucket, postings, owners)
    values (${id}, ${bucket}, ${postings}::uuid[], ${owners}::uuid[])`)

test('お支払いの特典: shown before paying, granted for the coin alone, with its own entry and notice', async () => {
  await using town = await openTown()
  const hanako = await town.signIn('hanako')
  assert.deepEqual((await hanako.ask(readPaymentOffers)).offers, [])
  const campaign = await runCampaign(town, { ...paying, capEach: 40 })
  const { offers } = await hanako.ask(readPaymentOffers)
  assert.deepEqual(
    [1_000, 5_000, 0, 33].map((coin) => promisesFor(coin, offers).map((each) => [each.points, each.because])),
    [[[30, null]], [[40, 'cap_each']], [[0, 'only_points']], [[0, 'less_than_a_point']]],
  )
  const before = await pointsOf(hanako)
  const id = await payBakery(hanako, 1_000, 200)
  const shown = await bonusOf(hanako, id)
  assert.deepEqual(shown.parts, partsFor(1_000, offers), 'before the worker has heard of it')
  await town.work()
  const bonus = await bonusOf(hanako, id)
  assert.deepEqual([bonus.points, bonus.state], [30, 'granted'])
  assert.equal(await pointsOf(hanako), before - 200 + 30)
  const until = addDays(dayOf(town.clock.now()), 30)
  assert.match(
    await town.books(personOf('hanako').id),
    new RegExp(`payment_bonus   points_issued → wallet   points   30   until ${until}\\s*$`),
  )
  const { items } = await hanako.ask(listHistory, { query: { limit: 1, group: 'points' } })
  assert.deepEqual(
    items.map(({ kind, points, counterpart }) => [kind, points, counterpart]),
    [['payment_bonus', 30, '春のお買い物']],
  )
  const { notices } = await hanako.ask(listNotices, { query: {} })
  assert.equal(notices[0]?.told.kind, 'points_granted')

  const large = await payBakery(hanako, 2_000)
  const withPoints = await payBakery(hanako, 0, 100)
  await town.work()
  assert.deepEqual(await told(hanako, large), [[40, 'granted', 'cap_each', 0, 0]])
  assert.deepEqual(await told(hanako, withPoints), [[0, 'none', 'only_points', 0, 0]])
  assert.equal((await sumsOf(town, campaign)).granted, 70)
  // Whoever knew the campaign's id could make the ids of bonuses that are to come.
  assert.notEqual(offers[0]?.campaignId, campaign)
})

test('お支払いの特典: it does not matter how it was paid, and the wallet that paid has it', async () => {
  await using town = await openTown()
  await runCampaign(town, paying)
  const [hanako, till] = await Promise.all([town.signIn('hanako'), town.signInStaff(tillMail)])
  const { code } = await hanako.ask(showPayerCode, { body: { tender: 'coin' } })
  const id = makeId()
  await till.ask(chargePayerCode, { body: { id, code, amount: 700 } })
  await town.work()
  assert.deepEqual(await told(hanako, id), [[21, 'granted', null, 0, 0]])
  const aoi = await town.signIn('aoi')
  assert.equal(await aoi.refused(readPaymentBonus, { params: { id } }), 'not_found')
})

test('お支払いの特典: on the next day, also what was missed, each once by any number of workers', async () => {
  await using town = await openTown()
  await runCampaign(town, { ...paying, when: 'next_day', grantHour: 0, budget: 1_000 })
  const hanako = await town.signIn('hanako')
  const before = await pointsOf(hanako)
  const id = await payBakery(hanako, 1_000)
  await town.work()
  assert.deepEqual(await told(hanako, id), [[30, 'planned', null, 0, 0]])
  assert.equal((await hanako.ask(readWallet)).plannedPoints, 30)
  await town.runTask('campaigns.grant')
  assert.equal(await pointsOf(hanako), before, 'not on the same day')
  town.clock.advance({ days: 5 })
  await Promise.all([1, 2, 3].map(() => town.runTask('campaigns.grant')))
  await town.runTask('campaigns.grant')
  assert.deepEqual(await told(hanako, id), [[30, 'granted', null, 0, 0]])
  assert.equal(await pointsOf(hanako), before + 30)
})

test('お支払いの特典: of two campaigns each grants at its own hour', async () => {
  await using town = await openTown()
  for (const grantHour of [6, 22])
    await runCampaign(town, { ...paying, name: `${grantHour}時`, when: 'next_day', grantHour })
  const hanako = await town.signIn('hanako')
  const before = await pointsOf(hanako)
  await payBakery(hanako, 1_000)
  await town.work()
  for (const [hour, points] of [
    [5, 0],
    [6, 30],
    [21, 30],
    [22, 60],
    [23, 60],
  ] as const) {
    goTo(town, hour)
    await town.runTask('campaigns.grant')
    assert.equal(await pointsOf(hanako), before + points, `at ${hour} o’clock`)
  }
})

/** Lets it be some minutes past this hour of the next day in Japan. */
function goTo(town: Town, hour: number) {
  const at = startOfDay(addDays(dayOf(new Date()), 1)).getTime() + (hour * 60 + 5) * 60_000
  town.clock.advance({ minutes: (at - town.clock.now().getTime()) / 60_000 })
}

test('お支払いの特典: by the campaigns of the instant of paying, however late the worker hears of it', async () => {
  await using town = await openTown()
  const hanako = await town.signIn('hanako')
  const early = await payBakery(hanako, 1_000)
  const waiting = await hold(town, early)
  const campaign = await runCampaign(town, { ...paying, budget: 1_000 })
  const inTime = await payBakery(hanako, 1_000)
  const console = await town.signInOperator(office.mail)
  await console.ask(stopCampaign, { params: { id: campaign }, body: { reason: '予定を変えたため' } })
  const late = await payBakery(hanako, 1_000)
  await letGo(town, waiting)
  await town.work()
  assert.deepEqual(await told(hanako, early), [])
  assert.deepEqual(await told(hanako, inTime), [[30, 'granted', null, 0, 0]])
  assert.deepEqual(await told(hanako, late), [])
})

test('返金: of a bonus that has come, what the rest no longer earns goes, part by part, to the point', async () => {
  await using town = await openTown()
  const campaign = await runCampaign(town, { ...paying, budget: 1_000 })
  const [hanako, till] = await Promise.all([town.signIn('hanako'), town.signInStaff(tillMail)])
  const before = await hanako.ask(readWallet)
  const id = await payBakery(hanako, 1_000)
  await town.work()
  for (const [amount, gone] of [
    [333, 10],
    [1, 11],
    [666, 30],
  ] as const) {
    const refundId = await refund(till, id, amount)
    await town.work()
    await town.work()
    assert.deepEqual(await told(hanako, id), [[30, 'granted', null, gone, 0]])
    assert.deepEqual(await told(hanako, refundId), [[30, 'granted', null, gone, 0]], 'by the refund as well')
  }
  const after = await hanako.ask(readWallet)
  // The lots that ran out earlier were not touched.
  assert.deepEqual([after.coin, after.points, after.expiring], [before.coin, before.points, before.expiring])
  // Neither cap nor budget is used anew: paying and giving back in turn gains nothing.
  assert.deepEqual(await sumsOf(town, campaign), { granted: 30, reserved: 0, takenBack: 30, left: 970 })
})

test('返金: of a bonus that has not come yet, less is promised, and the budget has the rest back', async () => {
  await using town = await openTown()
  const campaign = await runCampaign(town, { ...paying, when: 'next_day', grantHour: 0, budget: 100 })
  const [hanako, owner] = await Promise.all([town.signIn('hanako'), town.signInStaff(bakeryOwner.mail)])
  const before = await pointsOf(hanako)
  const [part, whole] = [await payBakery(hanako, 1_000), await payBakery(hanako, 1_000)]
  await town.work()
  await refund(owner, part, 400)
  await refund(owner, whole, 1_000)
  await town.work()
  assert.deepEqual(await told(hanako, part), [[18, 'planned', null, 0, 0]])
  assert.deepEqual(await told(hanako, whole), [[0, 'none', 'given_back', 0, 0]])
  assert.deepEqual(await sumsOf(town, campaign), { granted: 0, reserved: 18, takenBack: 0, left: 82 })
  town.clock.advance({ days: 1 })
  await town.runTask('campaigns.grant')
  assert.equal(await pointsOf(hanako), before + 18)
})

test('返金: a bonus that was spent meanwhile is owed, and kept from the next ones', async () => {
  await using town = await openTown()
  const campaign = await runCampaign(town, paying)
  const [hanako, till] = await Promise.all([town.signIn('hanako'), town.signInStaff(tillMail)])
  await payBakery(hanako, 0, await pointsOf(hanako))
  const id = await payBakery(hanako, 4_000)
  await town.work()
  assert.equal(await pointsOf(hanako), 120)
  await payBakery(hanako, 0, 100)
  await refund(till, id, 4_000)
  await town.work()
  assert.deepEqual(await told(hanako, id), [[120, 'granted', null, 120, 100]])
  assert.equal((await sumsOf(town, campaign)).takenBack, 120, 'also counted where there is no budget')
  assert.equal(await pointsOf(hanako), 0)
  await payBakery(hanako, 4_000)
  await town.work()
  assert.equal(await pointsOf(hanako), 20, '120 came, 100 were owed')
})

test('返金: what was used of a bonus is owed, and what ran out unused is not', async () => {
  await using town = await openTown()
  await runCampaign(town, paying)
  const hanako = await town.signIn('hanako')
  await payBakery(hanako, 0, await pointsOf(hanako))
  const id = await payBakery(hanako, 4_000)
  await town.work()
  await payBakery(hanako, 0, 50)
  town.clock.advance({ days: 31 })
  await town.runTask('points.lapse')
  const [again, owner] = await Promise.all([town.signIn('hanako'), town.signInStaff(bakeryOwner.mail)])
  assert.equal(await pointsOf(again), 0)
  for (const [amount, gone, owed] of [
    [1_000, 30, 0],
    [2_000, 90, 20],
    [1_000, 120, 50],
  ] as const) {
    await refund(owner, id, amount, await idByTheClock(town))
    await town.work()
    assert.deepEqual(await told(again, id), [[120, 'granted', null, gone, owed]])
  }
})

test('返金: told before its payment, told twice, told with it: the same in the end', async () => {
  await using town = await openTown()
  await runCampaign(town, { ...paying, budget: 1_000 })
  const [hanako, till] = await Promise.all([town.signIn('hanako'), town.signInStaff(tillMail)])
  const before = await pointsOf(hanako)
  const id = await payBakery(hanako, 1_000)
  const payment = await hold(town, id)
  const refundId = await refund(till, id, 500)
  const again = await hold(town, refundId)
  await letGo(town, again)
  await town.work()
  assert.deepEqual(await told(hanako, id), [[15, 'planned', null, 0, 0]])
  for (const row of [payment, again, payment, again]) {
    await letGo(town, row)
    await town.work()
    assert.deepEqual(await told(hanako, id), [[15, 'granted', null, 0, 0]])
  }
  const together = await payBakery(hanako, 1_000)
  await refund(till, together, 1_000)
  await town.work()
  assert.deepEqual(await told(hanako, together), [[0, 'none', 'given_back', 0, 0]])
  assert.equal(await pointsOf(hanako), before + 15)
})

test('お支払いの特典: two payers who made the same id have a bonus each, and a refund takes one', async () => {
  await using town = await openTown()
  await runCampaign(town, paying)
  const [hanako, yutaka, till] = await Promise.all([
    town.signIn('hanako'),
    town.signIn('yutaka'),
    town.signInStaff(tillMail),
  ])
  const id = await payBakery(hanako, 1_000)
  await payBakery(yutaka, 1_000, 0, id)
  await town.work()
  await refund(till, id, 1_000)
  await town.work()
  assert.deepEqual(await told(hanako, id), [[30, 'granted', null, 30, 0]])
  assert.deepEqual(await told(yutaka, id), [[30, 'granted', null, 0, 0]])
})

test('お支払いの特典: of campaigns that exclude each other, who finds the better one used up has the other', async () => {
  await using town = await openTown()
  await runCampaign(town, { ...paying, name: '早い者勝ち', basisPoints: 500, budget: 50, stacks: false })
  await runCampaign(town, { ...paying, stacks: false })
  const people = await Promise.all([town.signIn('hanako'), town.signIn('yutaka')])
  const paid = await Promise.all(people.map((client) => payBakery(client, 1_000)))
  // Both are told in one round of the worker.
  await town.work()
  const bonuses = await Promise.all(people.map((client, index) => told(client, paid[index]!)))
  const first = bonuses.findIndex(([part]) => part?.[0] === 50)
  assert.deepEqual(bonuses[first], [
    [50, 'granted', null, 0, 0],
    [0, 'none', 'other_gives_more', 0, 0],
  ])
  assert.deepEqual(bonuses[1 - first], [
    [0, 'none', 'other_gives_more', 0, 0],
    [30, 'granted', null, 0, 0],
  ])
})

test('退会: whoever has left before the worker heard of a payment gets nothing for it', async () => {
  await using town = await openTown()
  const campaign = await runCampaign(town, { ...paying, budget: 1_000 })
  const hanako = await town.signIn('hanako')
  const waiting = await hold(town, await payBakery(hanako, 1_000))
  const { coin, points } = await hanako.ask(readLeaving)
  await hanako.ask(leave, { body: { coin, points } })
  town.clock.advance({ days: 15 })
  assert.equal(await tasks['residents.close-due'](town.context, {}), 1)
  await letGo(town, waiting)
  await town.work()
  assert.deepEqual(await sumsOf(town, campaign), { granted: 0, reserved: 0, takenBack: 0, left: 1_000 })
})

test('退会: what waits for a wallet that is closed goes back to the budget', async () => {
  await using town = await openTown()
  const campaign = await runCampaign(town, { ...paying, when: 'next_day', grantHour: 0, budget: 1_000 })
  const [hanako, yutaka] = await Promise.all([town.signIn('hanako'), town.signIn('yutaka')])
  await payBakery(hanako, 1_000)
  await payBakery(yutaka, 1_000)
  await town.work()
  town.clock.advance({ days: 1 })
  // Leaving waits for what is promised, so this wallet closes by another hand.
  const { id } = personOf('hanako')
  await town.database.run(sql`
    insert into residents.former (resident_id, closed_at, erase_at) values (${id}, now(), now())`)
  await town.runTask('campaigns.grant')
  await town.database.run(sql`delete from residents.former where resident_id = ${id}`)
  assert.deepEqual(await sumsOf(town, campaign), { granted: 30, reserved: 0, takenBack: 0, left: 970 })
})
