// オートチャージ: off until somebody switches it on, under the person's own ceiling, and off again after a decline.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  readAutomaticTopUp,
  switchOffAutomaticTopUp,
  switchOnAutomaticTopUp,
} from '#contract/automatic-top-ups.ts'
import { pay } from '#contract/payments.ts'
import { readWallet } from '#contract/wallets.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { beginAutomatic } from '#server/top-ups/top-up-automatically.ts'
import { bankAccountIdOf } from '../../bin/lib/seed-people.ts'
import type { Client } from '../client.ts'
import { bakeryNumber, personOf, phoneOf, storeIdOf } from '../people.ts'
import { linkAccount } from '../steps.ts'
import { openTown, type Town } from '../town.ts'

const agreed = { below: 5_000, amount: 10_000, monthlyCeiling: 30_000 }

async function hanakoIn(town: Town, agreement = agreed, bankAccountId = bankAccountIdOf(personOf('hanako'))) {
  const client = await town.signIn('hanako')
  await client.ask(switchOnAutomaticTopUp, { body: { ...agreement, bankAccountId } })
  await town.work()
  return client
}

const spend = (client: Client, coin: number, id = makeId()) =>
  client.ask(pay, {
    body: { id, storeId: storeIdOf(bakeryNumber), coin, points: 0, via: 'store_number' as const },
  })

async function settle(town: Town) {
  for (let round = 0; round < 3; round += 1) await town.work()
}

async function lastSubject(town: Town): Promise<string> {
  return (await town.inboxOf(personOf('hanako').mail).all()).at(-1)?.subject ?? ''
}

test('オートチャージ: below the line the agreed amount comes, with its bonus, by itself and with a mail', async () => {
  await using town = await openTown()
  const fresh = await town.signIn('hanako')
  const before = await fresh.ask(readAutomaticTopUp)
  assert.deepEqual([before.state, before.agreement], ['off', null])
  const client = await hanakoIn(town)
  const { coin, points } = await client.ask(readWallet)
  await spend(client, coin - 5_000)
  await settle(town)
  assert.equal((await client.ask(readWallet)).coin, 5_000, 'at the line nothing happens')
  await spend(client, 1)
  await settle(town)
  const after = await client.ask(readWallet)
  assert.deepEqual([after.coin, after.points], [14_999, points + 300])
  const { state, toppedUpThisMonth } = await client.ask(readAutomaticTopUp)
  assert.deepEqual([state, toppedUpThisMonth], ['on', 10_000])
  assert.match(await lastSubject(town), /オートチャージしました/)
})

test('オートチャージ: the ceiling of a month holds, is told once, and ends with the month', async () => {
  await using town = await openTown()
  const client = await hanakoIn(town, { ...agreed, monthlyCeiling: 15_000 })
  const { coin } = await client.ask(readWallet)
  await spend(client, coin - 4_000)
  await settle(town)
  await spend(client, 10_000)
  await settle(town)
  await spend(client, 100)
  await settle(town)
  assert.equal((await client.ask(readWallet)).coin, 3_900)
  const { state, held } = await client.ask(readAutomaticTopUp)
  assert.deepEqual([state, held?.because], ['on', 'monthly_ceiling'])
  assert.match(await lastSubject(town), /行われませんでした/)
  town.clock.advance({ days: 31 })
  const { id } = await town.database.one<{ id: string }>(sql`select ledger.uuid7(${town.clock.now()}) as id`)
  await spend(client, 100, id)
  await settle(town)
  assert.equal((await client.ask(readWallet)).coin, 13_800)
})

test('オートチャージ: a decline switches it off and says so; off, nothing happens any more', async () => {
  await using town = await openTown()
  const person = personOf('hanako')
  const signedIn = await town.signIn('hanako')
  const poor = await linkAccount(town, { client: signedIn, phone: phoneOf(person) }, '1234500')
  const client = await hanakoIn(town, agreed, poor.id)
  const { coin } = await client.ask(readWallet)
  await spend(client, coin - 1_000)
  await settle(town)
  const { state, stoppedBecause } = await client.ask(readAutomaticTopUp)
  assert.deepEqual([state, stoppedBecause], ['stopped', 'declined'])
  assert.match(await lastSubject(town), /オートチャージを止めました/)
  await spend(client, 100)
  await settle(town)
  assert.equal((await client.ask(readWallet)).coin, 900)
  await client.ask(switchOnAutomaticTopUp, {
    body: { ...agreed, bankAccountId: bankAccountIdOf(person) },
  })
  const off = await client.ask(switchOffAutomaticTopUp)
  assert.equal(off.state, 'off')
  await spend(client, 100)
  await settle(town)
  assert.equal((await client.ask(readWallet)).coin, 800)
})

test('オートチャージ: what is agreed to fits the limits, and needs a fresh proof of who is there', async () => {
  await using town = await openTown()
  const client = await town.signIn('hanako')
  const bankAccountId = bankAccountIdOf(personOf('hanako'))
  const no = (part: Partial<typeof agreed>, account = bankAccountId) =>
    client.refused(switchOnAutomaticTopUp, { body: { ...agreed, ...part, bankAccountId: account } })
  assert.equal(await no({}, makeId()), 'bank_account_not_ready')
  assert.equal(await no({ amount: 999 }), 'top_up_below_minimum')
  assert.equal(await no({ amount: 49_001, monthlyCeiling: 100_000 }), 'top_up_over_limit')
  assert.equal(await no({ monthlyCeiling: 9_999 }), 'automatic_ceiling_wrong')
  assert.equal(await no({ monthlyCeiling: 300_001 }), 'automatic_ceiling_wrong')
  assert.equal(await no({ below: 290_001 }), 'balance_over_cap')
  town.clock.advance({ minutes: 11 })
  assert.equal(await no({}), 'step_up_required')
  assert.equal((await client.ask(readAutomaticTopUp)).state, 'off')
})

test('ABU-R06 fifty workers that find the same wallet below the line begin one top-up', async () => {
  await using town = await openTown()
  const client = await hanakoIn(town)
  const { coin } = await client.ask(readWallet)
  await spend(client, coin - 100)
  const begun = await Promise.all(
    Array.from({ length: 50 }, () => beginAutomatic(town.context, personOf('hanako').id)),
  )
  assert.equal(begun.filter((each) => each !== undefined).length, 1)
  await settle(town)
  assert.equal((await client.ask(readWallet)).coin, 10_100)
  const { orders } = await town.database.one<{ orders: number }>(sql`
    select count(*)::int as orders from top_ups.top_up where automatic`)
  assert.equal(orders, 1)
})
