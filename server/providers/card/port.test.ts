// What we rely on from the card company, tried through the real adapter. With STRIPE_TEST_KEY (sk_test_…) the part
// that needs no page runs against Stripe's own test mode; without it all runs against the simulator.
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { Stripe } from 'stripe'
import { startCard } from '../../../simulators/card/server.ts'
import { passChallenge, payWithNewCard } from '../../../simulators/card/walk.ts'
import type { Running } from '../../../simulators/lib/http.ts'
import { openPage } from '../../../simulators/lib/walker.ts'
import { startSms } from '../../../simulators/sms/server.ts'
import { demoCardProcessor } from '../demo-keys.ts'
import type { CardLook, CardProvider } from './port.ts'
import { stripeCards, type StripeConfig } from './stripe.ts'

const testKey = process.env['STRIPE_TEST_KEY']
const needsPages = testKey ? { skip: 'its page is for people, and this is no browser' } : {}
const back = 'https://town.example.jp/back'
const secret = demoCardProcessor.webhookSecret
let sms: Running
let sim: Running
let config: StripeConfig
let cards: CardProvider
let raw: Stripe

before(async () => {
  sms = await startSms()
  sim = await startCard({ smsUrl: sms.url, nasty: false })
  config = {
    baseUrl: testKey ? 'https://api.stripe.com' : sim.url,
    apiKey: testKey ?? demoCardProcessor.apiKey,
    webhookSecrets: ['whsec_old_one', secret],
    timeoutMs: 20_000,
  }
  cards = stripeCards(config)
  const { hostname: host, port, protocol } = new URL(config.baseUrl)
  raw = new Stripe(config.apiKey, {
    host,
    port: port || 443,
    protocol: protocol === 'http:' ? 'http' : 'https',
    telemetry: false,
  })
})
after(async () => {
  await sim.close()
  await sms.close()
})

const visa = '4242424242424242'
const asksHolder = '4000002760003184'
const newId = () => crypto.randomUUID()

async function page(more: Partial<Parameters<CardProvider['openPage']>[0]> = {}) {
  const residentId = newId()
  const asked = {
    topUpId: newId(),
    customerRef: await cards.addCustomer(residentId),
    amount: 3000,
    label: 'さいコインのチャージ',
    backUrl: back,
    cancelUrl: `${back}?cancelled`,
    endsAt: new Date(Date.now() + 31 * 60_000),
    offersSaving: true,
    refusedBrands: [],
    ...more,
  }
  return { ...asked, ...(await cards.openPage(asked)) }
}

async function saved(token: string, amount = 3000) {
  const customerRef = await cards.addCustomer(newId())
  const { id: cardRef } = await raw.paymentMethods.attach(token, { customer: customerRef })
  const asked = {
    topUpId: newId(),
    customerRef,
    cardRef,
    amount,
    label: 'チャージ',
    backUrl: back,
    secure: true,
  }
  return { ...asked, look: await cards.startSaved(asked) }
}

function authorised(look: CardLook) {
  assert.equal(look.state, 'authorised')
  return look as Extract<CardLook, { state: 'authorised' }>
}

async function fault(match: string, effect: string, more = {}) {
  await fetch(`${sim.url}/__sim/faults`, { method: 'POST', body: JSON.stringify({ match, effect, ...more }) })
}

test(
  'a new card: the same top-up has one page, what is authorised is captured once',
  needsPages,
  async () => {
    const asked = await page()
    assert.equal((await cards.openPage(asked)).ref, asked.ref)
    assert.deepEqual(await cards.look(asked.ref), {
      state: 'open',
      ref: asked.ref,
      url: asked.url,
      tries: [],
    })

    const left = await payWithNewCard(asked.url, visa, { save: true })
    assert.equal(left.leftTo?.href, back)
    const look = authorised(await cards.look(asked.ref))
    assert.deepEqual([look.amount, look.currency, look.check], [3000, 'JPY', 'attempted'])
    assert.deepEqual([look.card.brand, look.card.lastDigits], ['visa', '4242'])
    assert.equal(look.tries.length, 1)

    assert.deepEqual(await cards.readCapture(look.attemptRef), { state: 'not_found' })
    const taken = { state: 'succeeded', providerRef: look.attemptRef, amount: 3000, currency: 'JPY' }
    assert.deepEqual(await cards.capture(look.attemptRef), taken)
    assert.deepEqual(await cards.capture(look.attemptRef), taken)
    assert.deepEqual(await cards.readCapture(look.attemptRef), taken)
    assert.equal((await cards.look(asked.ref)).state, 'captured')

    const [card, ...others] = await cards.listCards(asked.customerRef)
    assert.equal(others.length, 0)
    assert.deepEqual([card?.fingerprint, card?.expiryYear], [look.card.fingerprint, 2040])
    await cards.removeCard(card?.ref ?? '')
    await cards.removeCard(card?.ref ?? '')
    assert.deepEqual(await cards.listCards(asked.customerRef), [])
  },
)

