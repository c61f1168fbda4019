// stories: paper-cards
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chargeAtCounter, findAtCounter, openTill } from '#contract/counters.ts'
import { findResidents, freezeResident } from '#contract/operators.ts'
import {
  decidePaperPerson,
  findPaperPeople,
  issuePaperCard,
  listPaperPeople,
  readPaperCard,
  receivePaperPerson,
  setPaperCardPin,
  stopPaperCard,
} from '#contract/paper-cards.ts'
import { chargePayerCode, showPayerCode } from '#contract/payment-codes.ts'
import { readStorePayment, refundPayment } from '#contract/payments.ts'
import { readTown } from '#contract/residents.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { fill, issue, openDesk, readSheet, receive, ume, umePin } from '../paper-cards.ts'
import { bakeryOwner, office } from '../people.ts'
import { grantPoints } from '../steps.ts'
import { openTown, type Town } from '../town.ts'

const till = (town: Town) => town.signInStaff('till@bakery.example.jp')
const charge = (code: string, amount: number, pin?: string, id = makeId()) => ({
  body: { id, code, amount, ...(pin === undefined ? {} : { pin }) },
})

/** A PDF without the time at which it was made. */
const drawnOn = (pdf: Buffer) => pdf.toString('latin1').replaceAll(/D:\d{14}Z|<[0-9a-f]{32}>/g, '')

test('QRカード: two people at the desk, a card, cash at the counter with its bonus, and bread', async () => {
  await using town = await openTown()
  const desk = await openDesk(town)
  const { clerk, second } = desk
  const body = { id: makeId(), ...ume, documents: ['driving_licence' as const], agreed: true as const }
  await clerk.ask(receivePaperPerson, { body })
  await clerk.ask(receivePaperPerson, { body })
  const { people } = await second.ask(listPaperPeople)
  assert.deepEqual(
    people.map(({ name, mine }) => [name, mine]),
    [['サイタマ ウメ', false]],
  )
  const params = { id: body.id }
  const approve = { params, body: { decision: 'approved' as const } }
  const card = { params, body: { id: makeId(), pin: umePin, tellsBalance: true } }
  assert.equal(await clerk.refused(issuePaperCard, card), 'not_found', 'no wallet before a second person')
  assert.equal(await clerk.refused(decidePaperPerson, approve), 'second_person_needed')
  await second.ask(decidePaperPerson, approve)
  await second.ask(decidePaperPerson, approve)
  const declined = { params, body: { decision: 'declined' as const } }
  assert.equal(await second.refused(decidePaperPerson, declined), 'paper_person_decided')
  const { number, sheet } = await clerk.ask(issuePaperCard, card)
  assert.equal(await clerk.refused(issuePaperCard, card), 'paper_card_issued')
  const { code, label, digits } = await readSheet(sheet)
  assert.deepEqual([label, digits.length], [code, 44])

  await clerk.ask(openTill, { body: { id: makeId(), opening: 10_000 } })
  const visitor = await clerk.ask(findAtCounter, { body: { number: code } })
  assert.equal(visitor.holder, 'サイ***')
  const cash = { id: makeId(), codeId: visitor.codeId, amount: 5000, received: 5000 }
  await clerk.ask(chargeAtCounter, { body: cash })
  await town.work()
  const [found] = (await clerk.ask(findPaperPeople, { body: { code: digits } })).people
  assert.deepEqual([found?.coin, found?.points, found?.card?.number], [5000, 150, number])

  const staff = await till(town)
  const bread = charge(code, 620)
  const paid = await staff.ask(chargePayerCode, bread)
  assert.deepEqual([paid.points, paid.coin, paid.paperCard?.balance], [150, 470, { coin: 4530, points: 0 }])
  assert.deepEqual(await staff.ask(chargePayerCode, bread), paid)
  const slip = await staff.download(`/api/staff/charges/${paid.id}/slip.pdf`)
  assert.equal(slip.type, 'application/pdf')
  const byBars = await staff.ask(chargePayerCode, charge(digits, 100))
  assert.equal(byBars.coin, 100)
  // What came after it is none of the store's business, however often the old slip is opened or the charge repeated.
  assert.deepEqual(await staff.ask(chargePayerCode, bread), paid)
  const later = await staff.download(`/api/staff/charges/${paid.id}/slip.pdf`)
  assert.equal(drawnOn(later.bytes), drawnOn(slip.bytes))
  const residents = await second.ask(findResidents, { query: { search: 'サイタマウメ' } })
  assert.deepEqual(
    residents.residents.map(({ id, mail, coin }) => [id, mail, coin]),
    [[body.id, '', 4430]],
  )
  const owner = await town.signInStaff(bakeryOwner.mail)
  await owner.ask(refundPayment, {
    params: { id: paid.id },
    body: { id: makeId(), amount: 620, reason: '返品' },
  })
  assert.deepEqual((await staff.ask(readStorePayment, { params: { id: paid.id } })).left, {
    coin: 0,
    points: 0,
  })
})

