// stories: webhooks, merchants
import assert from 'node:assert/strict'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { once } from 'node:events'
import { test } from 'node:test'
import { Webhook } from 'standardwebhooks'
import { chargePayerCode, showPayerCode } from '#contract/payment-codes.ts'
import { pay, readStorePayment, refundPayment } from '#contract/payments.ts'
import { readStaff } from '#contract/merchants.ts'
import { endTillKey, listTillKeys, makeTillKey } from '#contract/till-keys.ts'
import {
  endWebhook,
  listWebhookDeliveries,
  listWebhooks,
  makeWebhook,
  redeliverWebhook,
  rotateWebhookSecret,
} from '#contract/webhooks.ts'
import { makeId } from '#server/lib/id.ts'
import { bakeryNumber, bakeryOwner, dollShopNumber, storeIdOf } from '../people.ts'
import { openTown, type Town } from '../town.ts'

type Heard = { headers: IncomingHttpHeaders; body: string }

/** A store's program that listens; `answers` says with what, in order, and then 200. */
async function openReceiver(answers: number[] = []) {
  const heard: Heard[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      heard.push({ headers: request.headers, body })
      const status = answers.shift() ?? 200
      response.writeHead(status, status === 302 ? { location: 'http://127.0.0.1:1/' } : {}).end('not kept')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  return {
    heard,
    url: `http://127.0.0.1:${port}/hook`,
    [Symbol.asyncDispose]: async () => {
      server.close()
      await once(server, 'close')
    },
  }
}

const payBakery = async (town: Town, coin = 300) => {
  const hanako = await town.signIn('hanako')
  const body = { id: makeId(), storeId: storeIdOf(bakeryNumber), coin, points: 0, via: 'store_code' as const }
  await hanako.ask(pay, { body })
  return body.id
}

const verify = (secret: string, { headers, body }: Heard) =>
  new Webhook(secret).verify(body, headers as Record<string, string>) as {
    type: string
    data: { id: string }
  }

test('webhook: a payment and a refund are told once, signed so that any library can check it', async () => {
  await using town = await openTown()
  await using receiver = await openReceiver()
  const owner = await town.signInStaff(bakeryOwner.mail)
  const { id, secret } = await owner.ask(makeWebhook, { body: { id: makeId(), url: receiver.url } })
  const paid = await payBakery(town)
  await town.work()
  await town.work()
  await owner.ask(refundPayment, {
    params: { id: paid },
    body: { id: makeId(), amount: 100, reason: '返品' },
  })
  await town.work()
  const messages = receiver.heard.map((each) => verify(secret, each))
  assert.deepEqual(
    messages.map(({ type }) => type),
    ['payment.created', 'refund.created'],
  )
  assert.deepEqual(messages[0]?.data, {
    ...{ id: paid, storeId: storeIdOf(bakeryNumber), coin: 300, points: 0, paymentId: null },
  })
  const altered = { ...receiver.heard[0]!, body: receiver.heard[0]!.body.replace('300', '900') }
  assert.throws(() => verify(secret, altered), 'ABU-H03')
  const { deliveries } = await owner.ask(listWebhookDeliveries, { params: { id } })
  assert.deepEqual(
    deliveries.map(({ state, attempts, lastStatus }) => [state, attempts, lastStatus]),
    [
      ['delivered', 1, 200],
      ['delivered', 1, 200],
    ],
  )
})

test('webhook: a failure is tried again, a redirect is a failure, and it can be sent by hand', async () => {
  await using town = await openTown()
  await using receiver = await openReceiver([500, 302])
  const owner = await town.signInStaff(bakeryOwner.mail)
  const { id, secret } = await owner.ask(makeWebhook, { body: { id: makeId(), url: receiver.url } })
  await payBakery(town)
  const read = async () => (await owner.ask(listWebhookDeliveries, { params: { id } })).deliveries[0]!
  await town.work()
  const first = await read()
  assert.deepEqual([first.state, first.lastStatus, first.lastProblem], ['waiting', 500, 'HTTP 500'])
  await town.work()
  assert.deepEqual([(await read()).state, (await read()).lastStatus], ['waiting', 302])
  await town.work()
  assert.deepEqual([(await read()).state, (await read()).attempts], ['delivered', 3])
  await owner.ask(redeliverWebhook, { params: { id: first.id } })
  await town.work()
  assert.equal(receiver.heard.length, 4)
  const ids = new Set(receiver.heard.map(({ headers }) => headers['webhook-id']))
  assert.equal(ids.size, 1)
  assert.ok(verify(secret, receiver.heard[3]!))
})

test('webhook: an address that answers 410 is told no more, and the shop reads so in the app and by mail', async () => {
  await using town = await openTown()
  await using receiver = await openReceiver([410, 410])
  const owner = await town.signInStaff(bakeryOwner.mail)
  const { id } = await owner.ask(makeWebhook, { body: { id: makeId(), url: receiver.url } })
  await payBakery(town)
  await payBakery(town, 200)
  await town.work()
  const { webhooks, gone } = await owner.ask(listWebhooks)
  assert.deepEqual([webhooks, gone.map((each) => [each.id, each.url])], [[], [[id, receiver.url]]])
  await town.work()
  await payBakery(town, 100)
  await town.work()
  assert.equal(receiver.heard.length, 1, 'the second message was not sent any more')
  const mails = (await town.inboxOf(bakeryOwner.mail).all()).filter(({ text }) => text.includes('410'))
  assert.deepEqual(
    mails.map(({ subject }) => subject),
    ['お支払いの通知先への送信を止めました'],
  )
  assert.ok(mails[0]?.text.includes(receiver.url))
  // Who makes it again is told again, and reads of the end no more.
  await owner.ask(makeWebhook, { body: { id: makeId(), url: receiver.url } })
  assert.deepEqual((await owner.ask(listWebhooks)).gone, [])
})

test('ABU-H07 a receiver that never answers holds up neither payments nor other receivers', async () => {
  await using town = await openTown()
  await using quick = await openReceiver()
  const asked = Promise.withResolvers<void>()
  const slow = createServer(() => asked.resolve())
  slow.listen(0, '127.0.0.1')
  await once(slow, 'listening')
  const { port } = slow.address() as { port: number }
  const owner = await town.signInStaff(bakeryOwner.mail)
  const ids = []
  for (const url of [`http://127.0.0.1:${port}/hook`, quick.url]) {
    ids.push((await owner.ask(makeWebhook, { body: { id: makeId(), url } })).id)
  }
  const stateOf = async (id = '') => {
    const { deliveries } = await owner.ask(listWebhookDeliveries, { params: { id } })
    return deliveries.map(({ state, attempts, lastProblem }) => [state, attempts, lastProblem])
  }
  await payBakery(town)
  const working = town.work()
  await asked.promise
  await payBakery(town, 200)
  // The line is closed while we wait, as the time limit would do.
  slow.closeAllConnections()
  slow.close()
  await working
  await town.work()
  assert.deepEqual((await stateOf(ids[0])).at(-1)?.slice(0, 1), ['waiting'])
  assert.deepEqual(
    (await stateOf(ids[1])).map(([state]) => state),
    ['delivered', 'delivered'],
  )
})

test('ABU-H08 a new secret signs beside the old one for a day', async () => {
  await using town = await openTown()
  await using receiver = await openReceiver()
  const owner = await town.signInStaff(bakeryOwner.mail)
  const made = await owner.ask(makeWebhook, { body: { id: makeId(), url: receiver.url } })
  const next = await owner.ask(rotateWebhookSecret, { params: { id: made.id } })
  await payBakery(town)
  await town.work()
  const [message] = receiver.heard
  assert.ok(message && verify(made.secret, message) && verify(next.secret, message))
  assert.equal(String(message.headers['webhook-signature']).split(' ').length, 2)
})

test('webhook: two residents who pay under one id are both told of, each once', async () => {
  await using town = await openTown()
  await using receiver = await openReceiver()
  const owner = await town.signInStaff(bakeryOwner.mail)
  await owner.ask(makeWebhook, { body: { id: makeId(), url: receiver.url } })
  const id = makeId()
  const payers = await Promise.all(['hanako', 'yutaka'].map((key) => town.signIn(key)))
  for (const [n, payer] of payers.entries()) {
    const body = { id, storeId: storeIdOf(bakeryNumber), coin: n + 1, points: 0, via: 'store_code' as const }
    await payer.ask(pay, { body })
  }
  await town.work()
  const told = receiver.heard.map(
    ({ body }) => (JSON.parse(body) as { data: { id: string; coin: number } }).data,
  )
  assert.deepEqual(told.map(({ coin }) => coin).toSorted(), [1, 2])
  assert.deepEqual([...new Set(told.map((each) => each.id))], [id])
})

test('webhook: only the owner, only the own store, and no more after the end', async () => {
  await using town = await openTown()
  await using receiver = await openReceiver()
  const [owner, till, dolls] = await Promise.all([
    town.signInStaff(bakeryOwner.mail),
    town.signInStaff('till@bakery.example.jp'),
    town.signInStaff('owner@dolls.example.jp'),
  ])
  const body = { id: makeId(), url: receiver.url }
  assert.equal(await till.refused(makeWebhook, { body }), 'owner_needed')
  const wrong = { body: { id: makeId(), url: 'ftp://example.jp/' } }
  assert.equal(await owner.refused(makeWebhook, wrong), 'webhook_address_not_allowed')
  const { id } = await owner.ask(makeWebhook, { body })
  assert.equal(await owner.refused(makeWebhook, { body }), 'webhook_exists')
  for (const endpoint of [endWebhook, rotateWebhookSecret, listWebhookDeliveries]) {
    assert.equal(await dolls.refused(endpoint, { params: { id } }), 'not_found')
  }
  assert.deepEqual((await dolls.ask(listWebhooks)).webhooks, [])
  await owner.ask(endWebhook, { params: { id } })
  await payBakery(town)
  await town.work()
  assert.deepEqual(receiver.heard, [])
})

test('レジ連携: a program charges, asks, and gives back with its key and nothing else', async () => {
  await using town = await openTown()
  const owner = await town.signInStaff(bakeryOwner.mail)
  const keyOf = async (scopes: ('read' | 'charge' | 'refund')[]) => {
    const { key } = await owner.ask(makeTillKey, { body: { id: makeId(), name: 'レジ1', scopes } })
    return town.newClient({ authorization: `Bearer ${key}` })
  }
  const program = await keyOf(['read', 'charge'])
  const hanako = await town.signIn('hanako')
  const { code } = await hanako.ask(showPayerCode, { body: { tender: 'coin' } })
  const id = makeId()
  const sent = await program.send({
    ...{ method: 'POST', url: '/api/staff/charges' },
    body: JSON.stringify({ code, amount: 250 }),
    headers: { 'content-type': 'application/json', 'idempotency-key': id },
  })
  assert.equal(sent.status, 200, sent.body)
  const again = await program.ask(chargePayerCode, { body: { id, code, amount: 250 } })
  assert.deepEqual(JSON.parse(sent.body), again)
  assert.equal((await program.ask(readStorePayment, { params: { id } })).left.coin, 250)

  const refund = { params: { id }, body: { id: makeId(), amount: 250, reason: '取消' } }
  assert.equal(await program.refused(refundPayment, refund), 'not_allowed')
  assert.equal(await program.refused(readStaff), 'not_allowed')
  assert.equal(
    await program.refused(makeTillKey, { body: { id: makeId(), name: 'x', scopes: ['read'] } }),
    'not_allowed',
  )
  const second = await keyOf(['refund'])
  assert.equal((await second.ask(refundPayment, refund)).staffName, 'レジ1')
  const stranger = town.newClient({ authorization: 'Bearer enishi_till_guess' })
  assert.equal(await stranger.refused(readStorePayment, { params: { id } }), 'not_signed_in')

  const { keys } = await owner.ask(listTillKeys)
  assert.deepEqual(
    keys.map(({ name, usedAt }) => [name, usedAt !== null]),
    [
      ['レジ1', true],
      ['レジ1', true],
    ],
  )
  for (const key of keys) await owner.ask(endTillKey, { params: { id: key.id } })
  assert.equal(await program.refused(readStorePayment, { params: { id } }), 'not_signed_in')
  assert.equal(await owner.refused(endTillKey, { params: { id: keys[0]!.id } }), 'not_found')
})

test('レジ連携: two different keys for one act, a key made twice, and a stranger store', async () => {
  await using town = await openTown()
  const [owner, till] = await Promise.all([
    town.signInStaff(bakeryOwner.mail),
    town.signInStaff('till@bakery.example.jp'),
  ])
  const body = { id: makeId(), name: 'レジ', scopes: ['read' as const] }
  assert.equal(await till.refused(makeTillKey, { body }), 'owner_needed')
  const { key } = await owner.ask(makeTillKey, { body })
  assert.equal(await owner.refused(makeTillKey, { body }), 'till_key_exists')
  const program = town.newClient({ authorization: `Bearer ${key}` })
  const hanako = await town.signIn('hanako')
  const store = storeIdOf(dollShopNumber)
  const paid = { id: makeId(), storeId: store, coin: 10, points: 0, via: 'store_code' as const }
  await hanako.ask(pay, { body: paid })
  assert.equal(await program.refused(readStorePayment, { params: { id: paid.id } }), 'not_found')
  const two = await hanako.send({
    ...{ method: 'POST', url: '/api/me/payments', body: JSON.stringify(paid) },
    headers: { 'content-type': 'application/json', 'idempotency-key': makeId() },
  })
  assert.equal(two.status, 400)
})
