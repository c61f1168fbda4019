// What is refused because of the world around, not because of what was asked for.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { linkBankAccount } from '#contract/bank-accounts.ts'
import { startCardCheck } from '#contract/identity.ts'
import { readMe } from '#contract/residents.ts'
import { sendMailVerification, setPhone, signIn, startSecondStep } from '#contract/sign-in.ts'
import { makeId } from '#server/lib/id.ts'
import { demoPassword, personOf } from '../people.ts'
import { register } from '../steps.ts'
import { openTown } from '../town.ts'

test('another site cannot act with a visitor’s cookies', async () => {
  await using town = await openTown()
  const client = await town.signIn('shinta')
  const answer = await client.send({
    method: 'POST',
    url: '/api/me/mail-verifications',
    headers: { origin: 'https://elsewhere.example' },
  })
  assert.deepEqual([answer.status, (JSON.parse(answer.body) as { code: string }).code], [403, 'not_allowed'])
})

test('a request larger than any honest one is too_large', async () => {
  await using town = await openTown()
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ mail: 'x'.repeat(100_000) })
  const answer = await town.newClient().send({ method: 'POST', url: '/api/sign-in', headers, body })
  assert.equal((JSON.parse(answer.body) as { code: string }).code, 'too_large')
})

test('wrong passwords in a row pause the sign-in, also for the right one', async () => {
  await using town = await openTown()
  const { mail } = personOf('shinta')
  const client = town.newClient()
  for (let tries = 0; tries < 5; tries += 1) {
    const wrong = { body: { mail, password: `wrong-password-${tries}` } }
    assert.equal(await client.refused(signIn, wrong), 'wrong_mail_or_password')
  }
  const right = { body: { mail, password: demoPassword } }
  assert.equal(await client.refused(signIn, right), 'sign_in_paused')
  town.clock.advance({ minutes: 60 })
  assert.deepEqual(await client.ask(signIn, right), { state: 'signed_in' })
})

test('a mailbox is not flooded: after some links there are too_many_requests', async () => {
  await using town = await openTown()
  const client = await town.signIn('shinta')
  let sent = 0
  while ((await client.call(sendMailVerification)).status === 200) {
    sent += 1
    assert.ok(sent < 50)
  }
  assert.equal(await client.refused(sendMailVerification), 'too_many_requests')
  town.clock.advance({ minutes: 61 })
  await client.ask(sendMailVerification)
})

test('a phone that takes no SMS is told as sms_not_sent', async () => {
  await using town = await openTown()
  const { client } = await register(town)
  await client.ask(setPhone, { body: { phone: '09011110003' } })
  assert.equal(await client.refused(startSecondStep), 'sms_not_sent')
  assert.equal((await client.ask(readMe)).proofs.sms, false)
})

test('when the card check cannot be reached it is card_check_unavailable, and works afterwards', async () => {
  await using town = await openTown()
  const { client } = await register(town)
  await town.idCard.fault({ match: '/', effect: 'error' })
  assert.equal(await client.refused(startCardCheck), 'card_check_unavailable')
  await client.ask(startCardCheck)
})

test('when the bank cannot be reached it is bank_unavailable, and the same id works afterwards', async () => {
  await using town = await openTown()
  const client = await town.signIn('aoi')
  const body = { id: makeId(), bankCode: '0017' }
  await town.bank.fault({ match: '/MemberAdd', effect: 'error' })
  assert.equal(await client.refused(linkBankAccount, { body }), 'bank_unavailable')
  await client.ask(linkBankAccount, { body })
  const other = { body: { ...body, bankCode: '0133' } }
  const code = await client.refused(linkBankAccount, other)
  assert.equal(code, 'bank_account_exists_with_different_content')
})
