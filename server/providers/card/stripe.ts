// Stripe's API through its own SDK: hosted Checkout for new cards, payment intents for saved ones.
import { Stripe } from 'stripe'
import type { ChargeOutcome } from '../outcome.ts'
import { bookingOf, lookOf, noticeOf, returnsOf, savedCardOf } from './read-stripe.ts'
import type { CardLook, CardProvider } from './port.ts'

export type StripeConfig = {
  baseUrl: string
  apiKey: string
  /** Secrets of the webhook endpoint: during a rotation the old one and the new one. */
  webhookSecrets: readonly string[]
  timeoutMs: number
}

const toleranceSeconds = 300

/** Speaks to Stripe, or to whatever speaks like it, at `baseUrl`. Throws when an address is none. */
export function stripeCards(config: StripeConfig): CardProvider {
  const { hostname, port, protocol } = new URL(config.baseUrl)
  const stripe = new Stripe(config.apiKey, {
    host: hostname,
    port: port || (protocol === 'http:' ? 80 : 443),
    protocol: protocol === 'http:' ? 'http' : 'https',
    timeout: config.timeoutMs,
    // Every creation carries a key of ours, so that the SDK's second try asks for the same thing.
    maxNetworkRetries: 1,
    telemetry: false,
  })
  return {
    ...customers(stripe),
    ...attempts(stripe),
    ...money(stripe),
    openNotice: (signature, rawBody) => {
      for (const secret of config.webhookSecrets) {
        try {
          const event = stripe.webhooks.constructEvent(rawBody, signature ?? '', secret, toleranceSeconds)
          return noticeOf(event)
        } catch {
          // Signed with another secret, too old, or by somebody else.
        }
      }
      return null
    },
  }
}

function customers(stripe: Stripe): Pick<CardProvider, 'addCustomer' | 'listCards' | 'removeCard'> {
  return {
    async addCustomer(residentId) {
      // No name and no address: the company needs to know one person from another, nothing more.
      const idempotencyKey = `customer:${residentId}`
      const customer = await stripe.customers.create(
        { metadata: { resident_id: residentId } },
        { idempotencyKey },
      )
      return customer.id
    },
    async listCards(customerRef) {
      const asked = { type: 'card', allow_redisplay: 'always', limit: 100 } as const
      const { data } = await stripe.customers.listPaymentMethods(customerRef, asked)
      return data.flatMap(savedCardOf)
    },
    async removeCard(cardRef) {
      const method = await stripe.paymentMethods.retrieve(cardRef)
      if (method.customer !== null) await stripe.paymentMethods.detach(cardRef)
    },
  }
}

function attempts(stripe: Stripe): Pick<CardProvider, 'openPage' | 'startSaved' | 'look' | 'letGo'> {
  return {
    async openPage(i) {
      const session = await stripe.checkout.sessions.create(pageOf(i), {
        idempotencyKey: `page:${i.topUpId}`,
      })
      if (!session.url) throw new Error('the card company opened a page without an address')
      return { ref: session.id, url: session.url }
    },
    async startSaved(i) {
      try {
        const intent = await stripe.paymentIntents.create(savedOf(i), {
          idempotencyKey: `saved:${i.topUpId}`,
        })
        return await lookAtIntent(stripe, intent.id)
      } catch (error) {
        const intent = error instanceof Stripe.errors.StripeCardError ? error.payment_intent : undefined
        if (intent) return lookAtIntent(stripe, intent.id).catch(() => ({ state: 'unknown', tries: [] }))
        if (isOurs(error)) throw error
        return { state: 'unknown', tries: [] }
      }
    },
    look: (ref) => (ref.startsWith('cs_') ? lookAtPage(stripe, ref) : lookAtIntent(stripe, ref)),
    async letGo(ref) {
      if (!ref.startsWith('cs_')) return cancelIntent(stripe, ref)
      const session = await stripe.checkout.sessions.retrieve(ref)
      if (session.status === 'open') await stripe.checkout.sessions.expire(ref)
      const intentId = typeof session.payment_intent === 'string' ? session.payment_intent : undefined
      if (session.status === 'complete' && intentId) await cancelIntent(stripe, intentId)
    },
  }
}

/** A wrong key or a request that the company cannot read is a fault of ours, not a missing answer. */
function isOurs(error: unknown): boolean {
  return (
    error instanceof Stripe.errors.StripeInvalidRequestError ||
    error instanceof Stripe.errors.StripeAuthenticationError ||
    error instanceof Stripe.errors.StripeIdempotencyError
  )
}

type PageAsked = Parameters<CardProvider['openPage']>[0]
type SavedAsked = Parameters<CardProvider['startSaved']>[0]

/** Of the brands, Stripe's page can block these by name. */
const blockable: Partial<Record<string, string>> = {
  visa: 'visa',
  mastercard: 'mastercard',
  amex: 'american_express',
  discover: 'discover_global_network',
}

