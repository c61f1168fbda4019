// The morning after: what the bank gateway reports beside what the ledger says, and the money that arrives.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as contract from '#contract/reconciliation.ts'
import { readTopUp } from '#contract/top-ups.ts'
import { sql } from '#server/lib/database.ts'
import { addDays, dayOf } from '#server/lib/day.ts'
import { makeId } from '#server/lib/id.ts'
import { runReconciliation } from '#server/reconciliation/run.ts'
import type { Client } from '../client.ts'
import { cardHolder, topUpByCard } from '../card.ts'
import { manager, office } from '../people.ts'
import {
  aDayLater,
  clearingOf,
  dayRow,
  differences,
  kinds,
  leaveTheLastHour,
  nextDay,
  reconcile,
} from '../reconciliation.ts'
import { registerWithAccount, topUp } from '../steps.ts'
import { openTown } from '../town.ts'

test('突合: a day that matches, once, however often it is compared', async () => {
  await using town = await openTown()
  const { day } = await aDayLater(town)
  const client = await reconcile(town)
  await reconcile(town, client)
  const row = await dayRow(client, day)
  assert.deepEqual(
    [row?.state, row?.ours, row?.theirs, row?.matched, row?.open],
    ['compared', { count: 2, amount: 14_000 }, { count: 2, amount: 14_000, fee: 140 }, 2, 0],
  )
  assert.deepEqual(await differences(client), [])
  const { reports: all } = await client.ask(contract.listProviderFiles)
  const reports = all.filter(({ source }) => source === 'bank')
  assert.equal(reports.length, 1)
  const file = await client.ask(contract.readProviderFile, { params: { id: reports[0]?.id ?? '' } })
  assert.deepEqual(
    file.rows.map(({ kind, amount, fee }) => [kind, amount, fee]),
    [
      ['charge', 10_000, 100],
      ['charge', 4000, 40],
    ],
  )
  assert.match(file.sha256, /^[0-9a-f]{64}$/)
})

for (const [fault, expected] of [
  ['line_missing', ['theirs_missing']],
  ['line_twice', ['twice']],
  ['extra_line', ['ours_missing', 'twice']],
  ['short_by_1', ['amount_differs']],
  ['wrong_day_of_line', ['wrong_day']],
  ['wrong_date', ['file_unreadable']],
  ['byte_order_mark', ['file_unreadable']],
  ['shift_jis', ['file_unreadable']],
  ['wrong_total', ['file_unreadable']],
] as const) {
  test(`FLT-V16 ${fault} is found as ${expected.join(' and ')}, and gone when the file is mended`, async () => {
    await using town = await openTown()
    await leaveTheLastHour(town)
    const { day } = await aDayLater(town)
    await town.bank.spoilFile(day, fault)
    const client = await reconcile(town)
    const found = (await kinds(client)).toSorted()
    assert.ok(
      expected.some((kind) => found.includes(kind)),
      JSON.stringify(found),
    )
    assert.ok(
      found.every((kind) => (expected as readonly string[]).includes(kind)),
      JSON.stringify(found),
    )
    await town.bank.spoilFile(day, null)
    await reconcile(town, client)
    assert.deepEqual(await kinds(client), [])
    assert.equal((await dayRow(client, day))?.matched, 2)
    const { differences: all } = await client.ask(contract.listDifferences, { query: { all: 'yes' } })
    assert.ok(all.every(({ state }) => state === 'gone'))
  })
}

test('FLT-V16 a file that does not come is missed in the morning; missed days are caught up', async () => {
  await using town = await openTown()
  const { day } = await aDayLater(town)
  await town.bank.spoilFile(day, 'missing')
  await nextDay(town)
  const client = await reconcile(town)
  assert.deepEqual(
    (await differences(client)).map((each) => [each.kind, each.day, each.ageDays]),
    [['file_missing', day, 0]],
  )
  assert.equal((await dayRow(client, day))?.state, 'file_missing')
  assert.equal((await dayRow(client, addDays(day, 1)))?.state, 'compared')
  await town.bank.spoilFile(day, null)
  await reconcile(town, client)
  assert.deepEqual(await kinds(client), [])
})

