// stories: sign-in, merchants
// A tablet that the people of a store share: signed in once, opened by PIN, locked by itself, signed out from afar.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readStaff, staffSignIn, staffSignOut } from '#contract/merchants.ts'
import { requestPayment } from '#contract/payment-codes.ts'
import { pay, refundPayment } from '#contract/payments.ts'
import {
  addStaffMember,
  changeStoreRules,
  endStaffMember,
  listStaffActs,
  setStaffPin,
} from '#contract/staff.ts'
import { listStaffMembers } from '#contract/staff.ts'
import {
  endStaffSession,
  endTillDevice,
  enterTill,
  listStaffSessions,
  listTillDevices,
  lockTill,
  makeTillDevice,
  readTill,
  stayAtTill,
} from '#contract/till-devices.ts'
import { changeStoreData, requestAccountChange } from '#contract/store-data.ts'
import { listTillKeys } from '#contract/till-keys.ts'
import { makeId } from '#server/lib/id.ts'
import type { Client } from '../client.ts'
import { bakeryNumber, bakeryOwner, demoPassword, storeIdOf } from '../people.ts'
import { openTown, type Town } from '../town.ts'

const managerMail = 'manager@bakery.example.jp'
const [tillPin, managerPin] = ['5073', '8264']

/** A tablet that the owner has made a till of the bakery. */
async function makeTablet(town: Town, mail: string = bakeryOwner.mail) {
  const tablet = await town.signInStaff(mail)
  const id = makeId()
  await tablet.ask(makeTillDevice, { body: { id, name: 'レジ1' } })
  return { tablet, id }
}

async function personAt(tablet: Client, name: string): Promise<string> {
  const { people } = await tablet.ask(readTill)
  const found = people.find((each) => each.name === name)
  assert.ok(found, name)
  return found.id
}

async function enter(tablet: Client, name: string, pin: string): Promise<void> {
  await tablet.ask(enterTill, { body: { staffId: await personAt(tablet, name), pin } })
}

test('レジの端末: signed in once, and each act says who was at it', async () => {
  await using town = await openTown()
  const { tablet } = await makeTablet(town)
  assert.equal(await tablet.refused(readStaff), 'till_locked', 'who made it a till has left it')
  const till = await tablet.ask(readTill)
  assert.deepEqual(
    [till.name, till.storeName, till.people.map(({ name, role }) => [name, role]), till.presentId],
    [
      ...['レジ1', 'さくらベーカリー'],
      [
        ['小林 芽衣', 'till'],
        ['窯元 蓮', 'manager'],
      ],
      null,
    ],
  )
  await enter(tablet, '小林 芽衣', tillPin)
  assert.deepEqual((await tablet.ask(readStaff)).name, '小林 芽衣')
  const id = makeId()
  const hanako = await town.signIn('hanako')
  const body = { id, storeId: storeIdOf(bakeryNumber), coin: 500, points: 0, via: 'store_number' as const }
  await hanako.ask(pay, { body })
  const part = () => ({ params: { id }, body: { id: makeId(), amount: 100, reason: '返品' } })
  assert.equal((await tablet.ask(refundPayment, part())).staffName, '小林 芽衣')
  await enter(tablet, '窯元 蓮', managerPin)
  assert.equal((await tablet.ask(refundPayment, part())).staffName, '窯元 蓮')

  await tablet.ask(lockTill)
  assert.equal(await tablet.refused(requestPayment, { body: { id: makeId(), amount: 10 } }), 'till_locked')
  const owner = await town.signInStaff(bakeryOwner.mail)
  const { acts } = await owner.ask(listStaffActs)
  assert.deepEqual(
    acts.map(({ act, by }) => [act, by]),
    [
      ['entered_by_pin', '窯元 蓮'],
      ['entered_by_pin', '小林 芽衣'],
      ['device_made', bakeryOwner.name],
    ],
  )
})

