import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { freezeResident } from '#contract/operators.ts'
import { runChecks } from '../operators/run-checks.ts'
import { openSmallTown, type SmallTown } from '../../test/small-town.ts'
import { sql } from '../lib/database.ts'
import { makeId } from '../lib/id.ts'
import { Refusal } from '../lib/refusal.ts'
import { freeze, unfreeze } from './freeze.ts'

let town: SmallTown

before(async () => {
  town = await openSmallTown()
})

after(() => town.close())

const ask = (residentId: string, id: string, reason = '紛失の届け出') =>
  town.call<typeof freezeResident>(town.book.operator, { params: { residentId }, body: { id, reason } })

const state = () =>
  town.owner.one<{ frozen: boolean; rows: number; audited: number }>(sql`
    select
      (select frozen from ledger.wallet where id = ${town.book.resident}) as frozen,
      (select count(*)::int from residents.freeze) as rows,
      (select count(*)::int from operators.audit) as audited`)

const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code

test('a freeze stops the wallet once, however often it is sent, and is written down', async () => {
  const { resident, store } = town.book
  const id = makeId()
  await Promise.all([1, 2, 3].map(() => freeze(ask(resident, id))))
  assert.deepEqual(await state(), { frozen: true, rows: 1, audited: 1 })
  const { outcome } = await town.owner.one<{ outcome: string }>(sql`
    select outcome from payments.pay(${[makeId()]}::uuid[], ${[resident]}::uuid[], ${[store]}::uuid[],
      ${[1]}::bigint[], ${[0]}::bigint[], ${['store_code']}::text[], now())`)
  assert.equal(outcome, 'frozen')
  await unfreeze(ask(resident, makeId(), '見つかった'))
  assert.deepEqual(await state(), { frozen: false, rows: 2, audited: 2 })
  // A late repetition of the freeze does not stop the wallet again.
  await freeze(ask(resident, id))
  assert.deepEqual(await state(), { frozen: false, rows: 2, audited: 2 })
  const offending = (await runChecks(town.owner)).filter(({ rows }) => rows.length > 0)
  assert.deepEqual(offending, [])
})

test('nobody is frozen who is not there, and no id stands for two acts', async () => {
  const { resident } = town.book
  const first = await state()
  await assert.rejects(freeze(ask(makeId(), makeId())), refused('not_found'))
  const id = makeId()
  await unfreeze(ask(resident, id))
  await assert.rejects(freeze(ask(resident, id)), refused('invalid_input'))
  await assert.rejects(unfreeze(ask(resident, id, '別の理由')), refused('invalid_input'))
  const { frozen, rows, audited } = await state()
  assert.deepEqual(
    { frozen, rows, audited },
    { frozen: false, rows: first.rows + 1, audited: first.audited + 1 },
  )
})
