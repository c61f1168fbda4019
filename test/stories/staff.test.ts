// stories: merchants, sign-in
// The people of a store: who may do what, how colleagues are invited, and how an account ends.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listStorePayments, readStaff, staffSignIn } from '#contract/merchants.ts'
import { showPayerCode } from '#contract/payment-codes.ts'
import { chargePayerCode, requestPayment } from '#contract/payment-codes.ts'
import { pay, readStorePayment, refundPayment } from '#contract/payments.ts'
import {
  acceptStaffInvitation,
  addStaffMember,
  changeStaffMember,
  changeStoreRules,
  endStaffMember,
  inviteStaffMember,
  listStaffActs,
  listStaffMembers,
  readStaffInvitation,
  readStoreRules,
  type StaffRole,
} from '#contract/staff.ts'
import { makeId } from '#server/lib/id.ts'
import type { Client } from '../client.ts'
import { bakeryNumber, bakeryOwner, demoPassword, storeIdOf } from '../people.ts'
import { openTown, type Town } from '../town.ts'

const managerMail = 'manager@bakery.example.jp'
const tillMail = 'till@bakery.example.jp'
const password = '窯から出たての角食が好き'

async function memberOf(owner: Client, name: string) {
  const { members } = await owner.ask(listStaffMembers)
  const found = members.find((each) => each.name === name)
  assert.ok(found, name)
  return found
}

/** Adds a colleague and gives the token of the link in their mailbox. */
async function invite(town: Town, owner: Client, role: StaffRole, mail: string) {
  const id = makeId()
  await owner.ask(addStaffMember, { body: { id, name: '新 しい', role, mail } })
  await town.work()
  return { id, token: await lastToken(town, mail) }
}

const lastToken = async (town: Town, mail: string) =>
  (await town.inboxOf(mail).lastLink()).searchParams.get('token') ?? ''

async function payBakery(town: Town, coin: number): Promise<string> {
  const hanako = await town.signIn('hanako')
  const id = makeId()
  const body = { id, storeId: storeIdOf(bakeryNumber), coin, points: 0, via: 'store_number' as const }
  await hanako.ask(pay, { body })
  return id
}

const refundOf = (payment: string, amount: number) => ({
  params: { id: payment },
  body: { id: makeId(), amount, reason: '返品' },
})

test('招待: a colleague gets a link, chooses a password with it once, and is in as what they were made', async () => {
  await using town = await openTown()
  const owner = await town.signInStaff(bakeryOwner.mail)
  const mail = 'shin@bakery.example.jp'
  const { id, token } = await invite(town, owner, 'manager', mail)
  const before = await memberOf(owner, '新 しい')
  assert.deepEqual([before.signsIn, before.mail, before.hasPin], [false, mail, false])

  const guest = town.newClient()
  const invited = await guest.ask(readStaffInvitation, { body: { token } })
  assert.deepEqual(invited, {
    storeName: 'さくらベーカリー',
    name: '新 しい',
    role: 'manager',
    mail,
    hasPassword: false,
  })
  const weak = { body: { token, password: '12345678' } }
  assert.equal(await guest.refused(acceptStaffInvitation, weak), 'password_too_weak')
  const tries = Array.from({ length: 10 }, () =>
    town.newClient().call(acceptStaffInvitation, { body: { token, password } }),
  )
  const codes = (await Promise.all(tries)).map(({ problem }) => problem?.code ?? 'in')
  assert.deepEqual(
    codes.toSorted(),
    ['in', ...Array.from({ length: 9 }, () => 'invitation_invalid')].toSorted(),
  )

  await guest.ask(staffSignIn, { body: { mail, password } })
  assert.equal((await guest.ask(readStaff)).role, 'manager')
  assert.equal((await memberOf(owner, '新 しい')).signsIn, true)
  assert.equal(
    await owner.refused(inviteStaffMember, { params: { id }, body: { mail } }),
    'staff_signs_in_already',
  )
  const { acts } = await owner.ask(listStaffActs)
  assert.deepEqual([acts[0]?.act, acts[0]?.by, acts[0]?.about], ['member_added', bakeryOwner.name, '新 しい'])
})

