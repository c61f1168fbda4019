// stories: reconciliation
// What comes back after it went, and what nobody can place.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as contract from '#contract/reconciliation.ts'
import { accounts } from '#server/ledger/post.ts'
import { dayOf } from '#server/lib/day.ts'
import { makeId } from '#server/lib/id.ts'
import { cardHolder, deliver, topUpByCard } from '../card.ts'
import { manager } from '../people.ts'
import { aDayLater, clearingOf, differences, kinds, nextDay, reconcile } from '../reconciliation.ts'
import { openTown } from '../town.ts'

test('突合: a dispute takes the money away and, won, brings it back; every day is explained to the yen', async () => {
  await using town = await openTown()
  const holder = await cardHolder(town)
  const days = [dayOf(town.clock.now())]
  const id = await topUpByCard(town, holder, { amount: 5000, number: '4000000000000259' })
  await deliver(town, /dispute/)
  await nextDay(town)
  let client = await reconcile(town)
  assert.deepEqual(await kinds(client), [])
  const cardOf = async (day = '') =>
    (await client.ask(contract.listReconciledDays, { query: {} })).days.find(
      (each) => each.source === 'card' && each.day === day,
    )
  assert.equal((await cardOf(days[0]))?.theirs?.amount, 0)
  const owed = async () =>
    (await client.ask(contract.readClearing)).sources
      .filter(({ source }) => source === 'card')
      .map((each) => [each.owed - each.before, each.unexplained])
  assert.deepEqual(await owed(), [[0, 0]])
  days.push(dayOf(town.clock.now()))
  await town.card.setClock(town.clock.now())
  const dispute = (await town.card.events()).find(({ type }) => type === 'charge.dispute.created')
  await town.card.act(`disputes/${String(dispute?.data.object['id'])}/won`)
  await deliver(town, /dispute/)
  await nextDay(town)
  client = await reconcile(town)
  assert.deepEqual(await kinds(client), [])
  assert.equal((await cardOf(days[1]))?.theirs?.amount, 5000)
  assert.deepEqual(await owed(), [[5000, 0]])
  const { reports } = await client.ask(contract.listProviderFiles)
  const report = reports.find((each) => each.source === 'card' && each.day === days[1])
  const file = await client.ask(contract.readProviderFile, { params: { id: report?.id ?? '' } })
  assert.deepEqual(
    file.rows.map(({ orderId, kind, amount }) => [orderId, kind, amount]),
    [[id, 'regained', 5000]],
  )
})

test('差異: what nobody can place is put into suspense by two people, and cleared by two people', async () => {
  await using town = await openTown()
  const { day } = await aDayLater(town)
  await town.bank.spoilFile(day, 'extra_line')
  const first = await reconcile(town)
  const second = await town.signInOperator(manager.mail)
  const [found] = await differences(first)
  assert.equal(found?.kind, 'ours_missing')
  const amount = found?.theirAmount ?? 0
  const before = await clearingOf(first)
  const end = async (id: string, resolution: contract.Resolution) => {
    const params = { id }
    const proposal = { params, body: { id: makeId(), resolution, note: '心当たりの利用者を探している' } }
    await first.ask(contract.proposeResolution, proposal)
    const decision = { params, body: { id: makeId(), confirm: true, note: '' } }
    assert.equal(await first.refused(contract.decideResolution, decision), 'second_person_needed')
    const answers = await Promise.all([1, 2, 3].map(() => second.call(contract.decideResolution, decision)))
    assert.equal(answers.filter(({ reply }) => reply).length, 1)
  }
  await end(found?.id ?? '', 'suspended')
  const [waiting, ...others] = await differences(first)
  assert.deepEqual([waiting?.kind, waiting?.theirAmount, others], ['in_suspense', amount, []])
  const during = await clearingOf(first)
  assert.deepEqual([during.suspended, during.owed - before.owed], [amount, amount])
  assert.match(await town.books(accounts.suspense), /suspended {3}bank_clearing → suspense {3}coin/)
  await reconcile(town, first)
  assert.deepEqual(await kinds(first), ['in_suspense'], 'it waits for people, whatever the file says')
  const wrong = { params: { id: waiting?.id ?? '' }, body: { id: makeId(), note: 'x' } }
  assert.equal(
    await first.refused(contract.proposeResolution, {
      ...wrong,
      body: { ...wrong.body, resolution: 'suspended' },
    }),
    'resolution_not_possible',
  )
  await end(waiting?.id ?? '', 'cleared')
  assert.deepEqual(await kinds(first), [])
  const after = await clearingOf(first)
  assert.deepEqual([after.suspended, after.owed], [0, before.owed])
})
