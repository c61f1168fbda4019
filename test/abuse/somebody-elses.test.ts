// ABU-Z: the ids of somebody else's things at the doors of stores and of the office, and on files.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { z } from 'zod'
import { endpoints } from '#contract/all.ts'
import type { Endpoint } from '#contract/endpoint.ts'
import { officeStoreCodePaperPath } from '#contract/merchants.ts'
import { chargePayerCode, requestPayment, slipPath } from '#contract/payment-codes.ts'
import { pay } from '#contract/payments.ts'
import { listStaffMembers } from '#contract/staff.ts'
import { requestAccountChange, requestListingChange } from '#contract/store-data.ts'
import { listStaffSessions, listTillDevices, makeTillDevice } from '#contract/till-devices.ts'
import { listTillKeys, makeTillKey } from '#contract/till-keys.ts'
import { listHistory, receiptPath } from '#contract/wallets.ts'
import { listWebhookDeliveries, listWebhooks, makeWebhook } from '#contract/webhooks.ts'
import { makeId } from '#server/lib/id.ts'
import type { Client } from '../client.ts'
import { fill, issue, openDesk, receive } from '../paper-cards.ts'
import { bakeryNumber, bakeryOwner, counterClerk, office, personOf, storeIdOf } from '../people.ts'
import { definitionOf, parses } from '../shapes.ts'
import { register } from '../steps.ts'
import { openTown } from '../town.ts'

const bakery = storeIdOf(bakeryNumber)
const dollsOwner = 'owner@dolls.example.jp'
const nameOf = ({ method, path }: Endpoint) => `${method} ${path}`
const withIds = (audience: 'staff' | 'operator') =>
  endpoints.filter((each) => each.audience === audience && each.path.includes(':'))

/** What some field takes or other. */
const samples = [
  ...['確かめました', makeId(), '2027-01-04', '2027-01-04T00:00:00.000Z', 'x@example.jp', '1234', '123456'],
  ...[1, 1000, 540, 1080, 35, 139, true, null, [], {}],
]

/** Some body that the contract lets through. Throws for one in which no sample fits. */
function bodyFor(shape: z.core.$ZodType, name: string): unknown {
  const fits = (value: unknown) => parses(shape, value)
  const def = definitionOf(shape)
  const made = () => {
    if (def.type === 'object') {
      const fields = Object.entries(def.shape).map(([key, each]) => [key, bodyFor(each, `${name}.${key}`)])
      return Object.fromEntries(fields.filter(([, value]) => value !== undefined))
    }
    if (def.type === 'enum') return Object.values(def.entries)[0]
    if (def.type === 'literal') return def.values[0]
    if (def.type === 'union') return bodyFor(def.options[0]!, name)
    if (def.type === 'array') return [bodyFor(def.element, name)]
  }
  const found = [undefined, made(), ...samples].find(fits)
  assert.ok(fits(found), `${name}: no sample fits`)
  return found
}

/** Sends what the contract asks for, about this thing. */
function knock(client: Client, endpoint: Endpoint, id: string, body?: unknown) {
  const { method, path } = endpoint
  const sent = body ?? (endpoint.body && bodyFor(endpoint.body, nameOf(endpoint)))
  return client.send({
    ...{ method, url: `/api${path.replaceAll(/:\w+/g, () => id)}` },
    ...(sent ? { body: JSON.stringify(sent), headers: { 'content-type': 'application/json' } } : {}),
  })
}

const isNotFound = ({ status, body }: { status: number; body: string }, name: string) =>
  assert.deepEqual([status, (JSON.parse(body) as { code: string }).code], [404, 'not_found'], name)

/** What the bakery has, by the address at which it is asked for. */
async function thingsOfTheBakery(owner: Client, paymentId: string): Promise<Record<string, string>> {
  const requestId = makeId()
  await owner.ask(requestPayment, { body: { id: requestId, amount: 300 } })
  const account = { bankCode: '0017', branchCode: '256', kind: 'futsu' as const, number: '1234567' }
  const accountChangeId = makeId()
  await owner.ask(requestAccountChange, { body: { id: accountChangeId, ...account, holderKana: 'サクラ' } })
  const listing = { name: 'x', kana: 'エックス', category: 'food', ward: '浦和区', address: '高砂9' }
  const listingChangeId = makeId()
  await owner.ask(requestListingChange, { body: { id: listingChangeId, ...listing } })
  const { members } = await owner.ask(listStaffMembers)
  const memberId = members.find(({ you }) => !you)?.id ?? ''
  const { id: keyId } = (await owner.ask(listTillKeys)).keys[0]!
  const { id: webhookId } = (await owner.ask(listWebhooks)).webhooks[0]!
  const { deliveries } = await owner.ask(listWebhookDeliveries, { params: { id: webhookId } })
  return {
    '/staff/payments/:id': paymentId,
    '/staff/payments/:id/refunds': paymentId,
    '/staff/payment-requests/:id': requestId,
    '/staff/account-changes/:id': accountChangeId,
    '/staff/listing-changes/:id': listingChangeId,
    '/staff/members/:id': memberId,
    '/staff/members/:id/invitations': memberId,
    '/staff/members/:id/pin': memberId,
    '/staff/workplaces/:storeId/choice': bakery,
    '/staff/devices/:id': (await owner.ask(listTillDevices)).devices[0]?.id ?? '',
    '/staff/sessions/:id': (await owner.ask(listStaffSessions)).sessions[0]?.id ?? '',
    '/staff/till-keys/:id': keyId,
    '/staff/webhooks/:id': webhookId,
    '/staff/webhooks/:id/deliveries': webhookId,
    '/staff/webhooks/:id/secrets': webhookId,
    '/staff/webhooks/deliveries/:id/again': deliveries[0]?.id ?? '',
  }
}

