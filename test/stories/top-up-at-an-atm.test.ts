// stories: top-ups
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { freezeResident } from '#contract/operators.ts'
import { pay } from '#contract/payments.ts'
import { linkAtm, readAtmLink } from '#contract/atm.ts'
import { readTopUp, readTopUpTerms } from '#contract/top-ups.ts'
import { readWallet } from '#contract/wallets.ts'
import { dayOf } from '#server/lib/day.ts'
import { makeId } from '#server/lib/id.ts'
import { assertSameBooks, askHost, putIn, standBefore } from '../atm.ts'
import type { Client } from '../client.ts'
import { bakeryNumber, office, personOf, storeIdOf } from '../people.ts'
import { register } from '../steps.ts'
import { openTown, type Town } from '../town.ts'

const coinOf = async (client: Client) => (await client.ask(readWallet)).coin

async function openStreet(): Promise<Town> {
  const town = await openTown()
  // The machines stand outside: they ask over the real line.
  await town.listen()
  return town
}

test('ATM: scan, number, notes of four kinds, 確認: the coin is there, and the bonus after it', async () => {
  await using town = await openStreet()
  const hanako = await town.signIn('hanako')
  const before = (await hanako.ask(readWallet)).coin
  const { atm, id, link, read } = await standBefore(town, hanako)
  assert.deepEqual([link.state, link.companyCode, link.place], ['open', '4649', '大宮駅西口'])
  const slot = await atm.typeCompany('4649')
  assert.ok(slot.text.includes('1,000円〜49,000円'), slot.text)
  const counting = await read()
  assert.deepEqual([counting.state, counting.maximum], ['counting', 49_000])
  const folded = await slot.press('折れた紙幣')
  assert.ok(folded.text.includes('読み取れない紙幣'))
  const counted = await atm.putIn([10_000, 10_000, 10_000, 10_000, 5000, 2000, 2000])
  assert.ok(counted.text.includes('49,000円'))
  const over = await (await counted.press('紙幣を追加する')).press('1,000円札')
  assert.ok(over.text.includes('上限の49,000円を超えるため'))
  await over.press('計算する')
  const done = await atm.confirm()
  assert.ok(done.text.includes('49,000円をチャージしました'), done.text)
  assert.ok(done.text.includes(`${(before + 49_000).toLocaleString('en')}円`))
  const receipt = await done.follow('明細票を見る')
  assert.ok(receipt.text.includes('チャージ済み') && receipt.text.includes('大宮駅西口'))
  const credited = await read()
  assert.equal(credited.state, 'credited')
  const topUp = await hanako.ask(readTopUp, { params: { id: credited.topUpId ?? '' } })
  assert.deepEqual([topUp.state, topUp.means, topUp.amount], ['succeeded', 'atm', 49_000])
  assert.equal(topUp.sourceName, '大宮駅西口')
  await town.work()
  const settled = await hanako.ask(readTopUp, { params: { id: topUp.id } })
  assert.deepEqual([settled.bonus.state, settled.bonus.points], ['granted', 1470])
  assert.notEqual(credited.topUpId, id, 'nobody knew the id before it was credited')
  await assertSameBooks(town)
})

test('ATM: the number below the code serves who cannot scan; a code is read once', async () => {
  await using town = await openStreet()
  const [hanako, aoi] = [await town.signIn('hanako'), await town.signIn('aoi')]
  const atm = town.atm.standAt()
  const code = await atm.start()
  const body = { id: makeId(), code: await atm.number() }
  const first = await hanako.ask(linkAtm, { body })
  assert.deepEqual(await hanako.ask(linkAtm, { body }), first)
  assert.equal(
    await hanako.refused(linkAtm, { body: { ...body, code: 'another' } }),
    'top_up_exists_with_different_content',
  )
  assert.equal(await aoi.refused(linkAtm, { body: { id: makeId(), code } }), 'atm_code_unknown')
  assert.equal(await aoi.refused(readAtmLink, { params: { id: body.id } }), 'not_found')
})