test('a card that is not to be saved is not', needsPages, async () => {
  const asked = await page()
  await payWithNewCard(asked.url, visa)
  assert.deepEqual(await cards.listCards(asked.customerRef), [])
})

test('a page without the offer saves nothing, and a refused brand does not pay', needsPages, async () => {
  const asked = await page({ offersSaving: false, refusedBrands: ['amex'] })
  const no = await payWithNewCard(asked.url, '378282246310005')
  assert.match(no.text, /American Express はこのお店では使えません/)
  await payWithNewCard(asked.url, visa, { save: true })
  assert.deepEqual(await cards.listCards(asked.customerRef), [])
})

test('a real card number is refused by the rehearsal', needsPages, async () => {
  const no = await payWithNewCard((await page()).url, '4111111111111111')
  assert.match(no.text, /本物のカード番号は入力しないでください/)
  assert.doesNotMatch(no.text, /4111/)
})

test('each refused card on a page is a try, and the page stays open for another', needsPages, async () => {
  const asked = await page()
  await payWithNewCard(asked.url, '4000000000009995')
  await payWithNewCard(asked.url, '4000000000000002')
  const look = await cards.look(asked.ref)
  assert.equal(look.state, 'open')
  assert.deepEqual(
    look.tries.map(({ refused, card }) => [refused, card.lastDigits]),
    [
      [true, '0002'],
      [true, '9995'],
    ],
  )
  await payWithNewCard(asked.url, visa)
  assert.equal((await cards.look(asked.ref)).state, 'authorised')
})

test('the holder proves who they are on the issuer’s page', needsPages, async () => {
  const asked = await page()
  const challenge = await payWithNewCard(asked.url, asksHolder)
  assert.match(challenge.text, /本人認証サービス/)
  assert.equal((await cards.look(asked.ref)).state, 'open')
  const left = await passChallenge(challenge, sms.url, asksHolder)
  assert.equal(left.leftTo?.origin, 'https://town.example.jp')
  assert.equal(authorised(await cards.look(asked.ref)).check, 'authenticated')
})

test('a page that is let go takes no payment any more, before or after it was paid', needsPages, async () => {
  const open = await page()
  await cards.letGo(open.ref)
  await cards.letGo(open.ref)
  assert.equal((await cards.look(open.ref)).state, 'ended')
  assert.match((await openPage(open.url)).text, /このお支払いは終了しています/)

  const paid = await page()
  await payWithNewCard(paid.url, visa)
  const { attemptRef } = authorised(await cards.look(paid.ref))
  await cards.letGo(paid.ref)
  assert.equal((await cards.look(paid.ref)).state, 'ended')
  assert.deepEqual(await cards.capture(attemptRef), { state: 'declined', reason: 'abandoned' })
})

test('a saved card: authorised at once, captured, and given back once', async () => {
  const { look } = await saved('pm_card_visa')
  const { attemptRef } = authorised(look)
  assert.equal((await cards.capture(attemptRef)).state, 'succeeded')
  const refundId = newId()
  await cards.refund({ attemptRef, refundId })
  await cards.refund({ attemptRef, refundId })
  const [back1, ...more] = await cards.listReturns(attemptRef)
  assert.deepEqual([back1?.cause, back1?.amount, back1?.taken, more.length], ['refund', 3000, true, 0])
  assert.equal((await cards.readCapture(attemptRef)).state, 'refunded')
})

