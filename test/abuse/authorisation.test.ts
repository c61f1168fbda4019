// ABU-Z: every endpoint of the contract against whoever may not call it. A new endpoint is tried by itself.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endpoints } from '#contract/all.ts'
import { listCards } from '#contract/cards.ts'
import { makeCounterCode } from '#contract/counters.ts'
import type { Audience, Endpoint } from '#contract/endpoint.ts'
import type { Problem } from '#contract/refusals.ts'
import { addPasskey, listDevices, readSecondSteps, startPasskey } from '#contract/sign-in.ts'
import { staffSignIn } from '#contract/merchants.ts'
import { operatorSignIn } from '#contract/operator-sign-in.ts'
import { linkAtm } from '#contract/atm.ts'
import { showPayerCode } from '#contract/payment-codes.ts'
import { readTopUp } from '#contract/top-ups.ts'
import { makeId } from '#server/lib/id.ts'
import type { Client } from '../client.ts'
import { begin, topUpByCard } from '../card.ts'
import { beginHelp } from '../relatives.ts'
import { makePasskey } from '../passkey.ts'
import { bakeryOwner, counterClerk, demoPassword, office } from '../people.ts'
import { register, registerWithAccount, topUp } from '../steps.ts'
import { openTown } from '../town.ts'

const closed = endpoints.filter(({ audience }) => audience !== 'anyone')
const nameOf = ({ method, path }: Endpoint) => `${method} ${path}`

/** Calls an endpoint with these path parameters and this body, whatever the contract says of them. */
async function knock(
  client: Client,
  { method, path }: Endpoint,
  { fill = () => makeId(), body = {}, cookie }: { fill?: () => string; body?: object; cookie?: string } = {},
) {
  const answer = await client.send({
    method,
    url: `/api${path.replaceAll(/:\w+/g, fill)}`,
    ...(method === 'GET' ? {} : { body: JSON.stringify(body) }),
    headers: {
      ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
      ...(cookie ? { cookie } : {}),
    },
  })
  const isProblem = String(answer.headers['content-type']).startsWith('application/problem+json')
  return { status: answer.status, problem: isProblem ? (JSON.parse(answer.body) as Problem) : undefined }
}

test('ABU-Z06 nobody gets past any closed endpoint, and nothing of the workshop is served', async () => {
  await using town = await openTown()
  const stranger = town.newClient()
  for (const endpoint of closed) {
    const { status, problem } = await knock(stranger, endpoint)
    assert.deepEqual([status, problem?.code], [401, 'not_signed_in'], nameOf(endpoint))
  }
  const workshop = [
    '/.git/config',
    '/.env',
    '/package.json',
    '/server/app.ts',
    '/metrics',
    '/api',
    '/api/admin',
  ]
  for (const url of [...workshop, '/..%2f..%2fetc%2fpasswd', '/assets/../../package.json']) {
    const { status, headers, body } = await stranger.send({ method: 'GET', url })
    const isStartPage = status === 200 && String(headers['content-type']).startsWith('text/html')
    assert.ok(isStartPage || status === 404 || status === 400, `${url} answered ${status}`)
    assert.doesNotMatch(body, /"dependencies"|\[core\]|root:|import /)
  }
})

test('ABU-Z02 each endpoint answers its own audience only, whatever a cookie calls itself', async () => {
  await using town = await openTown()
  const roles: Exclude<Audience, 'anyone'>[] = ['resident', 'staff', 'operator']
  const { mail, password } = await register(town)
  const bodies = {
    resident: ['/api/sign-in', { mail, password }],
    staff: [`/api${staffSignIn.path}`, { mail: bakeryOwner.mail, password: demoPassword }],
    operator: [`/api${operatorSignIn.path}`, { mail: office.mail, password: demoPassword }],
  } as const
  for (const role of roles) {
    const [url, body] = bodies[role]
    const { headers } = await town.newClient().send({
      method: 'POST',
      url,
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    })
    const lines = [headers['set-cookie'] ?? []].flat() as string[]
    const token = /=([^;]+)/.exec(lines.find((line) => line.startsWith(`enishi-${role}=`)) ?? '')?.[1]
    assert.ok(token, role)
    for (const endpoint of closed.filter(({ audience }) => audience !== role)) {
      // The token under its own name, and dressed as the other role's.
      const cookie = `enishi-${role}=${token}; enishi-${endpoint.audience}=${token}`
      const { status } = await knock(town.newClient(), endpoint, { cookie })
      assert.equal(status, 401, `${role} at ${nameOf(endpoint)}`)
    }
  }
})

