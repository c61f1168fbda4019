// stories: cards, top-ups
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  decideCardRefund,
  listCardRefunds,
  proposeCardRefund,
  readCardTopUp,
} from '#contract/card-top-ups.ts'
import { listCards } from '#contract/cards.ts'
import { pay } from '#contract/payments.ts'
import { readTopUp } from '#contract/top-ups.ts'
import { listUnresolvedTopUps } from '#contract/unresolved-top-ups.ts'
import { readWallet } from '#contract/wallets.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { tasks } from '#server/tasks.ts'
import { openPage } from '../../simulators/lib/walker.ts'
import { asksHolder, begin, cardHolder, deliver, notify, stateOf, topUpByCard, visa } from '../card.ts'
import { loseJobs } from '../lost-jobs.ts'
import { bakeryNumber, manager, office, storeIdOf } from '../people.ts'
import { openTown, type Town } from '../town.ts'

const everything = /./

const twoOfOffice = (town: Town) =>
  Promise.all([town.signInOperator(office.mail), town.signInOperator(manager.mail)])

test('a person who pays and never comes back is credited by the company’s message alone', async () => {
  await using town = await openTown()
  const hanako = await cardHolder(town)
  const { goTo } = await begin(hanako)
  await town.card.pay(goTo, visa)
  assert.equal(await hanako.gained(), 0)
  await deliver(town, /amount_capturable_updated/)
  assert.equal(await hanako.gained(), 3000)
})

test('FLT-V07 V09 V10: messages that come twice and in the opposite order, also days late, credit once', async () => {
  await using town = await openTown()
  const hanako = await cardHolder(town)
  const id = await topUpByCard(town, hanako)
  await deliver(town, everything, { order: 'reversed', times: 2 })
  town.clock.advance({ days: 6 })
  await deliver(town, everything, { times: 2 })
  assert.equal(await hanako.gained(), 3000)
  assert.deepEqual(await stateOf(town, hanako, id), ['succeeded', null])
})

test('FLT-V08: a message that is faster than the company’s answer to us finds its top-up', async () => {
  await using town = await openTown()
  const hanako = await cardHolder(town)
  await topUpByCard(town, hanako, { save: true })
  await town.work()
  const cardId = (await hanako.client.ask(listCards)).cards[0]?.id ?? null
  await town.card.fault({ match: '/v1/payment_intents', effect: 'drop-response', times: 2 })
  const { id, topUp, goTo } = await begin(hanako, { amount: 2000, cardId })
  assert.deepEqual([topUp.state, goTo], ['awaiting_card', ''])
  await deliver(town, /amount_capturable_updated/)
  assert.deepEqual(await stateOf(town, hanako, id), ['succeeded', null])
  assert.equal(await hanako.gained(), 5000)
  assert.equal((await town.card.intents()).length, 2)
})

test('money that the office gives back at the company’s desk leaves the wallet once, also in parts', async () => {
  await using town = await openTown()
  const hanako = await cardHolder(town)
  const id = await topUpByCard(town, hanako, { amount: 5000 })
  const intent = (await town.card.intents())[0]?.id
  await town.card.act(`intents/${intent}/refund`, 'amount=2000')
  await deliver(town, /refund/, { times: 2 })
  assert.equal(await hanako.gained(), 3000)
  town.clock.advance({ days: 20 })
  await town.card.act(`intents/${intent}/refund`, 'amount=3000')
  await deliver(town, /refund/, { order: 'reversed' })
  assert.equal(await hanako.gained(), 0)
  const { takenBack } = await hanako.client.ask(readTopUp, { params: { id } })
  assert.deepEqual(takenBack, { amount: 5000, owed: 0 })
  assert.match(await town.books(hanako.id), /top_up_return {3}wallet → card_clearing {3}coin {3}2,000/)
})

