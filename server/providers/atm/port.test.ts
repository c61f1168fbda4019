// The adapter for the network of cash machines against the simulator, over its wire.
import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, beforeEach, test } from 'node:test'
import { startAtm } from '../../../simulators/atm/server.ts'
import { standAt } from '../../../simulators/atm/walk.ts'
import { dayOf } from '../../lib/day.ts'
import { demoAtmLine } from '../demo-keys.ts'
import { atmMessages } from './messages.ts'
import { type AtmConfig, atmNetwork, atmReports } from './network.ts'
import type { Incoming } from './port.ts'

type Atm = Awaited<ReturnType<typeof startAtm>>

let atm: Atm
let host: Server
let heard: Incoming[] = []
let answer: (incoming: Incoming) => { status: number; body: string; headers?: Record<string, string> }
let config: AtmConfig

const keys = [
  { keyId: 'next', key: 'the-key-that-will-sign-soon' },
  { keyId: demoAtmLine.keyId, key: demoAtmLine.key },
]

before(async () => {
  host = createServer((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => (body += part.toString()))
    request.on('end', () => {
      const incoming = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body,
      }
      heard.push(incoming)
      const { status, body: text, headers } = answer(incoming)
      response.writeHead(status, headers).end(text)
    })
  })
  await new Promise<void>((settle) => host.listen(0, 'localhost', settle))
  const hostUrl = `http://localhost:${(host.address() as AddressInfo).port}`
  atm = await startAtm({ nasty: false, answerMs: 1000, forwardEveryMs: 0, hostUrl })
  config = { baseUrl: atm.url, companyCode: '4649', keys: keys.slice(1), timeoutMs: 2000 }
})
after(async () => {
  host.close()
  await atm.close()
})
beforeEach(async () => {
  heard = []
  answer = (incoming) => sealed(incoming, { code: '05' })
  await fetch(`${atm.url}/__sim/reset`, { method: 'POST' })
})

function sealed(incoming: Incoming, reply: object) {
  const provider = atmNetwork({ ...config, keys })
  const seal = provider.sealOf(incoming, new Date())
  const body = JSON.stringify(reply)
  return seal
    ? { status: 200, body, headers: provider.sealAnswer(seal, 200, body) }
    : { status: 401, body: '' }
}

const approve = { code: '00', holder: 'サイ***', minimum: 1000, maximum: 49_000, unit: 1000 }

async function linkedMachine() {
  const machine = standAt(atm.url)
  const code = await machine.start()
  const link = await atmNetwork(config).link({ code, reference: 'top-up-1', at: new Date() })
  return { machine, link }
}

test('a code on a machine is tied to a phone once, by its picture or by its number', async () => {
  const network = atmNetwork(config)
  const machine = standAt(atm.url)
  const code = await machine.start()
  assert.ok((await machine.screen()).text.includes('コードを読み取ってください'))
  const ask = (reference: string, text = code) => network.link({ code: text, reference, at: new Date() })
  const first = await ask('top-up-1')
  assert.equal(first.state, 'linked')
  assert.deepEqual(await ask('top-up-1'), first, 'the same question again is the same link')
  assert.deepEqual(await ask('top-up-2'), { state: 'unknown_code' }, 'nobody else can read it')
  assert.ok((await machine.screen()).text.includes('企業番号を入力してください'))

  const other = standAt(atm.url, '00110002')
  await other.start()
  assert.equal((await ask('top-up-3', await other.number())).state, 'linked')
})

test('a code that was on the screen for too long is over', async () => {
  const code = await standAt(atm.url).start()
  const at = new Date(Date.now() + 4 * 60_000)
  await fetch(`${atm.url}/__sim/clock`, { method: 'POST', body: JSON.stringify({ now: at.toISOString() }) })
  assert.deepEqual(await atmNetwork(config).link({ code, reference: 'late', at }), { state: 'code_over' })
})

test('the network refuses who does not know the key, and its silence throws', async () => {
  const code = await standAt(atm.url).start()
  const stranger = atmNetwork({ ...config, keys: [{ keyId: demoAtmLine.keyId, key: 'guessed' }] })
  await assert.rejects(stranger.link({ code, reference: 'x', at: new Date() }), /401/)
  const fault = { match: '/centre/', effect: 'error' }
  await fetch(`${atm.url}/__sim/faults`, { method: 'POST', body: JSON.stringify(fault) })
  await assert.rejects(atmNetwork(config).link({ code, reference: 'x', at: new Date() }), /503/)
})