test('招待: a link lives a day, the newest alone is good, and there are not many', async () => {
  await using town = await openTown()
  const owner = await town.signInStaff(bakeryOwner.mail)
  const { id, token } = await invite(town, owner, 'till', 'shin@bakery.example.jp')
  await owner.ask(inviteStaffMember, { params: { id }, body: { mail: 'arata@bakery.example.jp' } })
  await town.work()
  const guest = town.newClient()
  const look = (each: string) => guest.refused(readStaffInvitation, { body: { token: each } })
  assert.equal(await look(token), 'invitation_invalid')
  const newest = await lastToken(town, 'arata@bakery.example.jp')
  town.clock.advance({ minutes: 24 * 60 + 1 })
  assert.equal(await look(newest), 'invitation_invalid')

  const ownerAgain = await town.signInStaff(bakeryOwner.mail)
  for (let sent = 0; sent < 5; sent += 1) {
    await ownerAgain.ask(inviteStaffMember, { params: { id }, body: { mail: 'shin@bakery.example.jp' } })
    await town.work()
  }
  assert.equal(
    await ownerAgain.refused(inviteStaffMember, { params: { id }, body: { mail: 'shin@bakery.example.jp' } }),
    'too_many_requests',
  )
})

test('スタッフ: an id adds one colleague, and what is no way in is refused', async () => {
  await using town = await openTown()
  const owner = await town.signInStaff(bakeryOwner.mail)
  const body = { id: makeId(), name: '昼の レジ', role: 'till' as const, mail: null }
  await Promise.all(Array.from({ length: 10 }, () => owner.ask(addStaffMember, { body })))
  const { members } = await owner.ask(listStaffMembers)
  assert.equal(members.filter(({ name }) => name === body.name).length, 1)
  const other = { body: { ...body, name: '夜の レジ' } }
  assert.equal(await owner.refused(addStaffMember, other), 'staff_exists_with_different_content')
  const noMail = { body: { ...body, id: makeId(), role: 'manager' as const } }
  assert.equal(await owner.refused(addStaffMember, noMail), 'invalid_input')
  const promoted = { params: { id: body.id }, body: { name: body.name, role: 'manager' as const } }
  assert.equal(await owner.refused(changeStaffMember, promoted), 'mail_needed_for_role')
  town.clock.advance({ days: 2 })
  const late = { body: { ...body, id: makeId() } }
  assert.equal(await owner.refused(addStaffMember, late), 'clock_off')
})

test('スタッフ: an account that is ended is out with the next request, and its name stays on what it did', async () => {
  await using town = await openTown()
  const [owner, till] = await Promise.all([town.signInStaff(bakeryOwner.mail), town.signInStaff(tillMail)])
  const payment = await payBakery(town, 800)
  await till.ask(refundPayment, refundOf(payment, 300))
  const { id } = await memberOf(owner, '小林 芽衣')
  await owner.ask(endStaffMember, { params: { id } })
  assert.equal(await till.refused(readStaff), 'not_signed_in')
  assert.equal(await till.refused(refundPayment, refundOf(payment, 100)), 'not_signed_in')
  const again = { body: { mail: tillMail, password: demoPassword } }
  assert.equal(await town.newClient().refused(staffSignIn, again), 'wrong_mail_or_password')
  const { refunds } = await owner.ask(readStorePayment, { params: { id: payment } })
  assert.deepEqual(
    refunds.map(({ staffName }) => staffName),
    ['小林 芽衣'],
  )

  // The person works elsewhere now, with the same address.
  const dolls = await town.signInStaff('owner@dolls.example.jp')
  const { token } = await invite(town, dolls, 'manager', tillMail)
  const moved = town.newClient()
  await moved.ask(acceptStaffInvitation, { body: { token, password } })
  assert.deepEqual((await moved.ask(readStaff)).role, 'manager')
  assert.equal(await town.newClient().refused(staffSignIn, again), 'wrong_mail_or_password')
})

test('スタッフ: somebody who can put things right always remains, whoever ends whom at once', async () => {
  await using town = await openTown()
  const owner = await town.signInStaff(bakeryOwner.mail)
  const [me, manager] = [await memberOf(owner, bakeryOwner.name), await memberOf(owner, '窯元 蓮')]
  const asTill = { params: { id: me.id }, body: { name: me.name, role: 'till' as const } }
  assert.equal(await owner.refused(endStaffMember, { params: { id: me.id } }), 'last_owner')
  assert.equal(await owner.refused(changeStaffMember, asTill), 'last_owner')
  // An owner who was invited and has never come cannot put anything right yet.
  await invite(town, owner, 'owner', 'ato@bakery.example.jp')
  assert.equal(await owner.refused(endStaffMember, { params: { id: me.id } }), 'last_owner')

  const second = { params: { id: manager.id }, body: { name: manager.name, role: 'owner' as const } }
  await owner.ask(changeStaffMember, second)
  const other = await town.signInStaff(managerMail)
  const answers = await Promise.all([
    other.call(endStaffMember, { params: { id: me.id } }),
    owner.call(endStaffMember, { params: { id: manager.id } }),
  ])
  assert.equal(answers.filter(({ problem }) => problem === undefined).length, 1, 'one of them remains')
})

