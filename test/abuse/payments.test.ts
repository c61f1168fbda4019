// ABU-R and ABU-Q: what can be tried with payments and their codes, by fifty hands in one instant where that is more.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { giveGift, showGiftCode } from '#contract/gifts.ts'
import { findStoreToPay, readStaff, readStore } from '#contract/merchants.ts'
import { freezeResident } from '#contract/operators.ts'
import { crc16 } from '#contract/payment-code.ts'
import {
  cancelPaymentRequest,
  chargePayerCode,
  requestPayment,
  showPayerCode,
  showRelativesCode,
} from '#contract/payment-codes.ts'
import { pay, readPayment, refundPayment, withdrawPayment } from '#contract/payments.ts'
import { confirmTopUp, requestTopUp } from '#contract/top-ups.ts'
import { listHistory, readWallet } from '#contract/wallets.ts'
import { post } from '#server/ledger/post.ts'
import { sql } from '#server/lib/database.ts'
import { addDays, dayOf, startOfDay } from '#server/lib/day.ts'
import { makeId } from '#server/lib/id.ts'
import { payTogether } from '#server/payments/queries.ts'
import { bankAccountIdOf } from '../../bin/lib/seed-people.ts'
import type { Client } from '../client.ts'
import { bakeryNumber, bakeryOwner, dollShopNumber, office, personOf, storeIdOf } from '../people.ts'
import { fill, issue, openDesk, receive } from '../paper-cards.ts'
import { beginHelp, openPair } from '../relatives.ts'
import { grantPoints } from '../steps.ts'
import { openTown, type Town } from '../town.ts'

const bakery = storeIdOf(bakeryNumber)
const paymentOf = (coin: number, points = 0, id = makeId()) => ({
  body: { id, storeId: bakery, coin, points, via: 'store_code' as const },
})
const fifty = <T>(make: (n: number) => T): T[] => Array.from({ length: 50 }, (_each, n) => make(n))

async function held(client: Client): Promise<[coin: number, points: number]> {
  const { coin, points } = await client.ask(readWallet)
  return [coin, points]
}

/** An id as a phone makes it whose clock shows this. */
async function idAt(town: Town, at: Date): Promise<string> {
  return (await town.database.one<{ id: string }>(sql`select ledger.uuid7(${at}) as id`)).id
}

/** Moves the clock to an instant that lies ahead. */
function goTo(town: Town, at: Date): void {
  town.clock.advance({ minutes: (at.getTime() - town.clock.now().getTime()) / 60_000 })
}

test('ABU-R01 one payment sent fifty times in one instant: one effect, fifty equal answers', async () => {
  await using town = await openTown()
  const hanako = await town.signIn('hanako')
  const [coin, points] = await held(hanako)
  const payment = paymentOf(700, 50)
  const answers = await Promise.all(fifty(() => hanako.ask(pay, payment)))
  assert.equal(new Set(answers.map((answer) => JSON.stringify(answer))).size, 1)
  assert.deepEqual(await held(hanako), [coin - 700, points - 50])
  const { items } = await hanako.ask(listHistory, { query: { limit: 100 } })
  assert.equal(items.filter(({ id }) => id === payment.body.id).length, 1)
})

test('ABU-R02 fifty payments in one instant with money for one: one is paid, and the rest is told so', async () => {
  await using town = await openTown()
  // One after the other: two people who try one password at once are told to wait.
  const phones = [await town.signIn('hanako'), await town.signIn('hanako')] as const
  const [coin, points] = await held(phones[0])
  const answers = await Promise.all(
    fifty((n) => phones[n % 2 === 0 ? 0 : 1].call(pay, paymentOf(coin - 1, points))),
  )
  assert.equal(answers.filter(({ reply }) => reply).length, 1)
  const codes = new Set(answers.flatMap(({ problem }) => problem?.code ?? []))
  assert.deepEqual([...codes], ['insufficient_balance'])
  assert.deepEqual(await held(phones[0]), [1, 0])
})

