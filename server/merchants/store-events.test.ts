import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, afterEach, before, test } from 'node:test'
import cookie from '@fastify/cookie'
import fastify, { type FastifyInstance } from 'fastify'
import { storeEventsPath, storePayment, storeRefund } from '#contract/merchants.ts'
import { writeRefund } from '../../test/small-book.ts'
import { openSmallTown, type SmallTown } from '../../test/small-town.ts'
import { makeFindCaller } from '../access.ts'
import { sql } from '../lib/database.ts'
import { hashSecret, makeId, makeSecret } from '../lib/id.ts'
import { answerProblem } from '../problem.ts'
import { openStoreEvents } from './store-events.ts'

let town: SmallTown
let app: FastifyInstance | undefined

before(async () => {
  town = await openSmallTown()
})

afterEach(async () => {
  await app?.close()
  app = undefined
})

after(() => town.close())

async function start(heartbeatMs = 60_000): Promise<void> {
  app = fastify({ forceCloseConnections: true })
  await app.register(cookie)
  app.setErrorHandler(answerProblem)
  openStoreEvents(app, town.context, makeFindCaller(town.context), { heartbeatMs })
  await app.listen({ port: 0, host: '127.0.0.1' })
}

/** Signs the till in; gives its cookie and the way out. */
async function signIn() {
  const [token, login] = [makeSecret(), makeId()]
  await town.owner.run(sql`
    insert into sign_in.login (id, audience, subject, mail, password_hash, created_at)
    values (${login}, 'staff', ${makeId()}, ${`${login}@example.jp`}, '-', now())`)
  await town.owner.run(sql`
    insert into sign_in.session (token_hash, audience, subject, login_id, started_at, expires_at)
    values (${hashSecret(token)}, 'staff', ${town.book.staff}, ${login}, now(), now() + interval '1 day')`)
  const signOut = () =>
    town.owner.run(sql`update sign_in.session set ended_at = now() where token_hash = ${hashSecret(token)}`)
  return { cookie: `enishi-staff=${token}`, signOut }
}

function ask(headers: Record<string, string>, search = ''): Promise<Response> {
  const { port } = app!.server.address() as AddressInfo
  return fetch(`http://127.0.0.1:${port}${storeEventsPath}${search}`, { headers })
}

const shapes: Record<string, typeof storePayment | typeof storeRefund> = {
  'event: payment': storePayment,
  'event: refund': storeRefund,
}

/** Reads the line of events piece by piece; the last piece is undefined. */
async function openTill(headers: Record<string, string>, search = '') {
  const response = await ask(headers, search)
  assert.equal(response.status, 200)
  assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/)
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  async function piece(): Promise<string | undefined> {
    while (!text.includes('\n\n')) {
      const { value, done } = await reader.read()
      if (done) return undefined
      text += value
    }
    const [first = '', ...rest] = text.split('\n\n')
    text = rest.join('\n\n')
    return first
  }
  /** The payments and refunds told, up to one of them. */
  async function hearUntil(last: string): Promise<string[]> {
    const heard: string[] = []
    while (heard.at(-1) !== last) {
      const lines = (await piece())?.split('\n')
      assert.ok(lines, 'the line ended')
      const shape = shapes[lines[0] ?? '']
      if (!shape) continue
      const { id } = shape.parse(JSON.parse(lines[2]!.slice('data: '.length)))
      assert.equal(lines[1], `id: ${id}`)
      heard.push(id)
    }
    return heard
  }
  return { piece, hearUntil, leave: () => reader.cancel() }
}

/** Pays the store; what tells the tills is the outbox's reader, here played by one statement. */
async function pay(coin: number, { tell = true } = {}): Promise<string> {
  const { resident, store } = town.book
  const id = makeId()
  await town.owner.run(sql`
    select outcome from payments.pay(${[id]}::uuid[], ${[resident]}::uuid[], ${[store]}::uuid[],
      ${[coin]}::bigint[], ${[0]}::bigint[], ${['store_code']}::text[], now())`)
  if (tell) await town.owner.run(sql`select pg_notify('store_paid', ${JSON.stringify([store])})`)
  return id
}

test('two tills of a store hear of each payment once, in order, from a moment before they came', async () => {
  await start()
  const { cookie: session } = await signIn()
  const ids = [await pay(10, { tell: false })]
  const tills = await Promise.all([openTill({ cookie: session }), openTill({ cookie: session })])
  for (const coin of [11, 12, 13]) ids.push(await pay(coin))
  for (const till of tills) {
    const heard = await till.hearUntil(ids.at(-1)!)
    assert.deepEqual(heard.slice(-4), ids)
    assert.equal(new Set(heard).size, heard.length)
    await till.leave()
  }
})

test('a till that was away hears what it missed', async () => {
  await start()
  const last = await pay(21)
  const missed = await pay(22, { tell: false })
  const till = await openTill({ cookie: (await signIn()).cookie, 'last-event-id': last })
  await till.hearUntil(missed)
  await till.leave()
  const anew = await openTill({ cookie: (await signIn()).cookie }, `?after=${last}`)
  await anew.hearUntil(missed)
  await anew.leave()
})

test('tills hear of refunds, and go on from one after they were away', async () => {
  await start()
  const { cookie: session } = await signIn()
  const till = await openTill({ cookie: session })
  const refund = await writeRefund(town.owner, town.book)
  await town.owner.run(sql`select pg_notify('store_paid', ${JSON.stringify([town.book.store])})`)
  await till.hearUntil(refund)
  await till.leave()
  const missed = await pay(26, { tell: false })
  const later = await openTill({ cookie: session, 'last-event-id': refund })
  await later.hearUntil(missed)
  await later.leave()
})

test('a notification that nobody can read does no harm', async () => {
  await start()
  const till = await openTill({ cookie: (await signIn()).cookie })
  for (const payload of ['', '{', '["x"]'])
    await town.owner.run(sql`select pg_notify('store_paid', ${payload})`)
  await till.hearUntil(await pay(31))
  await till.leave()
})

test('a line ends with its session, and stays silent without payments', async () => {
  await start(20)
  const { cookie: session, signOut } = await signIn()
  const till = await openTill({ cookie: session })
  let piece = await till.piece()
  while (piece !== 'event: beat\ndata: {}') piece = await till.piece()
  await signOut()
  while (piece !== undefined) piece = await till.piece()
})

test('a line ends when the server stops', async () => {
  await start()
  const till = await openTill({ cookie: (await signIn()).cookie })
  await till.piece()
  const closing = app!.close()
  let piece = await till.piece()
  while (piece !== undefined) piece = await till.piece()
  await closing
})

test('nobody listens to a store without being signed in there', async () => {
  await start()
  for (const headers of [{}, { cookie: 'enishi-staff=x' }]) {
    const response = await ask(headers)
    assert.equal(response.status, 401)
    assert.equal(((await response.json()) as { code: string }).code, 'not_signed_in')
  }
})
