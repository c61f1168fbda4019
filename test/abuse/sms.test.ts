// ABU-A06 and ABU-H: what is tried with our SMS, and with what their company tells us of them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSmsDelivery } from '#contract/passcodes.ts'
import { setPhone, startSecondStep } from '#contract/sign-in.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import type { Refusal } from '#server/lib/refusal.ts'
import { sendPasscode } from '#server/passcodes/passcodes.ts'
import { personOf, phoneOf } from '../people.ts'
import { register } from '../steps.ts'
import { makeReport, newestMessage } from '../sms-report.ts'
import { openTown, type Town } from '../town.ts'

/** Somebody who waits for a code; the message's id, and how the screen would hear of it. */
async function waitForCode(town: Town) {
  const { client, phone: to } = await register(town)
  await client.ask(setPhone, { body: { phone: to } })
  await client.ask(startSecondStep)
  const reference = await newestMessage(town, to)
  return { reference, to, state: async () => (await client.ask(readSmsDelivery)).state }
}

const report = async (town: Town, request: ReturnType<typeof makeReport>) => {
  // The company has no cookies and names no origin.
  const { origin: _, ...rest } = { origin: '', ...request }
  return town.newClient().send({ ...rest, headers: { ...rest.headers, origin: town.origin } })
}

test('ABU-A06 a login cannot make the town ring at a list of numbers', async () => {
  await using town = await openTown()
  const { client } = await register(town)
  const answers: string[] = []
  for (let n = 0; n < 12; n += 1) {
    await client.ask(setPhone, { body: { phone: `0608888${String(9100 + n)}` } })
    const { problem } = await client.call(startSecondStep)
    answers.push(problem?.code ?? 'sent')
    town.clock.advance({ minutes: 0.6 })
  }
  assert.deepEqual(answers, [...Array(10).fill('sent'), 'passcode_too_many', 'passcode_too_many'])
})

test('ABU-A06 one phone gets ten messages in an hour at most, whoever asks, and however many at once', async () => {
  await using town = await openTown()
  const phone = '+816088889999'
  const asks = Array.from({ length: 20 }, () => {
    const what = { purpose: 'sign_in', reference: makeId(), phone } as const
    return sendPasscode(town.context, what, 'ja').then(
      () => 'sent',
      (refusal: Refusal) => refusal.code,
    )
  })
  const answers = await Promise.all(asks)
  assert.equal(answers.filter((answer) => answer === 'sent').length, 10)
  assert.equal(answers.filter((answer) => answer === 'passcode_too_many').length, 10)
})

test('ABU-A06 one source lets the town send so many messages and no more, over however many logins', async () => {
  await using town = await openTown()
  const limits = JSON.stringify({ messages: { count: 3, minutes: 60 } })
  await town.database.run(sql`
    insert into town.setting (name, valid_from, value) values ('source_limits', now() - interval '1 day', ${limits})`)
  const answers: string[] = []
  for (let n = 0; n < 5; n += 1) {
    const { client, phone } = await register(town)
    await client.ask(setPhone, { body: { phone } })
    answers.push((await client.call(startSecondStep)).problem?.code ?? 'sent')
  }
  assert.deepEqual(answers, ['sent', 'sent', 'sent', 'too_many_requests', 'too_many_requests'])
})

test('ABU-A06 no message leaves for dear numbers, however they came to be kept', async () => {
  await using town = await openTown()
  // Premium rate, satellite, a pager, landlines and islands that share the profit of being called.
  for (const phone of ['+81990123456', '+881612345678', '+812012345678', '+81488291111', '+67512345678']) {
    const what = { purpose: 'second_step', reference: makeId(), phone } as const
    await assert.rejects(sendPasscode(town.context, what, 'ja'), { code: 'sms_not_sent' }, phone)
  }
  assert.deepEqual(
    await town.database.many(sql`select from passcodes.passcode where phone !~ '^[+]81[6-9]0'`),
    [],
  )
})