test('QRカード: the desk wants papers, kana and somebody new', async () => {
  await using town = await openTown()
  const { clerk } = await openDesk(town)
  const body = { id: makeId(), ...ume, documents: ['health_insurance' as const], agreed: true as const }
  assert.equal(await clerk.refused(receivePaperPerson, { body }), 'paper_documents_needed')
  const two = { ...body, documents: ['health_insurance' as const, 'pension_book' as const] }
  assert.equal(await clerk.refused(receivePaperPerson, { body: { ...two, givenKana: '梅' } }), 'kana_invalid')
  const old = { ...two, id: '018f0000-0000-7000-8000-000000000000' }
  assert.equal(await clerk.refused(receivePaperPerson, { body: old }), 'clock_off')
  await clerk.ask(receivePaperPerson, { body: two })
  const again = { ...two, id: makeId(), givenKana: 'うめ', address: 'さいたま市浦和区高砂99-20-1' }
  assert.equal(await clerk.refused(receivePaperPerson, { body: again }), 'paper_person_exists')
  const other = { ...two, givenKana: 'タケ' }
  assert.equal(await clerk.refused(receivePaperPerson, { body: other }), 'paper_person_exists')
})

test('QRカード: a PIN above an amount, a cap for each payment and one for the day, whichever card it is', async () => {
  await using town = await openTown()
  const desk = await openDesk(town)
  const id = await receive(desk)
  await fill(town, id, 50_000)
  const first = await issue(desk, id)
  const staff = await till(town)
  assert.equal((await staff.ask(chargePayerCode, charge(first.code, 3000))).paperCard?.balance, null)
  assert.equal(await staff.refused(chargePayerCode, charge(first.code, 3001)), 'paper_card_pin_needed')
  await staff.ask(chargePayerCode, charge(first.code, 10_000, umePin))
  assert.equal(
    await staff.refused(chargePayerCode, charge(first.code, 10_001, umePin)),
    'paper_card_over_limit',
  )
  const next = await issue(desk, id, { pin: '8461' })
  const over = await staff.call(chargePayerCode, charge(next.code, 7001, '8461'))
  assert.deepEqual([over.problem?.code, over.problem?.facts], ['paper_card_over_day_limit', { left: 7000 }])
  await staff.ask(chargePayerCode, charge(next.code, 7000, '8461'))
  assert.equal(await staff.refused(chargePayerCode, charge(next.code, 1)), 'paper_card_over_day_limit')
  town.clock.advance({ days: 1 })
  const { id: ofTomorrow } = await town.database.one<{ id: string }>(sql`
    select ledger.uuid7(${town.clock.now()}) as id`)
  await staff.ask(chargePayerCode, charge(next.code, 1, undefined, ofTomorrow))
})

test('QRカード: the same amount again within minutes wants the shop to say so, at every till of the store', async () => {
  await using town = await openTown()
  const desk = await openDesk(town)
  const id = await receive(desk)
  await fill(town, id, 5000)
  const { code, digits } = await issue(desk, id)
  const [staff, owner] = await Promise.all([till(town), town.signInStaff(bakeryOwner.mail)])
  const both = await Promise.all([code, digits].map((text) => staff.call(chargePayerCode, charge(text, 300))))
  const paid = both.find(({ reply }) => reply)?.reply
  const asked = both.find(({ problem }) => problem)?.problem
  assert.ok(paid && asked)
  assert.deepEqual([asked.code, asked.facts], ['paper_card_charged_before', { paidAt: paid.paidAt }])
  assert.equal(await owner.refused(chargePayerCode, charge(code, 300)), 'paper_card_charged_before')
  await staff.ask(chargePayerCode, charge(code, 310))
  const again = { body: { ...charge(code, 300).body, again: true as const } }
  const second = await staff.ask(chargePayerCode, again)
  assert.deepEqual(await staff.ask(chargePayerCode, again), second)
  town.clock.advance({ minutes: 6 })
  const later = await staff.ask(chargePayerCode, charge(code, 300))
  const refund = { id: makeId(), amount: 300, reason: '打ち間違い' }
  await owner.ask(refundPayment, { params: { id: later.id }, body: refund })
  // What was given back is not asked about.
  await staff.ask(chargePayerCode, charge(code, 300))
})

