// What happens to money and cards: authorise, capture, cancel, refund, dispute.
import { phoneOfHolder, passcodeMinutes, testCard, type TestCard } from './behaviour.ts'
import { type Card, emit, secondsNow } from './events.ts'
import type { BalanceTransaction, Charge, Dispute, Intent, Refund, ThreeDSecure } from './state.ts'
import { invalid, newId, problem } from './wire.ts'

/** What this processor keeps of a charge, in hundredths of a percent. */
const feeBasisPoints = 360

/** A new intent without a card. Fails below 50 yen, as Stripe does. */
export function createIntent(
  card: Card,
  asked: Pick<Intent, 'amount' | 'customer' | 'capture_method' | 'description' | 'metadata'> & {
    secure: string
  },
): Intent {
  const { secure, ...rest } = asked
  if (!Number.isInteger(asked.amount) || asked.amount < 50)
    throw invalid('Amount must be no less than ¥50 jpy', 'amount', 'amount_too_small')
  const id = newId('pi')
  const intent: Intent = {
    id,
    object: 'payment_intent',
    created: secondsNow(card),
    livemode: false,
    ...rest,
    amount_capturable: 0,
    amount_received: 0,
    currency: 'jpy',
    client_secret: `${id}_secret_${newId('s').slice(2)}`,
    payment_method: null,
    payment_method_types: ['card'],
    payment_method_options: { card: { request_three_d_secure: secure } },
    status: 'requires_payment_method',
    canceled_at: null,
    cancellation_reason: null,
    latest_charge: null,
    last_payment_error: null,
    next_action: null,
  }
  card.state.intents[id] = intent
  emit(card, 'payment_intent.created', intent)
  return intent
}

/**
 * Confirms an intent with a card: asks the holder to authenticate where the card and the request want it, else
 * authorises at once. Fails with 402 when the issuer refuses at once.
 */
export function confirmIntent(card: Card, intent: Intent, methodId: string, returnUrl: string): void {
  if (intent.status !== 'requires_payment_method' && intent.status !== 'requires_confirmation') {
    throw invalid(
      `This PaymentIntent's payment_method could not be updated because it has a status of ${intent.status}.`,
      undefined,
      'payment_intent_unexpected_state',
    )
  }
  intent.payment_method = methodId
  const known = cardBehind(card, methodId)
  const wanted = intent.payment_method_options.card.request_three_d_secure !== 'automatic'
  if (known.secure === 'challenge') return startChallenge(card, intent, methodId, returnUrl)
  authorise(card, intent, wanted ? unasked(known.secure) : null)
}

function cardBehind(card: Card, methodId: string): TestCard {
  const known = testCard(card.state.numbers[methodId] ?? '')
  if (!known) throw invalid(`No such PaymentMethod: '${methodId}'`, 'payment_method', 'resource_missing')
  return known
}

function startChallenge(card: Card, intent: Intent, methodId: string, returnUrl: string): void {
  const id = newId('acs')
  const passcode = String(Math.floor(Math.random() * 1_000_000)).padStart(6, '0')
  const until = new Date(card.sim.door.now().getTime() + passcodeMinutes * 60_000)
  const common = { id, intentId: intent.id, paymentMethodId: methodId, returnUrl, passcode }
  card.state.challenges[id] = { ...common, passcodeUntil: until.toISOString(), wrong: 0, over: false }
  intent.status = 'requires_action'
  const url = `${card.sim.origin()}/acs/${id}`
  intent.next_action = { type: 'redirect_to_url', redirect_to_url: { url, return_url: returnUrl } }
  emit(card, 'payment_intent.requires_action', intent)
  const text = `[本人認証] ワンタイムパスワードは ${passcode} です。${intent.amount}円のお支払いに使います。`
  void card.sendPasscode(phoneOfHolder(card.state.numbers[methodId] ?? ''), text)
}

function unasked(secure: TestCard['secure']): ThreeDSecure {
  switch (secure) {
    case 'frictionless':
      return seal({ authentication_flow: 'frictionless', electronic_commerce_indicator: '05' })
    case 'attempt':
      return seal({ result: 'attempt_acknowledged', result_reason: 'card_not_enrolled' })
    case 'unavailable':
      return seal({ result: 'processing_error', result_reason: 'protocol_error' })
    default:
      return seal({ result: 'not_supported', electronic_commerce_indicator: null })
  }
}

const seal = (more: Partial<ThreeDSecure>): ThreeDSecure => ({
  authentication_flow: null,
  electronic_commerce_indicator: more.result === 'attempt_acknowledged' ? '06' : '07',
  exemption_indicator: null,
  result: 'authenticated',
  result_reason: null,
  transaction_id: crypto.randomUUID(),
  version: '2.2.0',
  ...more,
})

