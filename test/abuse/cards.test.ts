// ABU-A30 to A33, ABU-H, ABU-W: what a thief with stolen cards, or with a forged message, can do.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { leaveCardTopUp, requestCardTopUp } from '#contract/card-top-ups.ts'
import { listCards, removeCard } from '#contract/cards.ts'
import { readTopUp } from '#contract/top-ups.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { begin, cardHolder, deliver, notify, sign, stateOf, topUpByCard, visa } from '../card.ts'
import { openTown, type Town } from '../town.ts'

const refusing = ['4000000000000002', '4000000000009995', '4000000000009987', '4000000000009979']

async function setCards(town: Town, rules: object) {
  await town.database.run(sql`
    insert into town.setting (name, valid_from, value)
    values ('cards', ${new Date()}, ${JSON.stringify(rules)}::jsonb)`)
}

test('ABU-A30 ABU-A31 who tries many cards is stopped on the company’s page and at our door', async () => {
  await using town = await openTown()
  const hanako = await cardHolder(town)
  const { id, goTo } = await begin(hanako, { amount: 1000 })
  for (const number of [...refusing, '4000000000000127']) await town.card.pay(goTo, number)
  // The fifth refusal ends it, by the company's message, although the thief's browser tells us nothing.
  await deliver(town, /payment_failed/)
  assert.deepEqual(await stateOf(town, hanako, id), ['declined', 'too_many_tries'])
  await town.work()
  await assert.rejects(town.card.pay(goTo, visa), /終了/)

  const body = { id: makeId(), cardId: null, amount: 1000 }
  assert.equal(await hanako.client.refused(requestCardTopUp, { body }), 'card_tries_exhausted')
  await town.database.run(sql`update top_ups.card_try set at = at - interval '25 hours'`)
  assert.ok((await begin(hanako, { amount: 1000 })).goTo)
})

test('ABU-A32 the fourth card of a person takes nothing, those known before go on', async () => {
  await using town = await openTown()
  const hanako = await cardHolder(town)
  for (const number of [visa, '5555555555554444', '3566002020360505']) {
    const id = await topUpByCard(town, hanako, { number, amount: 1000, save: true })
    assert.deepEqual(await stateOf(town, hanako, id), ['succeeded', null])
  }
  await town.work()
  const fourth = await topUpByCard(town, hanako, { number: '4000002500003155', amount: 1000, save: true })
  assert.deepEqual(await stateOf(town, hanako, fourth), ['declined', 'too_many_cards'])
  const known = await topUpByCard(town, hanako, { amount: 1000 })
  assert.deepEqual(await stateOf(town, hanako, known), ['succeeded', null])
  await town.work()
  assert.equal(await hanako.gained(), 4000)
  assert.equal((await hanako.client.ask(listCards)).cards.length, 3)
})

test('ABU-A33 a card without 3-D Secure takes nothing, whatever the browser brings back', async () => {
  await using town = await openTown()
  await setCards(town, { brands: ['visa', 'amex'] })
  const hanako = await cardHolder(town)
  for (const number of ['378282246310005', '4000000000003097']) {
    const { id, goTo } = await begin(hanako)
    await town.card.pay(goTo, number)
    assert.deepEqual(await stateOf(town, hanako, id), ['declined', 'not_authenticated'])
  }
  await town.work()
  assert.equal(await hanako.gained(), 0)
  assert.deepEqual(
    (await town.card.intents()).map(({ status }) => status),
    ['canceled', 'canceled'],
  )
})

test('ABU-A33 nothing that the address of the return says is believed', async () => {
  await using town = await openTown()
  const hanako = await cardHolder(town)
  const { id } = await begin(hanako)
  const forged = `?redirect_status=succeeded&payment_intent=pi_1&payment_intent_client_secret=x`
  await hanako.client.send({ method: 'GET', url: `/top-ups/${id}${forged}` })
  await hanako.client.send({ method: 'GET', url: `/api/me/top-ups/${id}${forged}` })
  assert.deepEqual(await stateOf(town, hanako, id), ['awaiting_card', null])
  assert.equal(await hanako.gained(), 0)
})

test('a town that names the cards to prove asks the others only as the company sees fit', async () => {
  await using town = await openTown()
  await setCards(town, { brands: ['visa', 'jcb', 'amex'], prove: 'named', proveNamed: ['visa'] })
  const hanako = await cardHolder(town)
  const amex = await topUpByCard(town, hanako, { number: '378282246310005' })
  assert.deepEqual(await stateOf(town, hanako, amex), ['succeeded', null])
  const visaWithout = await topUpByCard(town, hanako, { number: '4000000000003097' })
  assert.deepEqual(await stateOf(town, hanako, visaWithout), ['declined', 'not_authenticated'])
})