test('突合: what was taken and never credited ends as if the answer had come', async () => {
  await using town = await openTown()
  const resident = await registerWithAccount(town, { card: 'daichi', number: '1234544' })
  const id = makeId()
  assert.equal((await topUp(town, resident, 5000, id)).state, 'unknown')
  // Every question since was lost with the worker's memory of it.
  await town.database.run(sql`delete from pgboss.job where name = 'top-ups.settle'`)
  await nextDay(town)
  const client = await reconcile(town)
  assert.deepEqual(await kinds(client), ['ours_missing'])
  await town.work()
  assert.equal(
    await town.books(resident.id).then((books) => books.split('\n')[0]),
    'top_up   bank_clearing → wallet   coin   5,000',
  )
  await reconcile(town, client)
  assert.deepEqual(await kinds(client), [])
})

test('突合: what the gateway gave back behind our back is taken back, and then matches', async () => {
  await using town = await openTown()
  const { hanako, ids } = await aDayLater(town)
  await reconcile(town)
  await town.bank.refundBehind(ids[1])
  await nextDay(town)
  const client = await reconcile(town)
  assert.deepEqual(await kinds(client), ['refunded_there'])
  await town.work()
  const again = await town.signIn('hanako')
  const detail = await again.ask(readTopUp, { params: { id: ids[1] } })
  assert.equal(detail.takenBack.amount, 4000)
  assert.ok((await town.books(hanako.id)).includes('top_up_return'))
  await reconcile(town, client)
  assert.deepEqual(await kinds(client), [])
})

test('突合: what the card company booked matches, order by order', async () => {
  await using town = await openTown()
  const holder = await cardHolder(town)
  const day = dayOf(town.clock.now())
  const [kept, returned] = [
    await topUpByCard(town, holder),
    await topUpByCard(town, holder, { amount: 5000 }),
  ]
  await nextDay(town)
  const client = await reconcile(town)
  const { days } = await client.ask(contract.listReconciledDays, { query: {} })
  const card = days.find((each) => each.source === 'card' && each.day === day)
  assert.deepEqual(
    [card?.state, card?.matched, card?.ours.amount, card?.theirs?.amount],
    ['compared', 2, 8000, 8000],
  )
  assert.ok((card?.theirs?.fee ?? 0) > 0)
  assert.deepEqual(await kinds(client), [])
  const { reports } = await client.ask(contract.listProviderFiles)
  const id = reports.find((each) => each.source === 'card')?.id ?? ''
  const file = await client.ask(contract.readProviderFile, { params: { id } })
  assert.deepEqual(file.rows.map(({ orderId }) => orderId).toSorted(), [kept, returned].toSorted())
})