test('what a machine sends is sealed, and has the shape that is agreed', async () => {
  const { machine, link } = await linkedMachine()
  answer = (incoming) =>
    sealed(
      incoming,
      incoming.path.endsWith('/inquiry') ? approve : { code: '00', authCode: 'A1', balanceAfter: 16_000 },
    )
  await machine.typeCompany('4649')
  await machine.putIn([10_000, 5000, 1000])
  assert.ok((await machine.confirm()).text.includes('16,000円をチャージしました'))
  assert.deepEqual(
    heard.map(({ path }) => path),
    ['/api/providers/atm/inquiry', '/api/providers/atm/deposit'],
  )
  const [inquiry, deposit] = heard.map(({ body }) => JSON.parse(body) as Record<string, unknown>)
  assert.ok(atmMessages.inquiry.safeParse(inquiry).success)
  const parsed = atmMessages.deposit.parse(deposit)
  assert.deepEqual([parsed.amount, parsed.trace], [16_000, '000002'])
  assert.equal(link.state === 'linked' && link.linkRef, parsed.linkId)
  assert.equal(atmMessages.deposit.safeParse({ ...deposit, amount: 17_000 }).success, false)
})

test('FLT-V18: a seal holds for its very bytes, for minutes, and under a key that is still known', async () => {
  const { machine } = await linkedMachine()
  await machine.typeCompany('4649')
  const [incoming] = heard
  assert.ok(incoming)
  const provider = atmNetwork({ ...config, keys })
  const [now, later] = [new Date(), new Date(Date.now() + 6 * 60_000)]
  assert.equal(provider.sealOf(incoming, now)?.keyId, demoAtmLine.keyId)
  assert.equal(provider.sealOf(incoming, later), undefined, 'too old')
  assert.equal(provider.sealOf({ ...incoming, body: `${incoming.body} ` }, now), undefined, 'other bytes')
  assert.equal(provider.sealOf({ ...incoming, path: '/api/providers/atm/deposit' }, now), undefined)
  assert.equal(atmNetwork({ ...config, keys: keys.slice(0, 1) }).sealOf(incoming, now), undefined)
  const forged = { ...incoming, headers: { ...incoming.headers, 'x-atm-time': now.toISOString() } }
  assert.equal(provider.sealOf(forged, now), undefined, 'another time')
})

test('a machine believes no answer that is not sealed: silence, and the notes are told of later', async () => {
  const { machine } = await linkedMachine()
  answer = (incoming) => sealed(incoming, approve)
  await machine.typeCompany('4649')
  await machine.putIn([1000])
  answer = () => ({ status: 200, body: JSON.stringify({ code: '00', authCode: 'forged', balanceAfter: 1 }) })
  assert.ok((await machine.confirm()).text.includes('1,000円をお預かりしました'))
  const books = (await (await fetch(`${atm.url}/__sim/books`)).json()) as { deposits: { state: string }[] }
  assert.deepEqual(
    books.deposits.map(({ state }) => state),
    ['kept'],
  )
})

test('the file of a day comes when the day is over, and is believed with its seal only', async () => {
  const { machine } = await linkedMachine()
  answer = (incoming) =>
    sealed(
      incoming,
      incoming.path.endsWith('/inquiry') ? approve : { code: '00', authCode: 'A1', balanceAfter: 6000 },
    )
  await machine.typeCompany('4649')
  await machine.putIn([5000, 1000])
  await machine.confirm()
  const day = dayOf(new Date())
  const reports = atmReports({ ...config, keys: keys.toReversed() })
  assert.equal(await reports.fetchReport(day, new Date()), 'not_ready')
  const later = new Date(Date.now() + 86_400_000)
  await fetch(`${atm.url}/__sim/clock`, {
    method: 'POST',
    body: JSON.stringify({ now: later.toISOString() }),
  })
  const report = await reports.fetchReport(day, later)
  assert.ok(report !== 'not_ready')
  const { lines, faults } = reports.parseReport(report.bytes, day)
  assert.deepEqual(faults, [])
  assert.deepEqual(
    lines.map(({ kind, amount, providerRef }) => [kind, amount, providerRef]),
    [['charge', 6000, `00110001/${day}/000002`]],
  )
  const [own] = config.keys
  const changed = { keyId: own?.keyId ?? '', key: 'somebody-else' }
  await assert.rejects(
    atmReports({ ...config, keys: [changed] }).fetchReport(day, later),
    /401 without a seal/,
  )
  await assert.rejects(reports.fetchReport(day, new Date()), /401/, 'clocks that are a day apart')
  const fault = { match: '/centre/', effect: 'error' }
  await fetch(`${atm.url}/__sim/faults`, { method: 'POST', body: JSON.stringify(fault) })
  await assert.rejects(reports.fetchReport(day, later), /without a seal/)
})

test('a file that somebody changed on the way is no answer', async () => {
  const network = createServer((_request, response) => {
    response.writeHead(200, { 'x-atm-mac': '00'.repeat(32) }).end('H,1,4649,20261121\r\nT,0,0,0,0\r\n')
  })
  await new Promise<void>((settle) => network.listen(0, 'localhost', settle))
  const baseUrl = `http://localhost:${(network.address() as AddressInfo).port}`
  try {
    const reports = atmReports({ ...config, baseUrl })
    await assert.rejects(reports.fetchReport('2026-11-21', new Date()), /200 without a seal/)
  } finally {
    network.close()
  }
})