test('ABU-R04 fifty payments and a freeze in one instant: nothing is paid after its answer', async () => {
  await using town = await openTown()
  const [hanako, desk] = [await town.signIn('hanako'), await town.signInOperator(office.mail)]
  const [coin] = await held(hanako)
  let atAnswer = 0
  const frozen = desk
    .ask(freezeResident, {
      params: { residentId: personOf('hanako').id },
      body: { id: makeId(), reason: '端末紛失の届け出' },
    })
    .then(async () => ([atAnswer] = await held(hanako)))
  const answers = await Promise.all(fifty(() => hanako.call(pay, paymentOf(10))))
  await frozen
  const paid = answers.filter(({ reply }) => reply).length
  assert.deepEqual(await held(hanako).then(([left]) => left), coin - paid * 10)
  assert.equal(atAnswer, coin - paid * 10, 'what was paid was paid before the answer')
  for (const { problem } of answers) if (problem) assert.equal(problem.code, 'frozen')
  assert.equal(await hanako.refused(pay, paymentOf(10)), 'frozen')
})

test('ABU-R05 fifty payments with points around the midnight at which they end: before it or never', async () => {
  await using town = await openTown()
  const { id } = personOf('hanako')
  const { lastDay } = await town.database.one<{ lastDay: string }>(sql`
    select min(l.expires_on)::text as "lastDay" from ledger.lot l where l.wallet = ${id}
      and l.expires_on >= ${dayOf(town.clock.now())}::date`)
  const midnight = startOfDay(addDays(lastDay, 1))
  goTo(town, new Date(midnight.getTime() - 60_000))
  const hanako = await town.signIn('hanako')
  const { points, expiring } = await hanako.ask(readWallet)
  const ending = expiring.find((each) => each.lastDay === lastDay)?.points ?? 0
  assert.ok(ending > 0)
  const ids = await Promise.all(fifty(() => idAt(town, town.clock.now())))
  await hanako.ask(pay, paymentOf(0, 1, await idAt(town, town.clock.now())))
  goTo(town, midnight)
  const lapsing = town.runTask('points.lapse')
  const answers = await Promise.all(fifty((n) => hanako.call(pay, paymentOf(0, points - 1, ids[n]))))
  await lapsing
  assert.ok(
    answers.every(({ reply }) => !reply),
    'what ended with the day pays nothing',
  )
  assert.equal((await held(hanako))[1], points - ending)
  const more = paymentOf(0, points - ending + 1, await idAt(town, town.clock.now()))
  assert.equal(await hanako.refused(pay, more), 'insufficient_balance')
})

test('ABU-R05 a code, a helper’s code and a printed card pay after midnight with what is left', async () => {
  const { town, hanako, aoi } = await openPair()
  await using _ = town
  const [help, desk] = [await beginHelp(hanako, aoi), await openDesk(town)]
  const ume = await receive(desk)
  await fill(town, ume, 5000)
  const card = await issue(desk, ume)
  const midnight = startOfDay(addDays(dayOf(town.clock.now()), 2))
  goTo(town, new Date(midnight.getTime() - 60_000))
  for (const id of [personOf('hanako').id, personOf('aoi').id, ume]) await grantPoints(town, id, 500, 0)
  const phone = await town.signIn('hanako')
  const tender = { body: { tender: 'points_first' as const } }
  const own = await phone.ask(showPayerCode, tender)
  const helping = await phone.ask(showRelativesCode, { params: { id: help.id }, ...tender })
  // No job has run since: the points stand in the books, and are over.
  goTo(town, midnight)
  const left = Math.min((await held(phone))[1], 1000)
  const staff = await town.signInStaff('till@bakery.example.jp')
  for (const [code, points] of [
    [own.code, left],
    [helping.code, 0],
    [card.code, 0],
  ] as const) {
    const id = await idAt(town, town.clock.now())
    const paid = await staff.ask(chargePayerCode, { body: { id, code, amount: 1000 } })
    assert.deepEqual([paid.coin, paid.points], [1000 - points, points])
  }
})

test('ABU-R11 steps that are left out: no charge without its passcode, no refund without its payment', async () => {
  await using town = await openTown()
  const [hanako, owner] = [await town.signIn('hanako'), await town.signInStaff(bakeryOwner.mail)]
  const [coin] = await held(hanako)
  const never = { params: { id: makeId() }, body: { code: '123456' } }
  assert.equal(await hanako.refused(confirmTopUp, never), 'not_found')
  const id = makeId()
  const bankAccountId = bankAccountIdOf(personOf('hanako'))
  await hanako.ask(requestTopUp, { body: { id, amount: 1_000, bankAccountId } })
  const guess = (code: string) => hanako.refused(confirmTopUp, { params: { id }, body: { code } })
  assert.match(await guess('000000'), /^passcode_/)
  const nothing = { params: { id: makeId() }, body: { id: makeId(), amount: 1, reason: '返品のため' } }
  assert.equal(await owner.refused(refundPayment, nothing), 'not_found')
  assert.equal((await held(hanako))[0], coin)
})