test('ATM: a code that is no ATM’s, too old, or tried too often; a centre that is down', async () => {
  await using town = await openStreet()
  const hanako = await town.signIn('hanako')
  const scan = (code: string) => hanako.refused(linkAtm, { body: { id: makeId(), code } })
  const code = await town.atm.standAt().start()
  await town.atm.fault({ match: '/centre/', effect: 'error' })
  assert.equal(await scan(code), 'atm_unavailable')
  town.clock.advance({ minutes: 4 })
  await town.atm.setClock(town.clock.now())
  assert.equal(await scan(code), 'atm_code_over')
  for (let tried = 0; tried < 8; tried += 1) assert.equal(await scan(`170101${tried}`), 'atm_code_unknown')
  assert.equal(await scan('1701019'), 'too_many_requests')
})

test('ATM: not before the card check, and not while the account is frozen', async () => {
  await using town = await openStreet()
  const code = await town.atm.standAt().start()
  const newcomer = await register(town)
  const body = { id: makeId(), code }
  assert.equal(await newcomer.client.refused(linkAtm, { body }), 'identity_check_required')
  const makoto = await town.signIn('makoto')
  assert.equal(await makoto.refused(linkAtm, { body: { id: makeId(), code } }), 'frozen')
})

test('ATM: what may still be charged is told before the slot opens, and a wrong number opens nothing', async () => {
  await using town = await openStreet()
  const yutaka = await town.signIn('yutaka')
  const { leftUnderCap } = await yutaka.ask(readTopUpTerms)
  assert.equal(leftUnderCap, 3500)
  const { atm, read } = await standBefore(town, yutaka)
  for (const _ of [1, 2]) {
    assert.ok((await atm.typeCompany('1234')).text.includes('企業番号がちがいます'))
  }
  const slot = await atm.typeCompany('4649')
  assert.ok(slot.text.includes('1,000円〜3,000円'), slot.text)
  assert.ok((await slot.press('5,000円札')).text.includes('上限の3,000円を超える'))
  const held = await yutaka.ask(readTopUpTerms)
  assert.equal(held.leftUnderCap, 500, 'what the machine was told is set aside')
  assert.ok((await atm.cancel()).text.includes('取り消しました'))
  assert.equal(await town.atm.forward(), 0)
  assert.equal((await read()).state, 'ended')
  assert.equal((await yutaka.ask(readTopUpTerms)).leftUnderCap, 3500, 'and free again when the person stops')
})

test('ATM: frozen while the notes are counted, they come back and nothing moves', async () => {
  await using town = await openStreet()
  const hanako = await town.signIn('hanako')
  const { id: residentId } = personOf('hanako')
  const { atm } = await putIn(town, hanako, [10_000])
  const operator = await town.signInOperator(office.mail)
  const body = { id: makeId(), reason: '紛失の連絡' }
  await operator.ask(freezeResident, { params: { residentId }, body })
  assert.ok((await atm.confirm()).text.includes('10,000円をお返しします'))
  await assertSameBooks(town)
})

// The line is cut at each step, once or for good, before and after our answer (FLT-N02–N04, FLT-V02, FLT-V03): the
// person has either the coin or the notes, and both books say the same.
let street: Town
let hanako: Client
before(async () => {
  street = await openStreet()
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
      const before = await coinOf(hanako)
      const { atm, link } = await standBefore(street, hanako, '00110002')
      await atm.order('calm')
      await atm.order(effect, { kind, times })
      await atm.typeCompany(link.companyCode)
      await atm.putIn([2000])
      await atm.confirm()
      await atm.order('calm')
      assert.equal(await street.atm.forward(), 0)
      await street.atm.forward()
      assert.equal((await coinOf(hanako)) - before, 2000)
      await assertSameBooks(street)
    })
  }
}