test('two people of the office give a top-up back to its card, once, with their names and the reason', async () => {
  await using town = await openTown()
  const hanako = await cardHolder(town)
  const topUpId = await topUpByCard(town, hanako)
  const [first, second] = await twoOfOffice(town)
  const params = { topUpId }
  assert.equal((await first.ask(readCardTopUp, { params })).mayRefund, true)
  const body = { id: makeId(), reason: '窓口での申し出' }
  await Promise.all([1, 2, 3].map(() => first.ask(proposeCardRefund, { params, body })))
  const other = { params, body: { ...body, id: makeId() } }
  assert.equal(await second.refused(proposeCardRefund, other), 'top_up_not_refundable')
  const decide = (decision: 'confirmed' | 'withdrawn', refundId = body.id) => ({
    params: { topUpId, refundId },
    body: { decision },
  })
  assert.equal(await first.refused(decideCardRefund, decide('confirmed')), 'second_person_needed')
  assert.equal(await second.refused(decideCardRefund, decide('confirmed', makeId())), 'not_found')
  await town.work()
  assert.equal(await hanako.gained(), 3000, 'one person moves nothing')
  assert.deepEqual((await first.ask(readCardTopUp, { params })).refund?.mine, true)
  assert.deepEqual((await second.ask(readCardTopUp, { params })).refund?.mine, false)
  const { refunds } = await second.ask(listCardRefunds)
  assert.deepEqual(
    refunds.map((each) => [each.topUpId, each.amount, each.by, each.mine]),
    [[topUpId, 3000, '事務局 縁', false]],
  )
  await Promise.all([1, 2, 3].map(() => second.ask(decideCardRefund, decide('confirmed'))))
  assert.deepEqual((await second.ask(listCardRefunds)).refunds, [])
  await town.work()
  await deliver(town, /refund/)
  assert.equal(await hanako.gained(), 0)
  const { takenBack, refund, mayRefund } = await first.ask(readCardTopUp, { params })
  assert.deepEqual(
    [takenBack, refund?.reason, refund?.by, refund?.confirmedBy, mayRefund],
    [3000, '窓口での申し出', '事務局 縁', '会計 結', false],
  )
  assert.equal((await town.card.events()).filter(({ type }) => type === 'refund.created').length, 1)
  assert.equal(await first.refused(readCardTopUp, { params: { topUpId: makeId() } }), 'not_found')
  const acts = await town.database.many<{ act: string }>(sql`
    select act from operators.audit where subject = ${hanako.id} and act like '%card_refund' order by at, id`)
  assert.deepEqual(
    acts.map(({ act }) => act),
    ['propose_card_refund', 'confirm_card_refund'],
  )
})

test('a refund whose job was tried too often is picked up, and until then nobody says that it was given', async () => {
  await using town = await openTown()
  const hanako = await cardHolder(town)
  const topUpId = await topUpByCard(town, hanako)
  const [first, second] = await twoOfOffice(town)
  const params = { topUpId }
  const stateOfRefund = async () => (await first.ask(readCardTopUp, { params })).refund?.state
  const body = { id: makeId(), reason: '窓口での申し出' }
  await first.ask(proposeCardRefund, { params, body })
  assert.equal(await stateOfRefund(), 'proposed')
  const decided = { params: { topUpId, refundId: body.id }, body: { decision: 'confirmed' as const } }
  await second.ask(decideCardRefund, decided)
  await loseJobs(town, 'top-ups.card-refund')
  await town.runTask('top-ups.pick-up')
  await town.work()
  assert.equal(await stateOfRefund(), 'confirmed', 'its own tries are not over yet')
  town.clock.advance({ minutes: 181 })
  const later = await town.signInOperator(office.mail)
  for (const state of ['given_back', 'given_back']) {
    await town.runTask('top-ups.pick-up')
    await town.work()
    assert.equal((await later.ask(readCardTopUp, { params })).refund?.state, state)
  }
  const { takenBack } = await later.ask(readCardTopUp, { params })
  assert.equal(takenBack, 3000)
  assert.equal((await town.card.events()).filter(({ type }) => type === 'refund.created').length, 1)
})

test('a top-up that waits for its card and was forgotten by its job ends all the same', async () => {
  await using town = await openTown()
  const hanako = await cardHolder(town)
  const { id } = await begin(hanako)
  await loseJobs(town, 'top-ups.look-at-card')
  town.clock.advance({ minutes: 181 })
  await town.runTask('top-ups.pick-up')
  await town.work()
  assert.deepEqual(await stateOf(town, hanako, id), ['lapsed', null])
})

