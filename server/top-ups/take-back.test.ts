import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { runChecks } from '../operators/run-checks.ts'
import { ledgerTable } from '../../test/ledger-table.ts'
import { writeTopUp } from '../../test/small-book.ts'
import { openSmallTown, type SmallTown } from '../../test/small-town.ts'
import { sql } from '../lib/database.ts'
import { finishTopUp } from './finish.ts'
import { readDetail } from './read.ts'
import { takeBackTopUp } from './take-back.ts'

let town: SmallTown

beforeEach(async () => {
  town = await openSmallTown()
})

afterEach(async () => {
  const wrong = (await runChecks(town.owner)).filter(({ rows }) => rows.length > 0)
  await town.close()
  assert.deepEqual(wrong, [])
})

const takeBack = (part: { topUpId?: string; amount: number; providerRef?: string }) =>
  town.context.database.transact((tx) =>
    takeBackTopUp(tx, {
      ...{ topUpId: town.book.topUp, cause: 'chargeback', providerRef: 'reversal-1', at: new Date() },
      ...part,
    }),
  )

const detailOf = (id: string) => readDetail(town.context, town.book.resident, id)
const readRow = (id: string) =>
  town.owner.one<{ state: string; attention: string | null; because: string | null }>(
    sql`select state, attention, declined_because as because from top_ups.top_up where id = ${id}`,
  )
const open = (state: string) =>
  writeTopUp(town.owner, { resident: town.book.resident, amount: 3000, state, now: new Date() })
const lastLines = async (count: number) =>
  (await ledgerTable(town.owner, town.book.resident)).split('\n').slice(-count)

test('what the wallet still holds goes back, and the resident sees it', async () => {
  await takeBack({ amount: 4000 })
  assert.deepEqual(await lastLines(1), ['top_up_return   wallet → bank_clearing   coin   4,000'])
  const detail = await detailOf(town.book.topUp)
  assert.deepEqual([detail.state, detail.takenBack], ['succeeded', { amount: 4000, owed: 0 }])
})

test('FLT-V15 what was spent meanwhile is owed', async () => {
  // Of 10,000 the small book's resident has spent 2,000.
  await takeBack({ amount: 10_000 })
  assert.deepEqual((await detailOf(town.book.topUp)).takenBack, { amount: 10_000, owed: 2000 })
  const { owed } = await town.owner.one<{ owed: number }>(sql`
    select sum(amount)::bigint as owed from ledger.transfer t join ledger.account a on a.id = t.from_account
    where a.type = 'receivable'`)
  assert.equal(owed, 2000)
  assert.deepEqual(await lastLines(1), ['top_up_return   wallet → bank_clearing   coin   8,000'])
})

test('one reversal takes back once, also when it is told many times at once', async () => {
  await Promise.all(Array.from({ length: 8 }, () => takeBack({ amount: 1000 })))
  assert.equal((await detailOf(town.book.topUp)).takenBack.amount, 1000)
  await takeBack({ amount: 1000, providerRef: 'reversal-2' })
  assert.equal((await detailOf(town.book.topUp)).takenBack.amount, 2000)
})

test('more than was credited moves nothing and is for a person', async () => {
  await takeBack({ amount: 6000 })
  await takeBack({ amount: 4001, providerRef: 'reversal-2' })
  assert.equal((await detailOf(town.book.topUp)).takenBack.amount, 6000)
  assert.equal((await readRow(town.book.topUp)).attention, 'taken_back_too_much')
})

test('FLT-V09 a reversal that comes before the success ends the top-up, and the success does nothing', async () => {
  const id = await open('requested')
  await takeBack({ topUpId: id, amount: 3000 })
  const paid = { state: 'succeeded', providerRef: 'late' } as const
  await finishTopUp(town.context, id, paid, { thenAskAgain: false })
  assert.deepEqual(await readRow(id), { state: 'declined', attention: null, because: 'refunded' })
  const part = await open('unknown')
  await takeBack({ topUpId: part, amount: 1000 })
  assert.equal((await readRow(part)).attention, 'not_expected')
})

test('a provider that has given all back, asked after success, is believed once', async () => {
  for (const _ of [1, 2]) {
    await finishTopUp(town.context, town.book.topUp, { state: 'refunded' }, { thenAskAgain: false })
  }
  assert.deepEqual((await detailOf(town.book.topUp)).takenBack, { amount: 10_000, owed: 2000 })
})

test('FLT-V12 FLT-V13 what differs, or has paid before, is never posted', async () => {
  const [differs, first, twin] = [await open('requested'), await open('requested'), await open('requested')]
  const finish = (id: string, providerRef: string, amount = 3000) => {
    const outcome = { state: 'succeeded', providerRef, amount, currency: 'JPY' } as const
    return finishTopUp(town.context, id, outcome, { thenAskAgain: false })
  }
  await finish(differs, 'a', 30_000)
  await finish(first, 'b')
  await finish(twin, 'b')
  assert.deepEqual(
    [await readRow(differs), await readRow(first), await readRow(twin)].map((row) => [
      row.state,
      row.attention,
    ]),
    [
      ['needs_attention', 'amount_differs'],
      ['succeeded', null],
      ['needs_attention', 'reference_used'],
    ],
  )
})
