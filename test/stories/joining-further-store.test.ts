// stories: joining, merchants, sign-in
// A merchant of the town opens a further store, and one login opens both.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  decideApproval,
  proposeApproval,
  readApplication,
  readApplicationAtOffice,
  saveApplication,
  sendApplication,
  startFurtherApplication,
} from '#contract/joining.ts'
import { readStaff, staffSignIn } from '#contract/merchants.ts'
import {
  acceptStaffInvitation,
  addStaffMember,
  changeStaffMember,
  chooseWorkplace,
  endStaffMember,
  listStaffActs,
  listStaffMembers,
  listWorkplaces,
} from '#contract/staff.ts'
import { readStoreData } from '#contract/store-data.ts'
import { makeTillDevice } from '#contract/till-devices.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { merchantTerms } from '../../seed/merchant-terms.ts'
import type { Client } from '../client.ts'
import { apply, approve, goodForm, linkIn, newestApplication, screen } from '../joining.ts'
import { bakeryNumber, bakeryOwner, manager, office, storeIdOf } from '../people.ts'
import { openTown, type Town } from '../town.ts'

const mail = 'tsumugi@example.jp'

test('お店を増やす: an owner applies signed in; one login opens both stores, one of them at a time', async () => {
  await using town = await openTown()
  await apply(town, mail)
  const first = await approve(town, await newestApplication(town))
  const password = 'ito-wo-tsumugu-2026'
  const invited = (await linkIn(town, mail, 'パスワードを決めて')).searchParams.get('token') ?? ''
  const owner = town.newClient()
  await owner.ask(acceptStaffInvitation, { body: { token: invited, password } })
  const till = await town.signInStaff('till@bakery.example.jp')
  assert.equal(await till.refused(startFurtherApplication), 'owner_needed')

  const { token } = await owner.ask(startFurtherApplication)
  const draft = await owner.ask(readApplication, { body: { token } })
  assert.deepEqual(
    [draft.form.businessName, draft.form.accountNumber, draft.form.storeName, draft.fixed.length],
    [goodForm.businessName, '…321', '', 10],
  )
  // Whatever is sent for what is known already stays as it is.
  const second = {
    storeName: 'つむぎ雑貨店 大宮',
    storeKana: 'ツムギザッカテンオオミヤ',
    phone: '048-000-9922',
  }
  const form = { ...goodForm, ...second, businessName: 'べつの会社', accountNumber: '1111111' }
  await owner.ask(saveApplication, { body: { token, form } })
  await owner.ask(sendApplication, { body: { token, termsVersion: merchantTerms.version } })
  await town.work()
  const applicationId = await newestApplication(town)
  const desk = await town.signInOperator(office.mail)
  const seen = await desk.ask(readApplicationAtOffice, { params: { applicationId } })
  assert.deepEqual(seen.furtherOf, { merchantName: goodForm.businessName, storeNames: [goodForm.storeName] })
  assert.deepEqual([seen.form.businessName, seen.form.accountNumber], [goodForm.businessName, '7654321'])
  const number = await approve(town, applicationId)
  assert.match((await town.inboxOf(mail).all()).at(-1)?.text ?? '', /お店の切り替え/)

  const { workplaces } = await owner.ask(listWorkplaces)
  assert.deepEqual(
    workplaces.map((each) => [each.number, each.role, each.chosen]),
    [
      [first, 'owner', true],
      [number, 'owner', false],
    ],
  )
  const further = workplaces[1]?.storeId ?? ''
  await owner.ask(chooseWorkplace, { params: { storeId: further } })
  const me = await owner.ask(readStaff)
  assert.deepEqual([me.store.number, me.name], [number, goodForm.representative])
  assert.equal(
    (await owner.ask(readStoreData)).account?.lastDigits,
    '321',
    'one merchant is paid out to one account',
  )
  const merchants = await town.database.one(sql`
    select count(distinct merchant_id)::int as count from merchants.store where number in (${first}, ${number})`)
  assert.deepEqual(merchants, { count: 1 })

  await assertApart(town, { owner, further, first, password })

  // A tablet is one store's, whose people come in at it with the same login.
  await owner.ask(makeTillDevice, { body: { id: makeId(), name: '入口' } })
  await owner.ask(staffSignIn, { body: { mail, password } })
  assert.equal((await owner.ask(readStaff)).store.number, number)
  const other = { params: { storeId: workplaces[0]?.storeId ?? '' } }
  assert.equal(await owner.refused(chooseWorkplace, other), 'device_of_other_store')
  assert.equal((await owner.ask(listWorkplaces)).workplaces.length, 1)
})