/** Ends a challenge. Passed: the issuer is asked; failed or cancelled: the intent wants another card. */
export function endChallenge(card: Card, intent: Intent, end: 'passed' | 'rejected' | 'canceled'): void {
  if (intent.status !== 'requires_action') return
  intent.next_action = null
  if (end === 'passed') {
    const threeDS = seal({ authentication_flow: 'challenge', electronic_commerce_indicator: '05' })
    // The issuer's no is kept in the intent; here a browser is listening, not a program.
    return quietly(() => authorise(card, intent, threeDS))
  }
  const charge = charged(card, intent, seal({ result: 'failed', result_reason: end }), {
    code: 'payment_intent_authentication_failure',
    declineCode: null,
    message: 'The provided PaymentMethod has failed authentication.',
  })
  refuseCharge(card, intent, charge)
}

/** Does the work and lets a refusal of the issuer pass, because it is remembered already. */
export function quietly(work: () => void): void {
  try {
    work()
  } catch (error) {
    if ((error as { status?: number }).status !== 402) throw error
  }
}

function authorise(card: Card, intent: Intent, threeDS: ThreeDSecure | null): void {
  const known = cardBehind(card, intent.payment_method ?? '')
  const charge = charged(card, intent, threeDS, known.decline)
  if (known.decline) {
    refuseCharge(card, intent, charge)
    const payment_intent = structuredClone(intent)
    throw problem(402, { type: 'card_error', ...intent.last_payment_error, payment_intent })
  }
  emit(card, 'charge.succeeded', charge)
  if (intent.capture_method === 'manual') {
    intent.status = 'requires_capture'
    intent.amount_capturable = intent.amount
    emit(card, 'payment_intent.amount_capturable_updated', intent)
  } else {
    captureCharge(card, intent, charge)
  }
}

type Refused = { code: string; declineCode: string | null; message: string }

function charged(card: Card, intent: Intent, threeDS: ThreeDSecure | null, refused?: Refused): Charge {
  const methodId = intent.payment_method ?? ''
  const facts = card.state.paymentMethods[methodId]?.card
  if (!facts) throw invalid(`No such PaymentMethod: '${methodId}'`, 'payment_method', 'resource_missing')
  const charge: Charge = {
    id: newId('ch'),
    object: 'charge',
    created: secondsNow(card),
    livemode: false,
    amount: intent.amount,
    amount_captured: 0,
    amount_refunded: 0,
    currency: 'jpy',
    captured: false,
    customer: intent.customer,
    disputed: false,
    failure_code: refused?.code ?? null,
    failure_message: refused?.message ?? null,
    outcome: refused
      ? { type: 'issuer_declined', reason: refused.declineCode, network_status: 'declined_by_network' }
      : { type: 'authorized', reason: null, network_status: 'approved_by_network' },
    paid: !refused,
    payment_intent: intent.id,
    payment_method: methodId,
    payment_method_details: { type: 'card', card: { ...facts, three_d_secure: threeDS } },
    refunded: false,
    status: refused ? 'failed' : 'succeeded',
    balance_transaction: null,
    metadata: intent.metadata,
  }
  card.state.charges[charge.id] = charge
  intent.latest_charge = charge.id
  return charge
}

function refuseCharge(card: Card, intent: Intent, charge: Charge): void {
  intent.status = 'requires_payment_method'
  intent.last_payment_error = {
    type: 'card_error',
    code: charge.failure_code,
    ...(charge.outcome.reason ? { decline_code: charge.outcome.reason } : {}),
    message: charge.failure_message,
    charge: charge.id,
    payment_method: structuredClone(card.state.paymentMethods[charge.payment_method]),
  }
  intent.payment_method = null
  emit(card, 'charge.failed', charge)
  emit(card, 'payment_intent.payment_failed', intent)
}

/** Takes authorised money. Fails when nothing is authorised, as after a capture or a cancellation. */
export function captureIntent(card: Card, intent: Intent): void {
  const charge = card.state.charges[intent.latest_charge ?? '']
  if (intent.status !== 'requires_capture' || !charge) throw unexpected(intent, 'captured')
  captureCharge(card, intent, charge)
}

function unexpected(intent: Intent, done: string) {
  const message = `This PaymentIntent could not be ${done} because it has a status of ${intent.status}.`
  return invalid(message, undefined, 'payment_intent_unexpected_state')
}

function captureCharge(card: Card, intent: Intent, charge: Charge): void {
  charge.captured = true
  charge.amount_captured = intent.amount
  charge.balance_transaction = balance(card, 'charge', 'charge', intent.amount, charge.id).id
  intent.status = 'succeeded'
  intent.amount_capturable = 0
  intent.amount_received = intent.amount
  emit(card, 'charge.captured', charge)
  emit(card, 'payment_intent.succeeded', intent)
  const known = cardBehind(card, charge.payment_method)
  if (known.disputed) openDispute(card, charge, known.disputed)
}

