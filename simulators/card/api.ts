// The API under /v1: who asks, whether it was answered before, what is asked, and the answer.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { bodyOf } from '../lib/door.ts'
import { pathPart } from '../lib/http.ts'
import { numberOfToken, testCard } from './behaviour.ts'
import * as engine from './engine.ts'
import { type Card, emit, secondsNow } from './events.ts'
import { expand, listOf } from './lists.ts'
import { createSession, expireOld, expireSession, keepCard, refuseUnknown } from './sessions.ts'
import type { Answered, CardState, PaymentMethod } from './state.ts'
import * as wire from './wire.ts'
import { type Form, groupAt, invalid, missing, needAt, newId, type Problem, textAt } from './wire.ts'

type Call = { card: Card; form: Form; id: string }
type Work = (call: Call) => object

/** How long an idempotency key is remembered. */
const keySeconds = 24 * 60 * 60

/** Hangs the API on the simulator; only `apiKey` opens it. */
export function mountApi(card: Card, apiKey: string): void {
  const busy = new Set<string>()
  const route = (method: 'GET' | 'POST' | 'DELETE', path: string, work: Work) =>
    card.sim.app.route({
      method,
      url: path,
      handler: (request, reply) => answer({ card, apiKey, busy, work }, request, reply),
    })
  for (const [path, work] of Object.entries(reads)) route('GET', path, work)
  for (const [path, work] of Object.entries(writes)) route('POST', path, work)
  for (const [path, work] of Object.entries(deletions)) route('DELETE', path, work)
}

type Desk = { card: Card; apiKey: string; busy: Set<string>; work: Work }

async function answer(desk: Desk, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { card } = desk
  const key = request.headers['idempotency-key']
  reply.header('request-id', newId('req')).header('stripe-version', wire.apiVersion)
  const finish = ({ status, body }: Pick<Answered, 'status' | 'body'>) =>
    reply.code(status).type('application/json').send(body)
  const text = request.method === 'GET' ? (request.url.split('?')[1] ?? '') : bodyOf(request)
  const refused = gate(desk, request, text)
  if (refused) return finish(written(refused))
  if (request.method !== 'POST' || typeof key !== 'string') return finish(perform(desk, request, text))
  const known = card.state.answered[key]
  if (known && known.at > secondsNow(card) - keySeconds) {
    return finish(known.fingerprint === printOf(request, text) ? replayed(reply, known) : otherContent(key))
  }
  desk.busy.add(key)
  const done = perform(desk, request, text)
  desk.busy.delete(key)
  // What failed validation has not begun, and may be mended and sent under the same key.
  if (done.status !== 400 && done.status !== 401 && done.status !== 404) {
    card.state.answered[key] = { ...done, at: secondsNow(card), fingerprint: printOf(request, text) }
    card.save()
  }
  return finish(done)
}

const printOf = (request: FastifyRequest, text: string) =>
  wire.fingerprintOf(`${request.method} ${request.url} ${text}`)

function replayed(reply: FastifyReply, known: Answered): Answered {
  reply.header('idempotent-replayed', 'true')
  return known
}

function otherContent(key: string) {
  const message = `Keys for idempotent requests can only be used with the same parameters they were first used
with. Try using a key other than '${key}' if you meant to execute a different request.`
  return written(wire.problem(400, { type: 'idempotency_error', message }))
}

function gate({ apiKey, busy }: Desk, request: FastifyRequest, text: string): Problem | undefined {
  const [kind, given = ''] = (request.headers.authorization ?? '').split(' ')
  const bearer = kind === 'Basic' ? Buffer.from(given, 'base64').toString().split(':')[0] : given
  if (bearer !== apiKey) {
    return wire.problem(401, { type: 'invalid_request_error', message: 'Invalid API Key provided' })
  }
  const key = request.headers['idempotency-key']
  if (typeof key === 'string' && key.length > 255) return invalid('Idempotency-Key is too long')
  if (typeof key === 'string' && busy.has(key)) {
    const message = 'There is currently another in-progress request using this Idempotency Key'
    return wire.problem(409, { type: 'idempotency_error', code: 'idempotency_key_in_use', message })
  }
  return text.includes('\0') ? invalid('Invalid characters') : undefined
}

