// stories: top-ups, cards
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { continueCardTopUp, leaveCardTopUp, requestCardTopUp } from '#contract/card-top-ups.ts'
import { listCards, removeCard } from '#contract/cards.ts'
import { readTopUp } from '#contract/top-ups.ts'
import { makeId } from '#server/lib/id.ts'
import { openPage } from '../../simulators/lib/walker.ts'
import { asksHolder, begin, cardHolder, stateOf, visa } from '../card.ts'
import { openTown } from '../town.ts'

test('クレジットカード: brands first, then the company’s own page, then coin with its bonus', async () => {
  await using town = await openTown()
  const hanako = await cardHolder(town)
  const { brands, cards } = await hanako.client.ask(listCards)
  assert.deepEqual([brands, cards], [['visa', 'mastercard', 'jcb'], []])

  const { id, goTo, topUp } = await begin(hanako, { amount: 10_000 })
  assert.deepEqual([topUp.state, topUp.means], ['awaiting_card', 'card'])
  assert.equal(new URL(goTo).origin, town.urls.card)
  const left = await town.card.pay(goTo, visa)
  assert.equal(left.leftTo?.href, `${town.origin}/top-ups/${id}`)

  const done = await hanako.client.ask(readTopUp, { params: { id } })
  assert.deepEqual([done.state, done.sourceName, done.lastDigits], ['succeeded', 'Visa', '4242'])
  await town.work()
  assert.equal((await hanako.client.ask(readTopUp, { params: { id } })).bonus.points, 300)
  assert.equal(await hanako.gained(), 10_000)
  assert.match(await town.books(hanako.id), /top_up {3}card_clearing → wallet {3}coin {3}10,000/)
  assert.deepEqual(
    (await town.card.intents()).map(({ status, amount }) => [status, amount]),
    [['succeeded', 10_000]],
  )
})