test('a refund to a card that was proposed can be withdrawn, and proposed again', async () => {
  await using town = await openTown()
  const hanako = await cardHolder(town)
  const topUpId = await topUpByCard(town, hanako)
  const [first, second] = await twoOfOffice(town)
  const proposal = () => ({ params: { topUpId }, body: { id: makeId(), reason: '申し出' } })
  const [wrong, right] = [proposal(), proposal()]
  await first.ask(proposeCardRefund, wrong)
  const withdrawn = { params: { topUpId, refundId: wrong.body.id }, body: { decision: 'withdrawn' as const } }
  await first.ask(decideCardRefund, withdrawn)
  const tooLate = { ...withdrawn, body: { decision: 'confirmed' as const } }
  await second.ask(decideCardRefund, tooLate)
  await town.work()
  assert.equal(await hanako.gained(), 3000, 'what was withdrawn stays so')
  await second.ask(proposeCardRefund, right)
  // The holder is faster: what was proposed does not fit any more.
  const intent = (await town.card.intents())[0]?.id ?? ''
  await town.card.act(`intents/${intent}/dispute`)
  await deliver(town, /dispute/)
  const confirmed = { params: { topUpId, refundId: right.body.id }, body: { decision: 'confirmed' as const } }
  assert.equal(await first.refused(decideCardRefund, confirmed), 'top_up_not_refundable')
})

test('a dispute after the coin was spent leaves what is missing as owed', async () => {
  await using town = await openTown()
  const hanako = await cardHolder(town)
  const id = await topUpByCard(town, hanako, { amount: 5000, number: '4000000000000259' })
  const { coin } = await hanako.client.ask(readWallet)
  const spent = {
    id: makeId(),
    storeId: storeIdOf(bakeryNumber),
    coin: coin - 1000,
    points: 0,
    via: 'store_number',
  } as const
  await hanako.client.ask(pay, { body: spent })
  await deliver(town, /dispute/, { order: 'reversed', times: 2 })
  const { takenBack } = await hanako.client.ask(readTopUp, { params: { id } })
  assert.deepEqual(takenBack, { amount: 5000, owed: 4000 })
  assert.equal((await hanako.client.ask(readWallet)).coin, 0)
})

test('FLT-V11: a message about money that nobody here knows is kept and shown, not lost', async () => {
  await using town = await openTown()
  const event = {
    id: 'evt_from_elsewhere',
    object: 'event',
    type: 'charge.dispute.created',
    data: { object: { id: 'du_1', object: 'dispute', payment_intent: 'pi_unknown', metadata: {} } },
  }
  assert.equal(await notify(town, JSON.stringify(event)), 204)
  assert.equal(await notify(town, JSON.stringify(event)), 204)
  await town.work()
  const accounts = await town.signInOperator(office.mail)
  const { unplaced } = await accounts.ask(listUnresolvedTopUps)
  assert.deepEqual(
    unplaced.map(({ id, type, reference }) => [id, type, reference]),
    [['evt_from_elsewhere', 'charge.dispute.created', 'pi_unknown']],
  )
})

test('FLT-V15: a dispute that is won gives the coin back, once, and what was owed is owed no more', async () => {
  await using town = await openTown()
  const hanako = await cardHolder(town)
  const id = await topUpByCard(town, hanako, { amount: 5000, number: '4000000000000259' })
  const { coin } = await hanako.client.ask(readWallet)
  const spent = { storeId: storeIdOf(bakeryNumber), coin: coin - 1000, points: 0 }
  await hanako.client.ask(pay, { body: { id: makeId(), via: 'store_number', ...spent } })
  await deliver(town, /dispute/)
  assert.equal((await hanako.client.ask(readWallet)).coin, 0)
  const dispute = (await town.card.events()).find(({ type }) => type === 'charge.dispute.created')
  await town.card.act(`disputes/${String(dispute?.data.object['id'])}/won`)
  await deliver(town, /dispute/, { order: 'reversed', times: 2 })
  assert.equal((await hanako.client.ask(readWallet)).coin, 1000)
  const { takenBack } = await hanako.client.ask(readTopUp, { params: { id } })
  assert.deepEqual(takenBack, { amount: 0, owed: 0 })
  const accounts = await town.signInOperator(office.mail)
  const { topUps, owed } = await accounts.ask(listUnresolvedTopUps)
  assert.deepEqual([topUps, owed], [[], []])
  const books = await town.books(hanako.id)
  assert.match(books, /top_up_regained {3}card_clearing → wallet {3}coin {3}1,000/)
})

