// stories: payments, merchants
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findStoreToPay, listStorePayments } from '#contract/merchants.ts'
import { crc16, decodeStoreCode } from '#contract/payment-code.ts'
import { freezeResident } from '#contract/operators.ts'
import { readPayerText } from '#contract/payer-code.ts'
import {
  cancelPaymentRequest,
  chargePayerCode,
  endPayerCodes,
  readPayerCode,
  readPaymentRequest,
  requestPayment,
  showPayerCode,
} from '#contract/payment-codes.ts'
import { pay, readStorePayment } from '#contract/payments.ts'
import { signOut } from '#contract/sign-in.ts'
import { readWallet } from '#contract/wallets.ts'
import { lockWallets } from '#server/ledger/post.ts'
import { makeId } from '#server/lib/id.ts'
import { sql } from '#server/lib/database.ts'
import { bakeryNumber, dollShopNumber, office, personOf, storeIdOf } from '../people.ts'
import { openTown, type Town } from '../town.ts'

const till = (town: Town) => town.signInStaff('till@bakery.example.jp')
const bakery = storeIdOf(bakeryNumber)

const payment = (requestId: string, coin: number, id = makeId()) => ({
  body: { id, storeId: bakery, coin, points: 0, via: 'store_code' as const, requestId },
})

test('金額つきコード: the amount is there, one payment pays it, and everybody else is told', async () => {
  await using town = await openTown()
  const [staff, hanako, taro] = await Promise.all([till(town), town.signIn('hanako'), town.signIn('taro')])
  const id = makeId()
  const request = await staff.ask(requestPayment, { body: { id, amount: 640 } })
  assert.deepEqual(await staff.ask(requestPayment, { body: { id, amount: 640 } }), request)
  const found = await hanako.ask(findStoreToPay, { body: { text: request.code } })
  assert.deepEqual([found.number, found.request], [bakeryNumber, { id, amount: 640 }])

  const paid = payment(id, 640)
  const first = await hanako.ask(pay, paid)
  assert.deepEqual(await hanako.ask(pay, paid), first)
  const { state, paymentId } = await staff.ask(readPaymentRequest, { params: { id } })
  assert.deepEqual([state, paymentId], ['paid', paid.body.id])
  assert.equal(await taro.refused(pay, payment(id, 640)), 'request_paid')
  assert.equal(await taro.refused(findStoreToPay, { body: { text: request.code } }), 'request_paid')
  assert.equal(await staff.refused(cancelPaymentRequest, { params: { id } }), 'request_paid')
  const { payments } = await staff.ask(listStorePayments, { query: {} })
  assert.equal(payments.filter((each) => each.id === paid.body.id).length, 1)
})

test('金額つきコード: taken back while it is being paid, the till hears that it was paid', async () => {
  await using town = await openTown()
  const [staff, hanako] = await Promise.all([till(town), town.signIn('hanako')])
  const id = makeId()
  await staff.ask(requestPayment, { body: { id, amount: 640 } })
  const waiting = async (count: number) => {
    let found = 0
    while (found < count) {
      const row = await town.database.one<{ found: number }>(sql`
        select count(*)::int as found from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`)
      found = row.found
    }
  }
  const { paid, refused } = await town.context.database.transact(async (tx) => {
    await lockWallets(tx, [personOf('hanako').id])
    const pays = hanako.ask(pay, payment(id, 640))
    await waiting(1)
    const cancels = staff.refused(cancelPaymentRequest, { params: { id } })
    await waiting(2)
    return { paid: pays, refused: cancels }
  })
  assert.equal((await paid).coin, 640)
  assert.equal(await refused, 'request_paid')
})

test('金額つきコード: cancelled, over, another amount and another store read differently', async () => {
  await using town = await openTown()
  const [staff, hanako] = await Promise.all([till(town), town.signIn('hanako')])
  const make = async (amount: number) => staff.ask(requestPayment, { body: { id: makeId(), amount } })
  const cancelled = await make(300)
  await staff.ask(cancelPaymentRequest, { params: { id: cancelled.id } })
  assert.equal((await staff.ask(cancelPaymentRequest, { params: { id: cancelled.id } })).state, 'cancelled')
  assert.equal(await hanako.refused(pay, payment(cancelled.id, 300)), 'request_cancelled')
  const open = await make(300)
  assert.equal(await hanako.refused(pay, payment(open.id, 299)), 'request_unknown')
  assert.equal(await hanako.refused(pay, payment(makeId(), 300)), 'request_unknown')
  const elsewhere = { body: { ...payment(open.id, 300).body, storeId: storeIdOf(dollShopNumber) } }
  assert.equal(await hanako.refused(pay, elsewhere), 'request_unknown')
  const other = await town.signInStaff('owner@dolls.example.jp')
  assert.equal(await other.refused(readPaymentRequest, { params: { id: open.id } }), 'not_found')
  const change = { body: { id: open.id, amount: 301 } }
  assert.equal(await staff.refused(requestPayment, change), 'request_exists_with_different_content')
  assert.equal(
    await staff.refused(requestPayment, { body: { id: makeId(), amount: 9_000_000 } }),
    'payment_over_limit',
  )
  town.clock.advance({ minutes: 10 })
  assert.equal(await hanako.refused(findStoreToPay, { body: { text: open.code } }), 'request_expired')
  assert.equal(await hanako.refused(pay, payment(open.id, 300)), 'request_expired')
})

