// Helpers of relatives against caps, ends, freezes and races.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freezeResident, unfreezeResident } from '#contract/operators.ts'
import { chargePayerCode, showRelativesCode } from '#contract/payment-codes.ts'
import { endHelper, listRelatives } from '#contract/relatives.ts'
import { leave } from '#contract/residents.ts'
import {
  confirmTopUp,
  readRelativesTopUpTerms,
  readTopUpTerms,
  requestRelativesTopUp,
} from '#contract/top-ups.ts'
import { readRelativesWallet, readWallet } from '#contract/wallets.ts'
import { makeId } from '#server/lib/id.ts'
import { bankAccountIdOf } from '../../bin/lib/seed-people.ts'
import type { Client } from '../client.ts'
import { office, personOf } from '../people.ts'
import { beginHelp, charge, codeFor, openPair, requestFor } from '../relatives.ts'
import type { Town } from '../town.ts'

const coinOf = async (client: Client) => (await client.ask(readWallet)).coin
const till = (town: Town) => town.signInStaff('till@bakery.example.jp')

test('ABU-Q08 a code shown for a relative is useless once either account is frozen, or about to be left', async () => {
  const { town, hanako, aoi } = await openPair()
  await using _ = town
  const staff = await till(town)
  const operator = await town.signInOperator(office.mail)
  const { id } = await beginHelp(hanako, aoi)
  const params = { id }
  for (const [key, refused] of [
    ['hanako', 'frozen'],
    ['aoi', 'relative_cannot'],
  ] as const) {
    const code = await codeFor(hanako, id)
    const target = { params: { residentId: personOf(key).id } }
    await operator.ask(freezeResident, { ...target, body: { id: makeId(), reason: '調査' } })
    assert.equal(await staff.refused(chargePayerCode, charge(code, 100)), 'payer_cannot_pay')
    const show = { params, body: { tender: 'coin' as const } }
    assert.equal(await hanako.refused(showRelativesCode, show), refused)
    const body = { id: makeId(), bankAccountId: bankAccountIdOf(personOf('hanako')), amount: 1000 }
    assert.equal(await hanako.refused(requestRelativesTopUp, { params, body }), refused)
    assert.equal(await hanako.refused(readRelativesWallet, { params }), 'relative_cannot')
    assert.equal((await hanako.ask(listRelatives)).relatives[0]?.stopped, true)
    await operator.ask(unfreezeResident, { ...target, body: { id: makeId(), reason: '解決' } })
  }
  const code = await codeFor(hanako, id)
  const { coin, points } = await aoi.ask(readWallet)
  await aoi.ask(leave, { body: { coin, points } })
  assert.equal(await staff.refused(chargePayerCode, charge(code, 100)), 'payer_cannot_pay')
})

test('ABU-R06 fifty payments by a helper at once stay within the caps, exactly', async () => {
  const { town, hanako, aoi } = await openPair()
  await using _ = town
  const staff = await till(town)
  const caps = { perDay: 1000, perMonth: 1000 }
  const { id } = await beginHelp(hanako, aoi, caps)
  const before = await coinOf(aoi)
  // A code ends the one before it after some seconds, so that several can be read in one instant.
  const codes: string[] = []
  for (let n = 0; n < 12; n += 1) codes.push(await codeFor(hanako, id))
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_each, n) =>
      staff.call(chargePayerCode, charge(codes[n % codes.length] ?? '', 300)),
    ),
  )
  assert.equal(answers.filter(({ reply }) => reply).length, 3, '3 × 300 is the most below 1,000')
  const codesOfNo = new Set(answers.flatMap(({ problem }) => problem?.code ?? []))
  assert.deepEqual([...codesOfNo].toSorted(), ['help_over_cap', 'payer_code_used'])
  assert.equal(await coinOf(aoi), before - 900)
})

test('ABU-R01 one charge of a relative’s code sent fifty times at once is one payment', async () => {
  const { town, hanako, aoi } = await openPair()
  await using _ = town
  const staff = await till(town)
  const { id } = await beginHelp(hanako, aoi)
  const before = await coinOf(aoi)
  const wish = charge(await codeFor(hanako, id), 800)
  const answers = await Promise.all(Array.from({ length: 50 }, () => staff.ask(chargePayerCode, wish)))
  assert.equal(new Set(answers.map(({ paidAt }) => paidAt)).size, 1)
  assert.equal(await coinOf(aoi), before - 800)
})

