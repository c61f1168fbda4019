// stories: merchants, sign-in
// Somebody who works at one store is invited to another: one login, a role at each, and an end at each.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readStaff, staffSignIn } from '#contract/merchants.ts'
import {
  acceptStaffInvitation,
  addStaffMember,
  changeStaffMember,
  chooseWorkplace,
  endStaffMember,
  inviteStaffMember,
  listStaffActs,
  listStaffMembers,
  listWorkplaces,
  readStaffInvitation,
  setStaffPin,
  type StaffRole,
} from '#contract/staff.ts'
import { enterTill, makeTillDevice, readTill } from '#contract/till-devices.ts'
import { makeId } from '#server/lib/id.ts'
import { sendInvitation } from '#server/sign-in/invitations.ts'
import type { Client } from '../client.ts'
import { bakeryNumber, bakeryOwner, demoPassword, dollShopNumber, storeIdOf } from '../people.ts'
import { openTown, type Town } from '../town.ts'

const dollsOwner = 'owner@dolls.example.jp'
/** Mei stands at the bakery's till, and comes to the doll shop as its manager. */
const mei = 'till@bakery.example.jp'
const name = '小林 芽衣'
const [bakery, dolls] = [storeIdOf(bakeryNumber), storeIdOf(dollShopNumber)]

/** Invites an address to the store of an owner, and gives who it is there and what the link carries. */
async function invite(town: Town, owner: Client, mail: string, role: StaffRole = 'manager') {
  const id = makeId()
  await owner.ask(addStaffMember, { body: { id, name, role, mail } })
  await town.work()
  const token = (await town.inboxOf(mail).lastLink()).searchParams.get('token') ?? ''
  return { id, token }
}

const accepting = (token: string, password = demoPassword) => ({ body: { token, password } })

/** The stores of a client, each with the role there, the chosen one first. */
async function storesOf(client: Client) {
  const { workplaces } = await client.ask(listWorkplaces)
  return workplaces
    .toSorted((one, other) => Number(other.chosen) - Number(one.chosen))
    .map(({ storeId, role }) => [storeId, role])
}

async function openTwoStores() {
  const town = await openTown()
  const owner = await town.signInStaff(dollsOwner)
  return { town, owner, [Symbol.asyncDispose]: () => town[Symbol.asyncDispose]() }
}

test('掛け持ち: the password that somebody has opens the store that invites them, and both from then on', async () => {
  await using open = await openTwoStores()
  const { town, owner } = open
  const { token } = await invite(town, owner, mei)
  assert.match((await town.inboxOf(mei).all()).at(-1)?.text ?? '', /お使いのパスワードを入力すると/)
  const guest = town.newClient()
  const invited = await guest.ask(readStaffInvitation, { body: { token } })
  assert.deepEqual([invited.hasPassword, invited.role, invited.mail], [true, 'manager', mei])
  const chosenAnew = accepting(token, 'まったく新しい長いパスワード')
  assert.equal(await guest.refused(acceptStaffInvitation, chosenAnew), 'wrong_mail_or_password')
  await guest.ask(acceptStaffInvitation, accepting(token))
  assert.deepEqual(await storesOf(guest), [
    [dolls, 'manager'],
    [bakery, 'till'],
  ])
  assert.equal(await guest.refused(acceptStaffInvitation, accepting(token)), 'invitation_invalid')

  // What they may is the chosen store's to say.
  await guest.ask(chooseWorkplace, { params: { storeId: bakery } })
  assert.equal((await guest.ask(readStaff)).role, 'till')
  assert.equal(await guest.refused(makeTillDevice, { body: { id: makeId(), name: 'x' } }), 'manager_needed')
  await guest.ask(chooseWorkplace, { params: { storeId: dolls } })
  await guest.ask(makeTillDevice, { body: { id: makeId(), name: '入口' } })

  // The tablet is the doll shop's: the same password opens it, and the doll shop's people stand at it.
  await guest.ask(staffSignIn, { body: { mail: mei, password: demoPassword } })
  const here = await guest.ask(readStaff)
  assert.deepEqual([here.store.number, here.role], [dollShopNumber, 'manager'])
})

test('掛け持ち: an end at one store leaves the other, and one may come back', async () => {
  await using open = await openTwoStores()
  const { town, owner } = open
  const first = await invite(town, owner, mei)
  const person = town.newClient()
  await person.ask(acceptStaffInvitation, accepting(first.token))
  await owner.ask(endStaffMember, { params: { id: first.id } })
  assert.equal(await person.refused(readStaff), 'not_signed_in')
  await person.ask(staffSignIn, { body: { mail: mei, password: demoPassword } })
  assert.deepEqual(await storesOf(person), [[bakery, 'till']])

  const again = await invite(town, owner, mei, 'till')
  await person.ask(acceptStaffInvitation, accepting(again.token))
  const boss = await town.signInStaff(bakeryOwner.mail)
  const { members } = await boss.ask(listStaffMembers)
  const id = members.find(({ mail }) => mail === mei)?.id ?? ''
  await boss.ask(endStaffMember, { params: { id } })
  const left = await town.signInStaff(mei)
  assert.deepEqual(await storesOf(left), [[dolls, 'till']])

  // Who works nowhere any more chooses a password anew, as somebody new does.
  await owner.ask(endStaffMember, { params: { id: again.id } })
  const back = await invite(town, boss, mei, 'owner')
  assert.equal((await left.ask(readStaffInvitation, { body: { token: back.token } })).hasPassword, false)
  await left.ask(acceptStaffInvitation, accepting(back.token, '窯から出たての角食が好き'))
  assert.deepEqual(await storesOf(left), [[bakery, 'owner']])
})