test('差異: one takes it, one proposes, and only another confirms (ABU-O01)', async () => {
  await using town = await openTown()
  const { day } = await aDayLater(town)
  await town.bank.spoilFile(day, 'short_by_1')
  const first = await reconcile(town)
  const second = await town.signInOperator(manager.mail)
  const [found] = await differences(first)
  const params = { id: found?.id ?? '' }
  await first.ask(contract.takeDifference, { params })
  await first.ask(contract.noteDifference, { params, body: { id: makeId(), note: '銀行に電話した' } })
  const propose = (resolution: contract.Resolution) => ({
    params,
    body: { id: makeId(), resolution, note: '翌日の訂正を待つ' },
  })
  assert.equal(
    await first.refused(contract.proposeResolution, propose('book_lump_sum')),
    'resolution_not_possible',
  )
  const decide = (confirm: boolean) => ({ params, body: { id: makeId(), confirm, note: '' } })
  assert.equal(await second.refused(contract.decideResolution, decide(true)), 'difference_not_open')
  await first.ask(contract.proposeResolution, propose('provider_corrects'))
  assert.equal(await first.refused(contract.decideResolution, decide(true)), 'second_person_needed')
  assert.equal((await first.ask(contract.readDifference, { params })).mayDecide, false)
  await second.ask(contract.decideResolution, decide(false))
  await first.ask(contract.proposeResolution, propose('provider_corrects'))
  const confirmation = decide(true)
  const answers = await Promise.all([1, 2, 3].map(() => second.call(contract.decideResolution, confirmation)))
  assert.equal(answers.filter(({ reply }) => reply).length, 1)
  const detail = await second.ask(contract.readDifference, { params })
  assert.deepEqual(
    detail.notes.map(({ act, operator }) => [act, operator]),
    [
      ['found', null],
      ['took', '事務局 縁'],
      ['noted', '事務局 縁'],
      ['proposed', '事務局 縁'],
      ['sent_back', '会計 結'],
      ['proposed', '事務局 縁'],
      ['confirmed', '会計 結'],
    ],
  )
  assert.equal(detail.difference.owner, '事務局 縁')
  // What two people have resolved stays so, while the file says the same.
  await reconcile(town, first)
  assert.deepEqual(await kinds(first), [])
  const audited = await town.database.many(sql`
    select act from operators.audit where subject = ${params.id} order by at, id`)
  assert.equal(audited.length, 4)
  await assert.rejects(
    town.database.run(sql`
      update reconciliation.difference set confirmed_by = proposed_by where id = ${params.id}`),
  )
  assert.equal(await first.refused(contract.takeDifference, { params: { id: makeId() } }), 'not_found')
})

async function importFile(client: Client, content: Buffer, name = '明細.txt') {
  const body = { id: makeId(), name, content: content.toString('base64') }
  return client.ask(contract.importStatement, { body })
}

test('入出金明細: the gateway’s lump sum pays for its days, and the clearing account is explained', async () => {
  await using town = await openTown()
  const { day } = await aDayLater(town)
  const client = await reconcile(town)
  const before = await clearingOf(client)
  assert.deepEqual(before.days, [{ day, charged: 14_000, paid: 0, left: 14_000 }])
  const paidOn = addDays(day, 1)
  const file = await town.bank.townStatement(day, paidOn)
  const imported = await importFile(client, file)
  assert.deepEqual([imported.state, imported.state === 'imported' && imported.fresh], ['imported', 1])
  const after = await clearingOf(client)
  assert.deepEqual([after.owed, after.days], [before.before, []])
  assert.equal((await dayRow(client, day))?.paidOn, paidOn)
  const posted = await town.database.many(sql`
    select p.kind, f.type as from, t.type as to, x.amount
    from ledger.posting p
    join ledger.transfer x on x.bucket = p.bucket and x.owner = p.owner and x.posting = p.id
    join ledger.account f on f.id = x.from_account join ledger.account t on t.id = x.to_account
    where p.kind in ('lump_sum', 'provider_fee') order by p.kind`)
  assert.deepEqual(posted, [
    { kind: 'lump_sum', from: 'bank_cash', to: 'bank_clearing', amount: 13_860 },
    { kind: 'provider_fee', from: 'provider_fees', to: 'bank_clearing', amount: 140 },
  ])
  assert.equal((await importFile(client, file)).state, 'known')
  const overlapping = await importFile(client, await town.bank.townStatement(addDays(day, -3), paidOn))
  assert.deepEqual(overlapping.state === 'imported' && [overlapping.fresh, overlapping.known], [0, 1])
  assert.equal((await clearingOf(client)).owed, after.owed)
})