test('金額つきコード: an id whose clock is off pays no request, and a payment of an earlier day is told again', async () => {
  await using town = await openTown()
  const [staff, hanako] = await Promise.all([till(town), town.signIn('hanako')])
  const make = async () => (await staff.ask(requestPayment, { body: { id: makeId(), amount: 300 } })).id
  const paid = payment(await make(), 300)
  const first = await hanako.ask(pay, paid)
  const old = makeId()
  town.clock.advance({ days: 2 })
  const [back, later] = await Promise.all([town.signInStaff('till@bakery.example.jp'), town.signIn('hanako')])
  assert.deepEqual(await later.ask(pay, paid), first)
  const id = await idOf(town, town.clock.now())
  const open = await back.ask(requestPayment, { body: { id, amount: 300 } })
  assert.equal(await later.refused(pay, payment(open.id, 300, old)), 'clock_off')
  assert.equal((await back.ask(readPaymentRequest, { params: { id: open.id } })).state, 'open')
})

/** An id that was made at an instant. */
async function idOf(town: Town, at: Date): Promise<string> {
  return (await town.database.one<{ id: string }>(sql`select ledger.uuid7(${at}) as id`)).id
}

test('ABU-Q04 an altered amount is no code of the town, and an old payment pays no new request', async () => {
  await using town = await openTown()
  const [staff, hanako] = await Promise.all([till(town), town.signIn('hanako')])
  const { code, id } = await staff.ask(requestPayment, { body: { id: makeId(), amount: 5000 } })
  const read = (text: string) => hanako.refused(findStoreToPay, { body: { text } })
  const altered = code.replace('54045000', '54040005')
  assert.equal(await read(altered), 'code_damaged')
  // With a check sum that is right the code reads well, and it is the seal that does not fit.
  const forge = (text: string) => `${text.slice(0, -4)}${crc16(text.slice(0, -4))}`
  for (const amount of ['54015', '54049999', '540550000']) {
    const forged = forge(code.replace('54045000', amount))
    assert.equal(decodeStoreCode(forged).ok, true, amount)
    assert.equal(await read(forged), 'code_damaged', amount)
  }
  const old = { body: { id: makeId(), storeId: bakery, coin: 5000, points: 0, via: 'store_code' as const } }
  await hanako.ask(pay, old)
  const again = payment(id, 5000, old.body.id)
  assert.equal(await hanako.refused(pay, again), 'payment_exists_with_different_content')
})

test('ABU-R07 fifty phones scan one code at once: one pays', async () => {
  await using town = await openTown()
  const staff = await till(town)
  const { id } = await staff.ask(requestPayment, { body: { id: makeId(), amount: 10 } })
  const phones = await Promise.all(['hanako', 'yutaka'].map((key) => town.signIn(key)))
  const answers = await Promise.all(
    Array.from({ length: 50 }, async (_, n) => phones[n % 2]!.call(pay, payment(id, 10))),
  )
  assert.equal(answers.filter(({ reply }) => reply).length, 1)
  const codes = new Set(answers.flatMap(({ problem }) => problem?.code ?? []))
  assert.deepEqual([...codes], ['request_paid'])
})

const shown = async (town: Town, key = 'hanako', tender: 'points_first' | 'coin' = 'points_first') => {
  const client = await town.signIn(key)
  return { client, id: personOf(key).id, code: await client.ask(showPayerCode, { body: { tender } }) }
}

test('コードを見せる: points go first, the till learns no name, and the person sees the payment', async () => {
  await using town = await openTown()
  const [staff, hanako] = await Promise.all([till(town), shown(town)])
  const before = await hanako.client.ask(readWallet)
  const body = { id: makeId(), code: hanako.code.code, amount: before.points + 100 }
  const charged = await staff.ask(chargePayerCode, { body })
  assert.deepEqual([charged.coin, charged.points], [100, before.points])
  assert.deepEqual(await staff.ask(chargePayerCode, { body }), charged)
  const after = await hanako.client.ask(readWallet)
  assert.deepEqual([after.coin, after.points], [before.coin - 100, 0])
  const seen = await hanako.client.ask(readPayerCode, { params: { id: hanako.code.id } })
  assert.deepEqual(seen, { state: 'used', paymentId: body.id })
  const { left } = await staff.ask(readStorePayment, { params: { id: body.id } })
  assert.deepEqual(left, { coin: 100, points: before.points })
})

