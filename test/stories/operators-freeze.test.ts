import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as office from '#contract/operators.ts'
import { findStoreToPay } from '#contract/merchants.ts'
import { pay } from '#contract/payments.ts'
import { readWallet } from '#contract/wallets.ts'
import { makeId } from '#server/lib/id.ts'
import { bakeryNumber, personOf } from '../people.ts'
import { openTown } from '../town.ts'

const officeMail = 'office@enishi-saitama.example.jp'

test('the office finds a resident, freezes the wallet at once, and lifts it again', async () => {
  await using town = await openTown()
  const [console, hanako] = await Promise.all([town.signInOperator(officeMail), town.signIn('hanako')])
  const { id: residentId, familyKana } = personOf('hanako')
  const { residents } = await console.ask(office.findResidents, { query: { search: familyKana } })
  const found = residents.find(({ id }) => id === residentId)
  assert.deepEqual(found?.proofs, { mail: true, sms: true, card: true })
  assert.equal(found.coin, (await hanako.ask(readWallet)).coin)

  const { id: storeId } = await hanako.ask(findStoreToPay, { body: { text: bakeryNumber } })
  const payment = () => ({
    body: { id: makeId(), storeId, coin: 100, points: 0, via: 'store_number' as const },
  })
  const change = () => ({ params: { residentId }, body: { id: makeId(), reason: '端末紛失の届け出' } })
  await console.ask(office.freezeResident, change())
  assert.equal(await hanako.refused(pay, payment()), 'frozen')
  await console.ask(office.unfreezeResident, change())
  await hanako.ask(pay, payment())
  assert.equal(await hanako.refused(office.freezeResident, change()), 'not_signed_in')
})

test('the overview and the checks show that the books are right', async () => {
  await using town = await openTown()
  const console = await town.signInOperator(officeMail)
  const { name } = await console.ask(office.readOperator)
  assert.notEqual(name, '')
  const overview = await console.ask(office.readOverview)
  assert.ok(overview.unspent.coin > 0 && overview.stores > 0)
  const { checks } = await console.ask(office.readBooks)
  assert.ok(checks.length > 20)
  assert.ok(checks.every(({ offending }) => offending === 0))
})
