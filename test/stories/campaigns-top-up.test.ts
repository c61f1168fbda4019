// A town's campaign for charging: what people see before, what comes and when, and why not.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as office from '#contract/campaigns.ts'
import { confirmTopUp, readTopUp, readTopUpTerms, requestTopUp } from '#contract/top-ups.ts'
import { readWallet } from '#contract/wallets.ts'
import { addDays, dayOf } from '#server/lib/day.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { openTerms, runCampaign } from '../campaigns.ts'
import { bankAccountIdOf } from '../../bin/lib/seed-people.ts'
import { manager, office as officeOperator, personOf, phoneOf } from '../people.ts'
import { linkAccount, topUp } from '../steps.ts'
import { openTown, type Town } from '../town.ts'

async function seeded(town: Town, key: string) {
  const person = personOf(key)
  const client = await town.signIn(key)
  return { id: person.id, client, phone: phoneOf(person), bankAccountId: bankAccountIdOf(person) }
}

test('キャンペーン: shown before charging, granted beside the usual bonus, each with its own last day', async () => {
  await using town = await openTown()
  const hanako = await seeded(town, 'hanako')
  await runCampaign(town, { capEach: 400, budget: 10_000 })
  const { bonus } = await hanako.client.ask(readTopUpTerms)
  assert.deepEqual(
    bonus.map(({ name, basisPoints }) => [name, basisPoints]),
    [
      ['チャージボーナス', 300],
      ['春のチャージ祭り', 500],
    ],
  )
  const seen = office.promisesFor(10_000, bonus)
  assert.deepEqual(
    seen.map(({ points, because }) => [points, because]),
    [
      [300, null],
      [400, 'cap_each'],
    ],
  )
  const id = makeId()
  const confirmed = await topUp(town, hanako, 10_000, id)
  assert.deepEqual(
    confirmed.bonus.parts.map(({ points, state, because }) => [points, state, because]),
    [
      [300, 'planned', null],
      [400, 'planned', 'cap_each'],
    ],
  )
  await town.work()
  await town.work()
  const settled = await hanako.client.ask(readTopUp, { params: { id } })
  assert.deepEqual([settled.bonus.points, settled.bonus.state], [700, 'granted'])
  assert.match(
    await town.books(hanako.id),
    new RegExp(`points   400   until ${addDays(dayOf(town.clock.now()), 30)}`),
  )
})

test('FLT-C12 キャンペーン: on the next day from its hour on, and what was missed is caught up on', async () => {
  await using town = await openTown()
  const hanako = await seeded(town, 'hanako')
  await runCampaign(town, { when: 'next_day', grantHour: 0 })
  const before = (await hanako.client.ask(readWallet)).points
  const id = makeId()
  await topUp(town, hanako, 10_000, id)
  await town.work()
  const bonusOf = async () => (await hanako.client.ask(readTopUp, { params: { id } })).bonus
  assert.deepEqual(
    (await bonusOf()).parts.map(({ state }) => state),
    ['granted', 'planned'],
  )
  assert.equal((await hanako.client.ask(readWallet)).plannedPoints, 500)
  await town.runTask('campaigns.grant')
  assert.equal((await bonusOf()).state, 'planned', 'not on the same day')
  // Nobody was there for five days.
  town.clock.advance({ days: 5 })
  await Promise.all([
    town.runTask('campaigns.grant'),
    town.runTask('campaigns.grant'),
    town.runTask('campaigns.grant'),
  ])
  await town.runTask('campaigns.grant')
  assert.equal((await bonusOf()).state, 'granted')
  assert.equal((await hanako.client.ask(readWallet)).points, before + 800)
})

test('キャンペーン: only for people of the town, of an age, from an amount on; everybody is told why not', async () => {
  await using town = await openTown()
  await runCampaign(town, { name: '市民', onlyInTown: true })
  await runCampaign(town, { name: '若者', ageBands: ['13-15'] })
  await runCampaign(town, { name: '高額', minimumAmount: 20_000 })
  const hanako = await seeded(town, 'hanako')
  await town.database.pool.query('update identity.card set in_town = false where resident_id = $1', [
    hanako.id,
  ])
  const { bonus } = await topUp(town, hanako, 10_000)
  assert.deepEqual(
    bonus.parts.slice(1).map(({ name, points, because }) => [name, points, because]),
    [
      ['市民', 0, 'not_in_town'],
      ['若者', 0, 'not_your_age'],
      ['高額', 0, 'below_minimum'],
    ],
  )
  await town.work()
  assert.equal((await hanako.client.ask(readWallet)).plannedPoints, 0)
})

