// What we rely on from the SMS company, tried through the real adapter against a program that speaks its
// wire format.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import type { Running } from '../../../simulators/lib/http.ts'
import { startSms } from '../../../simulators/sms/server.ts'
import { demoSms } from '../demo-keys.ts'
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

test('a message that is taken and never arrives is reported with a signature', async () => {
  const reported = Promise.withResolvers<{ url: string; headers: IncomingHttpHeaders; body: string }>()
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      reported.resolve({
        url: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      })
      response.end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = twilio({ ...config, statusCallbackUrl: `${origin}/status` })
  const sent = await provider.send({ to: '+819011110006', body: 'x', reference: 'r2' })
  assert.equal(sent.state, 'accepted')

  const { url, headers, body } = await reported.promise
  server.close()
  const fields = Object.fromEntries(new URLSearchParams(body))
  assert.equal(url, '/status?reference=r2')
  assert.deepEqual([fields['MessageStatus'], fields['ErrorCode']], ['undelivered', '30003'])
  // Twilio's rule: the URL, then every name and value in the order of the names.
  const names = ['AccountSid', 'ErrorCode', 'MessageSid', 'MessageStatus', 'To']
  const signed = origin + url + names.map((name) => name + fields[name]).join('')
  const signature = createHmac('sha1', demoSms.authToken).update(signed).digest('base64')
  assert.equal(headers['x-twilio-signature'], signature)
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