test('掛け持ち: a PIN is good at the tablets of the store that set it', async () => {
  await using open = await openTwoStores()
  const { town, owner } = open
  const boss = await town.signInStaff(bakeryOwner.mail)
  const { members } = await boss.ask(listStaffMembers)
  const atBakery = members.find(({ mail }) => mail === mei)?.id ?? ''
  const { id: atDolls, token } = await invite(town, owner, mei)
  await town.newClient().ask(acceptStaffInvitation, accepting(token))
  await boss.ask(setStaffPin, { params: { id: atBakery }, body: { pin: '6281' } })
  await owner.ask(setStaffPin, { params: { id: atDolls }, body: { pin: '7392' } })
  const stranger = { params: { id: atBakery }, body: { pin: '7392' } }
  assert.equal(await owner.refused(setStaffPin, stranger), 'not_found')

  const tablet = await town.signInStaff(dollsOwner)
  await tablet.ask(makeTillDevice, { body: { id: makeId(), name: 'カウンター' } })
  assert.deepEqual(
    (await tablet.ask(readTill)).people.map(({ id }) => id),
    [atDolls],
  )
  assert.equal(await tablet.refused(enterTill, { body: { staffId: atBakery, pin: '6281' } }), 'pin_wrong')
  assert.equal(await tablet.refused(enterTill, { body: { staffId: atDolls, pin: '6281' } }), 'pin_wrong')
  await tablet.ask(enterTill, { body: { staffId: atDolls, pin: '7392' } })
  assert.equal((await tablet.ask(readStaff)).store.number, dollShopNumber)
})

test('掛け持ち: a tablet of another store takes no invitation, and leaves the link as it was', async () => {
  await using open = await openTwoStores()
  const { town, owner } = open
  const { token } = await invite(town, owner, mei)
  const tablet = await town.signInStaff(bakeryOwner.mail)
  await tablet.ask(makeTillDevice, { body: { id: makeId(), name: 'レジ1' } })
  assert.equal(await tablet.refused(acceptStaffInvitation, accepting(token)), 'device_of_other_store')
  await town.newClient().ask(acceptStaffInvitation, accepting(token))
})

test('掛け持ち: nobody is two people at one store', async () => {
  await using open = await openTwoStores()
  const { town, owner } = open
  const [one, two] = [await invite(town, owner, mei), await invite(town, owner, mei, 'till')]
  const [first, second] = [town.newClient(), town.newClient()]
  const answers = await Promise.all([
    first.call(acceptStaffInvitation, accepting(one.token)),
    second.call(acceptStaffInvitation, accepting(two.token)),
  ])
  const codes = answers.map(({ problem }) => problem?.code ?? 'in')
  assert.deepEqual(codes.toSorted(), ['in', 'works_there_already'])
  const boss = await town.signInStaff(bakeryOwner.mail)
  const here = await invite(town, boss, mei)
  assert.equal(await first.refused(acceptStaffInvitation, accepting(here.token)), 'works_there_already')
})

test('掛け持ち: two invitations of somebody new, accepted at once, make one login of both', async () => {
  await using open = await openTwoStores()
  const { town, owner } = open
  const boss = await town.signInStaff(bakeryOwner.mail)
  const mail = 'shin@example.jp'
  const [one, two] = [await invite(town, owner, mail, 'till'), await invite(town, boss, mail)]
  const password = '窯から出たての角食が好き'
  await Promise.all(
    [one, two].map(({ token }) => town.newClient().ask(acceptStaffInvitation, accepting(token, password))),
  )
  const person = town.newClient()
  await person.ask(staffSignIn, { body: { mail, password } })
  assert.equal((await storesOf(person)).length, 2)
  // The other way round: of two passwords chosen at once, one counts, and the other link asks for it.
  const late = 'arata@example.jp'
  const both = [await invite(town, owner, late, 'till'), await invite(town, boss, late)]
  const chosen = [password, '人形の町のいちばん奥']
  const tries = both.map(({ token }, n) =>
    town.newClient().call(acceptStaffInvitation, accepting(token, chosen[n] ?? '')),
  )
  const codes = (await Promise.all(tries)).map(({ problem }) => problem?.code ?? 'in')
  assert.deepEqual(codes.toSorted(), ['in', 'wrong_mail_or_password'])
  const lost = both[codes.indexOf('wrong_mail_or_password')]?.token ?? ''
  const guest = town.newClient()
  assert.equal((await guest.ask(readStaffInvitation, { body: { token: lost } })).hasPassword, true)
  await guest.ask(acceptStaffInvitation, accepting(lost, chosen[codes.indexOf('in')] ?? ''))
  assert.equal((await storesOf(guest)).length, 2)
})