test('FLT-V02 V03 V07: an advice that is cut and doubled for long is credited once when it arrives', async () => {
  const before = await coinOf(hanako)
  const { atm, read } = await putIn(street, hanako, [1000], '00110003')
  await atm.order('cut_before', { kind: 'deposit', times: 3 })
  assert.ok((await atm.confirm()).text.includes('お預かりしました'))
  await atm.order('cut_before', { kind: 'advice', times: 2 })
  await atm.order('cut_after', { kind: 'advice', times: 2 })
  await atm.order('duplicate', { kind: 'advice' })
  for (const waiting of [1, 1, 1, 1, 0]) assert.equal(await street.atm.forward(), waiting)
  assert.equal((await read()).state, 'credited')
  assert.equal((await coinOf(hanako)) - before, 1000)
  await assertSameBooks(street)
})

test('FLT-V15: a machine that gives the notes back when it hears nothing takes the credit back, once', async () => {
  for (const effect of ['cut_before', 'cut_after'] as const) {
    const before = await coinOf(hanako)
    const { atm } = await putIn(street, hanako, [1000], '00110002')
    await atm.order('give_back')
    await atm.order(effect, { kind: 'deposit', times: 3 })
    assert.ok((await atm.confirm()).text.includes('1,000円をお返しします'))
    await atm.order('cut_after', { kind: 'reversal' })
    await atm.order('duplicate', { kind: 'reversal' })
    for (const waiting of [1, 0]) assert.equal(await street.atm.forward(), waiting)
    await atm.order('keep')
    assert.equal(await coinOf(hanako), before)
    await assertSameBooks(street)
  }
})

test('FLT-V15: a jam after the credit gives the notes back and takes the coin, also what was spent meanwhile', async () => {
  await using town = await openStreet()
  const aoi = await town.signIn('aoi')
  const before = (await aoi.ask(readWallet)).coin
  const { atm, read } = await putIn(town, aoi, [5000])
  await atm.order('jam')
  assert.ok((await atm.confirm()).text.includes('紙幣がつまりました'))
  const { topUpId } = await read()
  const spent = { storeId: storeIdOf(bakeryNumber), points: 0, via: 'store_number' as const }
  await aoi.ask(pay, { body: { id: makeId(), ...spent, coin: before + 2000 } })
  assert.equal(await town.atm.forward(), 0)
  const topUp = await aoi.ask(readTopUp, { params: { id: topUpId ?? '' } })
  assert.deepEqual(topUp.takenBack, { amount: 5000, owed: 2000 })
  assert.equal((await aoi.ask(readWallet)).coin, 0)
  await assertSameBooks(town)
})

test('FLT-P01 P02 P03: a power cut before, while and after we answer; the notes are credited or come back', async () => {
  for (const moment of ['counting', 'asked', 'credited'] as const) {
    const before = await coinOf(hanako)
    const { atm } = await putIn(street, hanako, [2000], '00110003')
    if (moment === 'asked') await atm.order('cut_after', { kind: 'deposit', times: 3 })
    if (moment !== 'counting') await atm.confirm()
    await atm.order('power_off')
    assert.ok((await atm.screen()).text.includes('停電しています'))
    await street.atm.forward()
    await atm.order('power_on')
    if (moment === 'counting') assert.ok((await atm.screen()).text.includes('2,000円をお返しします'))
    assert.equal(await street.atm.forward(), 0)
    assert.equal((await coinOf(hanako)) - before, moment === 'counting' ? 0 : 2000, moment)
    await assertSameBooks(street)
  }
})

test('ATM: an advice is a fact: it is credited to an account that was frozen, and after its time is over', async () => {
  await using town = await openStreet()
  const hanako = await town.signIn('hanako')
  const before = (await hanako.ask(readWallet)).coin
  const { atm } = await putIn(town, hanako, [1000])
  await atm.order('cut_before', { kind: 'deposit', times: 3 })
  await atm.confirm()
  const operator = await town.signInOperator(office.mail)
  const params = { residentId: personOf('hanako').id }
  await operator.ask(freezeResident, { params, body: { id: makeId(), reason: '紛失の連絡' } })
  town.clock.advance({ days: 1 })
  await town.atm.setClock(town.clock.now())
  assert.equal(await town.atm.forward(), 0)
  assert.equal((await (await town.signIn('hanako')).ask(readWallet)).coin, before + 1000)
  await assertSameBooks(town)
})

