// What we rely on from the bank gateway, tried through the real adapter against a program that speaks its
// wire format.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { startBank } from '../../../simulators/bank/server.ts'
import { registerAccount, walkToConfirmation } from '../../../simulators/bank/walk.ts'
import type { Running } from '../../../simulators/lib/http.ts'
import { openPage } from '../../../simulators/lib/walker.ts'
import { startSms } from '../../../simulators/sms/server.ts'
import { demoBankMerchant, demoFingerprintKey } from '../demo-keys.ts'
import { bankpay } from './bankpay.ts'
import type { BankProvider } from './port.ts'

type Push = { headers: Record<string, string | undefined>; body: string }

const phone = '+819012345678'
const shop = 'http://127.0.0.1:9/back'
let sms: Running
let bank: Running
let provider: BankProvider
let config: Parameters<typeof bankpay>[0]
let pushUrl = ''
const pushes: Push[] = []
const waiting: ((push: Push) => void)[] = []
const listener = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const push = { headers: request.headers as Push['headers'], body: Buffer.concat(chunks).toString() }
    pushes.push(push)
    waiting.shift()?.(push)
    response.end()
  })
})

before(async () => {
  sms = await startSms()
  bank = await startBank({ smsUrl: sms.url, nasty: false })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  pushUrl = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/push`
  config = {
    baseUrl: bank.url,
    merchantCcid: demoBankMerchant.ccid,
    merchantKey: demoBankMerchant.key,
    fingerprintKey: demoFingerprintKey,
    dummyRequest: true,
  }
  provider = bankpay(config)
})
after(async () => {
  await bank.close()
  await sms.close()
  listener.close()
})

let members = 0
async function begin(bankCode = '0017') {
  const memberId = `member-${(members += 1)}`
  const accountRef = 'account-1'
  await provider.addMember({ memberId, nameKana: 'サイタマ ハナコ', phone })
  const urls = { successUrl: `${shop}/ok?link=7`, errorUrl: `${shop}/no`, pushUrl }
  const prepared = await provider.prepareLink({ memberId, accountRef, bankCode, ...urls })
  const asked = { processRef: prepared.processRef, memberId, accountRef, label: 'さいコイン' }
  return { memberId, accountRef, needs: prepared.needs, start: await provider.startLink(asked) }
}

async function linked(number: string) {
  const { memberId, accountRef, start } = await begin()
  await registerAccount({ start, smsUrl: sms.url, phone, number })
  return { memberId, accountRef }
}

async function order(orderId: string) {
  const orders = (await (await fetch(`${bank.url}/__sim/orders`)).json()) as {
    orderId: string
    captures: number
  }[]
  return orders.find((o) => o.orderId === orderId)
}

test('an account is registered on the bank’s own pages', async () => {
  const { memberId, accountRef, needs, start } = await begin()
  assert.deepEqual(needs, { branch: false, kind: false, number: false, holder: false })
  assert.deepEqual(await provider.readLink({ memberId, accountRef }), { state: 'pending' })
  const pushed = new Promise<Push>((resolve) => waiting.push(resolve))
  const back = await registerAccount({ start, smsUrl: sms.url, phone, branch: '256', number: '1234567' })

  assert.equal(back.searchParams.get('link'), '7')
  const params = Object.fromEntries(back.searchParams)
  assert.equal(provider.isReturnAuthentic(params), true)
  assert.equal(provider.isReturnAuthentic({ ...params, result: 'failure' }), false)
  assert.equal(provider.isReturnAuthentic({}), false)

  const push = await pushed
  assert.equal(provider.isPushAuthentic(push.headers, push.body), true)
  assert.equal(provider.isPushAuthentic(push.headers, `${push.body} `), false)
  assert.equal(provider.isPushAuthentic({}, push.body), false)

  const link = await provider.readLink({ memberId, accountRef })
  assert.equal(link.state, 'linked')
  if (link.state !== 'linked') return
  assert.deepEqual([link.bankCode, link.branchCode, link.lastDigits], ['0017', '256', '567'])
  assert.equal(link.holderKana, 'サイタマ ハナコ')
  assert.match(link.accountFingerprint, /^[0-9a-f]{64}$/)
  await provider.unlink({ memberId, accountRef })
  assert.equal((await provider.readLink({ memberId, accountRef })).state, 'failed')
})

test('the same account has the same fingerprint for whoever registers it', async () => {
  const seen = []
  for (const link of [await linked('7654321'), await linked('7654321'), await linked('7654320')]) {
    const state = await provider.readLink(link)
    seen.push(state.state === 'linked' ? state.accountFingerprint : '')
  }
  assert.equal(seen[0], seen[1])
  assert.notEqual(seen[0], seen[2])
})

test('a person may leave the bank, and three wrong passwords end the visit', async () => {
  const left = await begin()
  const terms = await openPage(left.start.url, left.start.fields)
  const away = (await terms.press('申し込みをやめる')).leftTo
  assert.equal(away?.searchParams.get('reason'), 'cancelled')
  assert.equal(provider.isReturnAuthentic(Object.fromEntries(away?.searchParams ?? [])), true)
  assert.deepEqual(await provider.readLink(left), { state: 'failed', reason: 'cancelled' })

  const wrong = await begin()
  const once = await walkToConfirmation({ ...wrong, smsUrl: sms.url, phone, number: '1112224', pin: '9999' })
  assert.match(once.text, /残り2回/)
  const typed = { branch: '001', number: '1112224', pin: '9999' }
  const end = await (await once.press('次へ', typed)).press('次へ', typed)
  assert.equal(end.leftTo?.searchParams.get('reason'), 'pin_locked')
  assert.deepEqual(await provider.readLink(wrong), { state: 'failed', reason: 'pin_locked' })
})

test('the form opens the bank once, and only with an unbroken seal', async () => {
  const { start } = await begin()
  const broken = await openPage(start.url, { ...start.fields, customerAccessToken: 'x' })
  assert.equal(broken.status, 400)
  assert.equal((await openPage(start.url, start.fields)).status, 200)
  assert.equal((await openPage(start.url, start.fields)).status, 409)
})

test('a wrong merchant key is a fault, not an outcome', async () => {
  const stranger = bankpay({ ...config, merchantKey: 'wrong' })
  await assert.rejects(stranger.debit({ orderId: 'o', memberId: 'm', accountRef: 'a', amount: 1 }), /BA01/)
})

test('one order debits once, however often it is sent', async () => {
  const account = await linked('2000001')
  const debit = { orderId: 'twice-1', ...account, amount: 3000 }
  const outcomes = await Promise.all([provider.debit(debit), provider.debit(debit), provider.debit(debit)])
  assert.equal(outcomes[0].state, 'succeeded')
  assert.deepEqual(outcomes[1], outcomes[0])
  assert.deepEqual(outcomes[2], outcomes[0])
  assert.equal((await order('twice-1'))?.captures, 1)
  await assert.rejects(provider.debit({ ...debit, amount: 4000 }), /BD01/)

  const statement = await openPage(`${bank.url}/statements/0017/001/2000001`)
  assert.match(statement.text, /-3,000円 497,000円/)
})

test('a debit is given back once', async () => {
  const account = await linked('2000002')
  await provider.debit({ orderId: 'refund-1', ...account, amount: 3000 })
  assert.deepEqual(await provider.refund('refund-1'), { state: 'refunded' })
  assert.deepEqual(await provider.refund('refund-1'), { state: 'refunded' })
  assert.deepEqual(await provider.readDebit('refund-1'), { state: 'refunded' })
  assert.match((await openPage(`${bank.url}/statements/0017/001/2000002`)).text, /残高 500,000円/)
  assert.deepEqual(await provider.refund('never'), { state: 'not_found' })
})

const refusals = [
  ['3000000', 'insufficient_funds'],
  ['3000011', 'frozen'],
  ['3000022', 'limit'],
  ['3000066', 'maintenance'],
] as const
for (const [number, reason] of refusals) {
  test(`account ${number} declines: ${reason}`, async () => {
    const debit = { orderId: `declined-${number}`, ...(await linked(number)), amount: 1000 }
    assert.deepEqual(await provider.debit(debit), { state: 'declined', reason })
    assert.deepEqual(await provider.readDebit(debit.orderId), { state: 'declined', reason })
    assert.equal((await order(debit.orderId))?.captures, 0)
  })
}

test('an account that is not registered declines', async () => {
  const outcome = await provider.debit({
    orderId: 'stranger',
    memberId: 'nobody',
    accountRef: 'none',
    amount: 1000,
  })
  assert.deepEqual(outcome, { state: 'declined', reason: 'unlinked' })
})

test('an account in another name says so', async () => {
  const link = await provider.readLink(await linked('3000033'))
  assert.equal(link.state === 'linked' && link.holderKana, 'ベツジン タロウ')
})

test('an answer lost after success is unknown, and the question brings the truth', async () => {
  const debit = { orderId: 'lost-44', ...(await linked('3000044')), amount: 1000 }
  assert.deepEqual(await provider.debit(debit), { state: 'unknown' })
  assert.equal((await provider.readDebit(debit.orderId)).state, 'succeeded')
  assert.equal((await provider.debit(debit)).state, 'succeeded')
  assert.equal((await order(debit.orderId))?.captures, 1)
})

test('an order that never arrived is unknown, then not found', async () => {
  const debit = { orderId: 'lost-55', ...(await linked('3000055')), amount: 1000 }
  assert.deepEqual(await provider.debit(debit), { state: 'unknown' })
  assert.deepEqual(await provider.readDebit(debit.orderId), { state: 'not_found' })
})

async function fault(effect: string) {
  const body = JSON.stringify({ match: '/Authorize', effect, delayMs: 5000 })
  await fetch(`${bank.url}/__sim/faults`, { method: 'POST', body })
}

test('what the bank knows outlives its restart', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'bank-'))
  const options = { smsUrl: sms.url, stateFile: join(directory, 'bank.json'), nasty: false }
  const first = await startBank(options)
  const member = { memberId: 'm', nameKana: 'サイタマ ハナコ', phone }
  await bankpay({ ...config, baseUrl: first.url }).addMember(member)
  await first.close()
  const second = await startBank(options)
  const again = bankpay({ ...config, baseUrl: second.url })
  const urls = { successUrl: shop, errorUrl: shop, pushUrl }
  const prepared = await again.prepareLink({ memberId: 'm', accountRef: 'a', bankCode: '0133', ...urls })
  assert.ok(prepared.processRef)
  await second.close()
  await rm(directory, { recursive: true })
})

test('5xx, silence and nonsense are unknown', async () => {
  const account = await linked('3000001')
  await fault('error')
  assert.deepEqual(await provider.debit({ orderId: 'fault-1', ...account, amount: 1 }), { state: 'unknown' })
  await fault('delay')
  const hasty = bankpay({ ...config, timeoutMs: 50 })
  assert.deepEqual(await hasty.debit({ orderId: 'fault-2', ...account, amount: 1 }), { state: 'unknown' })
  const elsewhere = bankpay({ ...config, baseUrl: sms.url })
  assert.deepEqual(await elsewhere.debit({ orderId: 'fault-3', ...account, amount: 1 }), { state: 'unknown' })
})
