// What any company that delivers our SMS must do. It runs against the simulator, and with SMS_TEST_ACCOUNT_SID and
// SMS_TEST_AUTH_TOKEN (test credentials) against Twilio itself, whose own test numbers mean the same in both.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Running } from '../../../simulators/lib/http.ts'
import { startSms } from '../../../simulators/sms/server.ts'
import { demoSms } from '../demo-keys.ts'
import { twilio, type TwilioConfig } from './twilio.ts'

const accountSid = process.env['SMS_TEST_ACCOUNT_SID']
const authToken = process.env['SMS_TEST_AUTH_TOKEN']
const from = '+15005550006'
let simulator: Running | undefined
let config: TwilioConfig

before(async () => {
  if (accountSid && authToken) {
    const baseUrl = process.env['SMS_TEST_BASE'] ?? 'https://api.twilio.com'
    config = { baseUrl, accountSid, authToken, from }
    return
  }
  simulator = await startSms({ nasty: false })
  config = { baseUrl: simulator.url, ...demoSms, from }
})
after(() => simulator?.close())

const send = (to: string, over: Partial<TwilioConfig> = {}) =>
  twilio({ ...config, ...over }).send({ to, body: '認証コード: 000000', reference: 'compliance' })

test('a message to a mobile number is taken, and has a reference of the company', async () => {
  const sent = await send('+819012345678')
  assert.ok(sent.state === 'accepted' && /^SM[0-9a-f]{32}$/.test(sent.providerRef))
})

for (const [to, reason] of [
  ['+15005550001', 'invalid_number'],
  ['+15005550009', 'not_mobile'],
  ['+15005550004', 'blocked'],
] as const) {
  test(`a message to ${to} is refused: ${reason}`, async () => {
    assert.deepEqual(await send(to), { state: 'refused', reason })
  })
}

test('wrong credentials are a fault of ours, and not an outcome', async () => {
  await assert.rejects(send('+819012345678', { authToken: 'wrong' }), /credentials/)
})

test('where nobody answers, the message may or may not arrive', async () => {
  const nobody = { baseUrl: 'http://127.0.0.1:9', timeoutMs: 500 }
  assert.deepEqual(await send('+819012345678', nobody), { state: 'unknown' })
})