test('ABU-R04 payments by a helper against the end of the help: none begins after the end', async () => {
  const { town, hanako, aoi } = await openPair()
  await using _ = town
  const staff = await till(town)
  const { id } = await beginHelp(hanako, aoi)
  const before = await coinOf(aoi)
  const codes: string[] = []
  for (let n = 0; n < 10; n += 1) codes.push(await codeFor(hanako, id))
  const paying = codes.map((code) => staff.call(chargePayerCode, charge(code, 100)))
  const [answers] = await Promise.all([Promise.all(paying), aoi.ask(endHelper, { params: { id } })])
  const paid = answers.filter(({ reply }) => reply).length
  assert.equal(await coinOf(aoi), before - 100 * paid)
  const codesOfNo = new Set(answers.flatMap(({ problem }) => problem?.code ?? []))
  assert.ok([...codesOfNo].every((each) => each === 'payer_cannot_pay'))
})

test('ABU-R20 on the first day of a new phone a helper’s charges for relatives count with the own', async () => {
  const { town, aoi } = await openPair()
  await using _ = town
  const elsewhere = await town.signIn('hanako')
  const { id } = await beginHelp(elsewhere, aoi)
  const left = async () => (await elsewhere.ask(readTopUpTerms)).leftOnFirstDay
  assert.equal(await left(), 10_000)
  const begun = await requestFor(town, elsewhere, id, 6000)
  await elsewhere.ask(confirmTopUp, { params: { id: begun.id }, body: { code: begun.code } })
  assert.equal(await left(), 4000)
  const terms = await elsewhere.ask(readRelativesTopUpTerms, { params: { id } })
  assert.equal(terms.leftOnFirstDay, 4000)
  const body = { id: makeId(), bankAccountId: bankAccountIdOf(personOf('hanako')), amount: 4001 }
  const refused = await elsewhere.refused(requestRelativesTopUp, { params: { id }, body })
  assert.equal(refused, 'top_up_over_first_day_limit')
})

test('ABU-Z01 a helper charges from no account but the own, and confirms no id of another purse', async () => {
  const { town, hanako, aoi } = await openPair()
  await using _ = town
  const { id } = await beginHelp(hanako, aoi)
  const params = { id }
  const account = personOf('aoi').bankAccount ? bankAccountIdOf(personOf('aoi')) : makeId()
  const body = { id: makeId(), bankAccountId: account, amount: 1000 }
  assert.equal(await hanako.refused(requestRelativesTopUp, { params, body }), 'bank_account_not_ready')
  const begun = await requestFor(town, hanako, id, 1000)
  const same = { ...body, id: begun.id, bankAccountId: bankAccountIdOf(personOf('hanako')) }
  assert.equal((await hanako.ask(requestRelativesTopUp, { params, body: same })).id, begun.id)
  const otherwise = { params, body: { ...same, amount: 1001 } }
  const refused = await hanako.refused(requestRelativesTopUp, otherwise)
  assert.equal(refused, 'top_up_exists_with_different_content')
})

test('FLT-V01 a helper’s charge whose answer is lost is asked for and credited to the relative once', async () => {
  const { town, hanako, aoi } = await openPair()
  await using _ = town
  const [before, own] = [await coinOf(aoi), await coinOf(hanako)]
  const { id } = await beginHelp(hanako, aoi)
  const begun = await requestFor(town, hanako, id, 5000)
  await town.bank.fault({ match: '/Authorize', effect: 'error' })
  const confirmation = { params: { id: begun.id }, body: { code: begun.code } }
  assert.equal((await hanako.ask(confirmTopUp, confirmation)).state, 'unknown')
  // The money is under way: that the help ends meanwhile changes nothing about it.
  await aoi.ask(endHelper, { params: { id } })
  await town.work()
  assert.deepEqual([await coinOf(aoi), await coinOf(hanako)], [before + 5000, own])
  const order = (await town.bank.orders()).find(({ orderId }) => orderId === begun.id)
  assert.equal(order?.captures, 1)
})
