// stories: operators, sign-in
// 担当者: two people let somebody in, set a third one's way in anew, and end an account; nobody does it alone.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { BodyOf } from '#contract/endpoint.ts'
import {
  acceptOperatorInvitation,
  operatorSignIn,
  readOperatorInvitation,
  readOperatorSecondStep,
} from '#contract/operator-sign-in.ts'
import {
  decideOperatorChange,
  inviteOperator,
  listOperators,
  proposeOperatorChange,
  readOperator,
} from '#contract/operators.ts'
import { requestOperatorPasswordReset } from '#contract/recovery.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { root } from '../../bin/lib/steps.ts'
import type { Client } from '../client.ts'
import { type Equipped, setUp, signInFirst, strict } from '../office.ts'
import { counterClerk, manager, office } from '../people.ts'
import { openTown, type Town } from '../town.ts'

const newcomer = {
  name: '係長 環',
  mail: 'tamaki@enishi-saitama.example.jp',
  place: null,
  reason: '4月の異動',
}
const password = '環状線のけやきは秋がいい'

/** Proposes to let somebody in and gives the id. */
async function invite(maker: Client, body: BodyOf<typeof inviteOperator>): Promise<string> {
  const id = makeId()
  await maker.ask(inviteOperator, { params: { id }, body })
  return id
}

/** Proposes something about somebody who is there and gives its id. */
async function propose(maker: Client, body: BodyOf<typeof proposeOperatorChange>): Promise<string> {
  const id = makeId()
  await maker.ask(proposeOperatorChange, { params: { id }, body })
  return id
}

const confirm = (id: string) => ({ params: { id }, body: { decision: 'confirmed' as const } })
const withdraw = (id: string) => ({ params: { id }, body: { decision: 'withdrawn' as const } })

const invitationOf = async (town: Town, mail: string) =>
  (await town.inboxOf(mail).lastLink()).searchParams.get('token') ?? ''

/** Chooses the password by the newest link, and sets the second step up. */
async function accept(town: Town, mail: string, chosen = password): Promise<Equipped> {
  const client = town.newClient()
  const body = { token: await invitationOf(town, mail), password: chosen }
  const entry = await client.ask(acceptOperatorInvitation, { body })
  assert.ok(entry.state === 'set_up')
  assert.equal(await client.refused(readOperator), 'not_signed_in', 'the link alone lets nobody in')
  return setUp(town, client, mail, entry.challengeId)
}

/** Two who were there, and a third whom they have let in. */
async function threePeople(town: Town) {
  const [first, second] = [await signInFirst(town, office.mail), await signInFirst(town, manager.mail)]
  const id = await invite(first.client, newcomer)
  await second.client.ask(decideOperatorChange, confirm(id))
  await town.work()
  const third = await accept(town, newcomer.mail)
  await town.work()
  return { first, second, third, thirdId: id }
}

test('招待: two people let somebody in, who chooses a password and sets the second step up', async () => {
  await using town = await openTown(strict)
  const [first, second] = [await signInFirst(town, office.mail), await signInFirst(town, manager.mail)]
  const id = makeId()
  const wish = { params: { id }, body: newcomer }
  await Promise.all(Array.from({ length: 10 }, () => first.client.ask(inviteOperator, wish)))
  const other = { params: { id }, body: { ...newcomer, name: '別の 人' } }
  assert.equal(await first.client.refused(inviteOperator, other), 'operator_change_decided')
  const { waiting } = await second.client.ask(listOperators)
  assert.deepEqual(
    waiting.map(({ kind, name, mail, mine }) => [kind, name, mail, mine]),
    [['invite', newcomer.name, newcomer.mail, false]],
  )
  await town.work()
  assert.deepEqual(await town.inboxOf(newcomer.mail).all(), [], 'one person alone invites nobody')
  await Promise.all(Array.from({ length: 5 }, () => second.client.ask(decideOperatorChange, confirm(id))))
  assert.equal(await second.client.refused(decideOperatorChange, withdraw(id)), 'operator_change_decided')
  await town.work()
  assert.equal((await town.inboxOf(newcomer.mail).all()).length, 1)

  const token = await invitationOf(town, newcomer.mail)
  const guest = town.newClient()
  const look = { body: { token } }
  assert.equal((await guest.ask(readOperatorInvitation, look)).name, newcomer.name)
  const weak = { body: { token, password: '12345678' } }
  assert.equal(await guest.refused(acceptOperatorInvitation, weak), 'password_too_weak')
  const { client } = await accept(town, newcomer.mail)
  assert.deepEqual(await client.ask(readOperator), { name: newcomer.name, duty: 'office', place: null })
  assert.equal((await client.ask(readOperatorSecondStep)).authenticator, true)
  assert.equal(await guest.refused(readOperatorInvitation, look), 'invitation_invalid')
  const { operators } = await client.ask(listOperators)
  const me = operators.find(({ you }) => you)
  assert.deepEqual(
    [me?.name, me?.mail, me?.signsIn, me?.secondStep],
    [newcomer.name, newcomer.mail, true, true],
  )
  const acts = await town.database.many<{ act: string }>(sql`
    select act from operators.audit where subject = ${id} order by at, id`)
  assert.deepEqual(
    acts.map(({ act }) => act),
    ['propose_operator_change', 'decide_operator_change'],
  )
})