test('キャンペーン: of those that do not come on top of each other the best one gives', async () => {
  await using town = await openTown()
  const hanako = await seeded(town, 'hanako')
  await runCampaign(town, { name: '5%', stacks: false })
  await runCampaign(town, { name: '8%', stacks: false, basisPoints: 800, capPerPerson: 900 })
  const first = await topUp(town, hanako, 10_000)
  const second = await topUp(town, hanako, 10_000)
  const told = (parts: typeof first.bonus.parts) =>
    parts.slice(1).map(({ points, because }) => [points, because])
  assert.deepEqual(told(first.bonus.parts), [
    [0, 'other_gives_more'],
    [800, null],
  ])
  assert.deepEqual(told(second.bonus.parts), [
    [500, null],
    [0, 'other_gives_more'],
  ])
})

test('キャンペーン: what a declined charge was promised goes back to the budget and the cap', async () => {
  await using town = await openTown()
  const aoi = { client: await town.signIn('aoi'), phone: phoneOf(personOf('aoi')) }
  const id = await runCampaign(town, { budget: 50, capPerPerson: 50 })
  const poor = await linkAccount(town, aoi, '1234500')
  const declined = await topUp(town, { ...aoi, bankAccountId: poor.id }, 1000)
  assert.deepEqual([declined.state, declined.bonus.parts], ['declined', []])
  const console = await town.signInOperator(officeOperator.mail)
  const { points } = await console.ask(office.readCampaign, { params: { id } })
  assert.deepEqual(points, { granted: 0, reserved: 0, takenBack: 0, left: 50 })
  const { bonus } = await aoi.client.ask(readTopUpTerms)
  assert.deepEqual(
    bonus.slice(1).map(({ leftForPerson, leftInBudget }) => [leftForPerson, leftInBudget]),
    [[50, 50]],
  )
})

test('キャンペーン: two people start it, as it was read; one stops it, and what was promised still comes', async () => {
  await using town = await openTown()
  const [maker, checker, hanako] = await Promise.all([
    town.signInOperator(officeOperator.mail),
    town.signInOperator(manager.mail),
    seeded(town, 'hanako'),
  ])
  const id = makeId()
  const terms = openTerms(town.clock.now())
  const write = (revision: number, change = {}) => ({
    params: { id },
    body: { revision, terms: { ...terms, ...change } },
  })
  const wrong = write(0, { expiryMonths: 3 })
  assert.equal(await maker.refused(office.writeCampaign, wrong), 'campaign_terms_wrong')
  await maker.ask(office.writeCampaign, write(0))
  assert.equal(
    await maker.refused(office.startCampaign, { params: { id }, body: { revision: 1 } }),
    'second_person_needed',
  )
  await maker.ask(office.writeCampaign, write(1, { basisPoints: 900 }))
  // Somebody who read the first draft neither starts the second nor overwrites it.
  assert.equal(
    await checker.refused(office.startCampaign, { params: { id }, body: { revision: 1 } }),
    'campaign_changed',
  )
  assert.equal(await checker.refused(office.writeCampaign, write(1)), 'campaign_changed')
  const started = await checker.ask(office.startCampaign, { params: { id }, body: { revision: 2 } })
  assert.deepEqual([started.state, started.startedBy], ['running', '会計 結'])
  assert.equal(await maker.refused(office.writeCampaign, write(2)), 'campaign_started')
  // The answer was lost: the same person asks again, and nobody else has started it.
  const again = await checker.ask(office.startCampaign, { params: { id }, body: { revision: 2 } })
  assert.deepEqual([again.state, again.startedBy], ['running', '会計 結'])
  for (const [console, revision] of [
    [maker, 2],
    [checker, 1],
  ] as const)
    assert.equal(
      await console.refused(office.startCampaign, { params: { id }, body: { revision } }),
      'campaign_started',
    )

  const topUpId = makeId()
  await hanako.client.ask(requestTopUp, {
    body: { id: topUpId, bankAccountId: hanako.bankAccountId, amount: 1000 },
  })
  const code = await town.phoneOf(hanako.phone).lastCode()
  await hanako.client.ask(confirmTopUp, { params: { id: topUpId }, body: { code } })
  await maker.ask(office.stopCampaign, { params: { id }, body: { reason: '率を間違えたため' } })
  await town.work()
  const { bonus } = await hanako.client.ask(readTopUp, { params: { id: topUpId } })
  assert.deepEqual([bonus.points, bonus.state], [120, 'granted'])
  assert.equal((await hanako.client.ask(readTopUpTerms)).bonus.length, 1)
  const { campaigns } = await maker.ask(office.listCampaigns)
  const stopped = campaigns.find((each) => each.id === id)
  assert.deepEqual(
    [stopped?.state, stopped?.stopReason, stopped?.points.granted],
    ['stopped', '率を間違えたため', 90],
  )
  const acts = await town.database.many<{ act: string }>(
    sql`select act from operators.audit where subject = ${id} order by id`,
  )
  assert.deepEqual(
    acts.map(({ act }) => act),
    ['write_campaign', 'write_campaign', 'start_campaign', 'stop_campaign'],
  )
})