function pageOf(i: PageAsked): Stripe.Checkout.SessionCreateParams {
  const blocked = i.refusedBrands.flatMap((brand) => blockable[brand] ?? [])
  return {
    mode: 'payment',
    ui_mode: 'hosted_page',
    locale: 'ja',
    customer: i.customerRef,
    client_reference_id: i.topUpId,
    allowed_payment_method_types: ['card'],
    line_items: [
      {
        quantity: 1,
        price_data: { currency: 'jpy', unit_amount: i.amount, product_data: { name: i.label } },
      },
    ],
    payment_intent_data: {
      capture_method: 'manual',
      description: i.label,
      metadata: { top_up_id: i.topUpId },
    },
    // Which card it will be is not known yet, so 3-D Secure is always asked for.
    payment_method_options: {
      card: {
        request_three_d_secure: 'any',
        ...(blocked.length > 0 ? { restrictions: { brands_blocked: blocked } } : {}),
      },
    },
    saved_payment_method_options: {
      payment_method_save: i.offersSaving ? 'enabled' : 'disabled',
    },
    success_url: i.backUrl,
    cancel_url: i.cancelUrl,
    expires_at: Math.ceil(i.endsAt.getTime() / 1000),
  }
}

function savedOf(i: SavedAsked): Stripe.PaymentIntentCreateParams {
  return {
    amount: i.amount,
    currency: 'jpy',
    customer: i.customerRef,
    payment_method: i.cardRef,
    allowed_payment_method_types: ['card'],
    payment_method_options: { card: { request_three_d_secure: i.secure ? 'any' : 'automatic' } },
    capture_method: 'manual',
    confirm: true,
    off_session: false,
    description: i.label,
    metadata: { top_up_id: i.topUpId },
    return_url: i.backUrl,
  }
}

async function lookAtPage(stripe: Stripe, ref: string): Promise<CardLook> {
  const session = await stripe.checkout.sessions.retrieve(ref, {
    expand: ['payment_intent', 'payment_intent.latest_charge'],
  })
  const intent = typeof session.payment_intent === 'object' ? session.payment_intent : null
  const charges = intent ? await stripe.charges.list({ payment_intent: intent.id, limit: 100 }) : { data: [] }
  const page = { status: session.status, url: session.url ?? null }
  return lookOf({ ref, page, intent, charges: charges.data })
}

async function lookAtIntent(stripe: Stripe, ref: string): Promise<CardLook> {
  const intent = await stripe.paymentIntents.retrieve(ref, { expand: ['latest_charge'] })
  const { data } = await stripe.charges.list({ payment_intent: ref, limit: 100 })
  return lookOf({ ref, page: null, intent, charges: data })
}

async function cancelIntent(stripe: Stripe, ref: string): Promise<void> {
  const intent = await stripe.paymentIntents.retrieve(ref)
  if (intent.status === 'canceled' || intent.status === 'succeeded') return
  await stripe.paymentIntents.cancel(ref, { cancellation_reason: 'abandoned' })
}

type Money = Pick<CardProvider, 'capture' | 'readCapture' | 'refund' | 'listReturns' | 'listBooked'>

function money(stripe: Stripe): Money {
  const readCapture = async (attemptRef: string): Promise<ChargeOutcome> => {
    try {
      const intent = await stripe.paymentIntents.retrieve(attemptRef, { expand: ['latest_charge'] })
      return captureOf(intent)
    } catch {
      // Also where the company says that there is none: it once gave us this reference, so that is no answer.
      return { state: 'unknown' }
    }
  }
  return {
    readCapture,
    async capture(attemptRef) {
      try {
        const idempotencyKey = `capture:${attemptRef}`
        const expand = ['latest_charge']
        return captureOf(await stripe.paymentIntents.capture(attemptRef, { expand }, { idempotencyKey }))
      } catch (error) {
        // Captured before, or let go in the meantime: only the object itself knows which.
        return isOurs(error) ? readCapture(attemptRef) : { state: 'unknown' }
      }
    },
    async refund({ attemptRef, refundId }) {
      const asked = { payment_intent: attemptRef, metadata: { refund_id: refundId } }
      try {
        await stripe.refunds.create(asked, { idempotencyKey: `refund:${refundId}` })
      } catch (error) {
        if (!isGoneAlready(error)) throw error
      }
    },
    async listReturns(attemptRef) {
      const [refunds, disputes] = await Promise.all([
        stripe.refunds.list({ payment_intent: attemptRef, limit: 100 }),
        stripe.disputes.list({ payment_intent: attemptRef, limit: 100 }),
      ])
      return returnsOf(refunds.data, disputes.data)
    },
    async listBooked(from, until) {
      const created = { gte: Math.floor(from.getTime() / 1000), lt: Math.floor(until.getTime() / 1000) }
      const expand = ['data.source']
      const rows = await stripe.balanceTransactions
        .list({ created, expand, limit: 100 })
        .autoPagingToArray({ limit: 10_000 })
      return rows.toReversed().map(bookingOf)
    },
  }
}

/** Given back before, or taken by a dispute: nothing is left that could be given back. */
function isGoneAlready(error: unknown): boolean {
  return (
    error instanceof Stripe.errors.StripeInvalidRequestError &&
    (error.code === 'charge_already_refunded' || error.code === 'charge_disputed')
  )
}

function captureOf(intent: Stripe.PaymentIntent): ChargeOutcome {
  const { id, status, amount_received: amount, currency } = intent
  const charge = typeof intent.latest_charge === 'object' ? intent.latest_charge : null
  if (status === 'succeeded') {
    if (charge?.refunded) return { state: 'refunded' }
    return { state: 'succeeded', providerRef: id, amount, currency: currency.toUpperCase() }
  }
  if (status === 'canceled') return { state: 'declined', reason: 'abandoned' }
  return status === 'requires_capture' ? { state: 'not_found' } : { state: 'unknown' }
}