test('招待: a link lives a day, and is asked for anew as for a forgotten password', async () => {
  await using town = await openTown(strict)
  const [first, second] = [await signInFirst(town, office.mail), await signInFirst(town, manager.mail)]
  const atCounter = { ...newcomer, place: '浦和区役所の窓口' }
  await second.client.ask(decideOperatorChange, confirm(await invite(first.client, atCounter)))
  await town.work()
  town.clock.advance({ minutes: 24 * 60 + 1 })
  const guest = town.newClient()
  const look = async () => ({ body: { token: await invitationOf(town, newcomer.mail) } })
  assert.equal(await guest.refused(readOperatorInvitation, await look()), 'invitation_invalid')
  await guest.ask(requestOperatorPasswordReset, { body: { mail: newcomer.mail } })
  await town.work()
  assert.equal((await guest.ask(readOperatorInvitation, await look())).place, '浦和区役所の窓口')
  const { client } = await accept(town, newcomer.mail)
  assert.equal((await client.ask(readOperator)).duty, 'counter')
})

test('招待: the first people of a town are written down as the manual says, and ask for their links', async () => {
  await using town = await openTown(strict)
  const manual = readFileSync(join(root, 'docs/going-live.md'), 'utf8')
  const [, statement] = /```sql\n(with office [^`]+)```/.exec(manual) ?? []
  assert.ok(statement)
  await town.database.pool.query(statement)
  const mail = 'yamada@town.example'
  await town.newClient().ask(requestOperatorPasswordReset, { body: { mail } })
  await town.work()
  const { client } = await accept(town, mail)
  assert.equal((await client.ask(readOperator)).name, '山田 太郎')
  const { operators } = await client.ask(listOperators)
  const names = operators.filter(({ signsIn }) => !signsIn).map(({ name }) => name)
  assert.deepEqual(names.toSorted(), ['佐藤 一郎', '鈴木 花子'])
})

test('設定し直し: when the second step is lost, two colleagues close the way in, and a link opens it anew', async () => {
  await using town = await openTown(strict)
  const { first, second, third, thirdId } = await threePeople(town)
  const wish = { kind: 'recover' as const, operatorId: thirdId, reason: 'スマートフォンの故障' }
  const id = await propose(first.client, wish)
  const again = { params: { id: makeId() }, body: wish }
  assert.equal(await second.client.refused(proposeOperatorChange, again), 'operator_change_open')
  await town.work()
  const warned = (await town.inboxOf(newcomer.mail).all()).at(-1)
  assert.equal(warned?.subject, '運営のログインの再設定が申し込まれました')
  assert.equal((await third.client.ask(readOperator)).name, newcomer.name, 'nothing has happened yet')
  await second.client.ask(decideOperatorChange, confirm(id))
  assert.equal(await third.client.refused(readOperator), 'not_signed_in')
  const old = { body: { mail: newcomer.mail, password } }
  assert.equal(await third.client.refused(operatorSignIn, old), 'wrong_mail_or_password')
  await town.work()
  const back = await accept(town, newcomer.mail, 'もう一度はじめからの合言葉')
  assert.notEqual(back.secret, third.secret)
  assert.equal((await back.client.ask(readOperator)).name, newcomer.name)
  assert.equal((await back.client.ask(readOperatorSecondStep)).recoveryCodesLeft, 10)
})

test('設定し直し: whoever it is about, and still gets in, takes it back', async () => {
  await using town = await openTown(strict)
  const { first, second, third, thirdId } = await threePeople(town)
  const id = await propose(first.client, { kind: 'recover', operatorId: thirdId, reason: '電話での申し出' })
  await third.client.ask(decideOperatorChange, withdraw(id))
  assert.equal(await second.client.refused(decideOperatorChange, confirm(id)), 'operator_change_decided')
  assert.equal((await third.client.ask(readOperator)).name, newcomer.name)
})

test('ABU-O01 nobody decides on what they proposed or on themselves, neither by the screen nor past it', async () => {
  await using town = await openTown(strict)
  const { first, third, thirdId } = await threePeople(town)
  const id = await propose(first.client, { kind: 'recover', operatorId: thirdId, reason: '紛失' })
  for (const { client } of [first, third]) {
    assert.equal(await client.refused(decideOperatorChange, confirm(id)), 'second_person_needed')
    assert.deepEqual(
      (await client.ask(listOperators)).waiting.map(({ mine }) => mine),
      [true],
    )
  }
  const own = {
    params: { id: makeId() },
    body: { kind: 'end' as const, operatorId: thirdId, reason: '退職' },
  }
  assert.equal(await third.client.refused(proposeOperatorChange, own), 'second_person_needed')
  for (const [by, rule] of [
    [sql`proposed_by`, /change_needs_two_people/],
    [sql`operator_id`, /change_is_about_a_third/],
  ] as const) {
    await assert.rejects(
      town.database.run(sql`
        update operators.change set decision = 'confirmed', decided_at = now(), decided_by = ${by}
        where id = ${id}`),
      rule,
    )
  }
})

test('登録の終了: it ends with the next request, and two people of the office stay', async () => {
  await using town = await openTown(strict)
  const { first, second, third, thirdId } = await threePeople(town)
  const { operators } = await first.client.ask(listOperators)
  const end = (operatorId: string) => ({ kind: 'end' as const, operatorId, reason: '3月で退職' })
  await second.client.ask(decideOperatorChange, confirm(await propose(first.client, end(thirdId))))
  assert.equal(await third.client.refused(readOperator), 'not_signed_in')
  assert.equal(await third.client.refused(readOperatorSecondStep), 'not_signed_in')
  const old = { body: { mail: newcomer.mail, password } }
  assert.equal(await third.client.refused(operatorSignIn, old), 'wrong_mail_or_password')
  const had = (await town.inboxOf(newcomer.mail).all()).length
  await town.newClient().ask(requestOperatorPasswordReset, { body: { mail: newcomer.mail } })
  await town.work()
  assert.equal((await town.inboxOf(newcomer.mail).all()).length, had)
  const secondId = operators.find(({ mail }) => mail === manager.mail)?.id ?? ''
  const last = { params: { id: makeId() }, body: end(secondId) }
  assert.equal(await first.client.refused(proposeOperatorChange, last), 'last_operators')
  const gone = { params: { id: makeId() }, body: end(thirdId) }
  assert.equal(await first.client.refused(proposeOperatorChange, gone), 'not_found')
  const nobody = confirm(makeId())
  assert.equal(await first.client.refused(decideOperatorChange, nobody), 'not_found')
  assert.equal((await first.client.ask(listOperators)).operators.length, operators.length - 1)
})

test('登録の終了: two who are ended at once do not leave one alone', async () => {
  await using town = await openTown(strict)
  const { first, second, third, thirdId } = await threePeople(town)
  const { operators } = await first.client.ask(listOperators)
  const firstId = operators.find(({ mail }) => mail === office.mail)?.id ?? ''
  const reason = '人員の見直し'
  const endThird = await propose(first.client, { kind: 'end', operatorId: thirdId, reason })
  const endFirst = await propose(third.client, { kind: 'end', operatorId: firstId, reason })
  const both = [endThird, endFirst].map((id) => second.client.call(decideOperatorChange, confirm(id)))
  const codes = (await Promise.all(both)).map(({ problem }) => problem?.code ?? 'done')
  assert.deepEqual(codes.toSorted(), ['done', 'last_operators'])
})

test('担当者: an address is one person’s, an id is of now, and a counter decides nothing', async () => {
  await using town = await openTown()
  const first = await town.signInOperator(office.mail)
  const taken = { params: { id: makeId() }, body: { ...newcomer, mail: manager.mail.toUpperCase() } }
  assert.equal(await first.refused(inviteOperator, taken), 'mail_taken')
  const id = await invite(first, newcomer)
  const twin = { params: { id: makeId() }, body: newcomer }
  assert.equal(await first.refused(inviteOperator, twin), 'operator_change_open')
  const clerk = await town.signInOperator(counterClerk.mail)
  assert.equal(await clerk.refused(decideOperatorChange, confirm(id)), 'not_allowed')
  assert.equal(await clerk.refused(listOperators), 'not_allowed')
  const later = { params: { id: makeId() }, body: newcomer }
  town.clock.advance({ days: 2 })
  const anew = await town.signInOperator(office.mail)
  assert.equal(await anew.refused(inviteOperator, later), 'clock_off')
})