test('ABU-R12 what was offered before and withdrawn or changed since cannot be taken up', async () => {
  await using town = await openTown()
  const [hanako, till] = [await town.signIn('hanako'), await town.signInStaff('till@bakery.example.jp')]
  const asked = { id: makeId(), amount: 1_200 }
  const { id: requestId } = await till.ask(requestPayment, { body: asked })
  const take = (coin: number) => hanako.refused(pay, { body: { ...paymentOf(coin).body, requestId } })
  assert.equal(await take(1_100), 'request_unknown')
  await till.ask(cancelPaymentRequest, { params: { id: requestId } })
  assert.equal(await take(1_200), 'request_cancelled')
})

test('ABU-R13 ABU-R14 an id stands for one payment of one person, whoever sends it again and how', async () => {
  await using town = await openTown()
  const [hanako, yutaka] = [await town.signIn('hanako'), await town.signIn('yutaka')]
  const first = paymentOf(700)
  const answer = await hanako.ask(pay, first)
  const other = 'payment_exists_with_different_content'
  const changed = [{ coin: 701 }, { coin: 0, points: 700 }, { storeId: storeIdOf(dollShopNumber) }]
  for (const part of changed) {
    const body = { ...first.body, ...part }
    assert.deepEqual(
      await Promise.all(fifty(() => hanako.refused(pay, { body }))),
      fifty(() => other),
    )
  }
  assert.deepEqual(
    await Promise.all(fifty(() => hanako.ask(pay, first))),
    fifty(() => answer),
  )
  const [before] = await held(yutaka)
  const theirs = await yutaka.call(pay, first)
  // The same id in another wallet is another payment, of its owner's own money, and shows nothing of the first.
  assert.equal((await held(yutaka))[0], theirs.reply ? before - 700 : before)
  const strange = await yutaka.call(readPayment, { params: { id: first.body.id } })
  if (!theirs.reply) assert.equal(strange.problem?.code, 'not_found')
  assert.deepEqual(await hanako.ask(readPayment, { params: { id: first.body.id } }), answer)
})

test('ABU-R14 an id that was called off and is a gift’s is answered once, and in nobody else’s place', async () => {
  await using town = await openTown()
  const [hanako, aoi] = [await town.signIn('hanako'), await town.signIn('aoi')]
  const give = async (id: string) => {
    const { code } = await aoi.ask(showGiftCode)
    await hanako.ask(giveGift, { body: { id, code, amount: 500, card: 'thanks' } })
  }
  const callOff = async (id: string) =>
    assert.deepEqual(await hanako.ask(withdrawPayment, { body: { id } }), { payment: null })
  const [before, after] = [makeId(), makeId()]
  await callOff(before)
  await give(before)
  await give(after)
  await callOff(after)
  const other = 'payment_exists_with_different_content'
  for (const id of [before, after]) {
    assert.equal(await hanako.refused(pay, paymentOf(100, 0, id)), other)
    // Whoever shares the trip to the database with it is told of their own payment, and of no one's balance.
    const request = { storeId: bakery, coin: 100, points: 0, via: 'store_code' }
    const together = [
      { ...request, id, payerId: personOf('hanako').id },
      { ...request, id: makeId(), payerId: personOf('aoi').id },
      { ...request, id: makeId(), payerId: personOf('taro').id },
    ]
    const answers = await payTogether(town.context.database, together, town.clock.now())
    assert.deepEqual(
      answers.map(({ outcome }) => outcome),
      [other, 'paid', 'insufficient_balance'],
    )
  }
  assert.equal((await held(aoi))[0], 800)
})

test('ABU-R17 no money goes from a store to a store, nor to itself: no such movement is declared', async () => {
  await using town = await openTown()
  for (const to of [bakery, storeIdOf(dollShopNumber)]) {
    const move = (kind: 'payment' | 'refund') =>
      town.database.transact((tx) =>
        post(tx, [
          {
            ...{ id: makeId(), owner: personOf('hanako').id, kind, occurredAt: town.clock.now() },
            transfers: [{ from: bakery, to, currency: 'coin', amount: 1 }],
          },
        ]),
      )
    for (const kind of ['payment', 'refund'] as const) await assert.rejects(move(kind), kind)
  }
})