/** Gives an intent up; what was authorised is let go. Fails when it has succeeded or was given up before. */
export function cancelIntent(card: Card, intent: Intent, reason: string | null): void {
  const ofPage = Object.values(card.state.sessions).some(({ payment_intent }) => payment_intent === intent.id)
  const may = ofPage
    ? ['requires_capture']
    : ['requires_payment_method', 'requires_action', 'requires_capture']
  if (!may.includes(intent.status)) throw unexpected(intent, 'canceled')
  const charge = card.state.charges[intent.latest_charge ?? '']
  if (intent.status === 'requires_capture' && charge) {
    charge.refunded = true
    charge.amount_refunded = charge.amount
    emit(card, 'charge.refunded', charge)
  }
  intent.status = 'canceled'
  intent.amount_capturable = 0
  intent.next_action = null
  intent.canceled_at = secondsNow(card)
  intent.cancellation_reason = reason
  emit(card, 'payment_intent.canceled', intent)
}

/** Gives captured money back, whole or in part. Fails above what is left of the charge. */
export function refundCharge(
  card: Card,
  charge: Charge,
  amount: number,
  more: { reason: string | null; metadata: Record<string, string> },
): Refund {
  if (charge.disputed) {
    throw invalid(`Charge ${charge.id} has been charged back.`, undefined, 'charge_disputed')
  }
  if (!charge.captured || amount < 1 || amount > charge.amount_captured - charge.amount_refunded) {
    throw invalid(`Charge ${charge.id} has already been refunded.`, undefined, 'charge_already_refunded')
  }
  const id = newId('re')
  const refund: Refund = {
    id,
    object: 'refund',
    created: secondsNow(card),
    amount,
    currency: 'jpy',
    charge: charge.id,
    payment_intent: charge.payment_intent,
    ...more,
    status: 'succeeded',
    balance_transaction: balance(card, 'refund', 'refund', -amount, id).id,
  }
  card.state.refunds[id] = refund
  charge.amount_refunded += amount
  charge.refunded = charge.amount_refunded === charge.amount_captured
  emit(card, 'refund.created', refund)
  emit(card, 'charge.refunded', charge)
  return refund
}

/** The card's bank refuses a refund that had been accepted: the money is ours again. Does nothing the second time. */
export function failRefund(card: Card, refund: Refund): void {
  const charge = card.state.charges[refund.charge]
  if (refund.status !== 'succeeded' || !charge) return
  refund.status = 'failed'
  charge.amount_refunded -= refund.amount
  charge.refunded = false
  balance(card, 'adjustment', 'refund_failure', refund.amount, refund.id)
  emit(card, 'refund.failed', refund)
}

/** The holder says that the charge is not theirs: the money is gone until the dispute is decided. */
export function openDispute(card: Card, charge: Charge, reason: string): Dispute {
  const id = newId('du')
  charge.disputed = true
  const amount = charge.amount_captured - charge.amount_refunded
  const dispute: Dispute = {
    id,
    object: 'dispute',
    created: secondsNow(card),
    livemode: false,
    amount,
    currency: 'jpy',
    charge: charge.id,
    payment_intent: charge.payment_intent,
    reason,
    status: 'needs_response',
    balance_transactions: [balance(card, 'adjustment', 'dispute', -amount, id)],
    metadata: {},
  }
  card.state.disputes[id] = dispute
  emit(card, 'charge.dispute.created', dispute)
  emit(card, 'charge.dispute.funds_withdrawn', dispute)
  return dispute
}

/** Decides a dispute; won, the money comes back. Does nothing when it is decided. */
export function closeDispute(card: Card, dispute: Dispute, end: 'won' | 'lost'): void {
  if (dispute.status === 'won' || dispute.status === 'lost') return
  dispute.status = end
  if (end === 'won') {
    const back = balance(card, 'adjustment', 'dispute_reversal', dispute.amount, dispute.id)
    dispute.balance_transactions.push(back)
    emit(card, 'charge.dispute.funds_reinstated', dispute)
  }
  emit(card, 'charge.dispute.closed', dispute)
}

function balance(
  card: Card,
  type: BalanceTransaction['type'],
  reporting_category: BalanceTransaction['reporting_category'],
  amount: number,
  source: string,
): BalanceTransaction {
  const fee = type === 'charge' ? Math.floor((amount * feeBasisPoints) / 10_000) : 0
  const created = secondsNow(card)
  const row: BalanceTransaction = {
    id: newId('txn'),
    object: 'balance_transaction',
    created,
    available_on: created + 4 * 86_400,
    amount,
    fee,
    net: amount - fee,
    currency: 'jpy',
    type,
    reporting_category,
    source,
    status: 'pending',
  }
  card.state.balanceTransactions[row.id] = row
  return row
}