test('ABU-A06 the town sends so many in a day and no more, and says so', async () => {
  await using town = await openTown()
  await town.database.run(sql`
    insert into town.setting (name, valid_from, value)
    select 'sms_day', now() - interval '1 day', to_jsonb((select count(*) from passcodes.passcode) + 2)`)
  const outcomes = []
  for (let n = 0; n < 3; n += 1) {
    const { client, phone } = await register(town)
    await client.ask(setPhone, { body: { phone } })
    const { problem } = await client.call(startSecondStep)
    outcomes.push(problem ? [problem.code, problem.facts?.['reason']] : 'sent')
  }
  assert.deepEqual(outcomes, ['sent', 'sent', ['sms_not_sent', 'town_limit']])
  // Whoever has shown a card and proven a phone charges all the same: that is what 50,000 want in one morning.
  const what = { purpose: 'top_up', reference: makeId(), phone: phoneOf(personOf('hanako')) } as const
  await sendPasscode(town.context, what, 'ja')
})

test('ABU-H01 a report without a signature, or with a wrong one, is not believed', async () => {
  await using town = await openTown()
  const { reference, to, state } = await waitForCode(town)
  const lie = { reference, to, status: 'undelivered', errorCode: '30005' }
  const forged = makeReport(town, lie, 'guessed')
  const { 'x-twilio-signature': _, ...unsigned } = forged.headers
  for (const headers of [forged.headers, unsigned, { ...unsigned, 'x-twilio-signature': '💥' }]) {
    const answer = await report(town, { ...forged, headers: headers as typeof forged.headers })
    assert.deepEqual([answer.status, JSON.parse(answer.body).code], [403, 'not_allowed'])
  }
  assert.equal(await state(), 'sending')
})

test('ABU-H02 a report that is replayed, late or out of order changes nothing that is final', async () => {
  await using town = await openTown()
  const { reference, to, state } = await waitForCode(town)
  const sent = makeReport(town, { reference, to, status: 'sent' })
  const lost = makeReport(town, { reference, to, status: 'undelivered', errorCode: '30003' })
  const arrived = makeReport(town, { reference, to, status: 'delivered' })
  for (const [each, stands] of [
    [sent, 'sending'],
    [arrived, 'delivered'],
    [sent, 'delivered'],
    [lost, 'delivered'],
    [arrived, 'delivered'],
  ] as const) {
    assert.equal((await report(town, each)).status, 204)
    assert.equal(await state(), stands)
  }
})

test('ABU-H03 a report that was altered after signing is not believed', async () => {
  await using town = await openTown()
  const [one, two] = [await waitForCode(town), await waitForCode(town)]
  const { reference, to } = one
  const right = makeReport(town, { reference, to, status: 'undelivered', errorCode: '30003' })
  const altered = [
    { ...right, url: right.url.replace(one.reference, two.reference) },
    { ...right, url: `${right.url}&more=1` },
    { ...right, body: right.body.replace('undelivered', 'delivered') },
    { ...right, body: `${right.body}&To=%2B819000000000` },
  ]
  for (const each of altered) assert.equal((await report(town, each)).status, 403, each.url + each.body)
  // Signed, but of another phone than the message went to.
  const foreign = makeReport(town, { reference, to: two.to, status: 'delivered' })
  assert.equal((await report(town, foreign)).status, 204)
  assert.deepEqual([await one.state(), await two.state()], ['sending', 'sending'])
  // The order of the fields is nobody's business: it is not signed.
  const turned = right.body.split('&').toReversed().join('&')
  assert.equal((await report(town, { ...right, body: turned })).status, 204)
  assert.equal(await one.state(), 'undelivered')
})

test('ABU-H04 ABU-H09 a report of another form, of nothing, or too large is refused and never echoed', async () => {
  await using town = await openTown()
  const { reference, to } = await waitForCode(town)
  const right = makeReport(town, { reference, to, status: 'delivered' })
  const json = {
    ...right,
    headers: { ...right.headers, 'content-type': 'application/json' },
    body: '{"To":"x"}',
  }
  const large = { ...right, body: `${right.body}&x=${'<script>'.repeat(2000)}` }
  const empty = { ...right, body: '' }
  for (const [each, status] of [
    [json, 403],
    [large, 413],
    [empty, 403],
  ] as const) {
    const answer = await report(town, each)
    assert.equal(answer.status, status)
    assert.doesNotMatch(answer.body, /script|delivered/)
  }
  const unknown = makeReport(town, { reference: makeId(), to, status: 'delivered' })
  const answer = await report(town, unknown)
  assert.deepEqual([answer.status, answer.body], [204, ''])
})
