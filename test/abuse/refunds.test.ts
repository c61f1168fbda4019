// ABU-R: what can be tried with refunds, at once and again and again.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freezeResident } from '#contract/operators.ts'
import { pay, readStorePayment, refundPayment } from '#contract/payments.ts'
import { readWallet } from '#contract/wallets.ts'
import { makeId } from '#server/lib/id.ts'
import type { Client } from '../client.ts'
import { bakeryNumber, bakeryOwner, office, personOf, storeIdOf } from '../people.ts'
import { openTown } from '../town.ts'

const paymentOf = (coin: number, points = 0) => ({
  body: { id: makeId(), storeId: storeIdOf(bakeryNumber), coin, points, via: 'store_code' as const },
})
const refundOf = (payment: string, amount: number, id = makeId()) => ({
  params: { id: payment },
  body: { id, amount, reason: '返品のため' },
})
const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make)

async function held(client: Client): Promise<[coin: number, points: number]> {
  const { coin, points } = await client.ask(readWallet)
  return [coin, points]
}

async function payFirst(client: Client, coin: number, points = 0): Promise<string> {
  return (await client.ask(pay, paymentOf(coin, points))).id
}

test('ABU-R03 paying, cancelling and giving back at once: nothing is lost, nothing is there twice', async () => {
  await using town = await openTown()
  const [hanako, owner] = [await town.signIn('hanako'), await town.signInStaff(bakeryOwner.mail)]
  const payment = await payFirst(hanako, 12_000, 860)
  const [refunds, payments] = await Promise.all([
    Promise.all(
      [12_860, ...times(9, () => 1286)].map((each) => owner.call(refundPayment, refundOf(payment, each))),
    ),
    Promise.all(times(20, () => hanako.call(pay, paymentOf(900, 40)))),
  ])
  const back = refunds.reduce((sum, { reply }) => sum + (reply ? reply.coin + reply.points : 0), 0)
  // A cancellation leaves nothing to give back, and after a part of it a payment cannot be cancelled.
  assert.ok([12_860, 9 * 1286].includes(back), `${back} came back`)
  const spent = payments.filter(({ reply }) => reply).length * 940
  const [coin, points] = await held(hanako)
  assert.equal(coin + points, back - spent)
})

test('ABU-R04 giving back to a wallet that is being frozen: the money is back and cannot be spent', async () => {
  await using town = await openTown()
  const [hanako, owner, console] = await Promise.all([
    town.signIn('hanako'),
    town.signInStaff(bakeryOwner.mail),
    town.signInOperator(office.mail),
  ])
  const payment = await payFirst(hanako, 5_000)
  const freeze = {
    params: { residentId: personOf('hanako').id },
    body: { id: makeId(), reason: '端末紛失の届け出' },
  }
  await Promise.all([
    console.ask(freezeResident, freeze),
    ...times(10, () => owner.ask(refundPayment, refundOf(payment, 500))),
  ])
  assert.deepEqual(await held(hanako), [12_000, 860])
  assert.equal(await hanako.refused(pay, paymentOf(1)), 'frozen')
})

test('ABU-R08 fifty different refunds of a whole payment at once: one', async () => {
  await using town = await openTown()
  const [hanako, owner] = [await town.signIn('hanako'), await town.signInStaff(bakeryOwner.mail)]
  const payment = await payFirst(hanako, 700, 300)
  const answers = await Promise.all(times(50, () => owner.call(refundPayment, refundOf(payment, 1000))))
  assert.equal(answers.filter(({ reply }) => reply).length, 1)
  assert.ok(answers.every(({ reply, problem }) => reply ?? problem?.code === 'refund_over_payment'))
  assert.deepEqual(await held(hanako), [12_000, 860])
})

test('ABU-R14 one id for refunds of two payers at once gives back to one of them', async () => {
  await using town = await openTown()
  const owner = await town.signInStaff(bakeryOwner.mail)
  const [hanako, hinako] = [await town.signIn('hanako'), await town.signIn('hinako')]
  const [first, second] = [await payFirst(hanako, 900), await payFirst(hinako, 900)]
  const id = makeId()
  const answers = await Promise.all(
    [first, second].map((each) => owner.call(refundPayment, refundOf(each, 900, id))),
  )
  assert.deepEqual(answers.map(({ problem }) => problem?.code ?? 'refunded').toSorted(), [
    'refund_exists_with_different_content',
    'refunded',
  ])
})

test('ABU-R15 nothing, less than nothing and parts of a yen are no refund', async () => {
  await using town = await openTown()
  const [hanako, owner] = [await town.signIn('hanako'), await town.signInStaff(bakeryOwner.mail)]
  const payment = await payFirst(hanako, 500)
  for (const amount of [0, -1, 0.5, 1e21, Number.MAX_SAFE_INTEGER + 1]) {
    assert.equal(await owner.refused(refundPayment, refundOf(payment, amount)), 'invalid_input', `${amount}`)
  }
  const most = refundOf(payment, Number.MAX_SAFE_INTEGER)
  assert.equal(await owner.refused(refundPayment, most), 'refund_over_payment')
  assert.deepEqual(await held(hanako), [11_500, 860])
})

test('ABU-R18 a payment given back yen by yen is the payment, and not one yen more', async () => {
  await using town = await openTown()
  const [hanako, owner] = [await town.signIn('hanako'), await town.signInStaff(bakeryOwner.mail)]
  const payment = await payFirst(hanako, 10, 10)
  const answers = await Promise.all(times(25, () => owner.call(refundPayment, refundOf(payment, 1))))
  assert.equal(answers.filter(({ reply }) => reply).length, 20)
  assert.deepEqual(await held(hanako), [12_000, 860])
  const { left } = await owner.ask(readStorePayment, { params: { id: payment } })
  assert.deepEqual(left, { coin: 0, points: 0 })
})

test('ABU-R19 paying and giving back in turn earns no points, turns none to coin, lifts no limit', async () => {
  await using town = await openTown()
  const [yutaka, owner] = [await town.signIn('yutaka'), await town.signInStaff(bakeryOwner.mail)]
  const before = await held(yutaka)
  const answers: string[] = []
  for (let round = 0; round < 4; round += 1) {
    const { reply, problem } = await yutaka.call(pay, paymentOf(99_000, 1000))
    answers.push(problem?.code ?? 'paid')
    if (!reply) continue
    // A part first: whoever could have points back as coin would gain by it.
    for (const amount of [500, 99_500]) await owner.ask(refundPayment, refundOf(reply.id, amount))
    await town.work()
  }
  assert.deepEqual(await held(yutaka), before)
  assert.equal(answers[0], 'paid')
  assert.equal(answers.at(-1), 'payment_over_day_limit')
})
