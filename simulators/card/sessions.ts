// Hosted Checkout: a session is opened by the shop, paid by a person on the processor's page, or runs out.
import { type Card, emit, secondsNow } from './events.ts'
import { confirmIntent, createIntent } from './engine.ts'
import { type Brand, testCard } from './behaviour.ts'
import type { CardFacts, Intent, PaymentMethod, Session, SessionPlan } from './state.ts'
import { fingerprintOf, type Form, groupAt, invalid, needAt, newId, textAt } from './wire.ts'

const shortestSeconds = 30 * 60
const longestSeconds = 24 * 60 * 60

/** Opens a session as the shop asks. Fails with 400 where Stripe would. */
export function createSession(card: Card, form: Form): Session {
  refuseUnknown(form)
  if (needAt(form, 'mode') !== 'payment') throw invalid('Only mode payment is played here', 'mode')
  const created = secondsNow(card)
  const id = newId('cs_test')
  const session: Session = {
    id,
    object: 'checkout.session',
    created,
    livemode: false,
    mode: 'payment',
    ui_mode: 'hosted_page',
    locale: textAt(form, 'locale') ?? null,
    url: `${card.sim.origin()}/c/pay/${id}`,
    status: 'open',
    payment_status: 'unpaid',
    amount_total: totalOf(form),
    currency: 'jpy',
    customer: customerOf(card, form),
    client_reference_id: textAt(form, 'client_reference_id') ?? null,
    metadata: groupAt(form, 'metadata'),
    payment_intent: null,
    payment_method_types: ['card'],
    success_url: addressAt(form, 'success_url') ?? '',
    cancel_url: addressAt(form, 'cancel_url'),
    expires_at: endOf(form, created),
  }
  card.state.sessions[id] = session
  card.state.plans[id] = planOf(form)
  return session
}

/** Fails for what this version of the API has taken away, as Stripe does. */
export function refuseUnknown(form: Form): void {
  if (form['payment_method_types'] === undefined) return
  const message = 'Received unknown parameter: payment_method_types'
  throw invalid(message, 'payment_method_types', 'parameter_unknown')
}

function planOf(form: Form): SessionPlan {
  const blocked = groupAt(form, 'payment_method_options.card.restrictions.brands_blocked')
  return {
    label: needAt(form, 'line_items.0.price_data.product_data.name'),
    captureMethod: textAt(form, 'payment_intent_data.capture_method') === 'manual' ? 'manual' : 'automatic',
    description: textAt(form, 'payment_intent_data.description') ?? null,
    metadata: groupAt(form, 'payment_intent_data.metadata'),
    secure: textAt(form, 'payment_method_options.card.request_three_d_secure') ?? 'automatic',
    blocked: Object.values(blocked),
    offersSaving: textAt(form, 'saved_payment_method_options.payment_method_save') === 'enabled',
  }
}

function totalOf(form: Form): number {
  if (needAt(form, 'line_items.0.price_data.currency') !== 'jpy')
    throw invalid('Only jpy is played here', 'line_items[0][price_data][currency]')
  const total =
    Number(needAt(form, 'line_items.0.price_data.unit_amount')) *
    Number(textAt(form, 'line_items.0.quantity') ?? '1')
  if (!Number.isInteger(total) || total < 50)
    throw invalid('The total amount due must be at least ¥50 jpy', undefined, 'amount_too_small')
  return total
}

function customerOf(card: Card, form: Form): string | null {
  const id = textAt(form, 'customer')
  if (id !== undefined && !card.state.customers[id])
    throw invalid(`No such customer: '${id}'`, 'customer', 'resource_missing')
  return id ?? null
}

function addressAt(form: Form, name: string): string | null {
  const value = name === 'success_url' ? needAt(form, name) : textAt(form, name)
  if (value === undefined) return null
  if (!URL.canParse(value)) throw invalid(`Not a valid URL`, name, 'url_invalid')
  return value
}

function endOf(form: Form, created: number): number {
  const asked = textAt(form, 'expires_at')
  if (asked === undefined) return created + longestSeconds
  const seconds = Number(asked) - created
  // A second of grace: the shop counted from its own clock, a moment ago.
  if (!(seconds >= shortestSeconds - 5 && seconds <= longestSeconds + 5)) {
    const message =
      'The `expires_at` timestamp must be at least 30 minutes and at most 24 hours from Checkout'
    throw invalid(`${message} Session creation.`, 'expires_at')
  }
  return Number(asked)
}

/** Ends what has run out; called before every look, so that nobody pays a session that is over. */
export function expireOld(card: Card): void {
  for (const session of Object.values(card.state.sessions)) {
    if (session.status === 'open' && session.expires_at <= secondsNow(card)) endSession(card, session)
  }
}

