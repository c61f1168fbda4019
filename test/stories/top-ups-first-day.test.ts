// A new device lowers what may be topped up for a day, on every device of its owner.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { finishSecondStep, signIn } from '#contract/sign-in.ts'
import { readTopUpTerms, requestTopUp } from '#contract/top-ups.ts'
import { makeId } from '#server/lib/id.ts'
import { registerWithAccount, topUp } from '../steps.ts'
import { openTown } from '../town.ts'

test('ABU-A12 新しい端末の最初の1日: 10,000円 in all, then as before', async () => {
  await using town = await openTown()
  const resident = await registerWithAccount(town, { card: 'sakura', number: '1234567' })
  const { client, mail, password, phone, bankAccountId } = resident
  assert.equal((await client.ask(readTopUpTerms)).leftOnFirstDay, null)
  await topUp(town, resident, 20_000)

  const device = town.newClient()
  const started = await device.ask(signIn, { body: { mail, password } })
  assert.ok(started.state === 'second_step')
  const code = await town.phoneOf(phone).lastCode()
  await device.ask(finishSecondStep, { body: { challengeId: started.challengeId, code } })
  for (const each of [client, device]) {
    const { maximum, leftOnFirstDay } = await each.ask(readTopUpTerms)
    assert.deepEqual([maximum, leftOnFirstDay], [10_000, 10_000])
    const body = { id: makeId(), bankAccountId, amount: 10_001 }
    assert.equal(await each.refused(requestTopUp, { body }), 'top_up_over_first_day_limit')
  }
  await topUp(town, { client: device, phone, bankAccountId }, 8_000)
  assert.equal((await client.ask(readTopUpTerms)).maximum, 2_000)

  town.clock.advance({ days: 1 })
  const { maximum, leftOnFirstDay } = await client.ask(readTopUpTerms)
  assert.deepEqual([maximum, leftOnFirstDay], [49_000, null])
})