test('PIN: fifty wrong ones at once are five tries, then even the right one waits; a new PIN begins anew', async () => {
  await using town = await openTown()
  const { tablet } = await makeTablet(town)
  const staffId = await personAt(tablet, '小林 芽衣')
  const tries = Array.from({ length: 50 }, (_, n) =>
    tablet.call(enterTill, { body: { staffId, pin: String(1000 + n) } }),
  )
  const codes = (await Promise.all(tries)).map(({ problem }) => problem?.code)
  assert.equal(codes.filter((code) => code === 'pin_wrong').length, 5)
  assert.equal(codes.filter((code) => code === 'pin_paused').length, 45)
  const right = { body: { staffId, pin: tillPin } }
  const { problem } = await tablet.call(enterTill, right)
  assert.deepEqual([problem?.code, Number(problem?.facts?.['waitSeconds']) > 290], ['pin_paused', true])
  await enter(tablet, '窯元 蓮', managerPin)

  const owner = await town.signInStaff(bakeryOwner.mail)
  const easy = (pin: string) => owner.refused(setStaffPin, { params: { id: staffId }, body: { pin } })
  for (const pin of ['1111', '123456', '9876', '1212']) assert.equal(await easy(pin), 'pin_too_easy', pin)
  assert.equal(await easy('12'), 'invalid_input')
  await owner.ask(setStaffPin, { params: { id: staffId }, body: { pin: '739105' } })
  assert.equal(await tablet.refused(enterTill, right), 'pin_wrong')
  await tablet.ask(enterTill, { body: { staffId, pin: '739105' } })
  town.clock.advance({ minutes: 20 })
  await tablet.ask(enterTill, { body: { staffId, pin: '739105' } })
})

test('PIN: it is good at the tablets of its store, and for what a tablet is for', async () => {
  await using town = await openTown()
  const [{ tablet }, { tablet: elsewhere }] = [
    await makeTablet(town, 'manager@bakery.example.jp'),
    await makeTablet(town, 'owner@dolls.example.jp'),
  ]
  const staffId = await personAt(tablet, '小林 芽衣')
  const body = { staffId, pin: tillPin }
  assert.equal(await elsewhere.refused(enterTill, { body }), 'pin_wrong')
  assert.equal(await town.newClient().refused(enterTill, { body }), 'not_a_till')
  assert.equal(await town.newClient().refused(readTill), 'not_a_till')
  const wrongStore = { body: { mail: 'owner@dolls.example.jp', password: demoPassword } }
  assert.equal(await tablet.refused(staffSignIn, wrongStore), 'device_of_other_store')

  const owner = await town.signInStaff(bakeryOwner.mail)
  const { members } = await owner.ask(listStaffMembers)
  const me = members.find(({ you }) => you)!
  await owner.ask(setStaffPin, { params: { id: me.id }, body: { pin: '902714' } })
  await enter(tablet, bakeryOwner.name, '902714')
  assert.equal(await tablet.refused(listTillKeys), 'password_needed')
  assert.equal(await tablet.refused(listStaffMembers), 'password_needed')
  assert.equal(
    await tablet.refused(makeTillDevice, { body: { id: makeId(), name: 'レジ2' } }),
    'password_needed',
  )
  await tablet.ask(staffSignIn, { body: { mail: bakeryOwner.mail, password: demoPassword } })
  await tablet.ask(listTillKeys)
  await tablet.ask(staffSignOut)
  assert.equal(await tablet.refused(listTillKeys), 'till_locked')
})

test('ロック: a tablet that nobody touches locks itself, whatever its screen reads meanwhile', async () => {
  await using town = await openTown()
  const owner = await town.signInStaff(bakeryOwner.mail)
  await owner.ask(changeStoreRules, {
    body: { tillRefundLimit: null, managerRefundLimit: null, lockMinutes: 3 },
  })
  const { tablet } = await makeTablet(town)
  await enter(tablet, '小林 芽衣', tillPin)
  town.clock.advance({ minutes: 2 })
  await tablet.ask(readStaff)
  town.clock.advance({ minutes: 2 })
  assert.equal(await tablet.refused(readStaff), 'till_locked')
  await enter(tablet, '小林 芽衣', tillPin)
  for (let minute = 0; minute < 6; minute += 2) {
    town.clock.advance({ minutes: 2 })
    await tablet.ask(stayAtTill)
  }
  assert.equal((await tablet.ask(readStaff)).name, '小林 芽衣')
  assert.equal((await tablet.ask(readTill)).lockMinutes, 3)
  const nameAtTill = async () => (await owner.ask(listTillDevices)).devices[0]?.staffName
  assert.equal(await nameAtTill(), '小林 芽衣')
  town.clock.advance({ minutes: 4 })
  assert.equal(await nameAtTill(), null)
})