test('QRカード: one id of a till charges one card of a store', async () => {
  await using town = await openTown()
  const desk = await openDesk(town)
  const id = await receive(desk)
  await fill(town, id, 5000)
  const { code } = await issue(desk, id)
  const [staff, hanako] = await Promise.all([till(town), town.signIn('hanako')])
  const phone = await hanako.ask(showPayerCode, { body: { tender: 'coin' } })
  const paid = charge(phone.code, 300)
  await staff.ask(chargePayerCode, paid)
  const byCard = charge(code, 300, undefined, paid.body.id)
  assert.equal(await staff.refused(chargePayerCode, byCard), 'payment_exists_with_different_content')
})

test('QRカード: the town says where the PIN begins', async () => {
  await using town = await openTown()
  const desk = await openDesk(town)
  const id = await receive(desk)
  await fill(town, id, 5000)
  const { code } = await issue(desk, id)
  const staff = await till(town)
  await town.database.run(sql`
    insert into town.setting (name, valid_from, value) values ('paper_card_pin_above', now(), '500')`)
  assert.equal(await staff.refused(chargePayerCode, charge(code, 501)), 'paper_card_pin_needed')
})

test('QRカード: points go first, or coin where the town proposes it', async () => {
  await using town = await openTown()
  const desk = await openDesk(town)
  const id = await receive(desk)
  await fill(town, id, 5000)
  await grantPoints(town, id, 500, 60)
  const { code } = await issue(desk, id)
  const staff = await till(town)
  const { coin, points } = await staff.ask(chargePayerCode, charge(code, 100))
  assert.deepEqual([coin, points], [0, 100])
  await town.database.run(sql`
    insert into town.setting (name, valid_from, value) values ('payment_proposes', now(), '"coin_first"')`)
  const after = await staff.ask(chargePayerCode, charge(code, 101))
  assert.deepEqual([after.coin, after.points], [101, 0])
  assert.equal((await town.newClient().ask(readTown)).proposes, 'coin_first')
})

test('QRカード: the balance by card and PIN, also after the desk has set a new one', async () => {
  await using town = await openTown()
  const desk = await openDesk(town)
  const id = await receive(desk)
  await fill(town, id, 2000)
  const { code, number } = await issue(desk, id)
  const staff = await till(town)
  await staff.ask(chargePayerCode, charge(code, 300))
  const stranger = town.newClient()
  const look = (pin: string, text = code) => ({ body: { code: text, pin } })
  const balance = await stranger.ask(readPaperCard, look(umePin))
  assert.deepEqual([balance.number, balance.coin, balance.points], [number, 1700, 0])
  assert.deepEqual(
    balance.latest.map(({ counterpart, amount }) => [counterpart === 'チャージ', amount]),
    [
      [false, -300],
      [true, 2000],
    ],
  )
  assert.equal(await stranger.refused(readPaperCard, look('0000')), 'paper_card_pin_wrong')
  assert.equal(await stranger.refused(readPaperCard, look('0000')), 'paper_card_pin_wrong')
  assert.equal(await stranger.refused(readPaperCard, look('0000')), 'paper_card_stopped')
  assert.equal(await stranger.refused(readPaperCard, look(umePin)), 'paper_card_stopped')
  assert.equal(await staff.refused(chargePayerCode, charge(code, 1)), 'paper_card_stopped')
  const params = { id }
  assert.equal(
    await desk.clerk.refused(setPaperCardPin, { params, body: { pin: '1943' } }),
    'card_pin_too_easy',
  )
  await desk.clerk.ask(setPaperCardPin, { params, body: { pin: '8461' } })
  assert.equal((await stranger.ask(readPaperCard, look('8461'))).coin, 1700)
  assert.equal(await stranger.refused(readPaperCard, look('8461', 'wifi:x')), 'paper_card_unknown')
  assert.equal(await stranger.refused(readPaperCard, look('8461', code.slice(0, -4))), 'paper_card_unknown')
  const strange = 'hQVDUFYwMWEdTwfwRU5JU0hJYxLBEAAAAAAAAAAAAAAAAAAAAAA='
  assert.equal(await stranger.refused(readPaperCard, look('8461', strange)), 'paper_card_unknown')
})

test('ABU-Q08 a lost card is useless with the next payment; the balance waits on the new one', async () => {
  await using town = await openTown()
  const desk = await openDesk(town)
  const id = await receive(desk)
  await fill(town, id, 3000)
  const lost = await issue(desk, id)
  const staff = await till(town)
  const paid = charge(lost.code, 500)
  const first = await staff.ask(chargePayerCode, paid)
  const said = { ...ume, address: '浦和区高砂 ９９の２０の１', reason: '電話で紛失の届け出' }
  const wrong = { body: { ...said, birthdate: '1943-03-06' } }
  assert.equal(await desk.second.refused(stopPaperCard, wrong), 'paper_person_unknown')
  await desk.second.ask(stopPaperCard, { body: said })
  await desk.second.ask(stopPaperCard, { body: said })
  assert.equal(await staff.refused(chargePayerCode, charge(lost.code, 1)), 'paper_card_stopped')
  assert.equal(await staff.refused(chargePayerCode, charge(lost.digits, 1)), 'paper_card_stopped')
  assert.deepEqual(await staff.ask(chargePayerCode, paid), first, 'what was paid before was paid')
  await desk.clerk.ask(openTill, { body: { id: makeId(), opening: 0 } })
  assert.equal(await desk.clerk.refused(findAtCounter, { body: { number: lost.code } }), 'paper_card_stopped')
  const next = await issue(desk, id)
  assert.equal((await staff.ask(chargePayerCode, charge(next.code, 2500))).coin, 2500)
  const params = { residentId: id }
  const operator = await town.signInOperator(office.mail)
  await operator.ask(freezeResident, { params, body: { id: makeId(), reason: '調査' } })
  assert.equal(await staff.refused(chargePayerCode, charge(next.code, 1)), 'payer_cannot_pay')
})

