// stories: merchants
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readStore } from '#contract/merchants.ts'
import { changeStaffMember, endStaffMember, listStaffMembers } from '#contract/staff.ts'
import {
  changeStoreData,
  decideAccountChange,
  listAccountChanges,
  proposeAccountChange,
  readStoreData,
  requestAccountChange,
  withdrawAccountChange,
} from '#contract/store-data.ts'
import { suspendStore } from '#contract/store-suspensions.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { bakeryNumber, bakeryOwner, manager, office, storeIdOf } from '../people.ts'
import { openTown } from '../town.ts'

const hours = {
  phone: '048-000-1234',
  opensAt: 480,
  closesAt: 1170,
  closedOn: [2, 1],
  onHolidays: 'closed' as const,
  closures: [],
  hoursNote: '裏口から',
}
const account = (id = makeId()) => ({
  body: {
    ...{ id, bankCode: '0017', branchCode: '256', kind: 'futsu' as const, number: '1234567' },
    holderKana: 'ユ)サクラセイパン',
  },
})

test('お店の情報: hours and telephone change at once, once for an id, and who did it is kept', async () => {
  await using town = await openTown()
  const owner = await town.signInStaff(bakeryOwner.mail)
  const params = { id: makeId() }
  await owner.ask(changeStoreData, { params, body: hours })
  assert.equal((await owner.ask(readStoreData)).hoursNote, '裏口から')
  const store = await town.newClient().ask(readStore, { params: { id: storeIdOf(bakeryNumber) } })
  assert.deepEqual([store.hours, store.phone], ['8:00〜19:30 月・火曜定休 祝日休み 裏口から', '048-000-1234'])
  await owner.ask(changeStoreData, { params: { id: makeId() }, body: { ...hours, hoursNote: '' } })
  await owner.ask(changeStoreData, { params, body: hours })
  const data = await owner.ask(readStoreData)
  assert.deepEqual([data.opensAt, data.closesAt, data.hoursNote, data.account], [480, 1170, '', null])
  for (const wrong of [
    { phone: '12' },
    { closesAt: 480 },
    { opensAt: 1440 },
    { closedOn: [8] },
    { onHolidays: { opensAt: 600, closesAt: 600 } },
    { closures: [{ firstDay: '2027-01-03', lastDay: '2027-01-02', note: '' }] },
    { hoursNote: '\u202e' },
  ])
    assert.equal(
      await owner.refused(changeStoreData, { params: { id: makeId() }, body: { ...hours, ...wrong } }),
      'invalid_input',
      JSON.stringify(wrong),
    )
  const changes = await town.database.one(sql`select count(*)::int as count from merchants.store_change`)
  assert.deepEqual(changes, { count: 2 })
  const till = await town.signInStaff('till@bakery.example.jp')
  assert.equal(await till.refused(readStoreData), 'manager_needed')
  assert.equal(await till.refused(requestAccountChange, account()), 'owner_needed')
})

test('ABU-O09 another account for payouts needs two people, is told to the owner, and holds days later', async () => {
  await using town = await openTown()
  const [owner, one, two] = await Promise.all([
    town.signInStaff(bakeryOwner.mail),
    town.signInOperator(office.mail),
    town.signInOperator(manager.mail),
  ])
  const unknown = { body: { ...account().body, branchCode: '999' } }
  assert.equal(await owner.refused(requestAccountChange, unknown), 'bank_unknown')
  const wish = account()
  await Promise.all([1, 2, 3].map(() => owner.ask(requestAccountChange, wish)))
  assert.equal(await owner.refused(requestAccountChange, account()), 'account_change_open')
  await town.work()
  const told = await town.inboxOf(bakeryOwner.mail).all()
  assert.equal(told.filter(({ subject }) => subject.includes('申し込み')).length, 1)

  const params = { id: wish.body.id }
  const confirm = { params, body: { decision: 'confirmed' } } as const
  assert.equal(
    await one.refused(decideAccountChange, confirm),
    'second_person_needed',
    'nobody has made sure',
  )
  await one.ask(proposeAccountChange, { params, body: { note: '登録の電話番号にかけて確かめました' } })
  assert.equal(await one.refused(decideAccountChange, confirm), 'second_person_needed')
  const { validFrom } = await two.ask(decideAccountChange, confirm)
  assert.ok(Date.parse(validFrom ?? '') - town.clock.now().getTime() > 7 * 86_400_000)
  assert.equal(await two.refused(decideAccountChange, confirm), 'not_found')
  assert.equal(await owner.refused(requestAccountChange, account()), 'account_change_open')
  assert.equal((await owner.ask(readStoreData)).account, null, 'it does not hold yet')
  town.clock.advance({ days: 9 })
  const again = await town.signInStaff(bakeryOwner.mail)
  const data = await again.ask(readStoreData)
  assert.deepEqual([data.account?.lastDigits, data.next], ['567', null])
  assert.doesNotMatch(JSON.stringify(data), /1234567/)
  assert.equal(
    await again.refused(withdrawAccountChange, { params }),
    'not_found',
    'what holds is changed by a new wish',
  )
})

test('振込先・停止: who was an owner and is none any more hears nothing of either', async () => {
  await using town = await openTown()
  const [owner, desk] = await Promise.all([
    town.signInStaff(bakeryOwner.mail),
    town.signInOperator(office.mail),
  ])
  const second = (await owner.ask(listStaffMembers)).members.find(({ role }) => role === 'manager')
  assert.ok(second?.mail)
  const params = { id: second.id }
  await owner.ask(changeStaffMember, { params, body: { name: second.name, role: 'owner' } })
  const mails = async () => (await town.inboxOf(second.mail ?? '').all()).map(({ subject }) => subject)
  const stop = (reason: string) => ({
    params: { storeId: storeIdOf(bakeryNumber) },
    body: { id: makeId(), reason, wholeMerchant: false },
  })
  await desk.ask(suspendStore, stop('一度目'))
  await town.work()
  assert.equal((await mails()).length, 1, 'while an owner')
  await owner.ask(endStaffMember, { params })
  await desk.ask(suspendStore, stop('二度目'))
  await owner.ask(requestAccountChange, account())
  await town.work()
  assert.equal((await mails()).length, 1)
  assert.equal((await town.inboxOf(bakeryOwner.mail).all()).length, 3)
})

test('振込先: an owner to whom it is strange stops it, also after it was confirmed', async () => {
  await using town = await openTown()
  const [owner, dolls, one, two] = await Promise.all([
    town.signInStaff(bakeryOwner.mail),
    town.signInStaff('owner@dolls.example.jp'),
    town.signInOperator(office.mail),
    town.signInOperator(manager.mail),
  ])
  const wish = account()
  await owner.ask(requestAccountChange, wish)
  const params = { id: wish.body.id }
  assert.equal(await dolls.refused(withdrawAccountChange, { params }), 'not_found')
  await one.ask(proposeAccountChange, { params, body: { note: '電話' } })
  const { changes } = await two.ask(listAccountChanges)
  assert.deepEqual(
    changes.map(({ to, proposal, sameHolder }) => [to.number, proposal?.mine, sameHolder]),
    [['1234567', false, false]],
  )
  await two.ask(decideAccountChange, { params, body: { decision: 'confirmed' } })
  await owner.ask(withdrawAccountChange, { params })
  assert.equal(await one.refused(proposeAccountChange, { params, body: { note: '電話' } }), 'not_found')
  town.clock.advance({ days: 9 })
  assert.equal((await (await town.signInStaff(bakeryOwner.mail)).ask(readStoreData)).account, null)
})