test('ABU-Z01 what another store has opens nothing to the owner of this one', async () => {
  await using town = await openTown()
  const [owner, stranger] = [await town.signInStaff(bakeryOwner.mail), await town.signInStaff(dollsOwner)]
  const tablet = await town.signInStaff('manager@bakery.example.jp')
  await tablet.ask(makeTillDevice, { body: { id: makeId(), name: 'レジ1' } })
  await owner.ask(makeTillKey, { body: { id: makeId(), name: 'レジ', scopes: ['read'] } })
  await owner.ask(makeWebhook, { body: { id: makeId(), url: 'http://127.0.0.1:9/hook' } })
  const hanako = await town.signIn('hanako')
  const payment = { id: makeId(), storeId: bakery, coin: 300, points: 0, via: 'store_code' as const }
  await hanako.ask(pay, { body: payment })
  await town.work()
  const things = await thingsOfTheBakery(owner, payment.id)
  // The id of a change to the store's own data is the caller's act, and names nothing.
  for (const endpoint of withIds('staff').filter(({ path }) => path !== '/staff/store-data/:id')) {
    const id = things[endpoint.path]
    assert.ok(id, `${nameOf(endpoint)} has no thing of the bakery in this test yet`)
    const body = endpoint.path.endsWith('/refunds') && { id: makeId(), amount: 300, reason: '返品' }
    isNotFound(await knock(stranger, endpoint, id, body || undefined), nameOf(endpoint))
  }
  const after = await thingsOfTheBakery(owner, payment.id).catch((error: Error) => error.message)
  assert.match(String(after), /account_change_open/, 'the wish is still there')
})

/** Ids that the caller makes: the act itself, about nothing that was there before. */
const madeByCaller = [
  'PUT /operator/campaigns/:id',
  'PUT /operator/limit-changes/:id',
  'PUT /operator/announcements/:id',
  'PUT /operator/operator-invitations/:id',
  'PUT /operator/operator-changes/:id',
]

test('ABU-Z01 at the office an id of nobody, and of another kind of thing, is none', async () => {
  await using town = await openTown()
  const [desk, clerk] = [await town.signInOperator(office.mail), await town.signInOperator(counterClerk.mail)]
  const kinds = { nobody: makeId(), resident: personOf('hanako').id, store: bakery }
  for (const endpoint of withIds('operator').filter((each) => !madeByCaller.includes(nameOf(each)))) {
    for (const [kind, id] of Object.entries(kinds)) {
      if (endpoint.path.includes(`:${kind}Id`)) continue
      const client = endpoint.duty === 'counter' ? clerk : desk
      isNotFound(await knock(client, endpoint, id), `${nameOf(endpoint)} with the id of a ${kind}`)
    }
  }
})

test('ABU-Z11 a file is for whom it is about: receipts, slips, codes on paper, sheets', async () => {
  await using town = await openTown()
  const desk = await openDesk(town)
  const personId = await receive(desk)
  const card = await issue(desk, personId)
  await fill(town, personId, 5_000)
  const [till, dolls, hanako] = await Promise.all([
    town.signInStaff('till@bakery.example.jp'),
    town.signInStaff(dollsOwner),
    town.signIn('hanako'),
  ])
  const id = makeId()
  await till.ask(chargePayerCode, { body: { id, code: card.code, amount: 300 } })
  const paid = makeId()
  const body = { id: paid, storeId: bakery, coin: 300, points: 0, via: 'store_code' as const }
  await hanako.ask(pay, { body })
  const other = (await register(town)).client
  const slip = slipPath.replace(':id', id)
  const receipt = receiptPath.replace(':id', paid)
  const code = officeStoreCodePaperPath.replace(':storeId', bakery).replace(':paper', 'a4')
  const stranger = officeStoreCodePaperPath.replace(':storeId', personId).replace(':paper', 'a4')
  for (const [path, mine, theirs] of [
    [slip, till, [dolls, hanako, desk.second, town.newClient()]],
    [receipt, hanako, [other, till, desk.second, town.newClient()]],
    [code, desk.second, [dolls, hanako, desk.clerk, town.newClient()]],
  ] as const) {
    assert.equal((await mine.download(`/api${path}`)).type, 'application/pdf', path)
    for (const client of theirs) {
      const { status, headers } = await client.send({ method: 'GET', url: `/api${path}` })
      assert.ok([401, 403, 404].includes(status), `${path}: ${status}`)
      assert.match(String(headers['content-type']), /^application\/problem\+json/)
    }
  }
  for (const [client, path] of [
    [till, slipPath.replace(':id', paid)],
    [hanako, receiptPath.replace(':id', id)],
    [desk.second, stranger],
  ] as const)
    isNotFound(await client.send({ method: 'GET', url: `/api${path}` }), path)
  // What stands under no id is the caller's own.
  const { body: csv } = await other.send({ method: 'GET', url: '/api/me/history.csv' })
  assert.equal(csv.trim().split('\n').length, 1, 'heads alone')
  assert.equal((await other.ask(listHistory, { query: {} })).items.length, 0)
})
