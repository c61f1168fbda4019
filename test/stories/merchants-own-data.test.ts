// stories: merchants
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findStoreToPay, listStores, readStaff, readStore } from '#contract/merchants.ts'
import { readOverview } from '#contract/operators.ts'
import { pay } from '#contract/payments.ts'
import { changeStaffMember, endStaffMember, listStaffMembers } from '#contract/staff.ts'
import {
  changeStoreData,
  changeStoreGoods,
  decideAccountChange,
  decideListingChange,
  listAccountChanges,
  listListingChanges,
  proposeAccountChange,
  readStoreData,
  requestAccountChange,
  requestListingChange,
  withdrawAccountChange,
  withdrawListingChange,
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

const listing = {
  ...{ name: 'さくら製パン 本店', kana: 'さくらせいぱんほんてん', ward: '浦和区' },
  address: 'さいたま市浦和区高砂99丁目1',
}
const storeId = storeIdOf(bakeryNumber)
const place = { latitude: 35.85, longitude: 139.65 }

test('お店の情報: another name and address hold when the office has confirmed them, and are found everywhere', async () => {
  await using town = await openTown()
  const [owner, desk] = await Promise.all([
    town.signInStaff(bakeryOwner.mail),
    town.signInOperator(office.mail),
  ])
  const category = (
    await town.database.one<{ code: string }>(sql`
    select code from merchants.category order by position desc limit 1`)
  ).code
  const wish = { body: { id: makeId(), ...listing, category } }
  await Promise.all([1, 2, 3].map(() => owner.ask(requestListingChange, wish)))
  const other = { body: { ...wish.body, id: makeId() } }
  assert.equal(await owner.refused(requestListingChange, other), 'listing_change_open')
  for (const wrong of [{ kana: '桜' }, { name: ' ' }, { ward: '千代田区' }, { category: 'x' }]) {
    const body = { ...wish.body, id: makeId(), ...wrong }
    assert.equal(await owner.refused(requestListingChange, { body }), 'invalid_input', JSON.stringify(wrong))
  }
  const before = await town.newClient().ask(readStore, { params: { id: storeId } })
  assert.notEqual(before.name, listing.name)
  assert.equal((await owner.ask(readStoreData)).listingChange?.name, listing.name)
  assert.equal((await desk.ask(readOverview)).waiting.listingChanges, 1)
  const { changes } = await desk.ask(listListingChanges)
  assert.deepEqual(
    changes.map(({ from, to }) => [from.name, to.kana]),
    [[before.name, 'サクラセイパンホンテン']],
  )

  const params = { id: wish.body.id }
  // The shop may use the id of its wish for another change: the office confirms it all the same.
  await owner.ask(changeStoreGoods, { body: { ...params, acceptsPoints: true, excludedGoods: [] } })
  const confirm = { params, body: { decision: 'confirmed' as const, reason: '', ...place } }
  await Promise.all([1, 2, 3].map(() => desk.ask(decideListingChange, confirm)))
  const { latitude, phone, number, ...now } = await town
    .newClient()
    .ask(readStore, { params: { id: storeId } })
  assert.deepEqual(
    [now.name, now.address, now.category, latitude],
    [listing.name, listing.address, category, 35.85],
  )
  assert.deepEqual([phone, number], [before.phone, before.number])
  const found = await town.newClient().ask(listStores, { query: { search: 'さくらせいぱんほんてん' } })
  assert.deepEqual(
    found.stores.map(({ id }) => id),
    [storeId],
  )
  const page = await town.newClient().send({ method: 'GET', url: `/open/stores/${number}` })
  assert.match(page.body, /さくら製パン 本店/)
  // A code that was printed before is paid still, and says the new name.
  const code = (await owner.ask(readStaff)).storeCode
  assert.equal(
    (await (await town.signIn('hanako')).ask(findStoreToPay, { body: { text: code } })).name,
    listing.name,
  )
  await town.work()
  const mails = await town.inboxOf(bakeryOwner.mail).all()
  assert.deepEqual(mails.filter(({ subject }) => subject.includes('お店の情報の変更が確認')).length, 1)
  assert.equal(await owner.refused(withdrawListingChange, { params }), 'not_found')
})

test('お店の情報: what the office declines, or the shop takes back, changes nothing', async () => {
  await using town = await openTown()
  const [owner, desk] = await Promise.all([
    town.signInStaff(bakeryOwner.mail),
    town.signInOperator(office.mail),
  ])
  const { name, category } = await town.newClient().ask(readStore, { params: { id: storeId } })
  const ask = async () => {
    const body = { id: makeId(), ...listing, category }
    await owner.ask(requestListingChange, { body })
    return { params: { id: body.id } }
  }
  const first = await ask()
  await owner.ask(withdrawListingChange, first)
  const confirm = { ...first, body: { decision: 'confirmed' as const, reason: '', ...place } }
  assert.equal(await desk.refused(decideListingChange, confirm), 'not_found')
  const second = await ask()
  const decline = {
    ...second,
    body: { decision: 'declined' as const, reason: '看板の写真をお送りください', ...place },
  }
  await desk.ask(decideListingChange, decline)
  await desk.ask(decideListingChange, decline)
  assert.equal((await owner.ask(readStoreData)).listingChange, null)
  assert.equal((await town.newClient().ask(readStore, { params: { id: storeId } })).name, name)
  await town.work()
  assert.match((await town.inboxOf(bakeryOwner.mail).all()).at(-1)?.text ?? '', /看板の写真をお送りください/)
})

test('お取り扱い: points and excluded goods are the shop’s own word, and hold from the next payment on', async () => {
  await using town = await openTown()
  const [owner, hanako] = await Promise.all([town.signInStaff(bakeryOwner.mail), town.signIn('hanako')])
  const goods = { body: { id: makeId(), acceptsPoints: false, excludedGoods: ['たばこ'] } }
  const payment = () => ({
    body: { id: makeId(), storeId, coin: 100, points: 10, via: 'store_code' as const },
  })
  await hanako.ask(pay, payment())
  await owner.ask(changeStoreGoods, goods)
  assert.equal(await hanako.refused(pay, payment()), 'points_not_accepted')
  const store = await town.newClient().ask(readStore, { params: { id: storeId } })
  assert.deepEqual([store.acceptsPoints, store.excludedGoods], [false, ['たばこ']])
  await owner.ask(changeStoreGoods, { body: { ...goods.body, id: makeId(), acceptsPoints: true } })
  await owner.ask(changeStoreGoods, goods)
  await hanako.ask(pay, payment())
  const unknown = { body: { ...goods.body, id: makeId(), excludedGoods: ['なんでも'] } }
  assert.equal(await owner.refused(changeStoreGoods, unknown), 'invalid_input')
})
