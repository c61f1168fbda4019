// stories: sign-in, merchants
// パスワードを忘れたとき, for people who work at a store: a link to the address on record, and nothing for anybody else.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readStaff, staffSignIn } from '#contract/merchants.ts'
import {
  requestPasswordReset,
  requestStaffPasswordReset,
  resetPassword,
  resetStaffPassword,
} from '#contract/recovery.ts'
import {
  acceptStaffInvitation,
  addStaffMember,
  endStaffMember,
  listStaffMembers,
  readStaffInvitation,
} from '#contract/staff.ts'
import { enterTill, makeTillDevice } from '#contract/till-devices.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { tokenOf } from '../joining.ts'
import { bakeryNumber, bakeryOwner, demoPassword, storeIdOf } from '../people.ts'
import { register, stopStore } from '../steps.ts'
import { openTown, type Town } from '../town.ts'

const newPassword = '窯から出たての角食が好き'
const managerMail = 'manager@bakery.example.jp'

/** Asks for a link, as somebody who is not signed in; gives its token. */
async function askForLink(town: Town, mail: string, typed = mail): Promise<string> {
  await town.newClient().ask(requestStaffPasswordReset, { body: { mail: typed } })
  await town.work()
  return tokenOf(await town.inboxOf(mail).lastLink())
}

const mailsTo = async (town: Town, mail: string) => (await town.inboxOf(mail).all()).length

async function memberId(town: Town, mail: string): Promise<string> {
  const owner = await town.signInStaff(bakeryOwner.mail)
  const { members } = await owner.ask(listStaffMembers)
  return members.find((each) => each.mail === mail)?.id ?? assert.fail(mail)
}

test('スタッフの再設定: the link sets a new password once; every session ends, and a mail says so', async () => {
  await using town = await openTown()
  const [one, other] = [await town.signInStaff(managerMail), await town.signInStaff(managerMail)]
  const token = await askForLink(town, managerMail, 'Manager@Bakery.example.jp')
  const client = town.newClient()
  const weak = { body: { token, newPassword: '12345678' } }
  assert.equal(await client.refused(resetStaffPassword, weak), 'password_too_weak')
  await client.ask(resetStaffPassword, { body: { token, newPassword } })
  for (const each of [client, one, other]) assert.equal(await each.refused(readStaff), 'not_signed_in')
  const old = { body: { mail: managerMail, password: demoPassword } }
  assert.equal(await client.refused(staffSignIn, old), 'wrong_mail_or_password')
  await client.ask(staffSignIn, { body: { mail: managerMail, password: newPassword } })
  assert.equal((await client.ask(readStaff)).role, 'manager')
  const again = { body: { token, newPassword: 'another-long-password' } }
  assert.equal(await client.refused(resetStaffPassword, again), 'reset_link_invalid')
  await town.work()
  const told = (await town.inboxOf(managerMail).all()).at(-1)
  assert.equal(told?.subject, 'パスワードが再設定されました')
  assert.match(told?.text ?? '', /\/merchant\/password-reset$/, 'and leads to the shops’ own page')
})

test('スタッフの再設定: a link lives one hour, and ten at once are one', async () => {
  await using town = await openTown()
  const [first, second] = [await askForLink(town, managerMail), await askForLink(town, managerMail)]
  const use = (token: string) => town.newClient().call(resetStaffPassword, { body: { token, newPassword } })
  const answers = await Promise.all(Array.from({ length: 10 }, () => use(first)))
  assert.equal(answers.filter(({ status }) => status === 200).length, 1)
  assert.equal((await use(second)).problem?.code, 'reset_link_invalid', 'setting a password ends every link')
  const late = await askForLink(town, managerMail)
  town.clock.advance({ minutes: 61 })
  assert.equal((await use(late)).problem?.code, 'reset_link_invalid')
})

test('スタッフの再設定: who was locked out by somebody else’s guesses is let in again', async () => {
  await using town = await openTown()
  const guess = { body: { mail: managerMail, password: 'a guess' } }
  for (let tries = 0; tries < 6; tries += 1) await town.newClient().refused(staffSignIn, guess)
  const right = { body: { mail: managerMail, password: demoPassword } }
  assert.equal(await town.newClient().refused(staffSignIn, right), 'sign_in_paused')
  const token = await askForLink(town, managerMail)
  await town.newClient().ask(resetStaffPassword, { body: { token, newPassword } })
  await town.newClient().ask(staffSignIn, { body: { mail: managerMail, password: newPassword } })
})

test('招待: who never came in gets the invitation anew instead, five times an hour', async () => {
  await using town = await openTown()
  const owner = await town.signInStaff(bakeryOwner.mail)
  const mail = 'shin@bakery.example.jp'
  await owner.ask(addStaffMember, { body: { id: makeId(), name: '新 しい', role: 'manager', mail } })
  await town.work()
  town.clock.advance({ minutes: 24 * 60 + 1 })
  const guest = town.newClient()
  const look = async () => {
    const token = (await town.inboxOf(mail).lastLink()).searchParams.get('token') ?? ''
    return { token, call: await guest.call(readStaffInvitation, { body: { token } }) }
  }
  assert.equal((await look()).call.problem?.code, 'invitation_invalid')
  for (let asked = 0; asked < 7; asked += 1) {
    await guest.ask(requestStaffPasswordReset, { body: { mail } })
    await town.work()
  }
  assert.equal(await mailsTo(town, mail), 6, 'the first, and five within the hour')
  const { token, call } = await look()
  assert.equal(call.reply?.name, '新 しい')
  await guest.ask(acceptStaffInvitation, { body: { token, password: newPassword } })
  assert.equal((await guest.ask(readStaff)).role, 'manager')
})