test('端末の一覧: an owner sees the tills and signs one out from afar; an ended account is out at once', async () => {
  await using town = await openTown()
  const { tablet, id } = await makeTablet(town)
  const [owner, dolls] = await Promise.all([
    town.signInStaff(bakeryOwner.mail),
    town.signInStaff('owner@dolls.example.jp'),
  ])
  await owner.ask(addStaffMember, { body: { id: makeId(), name: '昼の レジ', role: 'till', mail: null } })
  const { members } = await owner.ask(listStaffMembers)
  const lunch = members.find(({ name }) => name === '昼の レジ')!
  await owner.ask(setStaffPin, { params: { id: lunch.id }, body: { pin: '6281' } })
  await enter(tablet, '昼の レジ', '6281')
  const { devices } = await owner.ask(listTillDevices)
  assert.deepEqual(
    devices.map(({ name, staffName, current }) => [name, staffName, current]),
    [['レジ1', '昼の レジ', false]],
  )
  await owner.ask(endStaffMember, { params: { id: lunch.id } })
  assert.equal(await tablet.refused(readStaff), 'till_locked')
  assert.ok((await tablet.ask(readTill)).people.every(({ name }) => name !== '昼の レジ'))

  assert.equal(await dolls.refused(endTillDevice, { params: { id } }), 'not_found')
  assert.equal(
    await dolls.refused(setStaffPin, { params: { id: members[0]!.id }, body: { pin: '6281' } }),
    'not_found',
  )
  await owner.ask(endTillDevice, { params: { id } })
  assert.equal(await tablet.refused(readTill), 'not_a_till')
  assert.equal(await tablet.refused(readStaff), 'not_signed_in')
  const again = { body: { id, name: 'レジ1' } }
  assert.equal(await owner.refused(makeTillDevice, again), 'device_exists')
  town.clock.advance({ days: 2 })
  assert.equal(await owner.refused(makeTillDevice, { body: { id: makeId(), name: '古い' } }), 'clock_off')
})

test('端末: an owner sees where colleagues are signed in, signs one out, and the deeds say who did it', async () => {
  await using town = await openTown()
  const owner = await town.signInStaff(bakeryOwner.mail)
  const [left, kept] = [await town.signInStaff(managerMail), await town.signInStaff(managerMail)]
  const strangers = await town.signInStaff('owner@dolls.example.jp')
  const { sessions } = await owner.ask(listStaffSessions)
  assert.deepEqual(
    sessions.map(({ staffName, current }) => [staffName, current]).toSorted(),
    [
      ['佐倉 麦子', true],
      ['窯元 蓮', false],
      ['窯元 蓮', false],
    ].toSorted(),
  )
  assert.equal(await kept.refused(listStaffSessions), 'owner_needed')
  // The first of the two that was signed in: it was left behind at a market.
  const lost = sessions
    .filter(({ current }) => !current)
    .toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1))[0]
  assert.ok(lost)
  const params = { id: lost.id }
  assert.equal(await strangers.refused(endStaffSession, { params }), 'not_found')
  await owner.ask(endStaffSession, { params })
  assert.equal(await owner.refused(endStaffSession, { params }), 'not_found')
  const here = await Promise.all([left, kept].map((client) => client.call(readStaff)))
  assert.deepEqual(here.map(({ status }) => status).toSorted(), [200, 401])
  const week = { phone: '048-000-1234', opensAt: 540, closesAt: 1080, closedOn: [], hoursNote: '' }
  const body = { ...week, onHolidays: 'closed' as const, closures: [] }
  await owner.ask(changeStoreData, { params: { id: makeId() }, body })
  await owner.ask(requestAccountChange, {
    body: {
      ...{ id: makeId(), bankCode: '0017', branchCode: '256', kind: 'futsu' as const, number: '1234567' },
      holderKana: 'ユ)サクラセイパン',
    },
  })
  const { acts } = await owner.ask(listStaffActs)
  assert.deepEqual(
    acts.slice(0, 3).map(({ act, by, about }) => [act, by, about]),
    [
      ['account_requested', '佐倉 麦子', '…567'],
      ['store_changed', '佐倉 麦子', null],
      ['signed_out', '佐倉 麦子', '窯元 蓮'],
    ],
  )
})