test('ABU-Z01 the people of another store are nobody: not listed, not changed, not invited, not ended', async () => {
  await using town = await openTown()
  const [bakery, dolls] = await Promise.all([
    town.signInStaff(bakeryOwner.mail),
    town.signInStaff('owner@dolls.example.jp'),
  ])
  const { id } = await memberOf(bakery, '小林 芽衣')
  const params = { id }
  assert.ok((await dolls.ask(listStaffMembers)).members.every((each) => each.id !== id))
  const change = { params, body: { name: 'x', role: 'owner' as const } }
  assert.equal(await dolls.refused(changeStaffMember, change), 'not_found')
  assert.equal(await dolls.refused(endStaffMember, { params }), 'not_found')
  assert.equal(
    await dolls.refused(inviteStaffMember, { params, body: { mail: 'x@example.jp' } }),
    'not_found',
  )
  const [theirs] = (await bakery.ask(listStaffActs)).acts
  assert.equal(theirs, undefined)
})

test('返金の上限: the owner settles how much of a payment a role may give back, small steps included', async () => {
  await using town = await openTown()
  const [owner, manager, till] = await Promise.all([
    town.signInStaff(bakeryOwner.mail),
    town.signInStaff(managerMail),
    town.signInStaff(tillMail),
  ])
  const usual = await owner.ask(readStoreRules)
  assert.deepEqual(usual, { tillRefundLimit: null, managerRefundLimit: null, lockMinutes: 5 })
  const rules = { tillRefundLimit: 500, managerRefundLimit: 2000, lockMinutes: 10 }
  assert.equal(await manager.refused(changeStoreRules, { body: rules }), 'owner_needed')
  await owner.ask(changeStoreRules, { body: rules })
  assert.deepEqual(await till.ask(readStoreRules), rules)

  const payment = await payBakery(town, 3000)
  const shown = await till.ask(readStorePayment, { params: { id: payment } })
  assert.deepEqual([shown.most, shown.may], [500, 'refund'])
  assert.equal(await till.refused(refundPayment, refundOf(payment, 501)), 'refund_over_own_limit')
  await till.ask(refundPayment, refundOf(payment, 300))
  assert.equal(await till.refused(refundPayment, refundOf(payment, 300)), 'refund_over_own_limit')
  await till.ask(refundPayment, refundOf(payment, 200))
  assert.equal((await till.ask(readStorePayment, { params: { id: payment } })).may, 'manager_only')
  assert.equal(await manager.refused(refundPayment, refundOf(payment, 1600)), 'refund_over_own_limit')
  await manager.ask(refundPayment, refundOf(payment, 1500))
  assert.equal((await owner.ask(refundPayment, refundOf(payment, 1000))).coin, 1000)
})

test('だれが: a payment names who asked for it or read the code', async () => {
  await using town = await openTown()
  const [hanako, till, manager] = await Promise.all([
    town.signIn('hanako'),
    town.signInStaff(tillMail),
    town.signInStaff(managerMail),
  ])
  const { code } = await hanako.ask(showPayerCode, { body: { tender: 'coin' } })
  const charged = await till.ask(chargePayerCode, { body: { id: makeId(), code, amount: 120 } })
  const shown = await manager.ask(readStorePayment, { params: { id: charged.id } })
  assert.equal(shown.takenBy, '小林 芽衣')

  const request = await manager.ask(requestPayment, { body: { id: makeId(), amount: 90 } })
  const id = makeId()
  const storeId = storeIdOf(bakeryNumber)
  await hanako.ask(pay, {
    body: { id, storeId, coin: 90, points: 0, via: 'store_code', requestId: request.id },
  })
  assert.equal((await till.ask(readStorePayment, { params: { id } })).takenBy, '窯元 蓮')
  const printed = await payBakery(town, 70)
  assert.equal((await till.ask(readStorePayment, { params: { id: printed } })).takenBy, null)
  assert.ok((await till.ask(listStorePayments, { query: {} })).takings.count >= 3)
})