type Apart = { owner: Client; further: string; first: string; password: string }

/** What is done is the chosen store's, and nobody of the other one is seen. */
async function assertApart(town: Town, { owner, further, first, password }: Apart): Promise<void> {
  const colleague = { id: makeId(), name: '大宮の レジ', role: 'till' as const, mail: null }
  await owner.ask(addStaffMember, { body: colleague })
  const names = async () => (await owner.ask(listStaffMembers)).members.map(({ name }) => name)
  assert.deepEqual(await names(), [goodForm.representative, colleague.name])
  const again = town.newClient()
  await again.ask(staffSignIn, { body: { mail, password } })
  assert.equal((await again.ask(readStaff)).store.number, first)
  assert.deepEqual((await again.ask(listStaffMembers)).members.length, 1)
  assert.deepEqual((await again.ask(listStaffActs)).acts, [])
  const strange = { params: { storeId: storeIdOf(bakeryNumber) } }
  assert.equal(await again.refused(chooseWorkplace, strange), 'not_found')
  const till = await town.signInStaff('till@bakery.example.jp')
  assert.equal(await till.refused(chooseWorkplace, { params: { storeId: further } }), 'not_found')
}

test('お店を増やす: who is an owner no more applies for nothing, and the login opens what is left', async () => {
  await using town = await openTown()
  const owner = await town.signInStaff(bakeryOwner.mail)
  const other = (await owner.ask(listStaffMembers)).members.find(({ role }) => role === 'manager')
  assert.ok(other?.mail)
  const params = { id: other.id }
  await owner.ask(changeStaffMember, { params, body: { name: other.name, role: 'owner' } })
  const leaver = await town.signInStaff(other.mail)
  const { token } = await leaver.ask(startFurtherApplication)
  // The town had this merchant before anybody could apply: what it never wrote is asked for.
  const draft = await leaver.ask(readApplication, { body: { token } })
  assert.deepEqual(draft.fixed.toSorted(), ['businessName', 'representative'])
  await leaver.ask(saveApplication, { body: { token, form: goodForm } })
  const sending = { body: { token, termsVersion: merchantTerms.version } }
  await leaver.ask(sendApplication, sending)
  const applicationId = await newestApplication(town)
  await owner.ask(endStaffMember, { params })
  const [one, two] = [await town.signInOperator(office.mail), await town.signInOperator(manager.mail)]
  await screen(one, applicationId)
  const at = { params: { applicationId } }
  await one.ask(proposeApproval, { ...at, body: { latitude: 35.8, longitude: 139.6 } })
  const confirm = { ...at, body: { decision: 'confirmed' } } as const
  assert.equal(await two.refused(decideApproval, confirm), 'application_closed')

  const { token: mine } = await owner.ask(startFurtherApplication)
  await owner.ask(saveApplication, { body: { token: mine, form: { ...goodForm, accountNumber: '2222222' } } })
  await owner.ask(sendApplication, { body: { token: mine, termsVersion: merchantTerms.version } })
  const number = await approve(town, await newestApplication(town))
  assert.equal(
    (await owner.ask(readStoreData)).account?.lastDigits,
    '222',
    'its first account holds for both',
  )
  const storeId =
    (await owner.ask(listWorkplaces)).workplaces.find((each) => each.number === number)?.storeId ?? ''
  await owner.ask(chooseWorkplace, { params: { storeId } })
  await town.database.run(sql`
    update merchants.staff set ended_at = now() where name = ${bakeryOwner.name} and store_id <> ${storeId}`)
  const next = await town.signInStaff(bakeryOwner.mail)
  assert.equal((await next.ask(readStaff)).store.number, number)
})