function perform({ card, work }: Desk, request: FastifyRequest, text: string) {
  try {
    expireOld(card)
    const form = wire.parseForm(text)
    const result = work({ card, form, id: pathPart(request, 'id') })
    const wanted = Object.values(groupAt(form, 'expand'))
    return { status: 200, body: JSON.stringify(expand(card.state, result, wanted), null, 2) }
  } catch (error) {
    if (!(error instanceof Error) || !('status' in error)) throw error
    return written(error as Problem)
  } finally {
    card.save()
  }
}

function written({ status, error }: Problem): { status: number; body: string } {
  return { status, body: JSON.stringify({ error }, null, 2) }
}

type Kind =
  | 'customers'
  | 'intents'
  | 'charges'
  | 'sessions'
  | 'refunds'
  | 'disputes'
  | 'events'
  | 'paymentMethods'
const names: Record<Kind, string> = {
  customers: 'customer',
  intents: 'payment_intent',
  charges: 'charge',
  sessions: 'checkout.session',
  refunds: 'refund',
  disputes: 'dispute',
  events: 'event',
  paymentMethods: 'payment_method',
}

function find<K extends Kind>(state: CardState, kind: K, id: string): CardState[K][string] {
  const found = Object.hasOwn(state[kind], id) ? state[kind][id] : undefined
  if (!found) throw missing(names[kind], id)
  return found as CardState[K][string]
}

const one =
  (kind: Kind): Work =>
  ({ card, id }) =>
    find(card.state, kind, id)

const reads: Record<string, Work> = {
  '/v1/customers/:id': one('customers'),
  '/v1/customers/:id/payment_methods': ({ card, form, id }) => {
    const own = Object.values(card.state.paymentMethods).filter(({ customer }) => customer === id)
    const wanted = textAt(form, 'allow_redisplay')
    const rows = own.filter(({ allow_redisplay }) => !wanted || allow_redisplay === wanted)
    find(card.state, 'customers', id)
    return listOf(rows, form, `/v1/customers/${id}/payment_methods`)
  },
  '/v1/payment_methods/:id': one('paymentMethods'),
  '/v1/payment_intents/:id': one('intents'),
  '/v1/payment_intents': ({ card, form }) =>
    listOf(Object.values(card.state.intents), form, '/v1/payment_intents', ['customer']),
  '/v1/charges/:id': one('charges'),
  '/v1/charges': ({ card, form }) =>
    listOf(Object.values(card.state.charges), form, '/v1/charges', ['payment_intent', 'customer']),
  '/v1/checkout/sessions/:id': one('sessions'),
  '/v1/checkout/sessions': ({ card, form }) =>
    listOf(Object.values(card.state.sessions), form, '/v1/checkout/sessions', ['payment_intent', 'customer']),
  '/v1/refunds/:id': one('refunds'),
  '/v1/refunds': ({ card, form }) =>
    listOf(Object.values(card.state.refunds), form, '/v1/refunds', ['payment_intent', 'charge']),
  '/v1/disputes/:id': one('disputes'),
  '/v1/disputes': ({ card, form }) =>
    listOf(Object.values(card.state.disputes), form, '/v1/disputes', ['payment_intent', 'charge']),
  '/v1/events/:id': one('events'),
  '/v1/events': ({ card, form }) => listOf(Object.values(card.state.events), form, '/v1/events', ['type']),
  '/v1/balance_transactions': ({ card, form }) =>
    listOf(Object.values(card.state.balanceTransactions), form, '/v1/balance_transactions', ['type']),
  '/v1/webhook_endpoints': ({ card, form }) => {
    const shown = Object.values(card.state.endpoints).map(({ id, url, enabled_events }) => ({
      id,
      url,
      enabled_events,
    }))
    return listOf(shown, form, '/v1/webhook_endpoints')
  },
}