test('クレジットカード: saved on the company’s page, then one tap, proven by the issuer each time', async () => {
  await using town = await openTown()
  const hanako = await cardHolder(town)
  const first = await begin(hanako)
  const challenge = await town.card.pay(first.goTo, asksHolder, { save: true })
  assert.deepEqual(await stateOf(town, hanako, first.id), ['awaiting_card', null])
  await town.card.prove(challenge, asksHolder)
  assert.deepEqual(await stateOf(town, hanako, first.id), ['succeeded', null])
  await town.work()
  const { cards } = await hanako.client.ask(listCards)
  const [saved] = cards
  assert.deepEqual(
    [cards.length, saved?.brand, saved?.lastDigits, saved?.expired],
    [1, 'visa', '3184', false],
  )

  const second = await begin(hanako, { amount: 5000, cardId: saved?.id ?? null })
  assert.match(second.goTo, /\/acs\//)
  const again = await hanako.client.ask(continueCardTopUp, { params: { id: second.id } })
  assert.equal(again.goTo, second.goTo)
  const proven = await town.card.prove(await openPage(second.goTo), asksHolder)
  assert.equal(proven.leftTo?.pathname, `/top-ups/${second.id}`)
  assert.deepEqual(await stateOf(town, hanako, second.id), ['succeeded', null])
  assert.equal(await hanako.gained(), 8000)

  await hanako.client.ask(removeCard, { params: { id: saved?.id ?? '' } })
  await hanako.client.ask(removeCard, { params: { id: saved?.id ?? '' } })
  assert.deepEqual((await hanako.client.ask(listCards)).cards, [])
  const gone = { body: { id: makeId(), cardId: saved?.id ?? '', amount: 1000 } }
  assert.equal(await hanako.client.refused(requestCardTopUp, gone), 'card_not_ready')
})

test('FLT-V19 クレジットカード: cancelled, failed and timed-out proofs read differently, and take nothing', async () => {
  await using town = await openTown()
  const hanako = await cardHolder(town)
  const first = await begin(hanako)
  await town.card.prove(await town.card.pay(first.goTo, asksHolder, { save: true }), asksHolder)
  await stateOf(town, hanako, first.id)
  await town.work()
  const cardId = (await hanako.client.ask(listCards)).cards[0]?.id ?? null

  const cancelled = await begin(hanako, { amount: 2000, cardId })
  await (await openPage(cancelled.goTo)).press('キャンセル')
  assert.deepEqual(await stateOf(town, hanako, cancelled.id), ['declined', 'proof_cancelled'])

  const failed = await begin(hanako, { amount: 2000, cardId })
  let page = await openPage(failed.goTo)
  for (let i = 0; i < 3; i += 1) page = await page.press('認証する', { passcode: '000000' })
  assert.deepEqual(await stateOf(town, hanako, failed.id), ['declined', 'not_proven'])

  const slow = await begin(hanako, { amount: 2000, cardId })
  town.clock.advance({ minutes: 32 })
  assert.deepEqual(await stateOf(town, hanako, slow.id), ['lapsed', null])
  await town.work()
  assert.deepEqual(
    (await town.card.intents()).map(({ status }) => status),
    ['succeeded', 'canceled', 'canceled', 'canceled'],
  )
  assert.equal(await hanako.gained(), 3000)
})

test('クレジットカード: who comes back without paying has given up; the page takes nothing afterwards', async () => {
  await using town = await openTown()
  const hanako = await cardHolder(town)
  const { id, goTo } = await begin(hanako)
  const left = await hanako.client.ask(leaveCardTopUp, { params: { id } })
  assert.deepEqual([left.state, left.declinedBecause], ['declined', 'cancelled'])
  await town.work()
  assert.match((await town.card.pay(goTo, visa).catch(() => ({ text: 'over' }))).text, /over|終了/)
  assert.equal((await hanako.client.ask(continueCardTopUp, { params: { id } })).goTo, null)

  // Who pays in one window and gives up in another has paid.
  const paid = await begin(hanako)
  await town.card.pay(paid.goTo, visa)
  assert.equal((await hanako.client.ask(leaveCardTopUp, { params: { id: paid.id } })).state, 'succeeded')
  assert.equal(await hanako.gained(), 3000)
})

test('クレジットカード: twice at once is one page and one charge', async () => {
  await using town = await openTown()
  const hanako = await cardHolder(town)
  const id = makeId()
  const body = { id, cardId: null, amount: 3000 }
  const begun = await Promise.all([1, 2, 3].map(() => hanako.client.ask(requestCardTopUp, { body })))
  assert.equal(new Set(begun.map(({ goTo }) => goTo)).size, 1)
  assert.equal(
    await hanako.client.refused(requestCardTopUp, { body: { ...body, amount: 4000 } }),
    'top_up_exists_with_different_content',
  )
  await town.card.pay(begun[0]?.goTo ?? '', visa)
  await Promise.all([1, 2, 3].map(() => hanako.client.ask(leaveCardTopUp, { params: { id } })))
  await town.work()
  assert.equal(await hanako.gained(), 3000)
  assert.equal((await town.card.intents()).length, 1)
})

test('クレジットカード: an answer that is lost after the money was taken is asked for and credited once', async () => {
  await using town = await openTown()
  const hanako = await cardHolder(town)
  const { id, goTo } = await begin(hanako)
  await town.card.pay(goTo, visa)
  await town.card.fault({ match: '/capture', effect: 'drop-response', times: 2 })
  assert.deepEqual(await stateOf(town, hanako, id), ['unknown', null])
  assert.equal(await hanako.gained(), 0)
  await town.work()
  assert.deepEqual(await stateOf(town, hanako, id), ['succeeded', null])
  assert.equal(await hanako.gained(), 3000)
})

test('クレジットカード: nobody pays twice because the company was silent when asked for its page', async () => {
  await using town = await openTown()
  const hanako = await cardHolder(town)
  await town.card.fault({ match: '/v1/checkout/sessions', effect: 'drop-response', times: 2 })
  const body = { id: makeId(), cardId: null, amount: 3000 }
  assert.equal(await hanako.client.refused(requestCardTopUp, { body }), 'card_company_unavailable')
  town.clock.advance({ minutes: 5 })
  const { goTo } = await hanako.client.ask(requestCardTopUp, { body })
  await town.card.pay(goTo ?? '', visa)
  assert.deepEqual(await stateOf(town, hanako, body.id), ['succeeded', null])
  assert.equal((await town.card.intents()).length, 1)
})

test('クレジットカード: the limits hold again when the money would be taken', async () => {
  await using town = await openTown()
  const hanako = await cardHolder(town)
  const waiting = await Promise.all([1, 2, 3].map(() => begin(hanako, { amount: 49_000 })))
  for (const { goTo } of waiting) await town.card.pay(goTo, visa)
  const ends = await Promise.all(waiting.map(({ id }) => stateOf(town, hanako, id)))
  assert.deepEqual(ends.map(String).toSorted(), ['declined,over_limit', 'succeeded,', 'succeeded,'])
  await town.work()
  assert.equal(await hanako.gained(), 98_000)
  const taken = (await town.card.intents()).map(({ status }) => status)
  assert.deepEqual(taken.toSorted(), ['canceled', 'succeeded', 'succeeded'])
})