test('ABU-A07 looking at the link of a store’s person, as scanners do, spends nothing', async () => {
  await using town = await openTown()
  const token = await askForLink(town, managerMail)
  for (const url of [
    '/merchant/password-reset/new',
    `/merchant/password-reset/new?token=${token}`,
    `/api/staff/password-resets/answers?token=${token}`,
  ])
    await town.newClient().send({ method: 'GET', url })
  await town.newClient().ask(resetStaffPassword, { body: { token, newPassword } })
})

test('ABU-A08 links of residents and of stores’ people open nothing of each other', async () => {
  await using town = await openTown()
  const resident = await register(town)
  await town.newClient().ask(requestPasswordReset, { body: { mail: resident.mail } })
  const ofStaff = await askForLink(town, managerMail)
  const ofResident = (await town.inboxOf(resident.mail).lastLink()).searchParams.get('token') ?? ''
  const client = town.newClient()
  const wrong = { body: { token: ofStaff, newPassword } }
  assert.equal(await client.refused(resetPassword, wrong), 'reset_link_invalid')
  const wrongToo = { body: { token: ofResident, newPassword } }
  assert.equal(await client.refused(resetStaffPassword, wrongToo), 'reset_link_invalid')
  await client.ask(resetStaffPassword, { body: { token: ofStaff, newPassword } })
  await client.ask(resetPassword, { body: { token: ofResident, newPassword } })
})

test('ABU-A09 a link is answered alike for every address at a store, and five an hour go out', async () => {
  await using town = await openTown()
  const ask = (mail: string) => town.newClient().call(requestStaffPasswordReset, { body: { mail } })
  const resident = await register(town)
  await town.work()
  const before = await mailsTo(town, resident.mail)
  assert.deepEqual(await ask('nobody@example.jp'), await ask(managerMail))
  assert.deepEqual(await ask(resident.mail), await ask(managerMail))
  for (let asked = 2; asked < 8; asked += 1) await ask(managerMail)
  await town.work()
  const sent = await town.database.many(sql`select token_hash from sign_in.password_reset`)
  assert.equal(sent.length, 5)
  assert.equal(await mailsTo(town, 'nobody@example.jp'), 0)
  assert.equal(await mailsTo(town, resident.mail), before, 'a resident’s address is none of a store')
})

test('ABU-A08 nobody gets a link whose account has ended, nor while the store is stopped', async () => {
  await using town = await openTown()
  const early = await askForLink(town, managerMail)
  const owner = await town.signInStaff(bakeryOwner.mail)
  const params = { id: await memberId(town, managerMail) }
  await owner.ask(endStaffMember, { params })
  const use = (token: string) =>
    town.newClient().refused(resetStaffPassword, { body: { token, newPassword } })
  assert.equal(await use(early), 'reset_link_invalid', 'a link from before is over with the account')
  const had = await mailsTo(town, managerMail)
  await town.newClient().ask(requestStaffPasswordReset, { body: { mail: managerMail } })
  await town.work()
  assert.equal(await mailsTo(town, managerMail), had)

  const mail = 'shin@bakery.example.jp'
  await owner.ask(addStaffMember, { body: { id: makeId(), name: '新 しい', role: 'till', mail } })
  const ofOwner = await askForLink(town, bakeryOwner.mail)
  await stopStore(town, storeIdOf(bakeryNumber))
  await town.work()
  const counts = await Promise.all([bakeryOwner.mail, mail].map((each) => mailsTo(town, each)))
  assert.equal(await use(ofOwner), 'reset_link_invalid', 'a link from before rests while the store does')
  for (const each of [bakeryOwner.mail, mail]) {
    await town.newClient().ask(requestStaffPasswordReset, { body: { mail: each } })
  }
  await town.work()
  const after = await Promise.all([bakeryOwner.mail, mail].map((each) => mailsTo(town, each)))
  assert.deepEqual(after, counts)
})

test('ABU-A11 a till that was opened with the old password locks; one that was opened by PIN stays', async () => {
  await using town = await openTown()
  const tablet = await town.signInStaff(managerMail)
  await tablet.ask(makeTillDevice, { body: { id: makeId(), name: 'レジ1' } })
  await tablet.ask(staffSignIn, { body: { mail: managerMail, password: demoPassword } })
  assert.equal((await tablet.ask(readStaff)).till?.byPassword, true)
  const token = await askForLink(town, managerMail)
  await town.newClient().ask(resetStaffPassword, { body: { token, newPassword } })
  assert.equal(await tablet.refused(readStaff), 'till_locked')
  await tablet.ask(enterTill, { body: { staffId: await memberId(town, managerMail), pin: '8264' } })
  const next = await askForLink(town, managerMail)
  await town.newClient().ask(resetStaffPassword, { body: { token: next, newPassword: demoPassword } })
  assert.equal((await tablet.ask(readStaff)).till?.byPassword, false)
})
