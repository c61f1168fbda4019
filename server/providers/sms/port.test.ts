// What we rely on from the SMS company, tried through the real adapter against a program that speaks its
// wire format.
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import type { Running } from '../../../simulators/lib/http.ts'
import { startSms } from '../../../simulators/sms/server.ts'
import { demoSms } from '../demo-keys.ts'
import type { SignedReport } from './port.ts'
import { twilio, type TwilioConfig } from './twilio.ts'

let sms: Running
let config: TwilioConfig

before(async () => {
  sms = await startSms({ nasty: false })
  config = { baseUrl: sms.url, ...demoSms, from: 'ENISHI' }
})
after(() => sms.close())

async function phone(number: string): Promise<string[]> {
  const answer = await fetch(`${sms.url}/phones/${encodeURIComponent(number)}.json`)
  const { messages } = (await answer.json()) as { messages: { body: string }[] }
  return messages.map((m) => m.body)
}

test('a message reaches the phone', async () => {
  const sent = await twilio(config).send({ to: '+819012345678', body: '認証コード: 123456', reference: 'r1' })
  assert.equal(sent.state, 'accepted')
  assert.deepEqual(await phone('+819012345678'), ['認証コード: 123456'])
  const page = await (await fetch(`${sms.url}/phones/%2B819012345678`)).text()
  assert.match(page, /data-copy="123456"/)
})

const refusals = [
  ['+819011110001', 'invalid_number'],
  ['+819011110002', 'not_mobile'],
  ['+819011110003', 'blocked'],
  ['+819011110005', 'other'],
  ['0901234', 'invalid_number'],
] as const
for (const [to, reason] of refusals) {
  test(`${to} is refused: ${reason}`, async () => {
    assert.deepEqual(await twilio(config).send({ to, body: 'x', reference: 'r' }), {
      state: 'refused',
      reason,
    })
    assert.deepEqual(await phone(to), [])
  })
}

const signedReport = async (to: string, reference: string) => {
  const reported = Promise.withResolvers<SignedReport>()
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      reported.resolve({
        url: `http://${request.headers.host}${request.url}`,
        signature: String(request.headers['x-twilio-signature']),
        fields: Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString())),
      })
      response.end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const statusCallbackUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/status`
  assert.equal(
    (await twilio({ ...config, statusCallbackUrl }).send({ to, body: 'x', reference })).state,
    'accepted',
  )
  const report = await reported.promise
  server.close()
  return report
}

test('what became of a message is reported with a signature, and believed with it only', async () => {
  const provider = twilio(config)
  const lost = await signedReport('+819011110006', 'r2')
  assert.equal(new URL(lost.url).search, '?reference=r2')
  assert.deepEqual([lost.fields['MessageStatus'], lost.fields['ErrorCode']], ['undelivered', '30003'])
  const [reference, to] = ['r2', '+819011110006']
  assert.deepEqual(provider.readReport(lost), { reference, to, state: 'undelivered', problem: 'unreachable' })
  const arrived = await signedReport('+819012345678', 'r6')
  assert.equal(provider.readReport(arrived)?.state, 'delivered')

  const changes: Partial<SignedReport>[] = [
    { signature: '' },
    { signature: arrived.signature },
    { url: lost.url.replace('r2', 'r6') },
    { fields: { ...lost.fields, MessageStatus: 'delivered' } },
    { fields: { ...lost.fields, More: 'x' } },
  ]
  for (const change of changes) {
    assert.equal(provider.readReport({ ...lost, ...change }), undefined, JSON.stringify(change))
  }
  const stranger = twilio({ ...config, authToken: 'guessed' })
  assert.equal(stranger.readReport(lost), undefined)
})

test('a broken line is unknown; wrong credentials are a fault', async () => {
  const order = { match: 'Messages.json', effect: 'drop-response' }
  await fetch(`${sms.url}/__sim/faults`, { method: 'POST', body: JSON.stringify(order) })
  const lost = await twilio(config).send({ to: '+819087654321', body: 'x', reference: 'r3' })
  assert.deepEqual(lost, { state: 'unknown' })
  assert.deepEqual(await phone('+819087654321'), ['x'])
  const stranger = twilio({ ...config, authToken: 'wrong' })
  await assert.rejects(stranger.send({ to: '+819087654321', body: 'x', reference: 'r4' }), /credentials/)
})

test('the log of the simulator hides codes', async () => {
  await twilio(config).send({ to: '+819012345678', body: '認証コード: 987654', reference: 'r5' })
  const log = await (await fetch(`${sms.url}/__sim/log`)).text()
  assert.match(log, /認証コード: \*{6}/)
  assert.doesNotMatch(log, /987654/)
})