test('ABU-R17 who owns a shop pays there like anybody, and what comes back goes to the wallet that paid', async () => {
  await using town = await openTown()
  const { mail } = personOf('hanako')
  // Her login at the shop is under the address of her own wallet.
  await town.database.run(sql`
    update sign_in.login set mail = ${mail} where audience = 'staff' and mail = ${bakeryOwner.mail}`)
  const [shop, hanako] = [await town.signInStaff(mail), await town.signIn('hanako')]
  const before = await held(hanako)
  const payment = paymentOf(300)
  await hanako.ask(pay, payment)
  await town.work()
  assert.deepEqual(
    await held(hanako),
    [before[0] - 300, before[1]],
    'paying earns nothing beside what anybody earns',
  )
  const back = { params: { id: payment.body.id }, body: { id: makeId(), amount: 300, reason: '返品' } }
  await shop.ask(refundPayment, back)
  assert.equal(
    await shop.refused(refundPayment, { ...back, body: { ...back.body, id: makeId() } }),
    'refund_over_payment',
  )
  await town.work()
  assert.deepEqual(await held(hanako), before)
})

test('ABU-Q05 ABU-Q06 a code that was altered or made by a stranger names no store; a true one is named', async () => {
  await using town = await openTown()
  const [hanako, owner] = [await town.signIn('hanako'), await town.signInStaff(bakeryOwner.mail)]
  const { storeCode } = await owner.ask(readStaff)
  assert.ok(storeCode.includes(bakeryNumber))
  const read = (text: string) => hanako.refused(findStoreToPay, { body: { text } })
  // Its check sum is right, so that it is read as a code of the town; the seal is another's.
  const forge = (text: string) => `${text.slice(0, -4)}${crc16(text.slice(0, -4))}`
  for (const altered of [
    forge(storeCode.replaceAll(bakeryNumber, dollShopNumber)),
    forge(storeCode.replace(/.(?=6304.{4}$)/, (sign) => (sign === 'A' ? 'B' : 'A'))),
    storeCode.replaceAll(bakeryNumber, dollShopNumber),
  ]) {
    assert.notEqual(altered, storeCode)
    assert.match(await read(altered), /^code_(damaged|foreign)$/, altered)
  }
  // A sticker over a sticker: whoever pays sees whose it is, by the name that the server knows and no other.
  const { name } = await hanako.ask(readStore, { params: { id: bakery } })
  for (const text of [storeCode, forge(storeCode.replace('さくら', 'みどり'))]) {
    const found = await hanako.ask(findStoreToPay, { body: { text } })
    assert.deepEqual([found.id, found.name], [bakery, name])
  }
})

test('ABU-Q07 what is no code of ours is called foreign or damaged, and nothing is opened or asked', async () => {
  await using town = await openTown()
  const hanako = await town.signIn('hanako')
  for (const text of [
    'https://qr.paypay.ne.jp/p2p01_abcdef',
    'https://example.jp/',
    'javascript:alert(1)',
    'WIFI:T:WPA;S=shop;P=secret;;',
    'data:text/html,<script>1</script>',
    '00020101021126',
    '\u202Ehttps://example.jp',
    'x'.repeat(600),
    '💴💴💴',
  ]) {
    const code = await hanako.refused(findStoreToPay, { body: { text } })
    assert.ok(['code_foreign', 'code_damaged', 'invalid_input'].includes(code), `${text}: ${code}`)
  }
  const tooLong = await hanako.refused(findStoreToPay, { body: { text: 'x'.repeat(601) } })
  assert.equal(tooLong, 'invalid_input')
})

test('ABU-Q12 a phone whose clock is off is told what time it is, and pays once when it is set', async () => {
  await using town = await openTown()
  const hanako = await town.signIn('hanako')
  const [coin] = await held(hanako)
  const now = town.clock.now().getTime()
  for (const off of [-40 * 86_400_000, 3 * 86_400_000]) {
    const { problem } = await hanako.call(pay, paymentOf(10, 0, await idAt(town, new Date(now + off))))
    assert.equal(problem?.code, 'clock_off')
    assert.ok(Math.abs(Number(problem.facts?.['now']) - now) < 60_000)
  }
  await hanako.ask(pay, paymentOf(10, 0, await idAt(town, new Date(now))))
  assert.equal((await held(hanako))[0], coin - 10)
})
