// What the processor remembers. The objects have the shape in which they are sent.

export type Customer = {
  id: string
  object: 'customer'
  created: number
  livemode: false
  metadata: Record<string, string>
}

export type CardFacts = {
  brand: string
  display_brand: string
  last4: string
  exp_month: number
  exp_year: number
  fingerprint: string
  funding: 'credit'
  country: 'JP'
  issuer: string | null
}

export type PaymentMethod = {
  id: string
  object: 'payment_method'
  type: 'card'
  created: number
  livemode: false
  customer: string | null
  allow_redisplay: 'always' | 'limited' | 'unspecified'
  card: CardFacts
}

export type ThreeDSecure = {
  authentication_flow: 'challenge' | 'frictionless' | null
  electronic_commerce_indicator: string | null
  exemption_indicator: null
  result: 'authenticated' | 'attempt_acknowledged' | 'failed' | 'not_supported' | 'processing_error'
  result_reason: 'canceled' | 'card_not_enrolled' | 'rejected' | 'protocol_error' | null
  transaction_id: string
  version: '2.2.0'
}

export type Charge = {
  id: string
  object: 'charge'
  created: number
  livemode: false
  amount: number
  amount_captured: number
  amount_refunded: number
  currency: 'jpy'
  captured: boolean
  customer: string | null
  disputed: boolean
  failure_code: string | null
  failure_message: string | null
  outcome: { type: string; reason: string | null; network_status: string }
  paid: boolean
  payment_intent: string
  payment_method: string
  payment_method_details: { type: 'card'; card: CardFacts & { three_d_secure: ThreeDSecure | null } }
  refunded: boolean
  status: 'succeeded' | 'failed'
  balance_transaction: string | null
  metadata: Record<string, string>
}

export type IntentStatus =
  | 'requires_payment_method'
  | 'requires_confirmation'
  | 'requires_action'
  | 'requires_capture'
  | 'canceled'
  | 'succeeded'

export type Intent = {
  id: string
  object: 'payment_intent'
  created: number
  livemode: false
  amount: number
  amount_capturable: number
  amount_received: number
  currency: 'jpy'
  capture_method: 'automatic' | 'manual'
  client_secret: string
  customer: string | null
  description: string | null
  metadata: Record<string, string>
  payment_method: string | null
  payment_method_types: ['card']
  payment_method_options: { card: { request_three_d_secure: string } }
  status: IntentStatus
  canceled_at: number | null
  cancellation_reason: string | null
  latest_charge: string | null
  last_payment_error: Record<string, unknown> | null
  next_action: { type: 'redirect_to_url'; redirect_to_url: { url: string; return_url: string } } | null
}

export type Session = {
  id: string
  object: 'checkout.session'
  created: number
  livemode: false
  mode: 'payment'
  ui_mode: 'hosted_page'
  locale: string | null
  url: string | null
  status: 'open' | 'complete' | 'expired'
  payment_status: 'paid' | 'unpaid'
  amount_total: number
  currency: 'jpy'
  customer: string | null
  client_reference_id: string | null
  metadata: Record<string, string>
  payment_intent: string | null
  payment_method_types: ['card']
  success_url: string
  cancel_url: string | null
  expires_at: number
}

/** What the page of a session needs and the API does not tell. */
export type SessionPlan = {
  label: string
  captureMethod: 'automatic' | 'manual'
  description: string | null
  metadata: Record<string, string>
  secure: string
  blocked: string[]
  offersSaving: boolean
}

export type Refund = {
  id: string
  object: 'refund'
  created: number
  amount: number
  currency: 'jpy'
  charge: string
  payment_intent: string
  reason: string | null
  status: 'succeeded' | 'pending' | 'failed'
  balance_transaction: string | null
  metadata: Record<string, string>
}

export type Dispute = {
  id: string
  object: 'dispute'
  created: number
  livemode: false
  amount: number
  currency: 'jpy'
  charge: string
  payment_intent: string
  reason: string
  status: 'needs_response' | 'under_review' | 'won' | 'lost'
  balance_transactions: BalanceTransaction[]
  metadata: Record<string, string>
}

export type BalanceTransaction = {
  id: string
  object: 'balance_transaction'
  created: number
  available_on: number
  amount: number
  fee: number
  net: number
  currency: 'jpy'
  type: 'charge' | 'refund' | 'adjustment'
  reporting_category: 'charge' | 'refund' | 'dispute' | 'dispute_reversal' | 'refund_failure'
  source: string
  status: 'available' | 'pending'
}

export type Event = {
  id: string
  object: 'event'
  api_version: string
  created: number
  livemode: false
  pending_webhooks: number
  type: string
  data: { object: Record<string, unknown> }
  request: { id: string | null; idempotency_key: string | null }
}

export type Endpoint = { id: string; url: string; secret: string; enabled_events: string[] }

/** A person at the issuer's page. */
export type Challenge = {
  id: string
  intentId: string
  paymentMethodId: string
  /** Where the browser goes when it is over; the session's own page for a hosted payment. */
  returnUrl: string
  passcode: string
  passcodeUntil: string
  wrong: number
  over: boolean
}

export type Answered = { at: number; fingerprint: string; status: number; body: string }

export type CardState = {
  customers: Record<string, Customer>
  paymentMethods: Record<string, PaymentMethod>
  /** Which test number stands behind a payment method. No real number can be here: they are refused. */
  numbers: Record<string, string>
  intents: Record<string, Intent>
  charges: Record<string, Charge>
  sessions: Record<string, Session>
  plans: Record<string, SessionPlan>
  refunds: Record<string, Refund>
  disputes: Record<string, Dispute>
  balanceTransactions: Record<string, BalanceTransaction>
  events: Record<string, Event>
  endpoints: Record<string, Endpoint>
  challenges: Record<string, Challenge>
  answered: Record<string, Answered>
}

export const emptyCard = (): CardState => ({
  customers: {},
  paymentMethods: {},
  numbers: {},
  intents: {},
  charges: {},
  sessions: {},
  plans: {},
  refunds: {},
  disputes: {},
  balanceTransactions: {},
  events: {},
  endpoints: {},
  challenges: {},
  answered: {},
})
