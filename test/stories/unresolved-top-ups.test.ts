// stories: top-ups, operators
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readTopUp } from '#contract/top-ups.ts'
import {
  askProviderAgain,
  decideResolution,
  listUnresolvedTopUps,
  proposeResolution,
} from '#contract/unresolved-top-ups.ts'
import { readWallet } from '#contract/wallets.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { bankAccountIdOf } from '../../bin/lib/seed-people.ts'
import { personOf, phoneOf } from '../people.ts'
import { topUp } from '../steps.ts'
import { openTown, type Town } from '../town.ts'

const [firstMail, secondMail] = ['office@enishi-saitama.example.jp', 'accounts@enishi-saitama.example.jp']

/** 花子's top-up whose answer was lost, and two people of the office. */
async function lostTopUp(town: Town, effect: 'drop-response' | 'error') {
  const person = personOf('hanako')
  const client = await town.signIn('hanako')
  await town.bank.fault({ match: '/Authorize', effect })
  const id = makeId()
  const who = { client, phone: phoneOf(person), bankAccountId: bankAccountIdOf(person) }
  assert.equal((await topUp(town, who, 5000, id)).state, 'unknown')
  const [first, second] = await Promise.all([town.signInOperator(firstMail), town.signInOperator(secondMail)])
  return { id, client, first, second }
}

const proposal = (
  topUpId: string,
  part: Partial<{
    id: string
    verdict: 'succeeded' | 'not_taken' | 'noted'
    providerRef: string | null
  }> = {},
) => ({
  params: { topUpId },
  body: { id: makeId(), verdict: 'not_taken' as const, providerRef: null, note: '管理画面で確認', ...part },
})

test('要対応のチャージ: the office sees it with all that was tried, and asks again', async () => {
  await using town = await openTown()
  const { id, first } = await lostTopUp(town, 'drop-response')
  const [row, ...others] = (await first.ask(listUnresolvedTopUps)).topUps
  assert.deepEqual(others, [])
  assert.deepEqual(
    row && [row.id, row.state, row.means, row.amount, row.attention, row.canAsk, row.resident.id],
    [id, 'unknown', 'bank', 5000, null, true, personOf('hanako').id],
  )
  assert.equal((await first.ask(askProviderAgain, { params: { topUpId: id } })).state, 'succeeded')
  assert.deepEqual((await first.ask(listUnresolvedTopUps)).topUps, [])
  assert.equal(await first.refused(askProviderAgain, { params: { topUpId: id } }), 'top_up_not_open')
  assert.equal(await first.refused(askProviderAgain, { params: { topUpId: makeId() } }), 'not_found')
})

test('要対応のチャージ: two people end it, never one, and both are in the audit log', async () => {
  await using town = await openTown()
  const { id, client, first, second } = await lostTopUp(town, 'drop-response')
  const [order] = (await town.bank.orders()).filter(({ orderId }) => orderId === id)
  assert.equal(order?.captures, 1)
  const { body, params } = proposal(id, { verdict: 'succeeded', providerRef: 'portal-4711' })
  await first.ask(proposeResolution, { params, body })
  await first.ask(proposeResolution, { params, body })
  assert.equal(await second.refused(proposeResolution, proposal(id)), 'resolution_under_way')
  const decision = (it: 'confirmed' | 'withdrawn') => ({
    params: { topUpId: id, resolutionId: body.id },
    body: { decision: it },
  })
  assert.equal(await first.refused(decideResolution, decision('confirmed')), 'second_person_needed')
  const before = (await client.ask(readWallet)).coin
  assert.equal((await second.ask(decideResolution, decision('confirmed'))).state, 'succeeded')
  await second.ask(decideResolution, decision('confirmed'))
  assert.equal((await client.ask(readWallet)).coin, before + 5000)
  // The bank answers after all: what was decided stays, and nothing is credited twice.
  await town.work()
  assert.equal((await client.ask(readWallet)).coin, before + 5000)
  const acts = await town.database.many<{ act: string; mail: string }>(sql`
    select a.act, l.mail from operators.audit a
    join sign_in.login l on l.audience = 'operator' and l.subject = a.operator_id
    where a.detail ->> 'topUpId' = ${id} order by a.at, a.id`)
  assert.deepEqual(
    acts.map(({ act, mail }) => [act, mail]),
    [
      ['propose_top_up_outcome', firstMail],
      ['confirm_top_up_outcome', secondMail],
    ],
  )
})

test('要対応のチャージ: a proposal can be withdrawn, and what was not taken ends as declined', async () => {
  await using town = await openTown()
  const { id, client, first, second } = await lostTopUp(town, 'error')
  const wrong = proposal(id, { verdict: 'succeeded', providerRef: 'typed wrong' })
  await first.ask(proposeResolution, wrong)
  const decide = (resolutionId: string, decision: 'confirmed' | 'withdrawn') => ({
    params: { topUpId: id, resolutionId },
    body: { decision },
  })
  await first.ask(decideResolution, decide(wrong.body.id, 'withdrawn'))
  assert.equal(await second.refused(decideResolution, decide(makeId(), 'confirmed')), 'not_found')
  const right = proposal(id)
  await first.ask(proposeResolution, right)
  assert.equal((await second.ask(decideResolution, decide(right.body.id, 'confirmed'))).state, 'declined')
  assert.equal((await client.ask(readTopUp, { params: { id } })).state, 'declined')
  assert.equal(await first.refused(proposeResolution, proposal(id)), 'top_up_not_open')
  assert.equal(
    await first.refused(proposeResolution, proposal(id, { verdict: 'succeeded' })),
    'invalid_input',
  )
})

test("要対応のチャージ: a reference that paid for another top-up is nobody else's", async () => {
  await using town = await openTown()
  const { id, first } = await lostTopUp(town, 'error')
  const { ref } = await town.database.one<{ ref: string }>(
    sql`select provider_ref as ref from top_ups.top_up where state = 'succeeded' limit 1`,
  )
  const used = proposal(id, { verdict: 'succeeded', providerRef: ref })
  assert.equal(await first.refused(proposeResolution, used), 'provider_reference_used')
})

test('a question whose job was lost is asked all the same', async () => {
  await using town = await openTown()
  const { id, client } = await lostTopUp(town, 'drop-response')
  await town.database.run(sql`delete from pgboss.job where name = 'top-ups.settle'`)
  town.clock.advance({ minutes: 3 })
  await town.runTask('top-ups.ask-overdue')
  assert.equal((await client.ask(readTopUp, { params: { id } })).state, 'succeeded')
})
