// What Stripe's objects say, in the town's words.
import type { Stripe } from 'stripe'
import type {
  CardBooking,
  CardBrand,
  CardDecline,
  CardLook,
  CardNotice,
  CardReturn,
  CardTry,
  HolderCheck,
  KnownCard,
  SavedCard,
} from './port.ts'

const brands: readonly string[] = [
  'visa',
  'mastercard',
  'jcb',
  'amex',
  'diners',
  'discover',
] satisfies CardBrand[]
const brandOf = (name: string | null | undefined): CardBrand =>
  brands.includes(name ?? '') ? (name as CardBrand) : 'other'

const day = (seconds: number) => new Date(seconds * 1000)

type CardDetails = {
  brand?: string | null
  last4?: string | null
  fingerprint?: string | null
  issuer?: string | null
}

function knownCardOf(card: CardDetails | null | undefined): KnownCard | undefined {
  if (!card?.fingerprint) return undefined
  return {
    brand: brandOf(card.brand),
    lastDigits: card.last4 ?? '',
    fingerprint: card.fingerprint,
    issuer: card.issuer ?? null,
  }
}

/** A saved card, or none for what is no card. */
export function savedCardOf(method: Stripe.PaymentMethod): SavedCard[] {
  const known = knownCardOf(method.card)
  if (!method.card || !known) return []
  const { exp_month: expiryMonth, exp_year: expiryYear } = method.card
  return [{ ...known, ref: method.id, expiryMonth, expiryYear, savedAt: day(method.created) }]
}

type Page = { status: Stripe.Checkout.Session.Status | null; url: string | null }
type Seen = {
  ref: string
  /** Null for an attempt on a saved card. */
  page: Page | null
  intent: Stripe.PaymentIntent | null
  charges: readonly Stripe.Charge[]
}

/** How an attempt stands. A page stays open after a refused card, because the person may type another. */
export function lookOf({ ref, page, intent, charges }: Seen): CardLook {
  const tries = charges.flatMap(tryOf)
  const authorised = intent ? authorisedOf(intent) : undefined
  if (intent?.status === 'succeeded') return { state: 'captured', ref, attemptRef: intent.id, tries }
  if (authorised) return { state: 'authorised', ref, ...authorised, tries }
  if (page?.status === 'open') return { state: 'open', ref, url: page.url, tries }
  const refused = intent?.last_payment_error
  if (refused) return { state: 'declined', ref, because: declineOf(intent, charges), tries }
  if (page || intent?.status === 'canceled') return { state: 'ended', ref, tries }
  if (intent?.status === 'requires_action')
    return { state: 'open', ref, url: intent.next_action?.redirect_to_url?.url ?? null, tries }
  return { state: 'unknown', tries }
}

function authorisedOf(intent: Stripe.PaymentIntent) {
  const charge = typeof intent.latest_charge === 'object' ? intent.latest_charge : null
  const details = charge?.payment_method_details?.card
  const card = knownCardOf(details)
  if (intent.status !== 'requires_capture' || !card) return undefined
  const { id: attemptRef, amount_capturable: amount, currency } = intent
  return { attemptRef, amount, currency: currency.toUpperCase(), card, check: checkOf(details) }
}

type ChargedCard = NonNullable<Stripe.Charge['payment_method_details']>['card']

function checkOf(card: ChargedCard | undefined): HolderCheck {
  switch (card?.three_d_secure?.result) {
    case 'authenticated':
      return 'authenticated'
    case 'attempt_acknowledged':
      return 'attempted'
    default:
      return 'none'
  }
}

function tryOf(charge: Stripe.Charge): CardTry[] {
  const card = knownCardOf(charge.payment_method_details?.card)
  if (!card) return []
  return [{ ref: charge.id, card, refused: charge.status === 'failed', at: day(charge.created) }]
}

const noes: Record<string, CardDecline> = {
  insufficient_funds: 'insufficient_funds',
  card_velocity_exceeded: 'limit',
  withdrawal_count_limit_exceeded: 'limit',
  expired_card: 'card_expired',
  incorrect_cvc: 'card_code_wrong',
  invalid_cvc: 'card_code_wrong',
  processing_error: 'maintenance',
  issuer_not_available: 'maintenance',
  try_again_later: 'maintenance',
}

/** Lost and stolen cards are told like any refused card: whoever holds one shall not learn that it is known. */
function declineOf(intent: Stripe.PaymentIntent | null, charges: readonly Stripe.Charge[]): CardDecline {
  const error = intent?.last_payment_error
  if (error?.code === 'payment_intent_authentication_failure') {
    const secure = charges.find(({ id }) => id === error.charge)?.payment_method_details?.card?.three_d_secure
    const reason = secure?.result_reason
    return reason === 'canceled' || reason === 'abandoned' ? 'proof_cancelled' : 'not_proven'
  }
  return noes[error?.decline_code ?? ''] ?? noes[error?.code ?? ''] ?? 'card_declined'
}

/** A refund that the card's bank refused is regained, as a dispute that was won; an enquiry took no money. */
export function returnsOf(
  refunds: readonly Stripe.Refund[],
  disputes: readonly Stripe.Dispute[],
): CardReturn[] {
  return [
    ...refunds.map(
      ({ id: ref, amount, created, status }): CardReturn => ({
        ...{
          cause: 'refund',
          ref,
          amount,
          at: day(created),
          taken: status === 'succeeded',
          regained: status === 'failed',
        },
      }),
    ),
    ...disputes.map(({ id: ref, amount, created, status, balance_transactions }): CardReturn => {
      const won = status === 'won'
      const moved = balance_transactions.length > 0
      return {
        cause: 'chargeback',
        ref,
        amount,
        at: day(created),
        taken: moved && !won,
        regained: moved && won,
      }
    }),
  ]
}

/** What a message is about; what it says besides is not taken over. */
export function noticeOf(event: Stripe.Event): CardNotice {
  const about = event.data.object as unknown as Record<string, unknown>
  const metadata = (about['metadata'] ?? {}) as Record<string, unknown>
  const { object, id } = about
  return {
    id: event.id,
    type: event.type,
    topUpId: textOf(metadata['top_up_id']) ?? textOf(about['client_reference_id']),
    attemptRef: object === 'payment_intent' ? textOf(id) : textOf(about['payment_intent']),
    customerRef: object === 'customer' ? textOf(id) : textOf(about['customer']),
  }
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)

const kinds: Record<string, CardBooking['kind']> = {
  charge: 'taken',
  refund: 'given_back',
  dispute: 'disputed',
  dispute_reversal: 'regained',
  refund_failure: 'regained',
}

/** One line of the company's books. */
export function bookingOf(row: Stripe.BalanceTransaction): CardBooking {
  const source = row.source as { payment_intent?: unknown } | string | null
  return {
    ref: row.id,
    kind: kinds[row.reporting_category] ?? 'other',
    amount: row.amount,
    fee: row.fee,
    attemptRef: typeof source === 'object' ? textOf(source?.payment_intent) : null,
    at: day(row.created),
  }
}