test('コードを見せる: the digits do the same, and coin alone leaves the points', async () => {
  await using town = await openTown()
  const [staff, hanako] = await Promise.all([till(town), shown(town, 'hanako', 'coin')])
  // Ten pairs in set C with a start, a check and a stop sign: 145 modules.
  assert.equal(
    hanako.code.bars.reduce((sum, width) => sum + width),
    145,
  )
  const typed = hanako.code.digits.replace(/(.{4})/g, '$1 ')
  const charged = await staff.ask(chargePayerCode, { body: { id: makeId(), code: typed, amount: 120 } })
  assert.deepEqual([charged.coin, charged.points], [120, 0])
})

test('コードを見せる: each reason to say no has its own answer', async () => {
  await using town = await openTown()
  const [staff, hanako] = await Promise.all([till(town), shown(town)])
  const charge = (code: string, amount = 100, id = makeId()) => ({ body: { id, code, amount } })
  assert.equal(
    await staff.refused(chargePayerCode, charge('https://qr.paypay.ne.jp/x')),
    'payer_code_foreign',
  )
  assert.equal(
    await staff.refused(chargePayerCode, charge(hanako.code.code.slice(0, -6))),
    'payer_code_damaged',
  )
  assert.equal(await staff.refused(chargePayerCode, charge(hanako.code.code, 49_999)), 'payer_balance_short')
  const makoto = await town.signIn('makoto')
  assert.equal(await makoto.refused(showPayerCode, { body: { tender: 'coin' } }), 'frozen')
  const used = charge(hanako.code.code)
  await staff.ask(chargePayerCode, used)
  const more = { body: { ...used.body, amount: 101 } }
  assert.equal(await staff.refused(chargePayerCode, more), 'payment_exists_with_different_content')
  assert.equal(await staff.refused(chargePayerCode, charge(hanako.code.code)), 'payer_code_used')
  const next = await hanako.client.ask(showPayerCode, { body: { tender: 'coin' } })
  const old = charge(next.code, 100, used.body.id)
  assert.equal(await staff.refused(chargePayerCode, old), 'payment_exists_with_different_content')
})

test('ABU-Q01 ABU-Q03 a code is read once, and not a second after its time', async () => {
  await using town = await openTown()
  const [staff, hanako] = await Promise.all([till(town), shown(town)])
  const charge = (code: string) => ({ body: { id: makeId(), code, amount: 1 } })
  await staff.ask(chargePayerCode, charge(hanako.code.code))
  assert.equal(await staff.refused(chargePayerCode, charge(hanako.code.code)), 'payer_code_used')
  const next = await hanako.client.ask(showPayerCode, { body: { tender: 'coin' } })
  const newest = await hanako.client.ask(showPayerCode, { body: { tender: 'coin' } })
  town.clock.advance({ minutes: 11 / 60 })
  assert.equal(await staff.refused(chargePayerCode, charge(next.code)), 'payer_code_expired')
  town.clock.advance({ minutes: 5 })
  assert.equal(await staff.refused(chargePayerCode, charge(newest.code)), 'payer_code_expired')
  assert.equal((await hanako.client.ask(readPayerCode, { params: { id: newest.id } })).state, 'over')
})

test('ABU-Q02 ABU-Q08 ABU-Q10 a copy, a code after leaving or signing out, and two tills at once', async () => {
  await using town = await openTown()
  const [staff, hanako] = await Promise.all([till(town), shown(town)])
  const charge = (code: string) => ({ body: { id: makeId(), code, amount: 1 } })
  const answers = await Promise.all(
    Array.from({ length: 50 }, async () => staff.call(chargePayerCode, charge(hanako.code.digits))),
  )
  assert.equal(answers.filter(({ reply }) => reply).length, 1)
  const left = await hanako.client.ask(showPayerCode, { body: { tender: 'coin' } })
  await hanako.client.ask(endPayerCodes)
  assert.equal(await staff.refused(chargePayerCode, charge(left.code)), 'payer_code_expired')
  const kept = await hanako.client.ask(showPayerCode, { body: { tender: 'coin' } })
  await hanako.client.ask(signOut)
  assert.equal(await staff.refused(chargePayerCode, charge(kept.code)), 'payer_code_expired')
  const taro = await shown(town, 'taro')
  const operator = await town.signInOperator(office.mail)
  const params = { residentId: taro.id }
  await operator.ask(freezeResident, { params, body: { id: makeId(), reason: '本人からの届け出' } })
  assert.equal(await staff.refused(chargePayerCode, charge(taro.code.code)), 'payer_cannot_pay')
})