test('掛け持ち: withdrawn and accepted at once, nobody stays in', async () => {
  await using open = await openTwoStores()
  const { town, owner } = open
  for (let round = 0; round < 5; round += 1) {
    const { id, token } = await invite(town, owner, mei)
    const guest = town.newClient()
    const [answer] = await Promise.all([
      guest.call(acceptStaffInvitation, accepting(token)),
      owner.ask(endStaffMember, { params: { id } }),
    ])
    assert.ok(['in', 'invitation_invalid'].includes(answer.problem?.code ?? 'in'), 'one was faster')
    const person = await town.signInStaff(mei)
    assert.deepEqual(await storesOf(person), [[bakery, 'till']])
  }
})

test('掛け持ち: a link to a newer address is the only one that opens the store', async () => {
  await using open = await openTwoStores()
  const { town, owner } = open
  const { id, token } = await invite(town, owner, mei)
  await owner.ask(inviteStaffMember, { params: { id }, body: { mail: 'manager@bakery.example.jp' } })
  const guest = town.newClient()
  // At once, and not only when the newer mail goes out.
  assert.equal(await guest.refused(acceptStaffInvitation, accepting(token)), 'invitation_invalid')
  await town.work()
  const link = await town.inboxOf('manager@bakery.example.jp').lastLink()
  // A mail to the older address that is tried again only now: it goes nowhere, and the newer link stays good.
  const mails = (await town.inboxOf(mei).all()).length
  await sendInvitation(town.context, { audience: 'staff', subject: id, mail: mei })
  assert.equal((await town.inboxOf(mei).all()).length, mails)
  await guest.ask(acceptStaffInvitation, accepting(link.searchParams.get('token') ?? ''))
  assert.deepEqual((await storesOf(guest))[0], [dolls, 'manager'])
})

test('ABU-A09 who invites is told the same whether an address works somewhere or is nobody’s', async () => {
  await using open = await openTwoStores()
  const { town, owner } = open
  const seen = async (mail: string) => {
    const id = makeId()
    const added = await owner.call(addStaffMember, { body: { id, name, role: 'till', mail } })
    await town.work()
    const again = await owner.call(inviteStaffMember, { params: { id }, body: { mail } })
    await town.work()
    const { members } = await owner.ask(listStaffMembers)
    const { id: _id, mail: _mail, ...member } = members.find((each) => each.id === id) ?? assert.fail()
    return { added: added.reply, again: again.reply, member }
  }
  assert.deepEqual(await seen(mei), await seen('nobody-at-all@example.jp'))
})

test('ABU-A04 behind an invitation a password is tried no oftener than at the sign-in', async () => {
  await using open = await openTwoStores()
  const { town, owner } = open
  const { token } = await invite(town, owner, mei)
  const tries = Array.from({ length: 50 }, (_, n) =>
    town.newClient().call(acceptStaffInvitation, accepting(token, `guess number ${n}`)),
  )
  const codes = (await Promise.all(tries)).map(({ problem }) => problem?.code ?? 'in')
  assert.ok(codes.filter((code) => code === 'wrong_mail_or_password').length <= 5)
  assert.equal(await town.newClient().refused(acceptStaffInvitation, accepting(token)), 'sign_in_paused')
  const atSignIn = { body: { mail: mei, password: demoPassword } }
  assert.equal(await town.newClient().refused(staffSignIn, atSignIn), 'sign_in_paused')
})

test('ABU-Z12 a store that invites somebody of another store gets nothing of theirs there', async () => {
  await using open = await openTwoStores()
  const { town, owner } = open
  const boss = await town.signInStaff(bakeryOwner.mail)
  const { members } = await boss.ask(listStaffMembers)
  const there = members.find(({ mail }) => mail === mei)?.id ?? ''
  const { id, token } = await invite(town, owner, mei, 'till')
  const person = town.newClient()
  await person.ask(acceptStaffInvitation, accepting(token))
  // As an owner at the doll shop, they are a till at the bakery all the same.
  await owner.ask(changeStaffMember, { params: { id }, body: { name, role: 'owner' } })
  await person.ask(chooseWorkplace, { params: { storeId: bakery } })
  assert.equal((await person.ask(readStaff)).role, 'till')
  assert.equal(await person.refused(listStaffMembers), 'owner_needed')
  const change = { params: { id: there }, body: { name, role: 'owner' as const } }
  assert.equal(await owner.refused(changeStaffMember, change), 'not_found')
  assert.equal(await owner.refused(endStaffMember, { params: { id: there } }), 'not_found')
  assert.ok((await owner.ask(listStaffMembers)).members.every((each) => each.id !== there))
  assert.deepEqual((await boss.ask(listStaffActs)).acts, [])
  // Nor does the bakery learn that they work elsewhere too.
  const { members: now } = await boss.ask(listStaffMembers)
  assert.deepEqual(now, members)
})