test('a saved card asked twice under one top-up is asked once', async () => {
  const { look, ...asked } = await saved('pm_card_visa')
  const again = await cards.startSaved(asked)
  assert.equal(authorised(again).attemptRef, authorised(look).attemptRef)
})

test('a saved card that is refused says why, and ends', async () => {
  const { look } = await saved('pm_card_chargeCustomerFail')
  assert.deepEqual([look.state, 'because' in look && look.because], ['declined', 'card_declined'])
})

test('a saved card that wants its holder gives an address to go to, and can be let go', async () => {
  const { look } = await saved('pm_card_threeDSecure2Required')
  assert.equal(look.state, 'open')
  if (look.state !== 'open') return
  assert.ok(look.url)
  await cards.letGo(look.ref)
  assert.equal((await cards.look(look.ref)).state, 'ended')
})

test('a holder who cancels and one who fails are told apart', needsPages, async () => {
  for (const [press, because] of [
    ['cancel', 'proof_cancelled'],
    ['fail', 'not_proven'],
  ] as const) {
    const { look } = await saved('pm_card_threeDSecure2Required')
    if (look.state !== 'open' || !look.url) throw new Error('no challenge')
    let challenge = await openPage(look.url)
    if (press === 'cancel') challenge = await challenge.press('キャンセル')
    else for (let i = 0; i < 3; i += 1) challenge = await challenge.press('認証する', { passcode: '000000' })
    assert.equal(challenge.leftTo?.searchParams.get('redirect_status'), 'failed')
    const end = await cards.look(look.ref)
    assert.deepEqual([end.state, 'because' in end && end.because], ['declined', because])
  }
})

test('ABU-A33 a card without 3-D Secure is authorised, and says so', async () => {
  assert.equal(authorised((await saved('pm_card_amex')).look).check, 'none')
})

test('an answer that is lost is unknown, and asking again does not take twice', needsPages, async () => {
  const { look } = await saved('pm_card_visa')
  const { attemptRef } = authorised(look)
  await fault('/capture', 'drop-response', { times: 2 })
  assert.deepEqual(await cards.capture(attemptRef), { state: 'unknown' })
  assert.equal((await cards.readCapture(attemptRef)).state, 'succeeded')
  assert.equal((await cards.capture(attemptRef)).state, 'succeeded')
  const booked = await cards.listBooked(new Date(0), new Date(Date.now() + 60_000))
  const own = booked.filter((row) => row.attemptRef === attemptRef)
  assert.deepEqual(
    own.map(({ kind, amount, fee }) => [kind, amount, fee]),
    [['taken', 3000, 108]],
  )
})

test('an attempt that the company does not know is unknown, and no refusal', async () => {
  const gone = 'pi_3NoSuchAttempt000000000'
  await assert.rejects(raw.paymentIntents.retrieve(gone), { code: 'resource_missing' })
  assert.deepEqual(await cards.readCapture(gone), { state: 'unknown' })
  assert.deepEqual(await cards.capture(gone), { state: 'unknown' })
})

test('5xx and silence are unknown; a wrong key is a fault', needsPages, async () => {
  const { look, ...asked } = await saved('pm_card_visa')
  await fault('/v1/payment_intents', 'error', { times: 2 })
  const lost = await cards.startSaved({ ...asked, topUpId: newId() })
  assert.deepEqual(lost, { state: 'unknown', tries: [] })
  await fault('/capture', 'delay', { delayMs: 5000, times: 2 })
  const hasty = stripeCards({ ...config, timeoutMs: 50 })
  assert.deepEqual(await hasty.capture(authorised(look).attemptRef), { state: 'unknown' })
  const stranger = stripeCards({ ...config, apiKey: 'sk_test_other' })
  await assert.rejects(stranger.startSaved({ ...asked, topUpId: newId() }), /Invalid API Key/)
})