test('ABU-Q09 ABU-Q11 guessing stops after twenty, and a code of another town is unknown', async () => {
  await using town = await openTown()
  const [staff, hanako] = await Promise.all([till(town), shown(town)])
  const read = readPayerText(hanako.code.code)
  assert.ok(read.kind === 'token' && read.token.length * 8 >= 128)
  const strange = await codeOfAnotherTown()
  const charge = (code: string) => ({ body: { id: makeId(), code, amount: 1 } })
  for (let n = 0; n < 20; n++) {
    assert.equal(await staff.refused(chargePayerCode, charge(strange)), 'payer_code_unknown')
  }
  assert.equal(await staff.refused(chargePayerCode, charge(strange)), 'too_many_requests')
  town.clock.advance({ minutes: 11 })
  assert.equal(await staff.refused(chargePayerCode, charge(strange)), 'payer_code_unknown')
  for (let n = 0; n < 19; n++) await hanako.client.ask(showPayerCode, { body: { tender: 'coin' } })
  await hanako.client.ask(showPayerCode, { body: { tender: 'coin' } })
  assert.equal(await hanako.client.refused(showPayerCode, { body: { tender: 'coin' } }), 'too_many_requests')
})

test('コードを見せる: foreign codes are no guesses, and a repeated charge is answered whatever was guessed', async () => {
  await using town = await openTown()
  const [staff, hanako] = await Promise.all([till(town), shown(town)])
  const charge = (code: string, id = makeId()) => ({ body: { id, code, amount: 1 } })
  for (let n = 0; n < 25; n++) {
    const foreign = charge('https://qr.paypay.ne.jp/x')
    assert.equal(await staff.refused(chargePayerCode, foreign), 'payer_code_foreign')
    const damaged = charge(hanako.code.code.slice(0, -6))
    assert.equal(await staff.refused(chargePayerCode, damaged), 'payer_code_damaged')
  }
  const paid = charge(hanako.code.code)
  const first = await staff.ask(chargePayerCode, paid)
  const strange = await codeOfAnotherTown()
  for (let n = 0; n < 20; n++) await staff.refused(chargePayerCode, charge(strange))
  assert.equal(await staff.refused(chargePayerCode, charge(hanako.code.code)), 'too_many_requests')
  assert.deepEqual(await staff.ask(chargePayerCode, paid), first)
})

test('コードを見せる: one id of a till charges one person of a store, also when two are read at once', async () => {
  await using town = await openTown()
  const [staff, hanako, yutaka] = await Promise.all([till(town), shown(town), shown(town, 'yutaka')])
  const id = makeId()
  const charge = (code: string) => ({ body: { id, code, amount: 1 } })
  const both = await Promise.all(
    [hanako, yutaka].map(({ code }) => staff.call(chargePayerCode, charge(code.code))),
  )
  assert.deepEqual(both.map(({ reply, problem }) => (reply ? 'paid' : problem?.code)).toSorted(), [
    'paid',
    'payment_exists_with_different_content',
  ])
  const other = both[0]?.reply ? yutaka : hanako
  assert.equal(
    await staff.refused(chargePayerCode, charge(other.code.code)),
    'payment_exists_with_different_content',
  )
  // The code that was refused is still good, and the same id is free at another store.
  const dolls = await town.signInStaff('owner@dolls.example.jp')
  assert.equal((await dolls.ask(chargePayerCode, charge(other.code.code))).id, id)
  const { payments } = await staff.ask(listStorePayments, { query: {} })
  assert.equal(payments.filter((each) => each.id === id).length, 1)
})

async function codeOfAnotherTown(): Promise<string> {
  await using other = await openTown()
  return (await shown(other)).code.code
}

test('コードを見せる: tills that charge while the person renews the code never meet crosswise', async () => {
  await using town = await openTown()
  const [staff, hanako] = await Promise.all([till(town), shown(town)])
  const show = () => hanako.client.call(showPayerCode, { body: { tender: 'coin' } })
  let { code } = hanako.code
  for (let round = 0; round < 8; round++) {
    const body = { id: makeId(), code, amount: 1 }
    const [charged, renewed] = await Promise.all([staff.call(chargePayerCode, { body }), show()])
    assert.equal(charged.status, 200)
    assert.ok(renewed.reply)
    ;({ code } = renewed.reply)
  }
})