test('ATM: messages out of order, changed, foreign, copied or unsealed move nothing', async () => {
  const coin = (await hanako.ask(readWallet)).coin
  const { id } = await putIn(street, hanako, [1000], '00110001')
  const { linkId } = await linkOf(street, id)
  const on = dayOf(street.clock.now())
  const name = { terminal: '00110001', on, linkId }
  const notes = { 10000: 0, 5000: 0, 2000: 0, 1000: 1 }
  const deposit = { ...name, trace: '900001', amount: 1000, notes, at: '2026-11-22T12:00:00+09:00' }
  const original = { trace: '900001', on }
  const ask = (kind: string, message: object, key?: string) => askHost(street, kind, message, key)
  assert.equal(await ask('deposit', { ...deposit, trace: '900009' }, 'somebody-else'), '401')
  assert.equal(await ask('deposit', { ...deposit, trace: '900009', linkId: 'nobody' }), '14')
  assert.equal(await ask('deposit', { ...deposit, trace: '900009', amount: 2000 }), '30')
  assert.equal(await ask('deposit', { ...deposit, trace: 'x' }), '30')
  const many = { ...deposit, trace: '900008', amount: 100_000, notes: { ...notes, 10000: 9, 5000: 1, 2000: 2 } }
  assert.equal(await ask('deposit', many), '61')
  assert.equal(await ask('reversal', { ...name, trace: '900002', original, reason: 'jam' }), '25')
  assert.equal(await ask('deposit', deposit), '05', 'its reversal was here before it')
  assert.equal(await ask('advice', deposit), '05')
  assert.equal(await ask('advice', { ...deposit, at: '2026-11-22T13:00:00+09:00' }), '94')
  assert.equal((await hanako.ask(readWallet)).coin, coin)
  await street.atm.standAt('00110001').cancel()
  await street.atm.forward()
})

async function linkOf(town: Town, reference: string): Promise<{ linkId: string }> {
  const machines = (await (await fetch(`${town.urls.atm}/__sim/machines`)).json()) as { linkId: string }[]
  const found = machines.find(({ linkId }) => linkId !== '')
  assert.ok(found, `no machine stands open for ${reference}`)
  return found
}

test('ABU-R06: fifty deposits at once take no more than the day allows, to the yen', async () => {
  await using town = await openStreet()
  const hanako = await town.signIn('hanako')
  const { leftToday } = await hanako.ask(readTopUpTerms)
  assert.equal(leftToday, 100_000)
  const links: string[] = []
  for (let visit = 0; visit < 50; visit += 1) {
    const { id } = await standBefore(town, hanako)
    links.push((await linkOf(town, id)).linkId)
    await town.atm.standAt().cancel()
  }
  const on = dayOf(town.clock.now())
  const name = (visit: number, kind: number) => ({
    terminal: '00110001',
    on,
    trace: String(500_000 + visit * 10 + kind),
    linkId: links[visit] ?? '',
  })
  const asked = await Promise.all(
    links.map((_, visit) => askHost(town, 'inquiry', { ...name(visit, 0), companyCode: '4649' })),
  )
  assert.deepEqual(asked.filter((code) => code === '00').length, 3, 'two of 49,000 and one of 2,000')
  const notes = { 10000: 0, 5000: 0, 2000: 1, 1000: 0 }
  const paid = await Promise.all(
    links.flatMap((_, visit) =>
      [1, 2].map(() =>
        askHost(town, 'deposit', { ...name(visit, 1), amount: 2000, notes, at: '2026-11-22T12:00:00+09:00' }),
      ),
    ),
  )
  assert.equal(paid.filter((code) => code === '00').length, 6, 'three deposits, each answered twice')
  const after = await hanako.ask(readTopUpTerms)
  assert.equal(after.leftToday, 100_000 - 6000)
})
