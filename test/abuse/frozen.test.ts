// ABU-A13: a freeze stops, with the next request, whatever a resident could do to money, ways in and factors.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endpoints } from '#contract/all.ts'
import { linkBankAccount, readBankAccount, tellBankAccount } from '#contract/bank-accounts.ts'
import { readCardCheck, startCardCheck } from '#contract/identity.ts'
import { freezeResident, unfreezeResident } from '#contract/operators.ts'
import { readMe } from '#contract/residents.ts'
import { signIn } from '#contract/sign-in.ts'
import { whileFrozen } from '#contract/while-frozen.ts'
import { makeId } from '#server/lib/id.ts'
import type { Client } from '../client.ts'
import { office, personOf } from '../people.ts'
import { register } from '../steps.ts'
import { openTown, type Town } from '../town.ts'

/** Every act of a resident, and what a freeze does to it. A new endpoint has to be written down here. */
const acts: Record<string, ReturnType<typeof whileFrozen>> = {
  'POST /me/passkeys': 'stops',
  'POST /me/gift-codes': 'stops',
  'POST /me/gift-receivers': 'stops',
  'POST /me/gifts': 'decides',
  'POST /me/paper-card': 'decides',
  'POST /me/helper-codes': 'stops',
  'POST /me/helper-lookups': 'stops',
  'POST /me/helpers': 'stops',
  'PUT /me/helpers/:id': 'stops',
  'DELETE /me/helpers/:id': 'allowed',
  'DELETE /me/relatives/:id': 'allowed',
  'POST /me/relatives/:id/payer-codes': 'decides',
  'POST /me/relatives/:id/top-ups': 'decides',
  'POST /me/mail-changes': 'stops',
  'PUT /me/password': 'stops',
  'POST /me/authenticator/confirmation': 'stops',
  'POST /me/second-step/confirmation': 'stops',
  'POST /me/step-ups/answers': 'stops',
  'POST /me/step-ups/passkeys': 'stops',
  'POST /me/recovery-codes': 'stops',
  'DELETE /me/authenticator': 'stops',
  'DELETE /me/passkeys/:passkeyId': 'stops',
  'POST /me/mail-verifications': 'stops',
  'PUT /me/phone': 'stops',
  'DELETE /me/devices/:deviceId': 'stops',
  'POST /me/sign-out-elsewhere': 'allowed',
  'POST /me/sign-out-everywhere': 'allowed',
  'POST /me/authenticator': 'stops',
  'POST /me/passkeys/options': 'stops',
  'POST /me/second-step': 'stops',
  'POST /me/step-ups': 'stops',
  'POST /mail-verifications': 'stops',
  'POST /me/ways-in/finish': 'stops',
  'PUT /me/ways-in/password': 'stops',
  'POST /me/ways-in/:provider': 'stops',
  'DELETE /me/ways-in/:provider': 'stops',
  'PUT /me/profile': 'stops',
  'PUT /me/language': 'allowed',
  'POST /me/leaving': 'decides',
  'POST /me/card-checks': 'stops',
  'POST /me/bank-accounts': 'decides',
  'POST /me/bank-accounts/:id/details': 'stops',
  'DELETE /me/bank-accounts/:id': 'stops',
  'DELETE /me/cards/:id': 'stops',
  'POST /me/top-ups/:id/confirmation': 'decides',
  'POST /me/top-ups': 'decides',
  'POST /me/top-ups/:id/passcodes': 'stops',
  'DELETE /me/automatic-top-up': 'allowed',
  'PUT /me/automatic-top-up': 'decides',
  'POST /me/card-top-ups/:id/visits': 'stops',
  'POST /me/card-top-ups/:id/departure': 'allowed',
  'POST /me/card-top-ups': 'decides',
  'POST /me/atm-links': 'decides',
  'POST /me/charge-codes/redemptions': 'decides',
  'POST /me/counter-codes': 'decides',
  'POST /me/payments': 'decides',
  'POST /me/payer-codes/end': 'allowed',
  'POST /me/payment-withdrawals': 'allowed',
  'POST /me/payer-codes': 'decides',
  'POST /stores/lookup': 'allowed',
  'PUT /me/notices/wishes': 'stops',
  'POST /me/notices/readings': 'allowed',
  'POST /me/push-subscriptions/rehearsal': 'stops',
  'PUT /me/push-subscriptions': 'stops',
  'POST /me/push-subscriptions/removal': 'allowed',
}