test('ABU-Z01 the ids of somebody else’s things open nothing', async () => {
  await using town = await openTown()
  const victim = await registerWithAccount(town, { card: 'sakura', number: '1234567' })
  const topUpId = (await topUp(town, victim, 5_000)).id
  const counterCode = await victim.client.ask(makeCounterCode, { body: { id: makeId() } })
  const { id: byCardId } = await begin(victim, { amount: 1000 })
  await topUpByCard(town, victim, { amount: 1000, save: true })
  await town.work()
  const card = (await victim.client.ask(listCards)).cards[0]
  const { options } = await victim.client.ask(startPasskey)
  const credential = makePasskey(town.origin).make(options)
  await victim.client.ask(addPasskey, { body: { name: 'x', credential } })
  const passkey = (await victim.client.ask(readSecondSteps)).passkeys[0]
  const device = (await victim.client.ask(listDevices)).devices[0]
  const payerCode = await victim.client.ask(showPayerCode, { body: { tender: 'coin' } })
  const helpId = (await beginHelp(await town.signIn('aoi'), victim.client)).id
  const link = { id: makeId(), code: await town.atm.standAt().start() }
  await victim.client.ask(linkAtm, { body: link })
  const things: Record<string, string | undefined> = {
    '/me/bank-accounts/:id': victim.bankAccountId,
    '/me/bank-accounts/:id/details': victim.bankAccountId,
    '/me/cards/:id': card?.id,
    '/me/card-top-ups/:id/visits': byCardId,
    '/me/card-top-ups/:id/departure': byCardId,
    '/me/top-ups/:id': topUpId,
    '/me/top-ups/:id/passcodes': topUpId,
    '/me/top-ups/:id/confirmation': topUpId,
    '/me/history/:id': topUpId,
    '/me/counter-codes/:id': counterCode.id,
    '/me/payments/:id': topUpId,
    '/me/payments/:id/bonus': topUpId,
    '/me/payer-codes/:id': payerCode.id,
    '/me/atm-links/:id': link.id,
    '/me/passkeys/:passkeyId': passkey?.id,
    '/me/devices/:deviceId': device?.id,
    '/me/helpers/:id': helpId,
    '/me/relatives/:id': helpId,
    '/me/relatives/:id/wallet': helpId,
    '/me/relatives/:id/history': helpId,
    '/me/relatives/:id/payer-codes': helpId,
    '/me/relatives/:id/top-ups': helpId,
    '/me/relatives/:id/top-up-terms': helpId,
  }
  const bodies: Record<string, object> = {
    '/me/helpers/:id': { perDay: 0, perMonth: 0 },
    '/me/relatives/:id/payer-codes': { tender: 'coin' },
    '/me/relatives/:id/top-ups': { id: makeId(), bankAccountId: victim.bankAccountId, amount: 1000 },
  }
  const attacker = (await register(town)).client
  // A provider's name is nobody's thing: what it stands for is the caller's own.
  const mine = endpoints.filter(
    ({ audience, path }) => audience === 'resident' && /:(?!provider$)/.test(path),
  )
  for (const endpoint of mine) {
    const id = things[endpoint.path]
    assert.ok(id, `${nameOf(endpoint)} has no somebody else's thing in this test yet`)
    const usual = endpoint.body && !endpoint.path.endsWith('/details') ? { code: '000000' } : {}
    const body = endpoint.method === 'DELETE' ? {} : (bodies[endpoint.path] ?? usual)
    const { status, problem } = await knock(attacker, endpoint, { fill: () => id, body })
    assert.deepEqual([status, problem?.code], [404, 'not_found'], nameOf(endpoint))
  }
  assert.equal((await victim.client.ask(readTopUp, { params: { id: topUpId } })).state, 'succeeded')
  assert.equal((await victim.client.ask(readSecondSteps)).passkeys.length, 1)
})

test('ABU-Z03 no body takes a field that it does not declare', async () => {
  await using town = await openTown()
  const clients: Record<Audience, Client> = {
    anyone: town.newClient(),
    resident: (await register(town)).client,
    staff: await town.signInStaff(bakeryOwner.mail),
    operator: await town.signInOperator(office.mail),
  }
  // Who sits at a counter is asked nothing of the office, and the office nothing of a counter.
  const clerk = await town.signInOperator(counterClerk.mail)
  const body = {
    isAdmin: true,
    role: 'operator',
    balance: 1_000_000,
    state: 'succeeded',
    createdAt: '2020-01-01',
  }
  for (const endpoint of endpoints.filter((each) => each.body !== undefined)) {
    const { status, problem } = await knock(
      endpoint.duty === 'counter' ? clerk : clients[endpoint.audience],
      endpoint,
      {
        body,
      },
    )
    assert.deepEqual([status, problem?.code], [400, 'invalid_input'], nameOf(endpoint))
    const details = (problem?.errors ?? []).map(({ detail }) => detail).join(' ')
    assert.match(details, /Unrecognized keys/, `${nameOf(endpoint)} says nothing of the foreign fields`)
  }
})
