// stories: top-ups
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  chargeAtCounter,
  closeTill,
  findAtCounter,
  listTills,
  makeCounterCode,
  openTill,
  readCounterCode,
  readTill,
} from '#contract/counters.ts'
import { findResidents, freezeResident, readOperator } from '#contract/operators.ts'
import { readTopUp } from '#contract/top-ups.ts'
import { readWallet } from '#contract/wallets.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import type { Client } from '../client.ts'
import { counterClerk, office, personOf } from '../people.ts'
import { register } from '../steps.ts'
import { openTown, type Town } from '../town.ts'

const show = (client: Client) => client.ask(makeCounterCode, { body: { id: makeId() } })

async function openCounter(town: Town, opening = 30_000) {
  const clerk = await town.signInOperator(counterClerk.mail)
  const till = await clerk.ask(openTill, { body: { id: makeId(), opening } })
  return { clerk, till }
}

test('窓口: the number on the phone, cash and change, a receipt, and a till that adds up at night', async () => {
  await using town = await openTown()
  const { clerk, till } = await openCounter(town)
  const hanako = await town.signIn('hanako')
  const before = (await hanako.ask(readWallet)).coin
  const code = await show(hanako)
  assert.deepEqual([code.state, code.number.length], ['waiting', 10])
  const spaced = code.number.replace(/(\d{4})(\d{4})/, '$1 $2 ')
  const visitor = await clerk.ask(findAtCounter, { body: { number: spaced } })
  assert.deepEqual([visitor.holder.endsWith('***'), visitor.minimum, visitor.maximum], [true, 1000, 49_000])
  const body = { id: makeId(), codeId: visitor.codeId, amount: 3500, received: 10_000 }
  const charge = await clerk.ask(chargeAtCounter, { body })
  assert.deepEqual([charge.amount, charge.change], [3500, 6500])
  assert.deepEqual(await clerk.ask(chargeAtCounter, { body }), charge, 'the same press is the same charge')

  const credited = await hanako.ask(readCounterCode, { params: { id: code.id } })
  assert.equal(credited.state, 'credited')
  const topUp = await hanako.ask(readTopUp, { params: { id: credited.topUpId ?? '' } })
  assert.deepEqual(
    [topUp.means, topUp.state, topUp.sourceName],
    ['counter', 'succeeded', '大宮区役所 市民課の窓口'],
  )
  await town.work()
  const settled = await hanako.ask(readTopUp, { params: { id: topUp.id } })
  assert.deepEqual([settled.bonus.points, settled.bonus.state], [105, 'granted'])
  assert.equal((await hanako.ask(readWallet)).coin, before + 3500)
  const receipt = await clerk.send({
    method: 'GET',
    url: `/api/operator/counter-charges/${body.id}/receipt.pdf`,
  })
  assert.ok(receipt.body.startsWith('%PDF-'))

  const { till: open, charges } = await clerk.ask(readTill)
  assert.deepEqual([open?.taken, open?.expected, charges.length], [3500, 33_500, 1])
  const params = { tillId: till.id }
  const short = { counted: 33_000, note: '' }
  assert.equal(await clerk.refused(closeTill, { params, body: short }), 'till_note_needed')
  const closed = await clerk.ask(closeTill, { params, body: { counted: 33_000, note: '釣銭の渡し間違い' } })
  assert.deepEqual([closed.expected, closed.counted], [33_500, 33_000])
  assert.deepEqual(await clerk.ask(closeTill, { params, body: { counted: 1, note: 'x' } }), closed)
  const operator = await town.signInOperator(office.mail)
  const { tills } = await operator.ask(listTills)
  assert.deepEqual(tills, [closed])
  const cash = await town.database.one<{ taken: number }>(sql`
    select sum(t.amount)::bigint as taken from ledger.transfer t
    join ledger.account a on a.id = t.from_account and a.type = 'counter_clearing'`)
  assert.equal(cash.taken, closed.taken, 'the ledger and the till know of the same cash')
  const acts = await town.database.many<{ act: string }>(sql`
    select act from operators.audit where operator_id = ${counterClerk.id} order by at, id`)
  assert.deepEqual(
    acts.map(({ act }) => act),
    ['open_till', 'charge_at_counter', 'close_till'],
  )
})

