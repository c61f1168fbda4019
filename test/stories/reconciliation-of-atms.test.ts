// stories: reconciliation
// The morning after, at the cash machines: what the network reports beside what the ledger says.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as contract from '#contract/reconciliation.ts'
import { sql } from '#server/lib/database.ts'
import { addDays, dayOf } from '#server/lib/day.ts'
import { assertSameBooks, putIn } from '../atm.ts'
import type { Client } from '../client.ts'
import { office } from '../people.ts'
import { leaveTheLastHour } from '../reconciliation.ts'
import { openTown, type Town } from '../town.ts'

const secondMachine = '00110002'

/** Hanako puts 10,000 in at one machine and 4,000 at another. */
async function aDayAtTheMachines(
  first?: (town: Town) => Promise<void>,
): Promise<{ town: Town; day: string; hanako: Client }> {
  const town = await openTown()
  await town.listen()
  await first?.(town)
  const hanako = await town.signIn('hanako')
  const day = dayOf(town.clock.now())
  await (await putIn(town, hanako, [10_000])).atm.confirm()
  await (await putIn(town, hanako, [2000, 2000], secondMachine)).atm.confirm()
  return { town, day, hanako }
}

async function nextDay(town: Town): Promise<void> {
  town.clock.advance({ days: 1 })
  await Promise.all([town.bank, town.atm].map((each) => each.setClock(town.clock.now())))
}

/** What the morning's job finds, as the office sees it. */
async function reconcile(town: Town) {
  const client = await town.signInOperator(office.mail)
  await client.ask(contract.runReconciliation)
  await town.work()
  const { differences } = await client.ask(contract.listDifferences, { query: {} })
  const { days } = await client.ask(contract.listReconciledDays, { query: {} })
  return {
    client,
    differences,
    kinds: differences.map(({ kind }) => kind),
    dayOf: (day: string) => days.find((each) => each.source === 'atm' && each.day === day),
  }
}

test('突合 ATM: every deposit matches the coin that it became, machine by machine', async () => {
  const { town, day } = await aDayAtTheMachines()
  await using _ = town
  await nextDay(town)
  await reconcile(town)
  const { client, kinds, dayOf: rowOf } = await reconcile(town)
  const row = rowOf(day)
  assert.deepEqual(kinds, [])
  assert.deepEqual(
    [row?.state, row?.ours, row?.theirs, row?.matched],
    ['compared', { count: 2, amount: 14_000 }, { count: 2, amount: 14_000, fee: 220 }, 2],
  )
  const { reports } = await client.ask(contract.listProviderFiles)
  const ofAtms = reports.filter(({ source }) => source === 'atm')
  assert.deepEqual(
    ofAtms.map(({ name, title, rows }) => [name, title, rows]),
    [[`atm-4649-${day}.csv`, 'ATM', 2]],
  )
  const file = await client.ask(contract.readProviderFile, { params: { id: ofAtms[0]?.id ?? '' } })
  const topUps = await town.database.many<{ id: string }>(sql`
    select id from top_ups.top_up where means = 'atm' order by requested_at, id`)
  assert.deepEqual(
    file.rows.map(({ orderId }) => orderId),
    topUps.map(({ id }) => id),
  )
  assert.deepEqual(
    file.rows.map(({ providerRef }) => providerRef.split('/')[0]),
    ['00110001', secondMachine],
  )
  const { sources } = await client.ask(contract.readClearing)
  const atm = sources.find(({ source }) => source === 'atm')
  assert.deepEqual([atm?.owed, atm?.unexplained], [14_000, 0])
})

for (const [fault, expected] of [
  ['line_missing', 'theirs_missing'],
  ['line_twice', 'twice'],
  ['extra_line', 'ours_missing'],
  ['short_by_1', 'amount_differs'],
  ['wrong_date', 'file_unreadable'],
  ['wrong_total', 'file_unreadable'],
] as const) {
  test(`FLT-V16 ATM: ${fault} is found as ${expected}, and gone when the file is mended`, async () => {
    const { town, day } = await aDayAtTheMachines(leaveTheLastHour)
    await using _ = town
    await town.atm.spoilFile(day, fault)
    await nextDay(town)
    const found = await reconcile(town)
    assert.deepEqual(
      found.differences.map(({ source, kind }) => [source, kind]),
      [['atm', expected]],
    )
    await town.atm.spoilFile(day, null)
    const mended = await reconcile(town)
    assert.deepEqual([mended.kinds, mended.dayOf(day)?.matched], [[], 2])
  })
}

test('FLT-V16 ATM: a file that does not come is missed, and caught up when it does', async () => {
  const { town, day } = await aDayAtTheMachines()
  await using _ = town
  await town.atm.spoilFile(day, 'missing')
  await nextDay(town)
  await nextDay(town)
  const missing = await reconcile(town)
  assert.deepEqual([missing.kinds, missing.dayOf(day)?.state], [['file_missing'], 'file_missing'])
  assert.equal(missing.dayOf(addDays(day, 1))?.state, 'compared')
  await town.atm.spoilFile(day, null)
  assert.deepEqual((await reconcile(town)).kinds, [])
})

test('突合 ATM: a jam that is taken back on the next day nets out over the two reports', async () => {
  const { town, day, hanako } = await aDayAtTheMachines()
  await using _ = town
  const { atm } = await putIn(town, hanako, [5000])
  await atm.order('jam')
  assert.ok((await atm.confirm()).text.includes('紙幣がつまりました'))
  await nextDay(town)
  assert.equal(await town.atm.forward(), 0)
  const first = await reconcile(town)
  assert.deepEqual([first.kinds, first.dayOf(day)?.theirs?.amount], [[], 19_000])
  await nextDay(town)
  const second = await reconcile(town)
  assert.deepEqual([second.kinds, second.dayOf(addDays(day, 1))?.theirs?.amount], [[], -5000])
  const { sources } = await second.client.ask(contract.readClearing)
  assert.equal(sources.find(({ source }) => source === 'atm')?.owed, 14_000)
  await assertSameBooks(town)
})

test('突合 ATM: a jam that is taken back at once is a deposit and its reversal on one day', async () => {
  const { town, day, hanako } = await aDayAtTheMachines()
  await using _ = town
  const { atm } = await putIn(town, hanako, [5000])
  await atm.order('jam')
  await atm.confirm()
  assert.equal(await town.atm.forward(), 0)
  await nextDay(town)
  const { kinds, dayOf: rowOf } = await reconcile(town)
  assert.deepEqual([kinds, rowOf(day)?.theirs], [[], { count: 4, amount: 14_000, fee: 330 }])
})

test('突合 ATM: notes that a machine has told nobody of are missed here, until its advice comes', async () => {
  const { town, day, hanako } = await aDayAtTheMachines()
  await using _ = town
  const { atm } = await putIn(town, hanako, [1000, 1000])
  await atm.order('cut_before', { kind: 'deposit', times: 3 })
  await atm.confirm()
  await nextDay(town)
  const before = await reconcile(town)
  assert.deepEqual(
    before.differences.map(({ kind, theirAmount }) => [kind, theirAmount]),
    [['ours_missing', 2000]],
  )
  assert.equal(await town.atm.forward(), 0)
  const after = await reconcile(town)
  assert.deepEqual([after.kinds, after.dayOf(day)?.ours], [[], { count: 3, amount: 16_000 }])
  await assertSameBooks(town)
})