test('ABU-R02 fifty payments by copies of one card at once stay within the day, and each is paid once', async () => {
  await using town = await openTown()
  const desk = await openDesk(town)
  const id = await receive(desk)
  await fill(town, id, 50_000)
  const { code } = await issue(desk, id)
  const staff = await till(town)
  const answers = await Promise.all(
    Array.from({ length: 50 }, async () => {
      const { body } = charge(code, 900)
      return staff.call(chargePayerCode, { body: { ...body, again: true } })
    }),
  )
  assert.equal(answers.filter(({ reply }) => reply).length, 22, '22 × 900 is the most below 20,000')
  const codes = new Set(answers.flatMap(({ problem }) => problem?.code ?? []))
  assert.deepEqual([...codes], ['paper_card_over_day_limit'])
})

test('ABU-R01 one charge sent fifty times at once is one payment, with and without a PIN', async () => {
  await using town = await openTown()
  const desk = await openDesk(town)
  const id = await receive(desk)
  await fill(town, id, 50_000)
  const { code } = await issue(desk, id)
  const staff = await till(town)
  for (const wish of [charge(code, 900), charge(code, 5000, umePin)]) {
    const answers = await Promise.all(
      Array.from({ length: 50 }, async () => staff.ask(chargePayerCode, wish)),
    )
    assert.equal(new Set(answers.map(({ paidAt }) => paidAt)).size, 1)
    const more = { body: { ...wish.body, amount: wish.body.amount + 1 } }
    assert.equal(await staff.refused(chargePayerCode, more), 'payment_exists_with_different_content')
  }
  assert.equal((await desk.clerk.ask(findPaperPeople, { body: { code } })).people[0]?.coin, 44_100)
})

test('ABU-Q09 guesses at a PIN count exactly, fifty at once; the same one sent again is one', async () => {
  await using town = await openTown()
  const desk = await openDesk(town)
  const id = await receive(desk)
  await fill(town, id, 50_000)
  const { code } = await issue(desk, id)
  const staff = await till(town)
  const lost = charge(code, 5000, '1111')
  const again = await Promise.all(
    Array.from({ length: 10 }, async () => staff.refused(chargePayerCode, lost)),
  )
  assert.deepEqual([...new Set(again)], ['paper_card_pin_wrong'])
  const guesses = Array.from({ length: 50 }, (_, n) => String(2000 + n))
  const answers = await Promise.all(
    guesses.map(async (pin) => staff.refused(chargePayerCode, charge(code, 5000, pin))),
  )
  const wrong = answers.filter((refused) => refused === 'paper_card_pin_wrong').length
  assert.equal(wrong, 1, 'the second of three; the third and all others find the card stopped')
  const { wrongPins } = await town.database.one<{ wrongPins: number }>(sql`
    select wrong_pins as "wrongPins" from paper_cards.card where person_id = ${id}`)
  assert.equal(wrongPins, 3)
  assert.equal(await staff.refused(chargePayerCode, charge(code, 5000, umePin)), 'paper_card_stopped')
})

test('ABU-Q11 a card of another town is unknown, and looking for balances has an end', async () => {
  await using town = await openTown()
  const staff = await till(town)
  const strange = 'hQVDUFYwMWEdTwfwRU5JU0hJYxLBEAAAAAAAAAAAAAAAAAAAAAA='
  assert.equal(await staff.refused(chargePayerCode, charge(strange, 1)), 'payer_code_unknown')
  const stranger = town.newClient()
  const look = { body: { code: strange, pin: '7294' } }
  for (let n = 0; n < 30; n += 1) {
    assert.equal(await stranger.refused(readPaperCard, look), 'paper_card_unknown')
  }
  assert.equal(await stranger.refused(readPaperCard, look), 'too_many_requests')
  town.clock.advance({ minutes: 61 })
  assert.equal(await stranger.refused(readPaperCard, look), 'paper_card_unknown')
})
