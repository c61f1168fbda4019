// What any gateway to the banks must do without a person at the bank's own pages. It runs against the simulator, and
// with BANKPAY_TEST_BASE, BANKPAY_TEST_CCID and BANKPAY_TEST_KEY against the gateway's place for trying things out.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startBank } from '../../../simulators/bank/server.ts'
import type { Running } from '../../../simulators/lib/http.ts'
import { startSms } from '../../../simulators/sms/server.ts'
import { demoBankMerchant, demoFingerprintKey } from '../demo-keys.ts'
import { bankpay } from './bankpay.ts'
import type { BankProvider } from './port.ts'

const env = process.env
const running: Running[] = []
let config: Parameters<typeof bankpay>[0]
let provider: BankProvider

before(async () => {
  const common = { fingerprintKey: demoFingerprintKey, dummyRequest: true }
  const [baseUrl, merchantKey] = [env['BANKPAY_TEST_BASE'], env['BANKPAY_TEST_KEY']]
  if (baseUrl && merchantKey) {
    config = { baseUrl, merchantCcid: env['BANKPAY_TEST_CCID'] ?? '', merchantKey, ...common }
  } else {
    const sms = await startSms()
    const bank = await startBank({ smsUrl: sms.url, nasty: false })
    running.push(bank, sms)
    const { ccid, key } = demoBankMerchant
    config = { baseUrl: bank.url, merchantCcid: ccid, merchantKey: key, ...common }
  }
  provider = bankpay(config)
})
after(() => Promise.all(running.map((each) => each.close())))

const memberId = crypto.randomUUID()
const member = { memberId, nameKana: 'サイタマ　ミライ', phone: '+819012345678' }

test('somebody is made known, and once more', async () => {
  await provider.addMember(member)
  await provider.addMember(member)
})

test('a registration begins, and says what the bank wants to be told', async () => {
  const url = 'https://town.example/back'
  const accountRef = crypto.randomUUID()
  const urls = { successUrl: url, errorUrl: url, pushUrl: url }
  const begun = await provider.prepareLink({ memberId, accountRef, bankCode: '0017', ...urls })
  assert.ok(begun.processRef)
  assert.deepEqual(Object.keys(begun.needs).toSorted(), ['branch', 'holder', 'kind', 'number'])
  assert.notEqual((await provider.readLink({ memberId, accountRef })).state, 'linked')
})

test('an unseen order is not found, and an account that is not registered gives nothing', async () => {
  assert.deepEqual(await provider.readDebit(crypto.randomUUID()), { state: 'not_found' })
  const order = { orderId: crypto.randomUUID(), memberId, accountRef: crypto.randomUUID(), amount: 1000 }
  const taken = await provider.debit(order)
  assert.equal(taken.state, 'declined')
})

test('what nobody has sealed is not believed', () => {
  assert.equal(provider.isReturnAuthentic({ result: 'ok' }), false)
  assert.equal(provider.isPushAuthentic({}, '{"result":"ok"}'), false)
})

test('the times in which banks rest can be read', async () => {
  for (const { from, until } of await provider.listRests()) assert.ok(from < until)
})

test('a wrong key is a fault of ours; where nobody answers, nobody knows', async () => {
  await assert.rejects(bankpay({ ...config, merchantKey: 'wrong' }).readDebit(crypto.randomUUID()))
  const nobody = bankpay({ ...config, baseUrl: 'http://127.0.0.1:9', timeoutMs: 500 })
  const order = { orderId: crypto.randomUUID(), memberId, accountRef: crypto.randomUUID(), amount: 1000 }
  assert.deepEqual(await nobody.debit(order), { state: 'unknown' })
})
