// stories: top-ups
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freezeResident } from '#contract/operators.ts'
import { pay } from '#contract/payments.ts'
import { leave } from '#contract/residents.ts'
import { decideResolution, listUnresolvedTopUps, proposeResolution } from '#contract/unresolved-top-ups.ts'
import { linkAtm, readAtmLink } from '#contract/atm.ts'
import { readTopUp, readTopUpTerms } from '#contract/top-ups.ts'
import { readWallet } from '#contract/wallets.ts'
import { makeId } from '#server/lib/id.ts'
import { assertSameBooks, putIn, standBefore } from '../atm.ts'
import { bakeryNumber, manager, office, personOf, storeIdOf } from '../people.ts'
import { register, showCard, switchOnSecondStep } from '../steps.ts'
import { openTown, type Town } from '../town.ts'

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

test('FLT-V15: a jam after the credit gives the notes back; what was spent of the coin is owed', async () => {
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

test('ATM: an advice about somebody who has left is answered, and the money waits for a person', async () => {
  await using town = await openStreet()
  const resident = await register(town)
  await switchOnSecondStep(town, resident)
  await showCard(town, resident, 'sakura')
  const { client, id } = resident
  const { atm } = await putIn(town, client, [1000])
  await atm.order('cut_before', { kind: 'deposit', times: 3 })
  await atm.confirm()
  await client.ask(leave, { body: { coin: 0, points: 0 } })
  town.clock.advance({ days: 15 })
  assert.equal(await town.runTask('residents.close-due'), 1)
  await town.atm.setClock(town.clock.now())
  assert.equal(await town.atm.forward(), 0)
  assert.equal(await town.books(id), '')
  const [first, second] = [await town.signInOperator(office.mail), await town.signInOperator(manager.mail)]
  const { topUps } = await first.ask(listUnresolvedTopUps)
  const [waiting] = topUps.filter(({ resident: { id: of } }) => of === id)
  assert.deepEqual([waiting?.attention, waiting?.amount], ['wallet_closed', 1000])
  const params = { topUpId: waiting?.id ?? '' }
  const say = (verdict: 'succeeded' | 'not_taken', providerRef: string | null) => ({
    params,
    body: { id: makeId(), verdict, providerRef, note: '振込で返す' },
  })
  assert.equal(await first.refused(proposeResolution, say('succeeded', 'ref')), 'top_up_not_open')
  const elsewhere = say('not_taken', null)
  await first.ask(proposeResolution, elsewhere)
  const decided = {
    params: { ...params, resolutionId: elsewhere.body.id },
    body: { decision: 'confirmed' as const },
  }
  assert.equal((await second.ask(decideResolution, decided)).state, 'declined')
})