test('FLT-V24: a refund that the card’s bank refuses afterwards gives the coin back, once', async () => {
  await using town = await openTown()
  const hanako = await cardHolder(town)
  const id = await topUpByCard(town, hanako, { amount: 5000 })
  const intent = (await town.card.intents())[0]?.id ?? ''
  await town.card.act(`intents/${intent}/refund`, 'amount=2000')
  await deliver(town, /refund/)
  assert.equal(await hanako.gained(), 3000)
  const refund = (await town.card.events()).find(({ type }) => type === 'refund.created')
  await town.card.act(`refunds/${String(refund?.data.object['id'])}/fail`)
  await deliver(town, /refund/, { order: 'reversed', times: 3 })
  assert.equal(await hanako.gained(), 5000)
  await town.card.act(`intents/${intent}/refund`)
  await deliver(town, /refund/)
  assert.equal(await hanako.gained(), 0)
  const { takenBack } = await hanako.client.ask(readTopUp, { params: { id } })
  assert.deepEqual(takenBack, { amount: 5000, owed: 0 })
})

test('what a dispute that is won brings back for a wallet that is closed waits for a person, once', async () => {
  await using town = await openTown()
  const hanako = await cardHolder(town)
  const id = await topUpByCard(town, hanako, { number: '4000000000000259' })
  await deliver(town, /dispute/)
  const { coin, points } = await hanako.client.ask(readWallet)
  const allOfIt = { storeId: storeIdOf(bakeryNumber), coin, points }
  await hanako.client.ask(pay, { body: { id: makeId(), via: 'store_number', ...allOfIt } })
  await town.database.run(sql`
    insert into residents.former (resident_id, closed_at, erase_at) values (${hanako.id}, now(), now())`)
  await town.database.run(sql`update ledger.wallet set frozen = true where id = ${hanako.id}`)
  const dispute = (await town.card.events()).find(({ type }) => type === 'charge.dispute.created')
  await town.card.act(`disputes/${String(dispute?.data.object['id'])}/won`)
  await deliver(town, /dispute/, { order: 'reversed', times: 2 })
  const accounts = await town.signInOperator(office.mail)
  const { topUps } = await accounts.ask(listUnresolvedTopUps)
  assert.deepEqual(
    topUps.map((each) => [each.id, each.attention]),
    [[id, 'dispute_won']],
  )
})

test('a seeded person tops up with the card that was saved before, in one tap', async () => {
  await using town = await openTown()
  const aoi = await cardHolder(town, 'aoi')
  const [saved] = (await aoi.client.ask(listCards)).cards
  const { goTo, id } = await begin(aoi, { cardId: saved?.id ?? null })
  await town.card.prove(await openPage(goTo), asksHolder)
  assert.deepEqual(await stateOf(town, aoi, id), ['succeeded', null])
  await town.work()
  assert.equal((await aoi.client.ask(listCards)).cards[0]?.id, saved?.id)
})

test('a card that is saved or removed at the company is known here', async () => {
  await using town = await openTown()
  const hanako = await cardHolder(town)
  await topUpByCard(town, hanako, { number: asksHolder, save: true })
  await deliver(town, /payment_method\.attached/)
  await town.work()
  assert.equal((await hanako.client.ask(listCards)).cards.length, 1)
})

test('who leaves the town leaves no card at the company', async () => {
  await using town = await openTown()
  const aoi = await cardHolder(town, 'aoi')
  const readCards = async () => (await aoi.client.ask(listCards)).cards.length
  assert.equal(await readCards(), 1)
  await tasks['cards.forget-all'](town.context, { residentId: aoi.id })
  await tasks['cards.forget-all'](town.context, { residentId: aoi.id })
  assert.equal(await readCards(), 0)
  await tasks['cards.refresh'](town.context, { residentId: aoi.id })
  assert.equal(await readCards(), 0)
})