test('窓口: a number serves once and for five minutes; a wrong one finds nobody', async () => {
  await using town = await openTown()
  const { clerk } = await openCounter(town)
  const hanako = await town.signIn('hanako')
  const code = await show(hanako)
  const find = (number: string) => clerk.refused(findAtCounter, { body: { number } })
  assert.equal(await find('0000000000'), 'counter_code_unknown')
  // The code of a card is no number, however many digits are among its letters.
  assert.equal(await find(code.number.replaceAll(/\d/g, 'x$&')), 'counter_code_unknown')
  const { codeId } = await clerk.ask(findAtCounter, { body: { number: code.number } })
  const charge = (id: string, amount = 1000) => ({ body: { id, codeId, amount, received: 1000 } })
  const ids = [makeId(), makeId(), makeId()]
  const answers = await Promise.all(ids.map((id) => clerk.call(chargeAtCounter, charge(id))))
  assert.equal(answers.filter(({ reply }) => reply).length, 1, 'three presses at once, one charge')
  const paid = ids[answers.findIndex(({ reply }) => reply)] ?? ''
  assert.equal(await clerk.refused(chargeAtCounter, charge(makeId())), 'counter_code_unknown')
  assert.equal(
    await clerk.refused(chargeAtCounter, charge(paid, 999)),
    'counter_charge_exists_with_different_content',
  )
  assert.equal(await find(code.number), 'counter_code_unknown')
  const late = await show(hanako)
  town.clock.advance({ minutes: 6 })
  assert.equal(await find(late.number), 'counter_code_unknown')
  assert.equal((await hanako.ask(readCounterCode, { params: { id: late.id } })).state, 'over')
  const aoi = await town.signIn('aoi')
  assert.equal(await aoi.refused(readCounterCode, { params: { id: late.id } }), 'not_found')
})

test('窓口: limits and proofs hold; why is told on the phone and not at the counter', async () => {
  await using town = await openTown()
  const { clerk } = await openCounter(town)
  const [yutaka, newcomer] = [await town.signIn('yutaka'), await register(town)]
  assert.equal(
    await newcomer.client.refused(makeCounterCode, { body: { id: makeId() } }),
    'identity_check_required',
  )
  const { number } = await show(yutaka)
  const visitor = await clerk.ask(findAtCounter, { body: { number } })
  assert.equal(visitor.maximum, 3500)
  const refused = (amount: number, received = 50_000) =>
    clerk.refused(chargeAtCounter, { body: { id: makeId(), codeId: visitor.codeId, amount, received } })
  assert.equal(await refused(4000), 'balance_over_cap')
  assert.equal(await refused(999), 'top_up_below_minimum')
  assert.equal(await refused(2000, 1000), 'received_too_little')
  const operator = await town.signInOperator(office.mail)
  const params = { residentId: personOf('yutaka').id }
  await operator.ask(freezeResident, { params, body: { id: makeId(), reason: '紛失の連絡' } })
  assert.equal(await refused(2000), 'counter_charge_not_possible')
})

test('窓口: no till, no charge; one open till for each person; a closed one takes nothing', async () => {
  await using town = await openTown()
  const clerk = await town.signInOperator(counterClerk.mail)
  const hanako = await town.signIn('hanako')
  const { number } = await show(hanako)
  assert.equal(await clerk.refused(findAtCounter, { body: { number } }), 'till_not_open')
  const body = { id: makeId(), opening: 10_000 }
  const till = await clerk.ask(openTill, { body })
  assert.deepEqual(await clerk.ask(openTill, { body }), till)
  assert.equal(await clerk.refused(openTill, { body: { id: makeId(), opening: 0 } }), 'till_open')
  const { codeId } = await clerk.ask(findAtCounter, { body: { number } })
  await clerk.ask(closeTill, { params: { tillId: till.id }, body: { counted: 10_000, note: '' } })
  const wish = { id: makeId(), codeId, amount: 1000, received: 1000 }
  assert.equal(await clerk.refused(chargeAtCounter, { body: wish }), 'till_not_open')
})

test('ABU-Z02: who sits at a counter sees nothing of the office, and the office takes no cash', async () => {
  await using town = await openTown()
  const clerk = await town.signInOperator(counterClerk.mail)
  const operator = await town.signInOperator(office.mail)
  assert.equal((await clerk.ask(readOperator)).place, '大宮区役所 市民課の窓口')
  assert.equal(await clerk.refused(findResidents, { query: {} }), 'not_allowed')
  assert.equal(await clerk.refused(listTills), 'not_allowed')
  assert.equal(await operator.refused(readTill), 'not_allowed')
  const sheet = await clerk.send({ method: 'GET', url: `/api/operator/code-batches/${makeId()}/sheet.pdf` })
  assert.equal(sheet.status, 403)
})