const everything = endpoints.filter(({ audience }) => audience === 'resident')
const ofResidents = everything.filter(({ method }) => method !== 'GET')
const looks = everything.filter(({ method }) => method === 'GET')

async function freeze(town: Town, residentId: string): Promise<void> {
  const console = await town.signInOperator(office.mail)
  const body = { id: makeId(), reason: '不正利用の疑い' }
  await console.ask(freezeResident, { params: { residentId }, body })
}

/** What an endpoint says to an empty body, whatever it is about. */
async function knock(client: Client, { method, path }: { method: string; path: string }): Promise<string> {
  const url = `/api${path.replaceAll(/:[a-zA-Z]+/g, () => makeId())}`
  const headers = { 'content-type': 'application/json' }
  const answer = await client.send({ method: method as 'POST', url, body: '{}', headers })
  return answer.status < 400 ? 'ok' : (JSON.parse(answer.body) as { code: string }).code
}

test('ABU-A13 every act of a resident is either stopped by a freeze, or has a reason not to be', () => {
  const found = Object.fromEntries(
    ofResidents.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, whileFrozen(endpoint)]),
  )
  assert.deepEqual(found, acts)
})

test('ABU-A13 a frozen resident is refused every one of them, on every device, and may still look', async () => {
  await using town = await openTown()
  const { id, mail, password, client } = await register(town)
  const tablet = town.newClient()
  await tablet.ask(signIn, { body: { mail, password } })
  await freeze(town, id)
  for (const device of [client, tablet]) {
    assert.equal((await device.ask(readMe)).frozen, true)
    for (const endpoint of ofResidents) {
      const name = `${endpoint.method} ${endpoint.path}`
      // Signing out works, and would end the test.
      if (/sign-out/.test(name)) continue
      const code = await knock(device, endpoint)
      if (acts[name] === 'stops') assert.equal(code, 'frozen', name)
      if (acts[name] === 'allowed') assert.notEqual(code, 'frozen', name)
    }
  }
  for (const endpoint of looks) assert.notEqual(await knock(client, endpoint), 'frozen', endpoint.path)
  const console = await town.signInOperator(office.mail)
  const body = { id: makeId(), reason: '本人と確認できた' }
  await console.ask(unfreezeResident, { params: { residentId: id }, body })
  for (const endpoint of ofResidents.filter((each) => whileFrozen(each) === 'stops')) {
    if (!/sign-out/.test(endpoint.path))
      assert.notEqual(await knock(client, endpoint), 'frozen', endpoint.path)
  }
})

async function freezeNow(town: Town, residentId: string): Promise<void> {
  const operator = await town.signInOperator(office.mail)
  const body = { id: makeId(), reason: '不正利用の疑い' }
  await operator.ask(freezeResident, { params: { residentId }, body })
}

test('ABU-A13 a card check that was begun before the freeze ends without the card', async () => {
  await using town = await openTown()
  const { client, id } = await register(town)
  const { redirectUrl } = await client.ask(startCardCheck)
  const back = await town.idCard.walk(redirectUrl, 'taro')
  await freezeNow(town, id)
  await client.send({ method: 'GET', url: back.pathname + back.search })
  const check = await client.ask(readCardCheck)
  assert.deepEqual([check.state, check.reason], ['failed', 'frozen'])
  assert.equal((await client.ask(readMe)).proofs.card, false)
})

test('ABU-A13 a bank account that was begun before the freeze is not linked, here or at the gateway', async () => {
  await using town = await openTown()
  const aoi = await town.signIn('aoi')
  const id = makeId()
  const { form } = await aoi.ask(linkBankAccount, { body: { id, bankCode: '0017' } })
  const start =
    form ??
    (await aoi.ask(tellBankAccount, { params: { id }, body: { branchCode: '001', number: '7777777' } }))
  await town.bank.walkLink({ start, phone: '+816099990005', number: '7777777' })
  await freezeNow(town, personOf('aoi').id)
  const account = await aoi.ask(readBankAccount, { params: { id } })
  assert.deepEqual([account.state, account.reason], ['failed', 'frozen'])
  const ref = { memberId: personOf('aoi').id, accountRef: id }
  assert.notEqual((await town.context.providers.bank.readLink(ref)).state, 'linked')
})