test('one idempotency key is one request, for a day', needsPages, async () => {
  const first = await raw.customers.create({ metadata: { a: '1' } }, { idempotencyKey: 'k1' })
  const again = await raw.customers.create({ metadata: { a: '1' } }, { idempotencyKey: 'k1' })
  assert.equal(again.id, first.id)
  assert.equal(again.lastResponse.headers['idempotent-replayed'], 'true')
  await assert.rejects(raw.customers.create({ metadata: { a: '2' } }, { idempotencyKey: 'k1' }), {
    type: 'StripeIdempotencyError',
  })
  const clock = (hours: number) =>
    fetch(`${sim.url}/__sim/clock`, {
      method: 'POST',
      body: JSON.stringify({ now: new Date(Date.now() + hours * 3_600_000).toISOString() }),
    })
  await clock(25)
  const later = await raw.customers.create({ metadata: { a: '2' } }, { idempotencyKey: 'k1' })
  assert.notEqual(later.id, first.id)
  await clock(0)
})

test('a dispute takes the money away until it is won', needsPages, async () => {
  const asked = await page()
  await payWithNewCard(asked.url, '4000000000000259')
  const { attemptRef } = authorised(await cards.look(asked.ref))
  await cards.capture(attemptRef)
  const [open] = await cards.listReturns(attemptRef)
  assert.deepEqual(
    [open?.cause, open?.amount, open?.taken, open?.regained],
    ['chargeback', 3000, true, false],
  )
  await fetch(`${sim.url}/__sim/disputes/${open?.ref}/won`, { method: 'POST', redirect: 'manual' })
  const [won] = await cards.listReturns(attemptRef)
  assert.deepEqual([won?.taken, won?.regained], [false, true])
})

function signed(body: string, timestamp = Math.floor(Date.now() / 1000), key = secret) {
  return raw.webhooks.generateTestHeaderString({ payload: body, secret: key, timestamp })
}

const intentEvent = JSON.stringify({
  id: 'evt_1',
  object: 'event',
  type: 'payment_intent.succeeded',
  data: {
    object: { id: 'pi_1', object: 'payment_intent', customer: 'cus_1', metadata: { top_up_id: 't1' } },
  },
})

test('ABU-H01 ABU-H02 ABU-H03 ABU-H08 a message counts with a fresh signature over its very bytes', () => {
  const opened = { id: 'evt_1', type: 'payment_intent.succeeded' }
  const about = { topUpId: 't1', attemptRef: 'pi_1', customerRef: 'cus_1' }
  assert.deepEqual(cards.openNotice(signed(intentEvent), intentEvent), { ...opened, ...about })
  const now = Math.floor(Date.now() / 1000)
  assert.ok(
    cards.openNotice(signed(intentEvent, now, 'whsec_old_one'), intentEvent),
    'rotation: both secrets',
  )
  assert.equal(cards.openNotice(undefined, intentEvent), null)
  assert.equal(cards.openNotice('t=1,v1=00', intentEvent), null)
  assert.equal(cards.openNotice(signed(intentEvent, now - 301), intentEvent), null)
  assert.equal(cards.openNotice(signed(intentEvent, now, 'whsec_stranger'), intentEvent), null)
  assert.equal(cards.openNotice(signed(intentEvent), intentEvent.replace('pi_1', 'pi_2')), null)
  assert.equal(cards.openNotice(signed(intentEvent), JSON.stringify(JSON.parse(intentEvent), null, 1)), null)
})

test('ABU-H04 a signed message that is no event opens to nothing', () => {
  for (const body of ['', '{', '[]', 'null', '{"id":1}'])
    assert.equal(cards.openNotice(signed(body), body), null)
})

test('the company signs what it sends, and sends it again on demand', needsPages, async () => {
  const got: { signature: string; body: string }[] = []
  const arrived: (() => void)[] = []
  const listener = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const signature = String(request.headers['stripe-signature'])
      got.push({ signature, body: Buffer.concat(chunks).toString() })
      arrived.shift()?.()
      response.end()
    })
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/notices`
  await fetch(`${sim.url}/__sim/webhook-endpoints`, { method: 'POST', body: JSON.stringify({ url, secret }) })
  const next = () => new Promise<void>((resolve) => arrived.push(resolve))
  const first = next()
  const { customerRef } = await saved('pm_card_visa')
  await first
  const [{ signature, body } = { signature: '', body: '' }] = got
  const notice = cards.openNotice(signature, body)
  assert.deepEqual([notice?.type, notice?.customerRef], ['payment_method.attached', customerRef])
  const again = next()
  await fetch(`${sim.url}/__sim/events/${notice?.id}/send`, { method: 'POST', redirect: 'manual' })
  await again
  listener.close()
})