test('a brand that the town does not take is refused, also where the page let it through', async () => {
  await using town = await openTown()
  await setCards(town, { brands: ['visa'] })
  const hanako = await cardHolder(town)
  const id = await topUpByCard(town, hanako, { number: '3566002020360505', save: true })
  assert.deepEqual(await stateOf(town, hanako, id), ['declined', 'card_not_accepted'])
  await town.work()
  await town.database.run(sql`
    insert into cards.card (id, resident_id, ref, brand, last_digits, expiry_month, expiry_year, fingerprint, saved_at)
    values (${makeId()}, ${hanako.id}, 'pm_old', 'jcb', '0505', 12, 2040, 'x', now())`)
  const cardId = (await hanako.client.ask(listCards)).cards[0]?.id ?? ''
  const body = { id: makeId(), cardId, amount: 1000 }
  assert.equal(await hanako.client.refused(requestCardTopUp, { body }), 'card_not_accepted')
})

test('ABU-Z01 nobody pays with, sees, leaves or removes what is another’s', async () => {
  await using town = await openTown()
  const hanako = await cardHolder(town)
  const taro = await cardHolder(town, 'yutaka')
  await topUpByCard(town, hanako, { save: true })
  await town.work()
  const cardId = (await hanako.client.ask(listCards)).cards[0]?.id ?? ''
  assert.deepEqual((await taro.client.ask(listCards)).cards, [])
  assert.equal(await taro.client.refused(removeCard, { params: { id: cardId } }), 'not_found')
  const body = { id: makeId(), cardId, amount: 1000 }
  assert.equal(await taro.client.refused(requestCardTopUp, { body }), 'card_not_ready')
  const { id } = await begin(hanako)
  assert.equal(await taro.client.refused(leaveCardTopUp, { params: { id } }), 'not_found')
  assert.equal(await taro.client.refused(readTopUp, { params: { id } }), 'not_found')
})

const message = JSON.stringify({
  id: 'evt_forged',
  object: 'event',
  type: 'payment_intent.succeeded',
  data: { object: { id: 'pi_forged', object: 'payment_intent', metadata: {} } },
})

test('ABU-H01 ABU-H02 ABU-H03 a message without our seal of these minutes is refused and not kept', async () => {
  await using town = await openTown()
  assert.equal(await notify(town, message, ''), 403)
  assert.equal(await notify(town, message, 't=1,v1=00'), 403)
  assert.equal(await notify(town, message, sign(message, { secret: 'whsec_stranger' })), 403)
  assert.equal(await notify(town, message, sign(message, { ageSeconds: 301 })), 403)
  assert.equal(await notify(town, message.replace('pi_forged', 'pi_other'), sign(message)), 403)
  assert.equal(await notify(town, JSON.stringify(JSON.parse(message), null, 2), sign(message)), 403)
  const { kept } = await town.database.one<{ kept: number }>(
    sql`select count(*)::int as kept from jobs.notice`,
  )
  assert.equal(kept, 0)
})

test('ABU-H04 a signed message that lies about success moves nothing: the company itself is asked', async () => {
  await using town = await openTown()
  const hanako = await cardHolder(town)
  const { id } = await begin(hanako)
  const lie = message.replace('"metadata":{}', `"metadata":{"top_up_id":"${id}"},"status":"succeeded"`)
  assert.equal(await notify(town, lie), 204)
  await town.work()
  assert.deepEqual(await stateOf(town, hanako, id), ['awaiting_card', null])
  assert.equal(await hanako.gained(), 0)
  for (const odd of ['[]', 'null', '{"id":"evt_x","object":"event"}', '"text"']) {
    assert.ok([204, 403].includes(await notify(town, odd)), odd)
  }
})

test('ABU-H05 fifty copies of one message are one row and one job', async () => {
  await using town = await openTown()
  const answers = await Promise.all(Array.from({ length: 50 }, () => notify(town, message)))
  assert.deepEqual([...new Set(answers)], [204])
  const { kept } = await town.database.one<{ kept: number }>(
    sql`select count(*)::int as kept from jobs.notice`,
  )
  assert.equal(kept, 1)
  const big = JSON.stringify({ filler: 'x'.repeat(300_000) })
  assert.equal(await notify(town, big, sign(big)), 413)
})
