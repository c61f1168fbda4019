// The line between a cash machine and us is cut at each step, and the power with it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { readWallet } from '#contract/wallets.ts'
import { dayOf } from '#server/lib/day.ts'
import { assertSameBooks, askHost, linkIdAtMachine, putIn, standBefore } from '../atm.ts'
import type { Client } from '../client.ts'
import { openTown, type Town } from '../town.ts'

const coinOf = async (client: Client) => (await client.ask(readWallet)).coin

// The line is cut at each step, once or for good, before and after our answer (FLT-N02–N04, FLT-V02, FLT-V03): the
// person has either the coin or the notes, and both books say the same.
let street: Town
let hanako: Client
before(async () => {
  street = await openTown()
  // The machines stand outside: they ask over the real line.
  await street.listen()
  hanako = await street.signIn('hanako')
})
after(async () => {
  await street[Symbol.asyncDispose]()
})

for (const effect of ['cut_before', 'cut_after', 'duplicate', 'wrong_key'] as const) {
  for (const [kind, times] of [
    ['inquiry', 1],
    ['deposit', 1],
    ['deposit', 3],
    ['any', 2],
  ] as const) {
    test(`FLT-N02 N03 N04 V02 V03 V07: ${effect} at ${kind}, ${times} times`, async () => {
      const had = await coinOf(hanako)
      const { atm, link } = await standBefore(street, hanako, '00110002')
      await atm.order('calm')
      await atm.order(effect, { kind, times })
      await atm.typeCompany(link.companyCode)
      await atm.putIn([2000])
      await atm.confirm()
      await atm.order('calm')
      assert.equal(await street.atm.forward(), 0)
      await street.atm.forward()
      assert.equal((await coinOf(hanako)) - had, 2000)
      await assertSameBooks(street)
    })
  }
}

test('FLT-V02 V03 V07: an advice that is cut and doubled for long is credited once when it arrives', async () => {
  const had = await coinOf(hanako)
  const { atm, read } = await putIn(street, hanako, [1000], '00110003')
  await atm.order('cut_before', { kind: 'deposit', times: 3 })
  assert.ok((await atm.confirm()).text.includes('お預かりしました'))
  await atm.order('cut_before', { kind: 'advice', times: 2 })
  await atm.order('cut_after', { kind: 'advice', times: 2 })
  await atm.order('duplicate', { kind: 'advice' })
  for (const waiting of [1, 1, 1, 1, 0]) assert.equal(await street.atm.forward(), waiting)
  assert.equal((await read()).state, 'credited')
  assert.equal((await coinOf(hanako)) - had, 1000)
  await assertSameBooks(street)
})

test('FLT-V15: a machine that gives the notes back when it hears nothing takes the credit back, once', async () => {
  for (const effect of ['cut_before', 'cut_after'] as const) {
    const had = await coinOf(hanako)
    const { atm } = await putIn(street, hanako, [1000], '00110002')
    await atm.order('give_back')
    await atm.order(effect, { kind: 'deposit', times: 3 })
    assert.ok((await atm.confirm()).text.includes('1,000円をお返しします'))
    await atm.order('cut_after', { kind: 'reversal' })
    await atm.order('duplicate', { kind: 'reversal' })
    for (const waiting of [1, 0]) assert.equal(await street.atm.forward(), waiting)
    await atm.order('keep')
    assert.equal(await coinOf(hanako), had)
    await assertSameBooks(street)
  }
})

test('FLT-P01 P02 P03: a power cut before, while and after we answer; credited, or given back', async () => {
  for (const moment of ['counting', 'asked', 'credited'] as const) {
    const had = await coinOf(hanako)
    const { atm } = await putIn(street, hanako, [2000], '00110003')
    if (moment === 'asked') await atm.order('cut_after', { kind: 'deposit', times: 3 })
    if (moment !== 'counting') await atm.confirm()
    await atm.order('power_off')
    assert.ok((await atm.screen()).text.includes('停電しています'))
    await street.atm.forward()
    await atm.order('power_on')
    if (moment === 'counting') assert.ok((await atm.screen()).text.includes('2,000円をお返しします'))
    assert.equal(await street.atm.forward(), 0)
    assert.equal((await coinOf(hanako)) - had, moment === 'counting' ? 0 : 2000, moment)
    await assertSameBooks(street)
  }
})

test('ATM: messages out of order, changed, foreign, copied or unsealed move nothing', async () => {
  const coin = (await hanako.ask(readWallet)).coin
  await putIn(street, hanako, [1000], '00110001')
  const linkId = await linkIdAtMachine(street)
  const on = dayOf(street.clock.now())
  const name = { terminal: '00110001', on, linkId }
  const notes = { 10000: 0, 5000: 0, 2000: 0, 1000: 1 }
  const deposit = { ...name, trace: '900001', amount: 1000, notes, at: '2026-11-22T12:00:00+09:00' }
  const original = { trace: '900001', on }
  const ask = (kind: string, message: object, line = {}) => askHost(street, kind, message, line)
  assert.equal(await ask('deposit', { ...deposit, trace: '900009' }, { key: 'somebody-else' }), '401')
  assert.equal(await ask('deposit', { ...deposit, trace: '900009', linkId: 'nobody' }), '14')
  assert.equal(await ask('deposit', { ...deposit, trace: '900009', amount: 2000 }), '30')
  assert.equal(await ask('deposit', { ...deposit, trace: 'x' }), '30')
  const many = {
    ...deposit,
    trace: '900008',
    amount: 100_000,
    notes: { ...notes, 10000: 9, 5000: 1, 2000: 2 },
  }
  assert.equal(await ask('deposit', many), '61')
  assert.equal(await ask('reversal', { ...name, trace: '900002', original, reason: 'jam' }), '25')
  assert.equal(await ask('deposit', deposit), '05', 'its reversal was here before it')
  assert.equal(await ask('advice', deposit), '05')
  assert.equal(await ask('advice', { ...deposit, at: '2026-11-22T13:00:00+09:00' }), '94')
  assert.equal(await ask('deposit', { ...deposit, trace: '900007' }, { times: 2 }), '401', 'a copy')
  assert.equal((await hanako.ask(readWallet)).coin, coin)
  await street.atm.standAt('00110001').cancel()
  await street.atm.forward()
})