test('突合: several workers at once, and one file imported twice at once, book everything once', async () => {
  await using town = await openTown()
  const { day } = await aDayLater(town)
  await town.bank.spoilFile(day, 'extra_line')
  const client = await town.signInOperator(office.mail)
  await Promise.all([1, 2, 3, 4].map(() => runReconciliation(town.context)))
  const found = await differences(client)
  assert.equal(new Set(found.map(({ kind, reference }) => `${kind} ${reference}`)).size, found.length)
  await town.bank.spoilFile(day, null)
  const file = await town.bank.townStatement(day, addDays(day, 1))
  const [first, second, third] = await Promise.all([
    importFile(client, file),
    importFile(client, file),
    importFile(client, file),
    runReconciliation(town.context),
    runReconciliation(town.context),
  ])
  const states = [first, second, third].map(({ state }) => state)
  assert.deepEqual(states.toSorted(), ['imported', 'known', 'known'])
  await reconcile(town, client)
  assert.deepEqual(await kinds(client), [])
  const { booked } = await town.database.one<{ booked: number }>(sql`
    select count(*)::int as booked from ledger.posting where kind in ('lump_sum', 'provider_fee')`)
  assert.equal(booked, 2)
  assert.deepEqual((await clearingOf(client)).days, [])
})

test('入出金明細: a lump sum that no days explain is booked by two people', async () => {
  await using town = await openTown()
  const { day } = await aDayLater(town)
  const client = await reconcile(town)
  const entry = { on: addDays(day, 1), direction: 'in' as const, summary: 'ﾌﾘｺﾐ', payer: 'ｶ)ﾊﾞﾝｸﾍﾟｲｼﾕｳﾉｳ' }
  await town.bank.addTownEntry({ ...entry, amount: 777 })
  await town.bank.addTownEntry({ ...entry, amount: 500, payer: 'ｻｲﾀﾏ ﾀﾛｳ' })
  await town.bank.addTownEntry({ ...entry, amount: 440, direction: 'out', payer: '', summary: 'ﾃｽｳﾘﾖｳ' })
  const imported = await importFile(client, await town.bank.townStatement(day, addDays(day, 1)))
  assert.equal(imported.state === 'imported' && imported.fresh, 4)
  const [found] = await differences(client)
  assert.deepEqual([found?.kind, found?.theirAmount], ['lump_sum_unexplained', 777])
  const params = { id: found?.id ?? '' }
  const proposal = { id: makeId(), resolution: 'book_lump_sum' as const, note: '前の月の調整' }
  await client.ask(contract.proposeResolution, { params, body: proposal })
  const second = await town.signInOperator(manager.mail)
  await second.ask(contract.decideResolution, { params, body: { id: makeId(), confirm: true, note: '' } })
  assert.equal((await clearingOf(client)).unassigned, 777)
  const { statements } = await client.ask(contract.listProviderFiles)
  const statement = await client.ask(contract.readStatement, { params: { id: statements[0]?.id ?? '' } })
  assert.deepEqual(
    statement.rows.map(({ amount, title, booked, days }) => [amount, title, booked, days.length]),
    [
      [13_860, '銀行口座', true, 1],
      [777, '銀行口座', true, 0],
      [500, null, false, 0],
      [440, null, false, 0],
    ],
  )
})

test('入出金明細: a file with anything wrong is not imported, and the answer says where', async () => {
  await using town = await openTown()
  const { day } = await aDayLater(town)
  const client = await reconcile(town)
  const file = await town.bank.townStatement(day, addDays(day, 1))
  const wrong = Buffer.from(file.toString('latin1').replace('13860', '13861'), 'latin1')
  assert.deepEqual(await importFile(client, wrong), {
    state: 'unreadable',
    faults: [{ line: 3, column: 8, code: 'total_differs' }],
  })
  const another = Buffer.from(file.toString('latin1').replaceAll('9000001', '9000002'), 'latin1')
  const body = { id: makeId(), name: 'x', content: another.toString('base64') }
  assert.equal(await client.refused(contract.importStatement, { body }), 'statement_of_another_account')
  assert.deepEqual((await client.ask(contract.listProviderFiles)).statements, [])
})

test('突合: only the office may look', async () => {
  await using town = await openTown()
  const hanako = await town.signIn('hanako')
  assert.equal(await hanako.refused(contract.listReconciledDays, { query: {} }), 'not_signed_in')
  assert.equal(await hanako.refused(contract.runReconciliation), 'not_signed_in')
})