const writes: Record<string, Work> = {
  '/v1/customers': ({ card, form }) => {
    const id = newId('cus')
    const common = { id, object: 'customer', created: secondsNow(card), livemode: false } as const
    card.state.customers[id] = { ...common, metadata: groupAt(form, 'metadata') }
    return card.state.customers[id]
  },
  '/v1/payment_methods/:id/attach': ({ card, form, id }) => {
    const customer = find(card.state, 'customers', needAt(form, 'customer'))
    const number = numberOfToken(id)
    const known = testCard(number ?? '')
    if (!number || !known) throw missing('PaymentMethod', id)
    const { brand, issuer = null } = known
    const method = keepCard(card, { number, brand, issuer, month: 12, year: 2040 }, false)
    method.customer = customer.id
    emit(card, 'payment_method.attached', method)
    return method
  },
  '/v1/payment_methods/:id/detach': ({ card, id }) => {
    const method = find(card.state, 'paymentMethods', id) as PaymentMethod
    if (method.customer === null)
      throw invalid(
        'The payment method you provided is not attached to a customer so detachment is impossible.',
      )
    method.customer = null
    emit(card, 'payment_method.detached', method)
    return method
  },
  '/v1/checkout/sessions': ({ card, form }) => createSession(card, form),
  '/v1/checkout/sessions/:id/expire': ({ card, id }) => {
    const session = find(card.state, 'sessions', id)
    expireSession(card, session)
    return session
  },
  '/v1/payment_intents': ({ card, form }) => payWithSaved(card, form),
  '/v1/payment_intents/:id/capture': ({ card, id }) => {
    const intent = find(card.state, 'intents', id)
    engine.captureIntent(card, intent)
    return intent
  },
  '/v1/payment_intents/:id/cancel': ({ card, form, id }) => {
    const intent = find(card.state, 'intents', id)
    engine.cancelIntent(card, intent, textAt(form, 'cancellation_reason') ?? null)
    return intent
  },
  '/v1/refunds': ({ card, form }) => {
    const intent = find(card.state, 'intents', needAt(form, 'payment_intent'))
    const charge = find(card.state, 'charges', intent.latest_charge ?? '')
    const amount = Number(textAt(form, 'amount') ?? charge.amount_captured - charge.amount_refunded)
    const reason = textAt(form, 'reason') ?? null
    return engine.refundCharge(card, charge, amount, { reason, metadata: groupAt(form, 'metadata') })
  },
  '/v1/webhook_endpoints': ({ card, form }) => {
    const id = newId('we')
    const enabled_events = Object.values(groupAt(form, 'enabled_events'))
    const endpoint = { id, url: needAt(form, 'url'), secret: newId('whsec'), enabled_events }
    card.state.endpoints[id] = endpoint
    return { ...endpoint, object: 'webhook_endpoint', status: 'enabled' }
  },
}

const deletions: Record<string, Work> = {
  '/v1/customers/:id': ({ card, id }) => {
    find(card.state, 'customers', id)
    delete card.state.customers[id]
    return { id, object: 'customer', deleted: true }
  },
  '/v1/webhook_endpoints/:id': ({ card, id }) => {
    delete card.state.endpoints[id]
    return { id, object: 'webhook_endpoint', deleted: true }
  },
}

/** A saved card is charged by the shop's server, with the holder at the screen for 3-D Secure. */
function payWithSaved(card: Card, form: Form): object {
  refuseUnknown(form)
  if (needAt(form, 'currency') !== 'jpy') throw invalid('Only jpy is played here', 'currency')
  const method = find(card.state, 'paymentMethods', needAt(form, 'payment_method'))
  const customer = textAt(form, 'customer') ?? null
  if (method.customer === null || method.customer !== customer) {
    const message = 'The customer does not have a payment method with the ID'
    throw invalid(`${message} ${method.id}.`, 'payment_method', 'resource_missing')
  }
  const intent = engine.createIntent(card, {
    amount: Number(needAt(form, 'amount')),
    customer,
    capture_method: textAt(form, 'capture_method') === 'manual' ? 'manual' : 'automatic',
    description: textAt(form, 'description') ?? null,
    metadata: groupAt(form, 'metadata'),
    secure: textAt(form, 'payment_method_options.card.request_three_d_secure') ?? 'automatic',
  })
  if (textAt(form, 'confirm') === 'true') {
    engine.confirmIntent(card, intent, method.id, needAt(form, 'return_url'))
  }
  return intent
}