/** Expires an open session at the shop's wish. Fails with 400 for one that is complete or over. */
export function expireSession(card: Card, session: Session): void {
  if (session.status !== 'open') {
    const message = `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session`
    throw invalid(`${message} has a status of ${session.status}.`)
  }
  endSession(card, session)
}

function endSession(card: Card, session: Session): void {
  session.status = 'expired'
  session.url = null
  const intent = card.state.intents[session.payment_intent ?? '']
  if (intent && intent.status !== 'requires_capture' && intent.status !== 'succeeded') {
    intent.status = 'canceled'
    intent.next_action = null
    intent.canceled_at = secondsNow(card)
    intent.cancellation_reason = 'automatic'
    emit(card, 'payment_intent.canceled', intent)
  }
  emit(card, 'checkout.session.expired', session)
}

type TypedCard = { number: string; brand: Brand; issuer: string | null; month: number; year: number }

/** A card as it was typed; `redisplay` says whether its holder wants to see it again. */
export function keepCard(card: Card, typed: TypedCard, redisplay: boolean): PaymentMethod {
  const facts: CardFacts = {
    brand: typed.brand,
    display_brand: typed.brand === 'amex' ? 'american_express' : typed.brand,
    last4: typed.number.slice(-4),
    exp_month: typed.month,
    exp_year: typed.year,
    fingerprint: fingerprintOf(`card:${typed.number}`).slice(0, 16),
    funding: 'credit',
    country: 'JP',
    issuer: typed.issuer,
  }
  const method: PaymentMethod = {
    id: newId('pm'),
    object: 'payment_method',
    type: 'card',
    created: secondsNow(card),
    livemode: false,
    // Attached when the payment is authorised: a refused card is never kept.
    customer: null,
    allow_redisplay: redisplay ? 'always' : 'unspecified',
    card: facts,
  }
  card.state.paymentMethods[method.id] = method
  card.state.numbers[method.id] = typed.number
  return method
}

/** A card that was saved before anybody looked: under which references the shop knows person and card. */
export type InAdvance = { payerRef: string; cardRef: string; number: string; expiryYear: number }

/** Keeps a card as if its holder had saved it on a page; what is known already stays. */
export function keepInAdvance(card: Card, { payerRef, cardRef, number, expiryYear }: InAdvance): void {
  const known = testCard(number)
  if (!known || card.state.paymentMethods[cardRef]) return
  const created = secondsNow(card)
  card.state.customers[payerRef] ??= {
    ...{ id: payerRef, object: 'customer', created, livemode: false, metadata: {} },
  }
  const { brand, issuer = null } = known
  const { id, ...method } = keepCard(card, { number, brand, issuer, month: 12, year: expiryYear }, true)
  delete card.state.paymentMethods[id]
  delete card.state.numbers[id]
  card.state.paymentMethods[cardRef] = { ...method, id: cardRef, customer: payerRef }
  card.state.numbers[cardRef] = number
}

/** Pays a session with a card. Fails with 402 when the issuer says no; the session stays open then. */
export function paySession(card: Card, session: Session, method: PaymentMethod): Intent {
  const plan = card.state.plans[session.id]
  if (!plan || session.status !== 'open') throw invalid('This Checkout Session is no longer active.')
  const known = card.state.intents[session.payment_intent ?? '']
  const intent =
    known ??
    createIntent(card, {
      amount: session.amount_total,
      customer: session.customer,
      capture_method: plan.captureMethod,
      description: plan.description,
      metadata: plan.metadata,
      secure: plan.secure,
    })
  session.payment_intent = intent.id
  confirmIntent(card, intent, method.id, `${card.sim.origin()}/c/pay/${session.id}`)
  finishSession(card, intent)
  return intent
}

/** Completes the session of an intent that has been authorised; does nothing for any other. */
export function finishSession(card: Card, intent: Intent): void {
  const session = Object.values(card.state.sessions).find(
    ({ payment_intent }) => payment_intent === intent.id,
  )
  if (session?.status !== 'open') return
  if (intent.status !== 'requires_capture' && intent.status !== 'succeeded') return
  const method = card.state.paymentMethods[intent.payment_method ?? '']
  if (method && method.allow_redisplay === 'always' && method.customer === null) {
    method.customer = session.customer
    emit(card, 'payment_method.attached', method)
  }
  session.status = 'complete'
  session.url = null
  session.payment_status = intent.status === 'succeeded' ? 'paid' : 'unpaid'
  emit(card, 'checkout.session.completed', session)
}
