import type { RefusalCode } from '#contract/refusals.ts'
import type { StaffRole } from '#contract/staff.ts'

/** What a decision about one payment knows; amounts in whole coin and points. */
export type PaymentFacts = {
  /** The wallet; undefined when there is none. */
  wallet: { coin: number; points: number; frozen: boolean; spentToday: number } | undefined
  store: { open: boolean; acceptsPoints: boolean } | undefined
  limits: { perPayment: number; perDay: number }
}

/**
 * The decision about one payment, in the contract's order of refusals; null means paid. This is the rule as
 * people read it; db/functions/05-payments-pay.sql decides whole batches by the same rule, and a test holds
 * both to the same answers.
 */
export function decidePayment(
  payment: { coin: number; points: number },
  { wallet, store, limits }: PaymentFacts,
): RefusalCode | null {
  const total = payment.coin + payment.points
  if (!wallet || wallet.frozen) return 'frozen'
  if (!store) return 'store_unknown'
  if (!store.open) return 'store_suspended'
  if (payment.points > 0 && !store.acceptsPoints) return 'points_not_accepted'
  if (total > limits.perPayment) return 'payment_over_limit'
  if (wallet.spentToday + total > limits.perDay) return 'payment_over_day_limit'
  if (payment.coin > wallet.coin || payment.points > wallet.points) return 'insufficient_balance'
  return null
}

/** Who may give a payment back: on its day (JST) everybody who works there, later only who answers for it. */
const mayGiveBack: Record<StaffRole, { onTheDay: boolean; later: boolean }> = {
  owner: { onTheDay: true, later: true },
  manager: { onTheDay: true, later: true },
  till: { onTheDay: true, later: false },
}

type Sums = { coin: number; points: number }
type LotPart = { lot: string; points: number }

/** What a decision about one refund knows; amounts in whole coin and points. */
export type RefundFacts = {
  role: StaffRole
  /** The payment was made today (JST). */
  onTheDay: boolean
  paid: Sums
  refunded: Sums
  /** So much of one payment may go back by this role, as the store's owner has settled; null: no such limit. */
  limit: number | null
  /** The lots that the payment's points came from, in the order in which they were used. */
  used: LotPart[]
}

type RefundPlan =
  | (Sums & { lots: LotPart[]; refused?: undefined })
  | { refused: RefusalCode; facts: { left?: number; limit?: number } }

/**
 * The decision about one refund, in the contract's order of refusals. Coin goes back first and then points, the
 * points last used first, each to its own lot (docs/decisions/012-refunds.md). Neither a frozen payer nor what the
 * store has left stands in the way: the money was never the store's to keep.
 */
export function planRefund(amount: number, facts: RefundFacts): RefundPlan {
  const left = leftOf(facts)
  if (!isAllowed(facts)) return { refused: 'refund_needs_manager', facts: {} }
  if (amount > left.coin + left.points) {
    return { refused: 'refund_over_payment', facts: { left: left.coin + left.points } }
  }
  const most = mostOf(facts)
  if (amount > most) return { refused: 'refund_over_own_limit', facts: { limit: most } }
  const coin = Math.min(amount, left.coin)
  const points = amount - coin
  return { coin, points, lots: lastUsed(facts.used, facts.refunded.points, points) }
}

/** What the caller may do with a payment: the same rule, for the buttons of the merchant app. */
export function whatMayBeDone(facts: Omit<RefundFacts, 'used'>) {
  const left = leftOf(facts)
  if (left.coin + left.points === 0) return 'nothing_left'
  const most = mostOf(facts)
  if (!isAllowed(facts) || most === 0) return 'manager_only'
  const whole = most === facts.paid.coin + facts.paid.points
  return facts.onTheDay && whole ? 'cancel' : 'refund'
}

/**
 * The most that may go back now. A limit counts what has come back of the payment by anybody, so that nobody gets
 * around it in small steps.
 */
export function mostOf({ paid, refunded, limit }: Pick<RefundFacts, 'paid' | 'refunded' | 'limit'>): number {
  const left = leftOf({ paid, refunded })
  const all = left.coin + left.points
  return limit === null ? all : Math.max(0, Math.min(all, limit - refunded.coin - refunded.points))
}

/** What has not come back yet. */
export function leftOf({ paid, refunded }: Pick<RefundFacts, 'paid' | 'refunded'>): Sums {
  return { coin: paid.coin - refunded.coin, points: paid.points - refunded.points }
}

const isAllowed = ({ role, onTheDay }: Pick<RefundFacts, 'role' | 'onTheDay'>) =>
  mayGiveBack[role][onTheDay ? 'onTheDay' : 'later']

/** So many points from the end of what was used, behind those that are back already; a lot stands there once. */
function lastUsed(used: LotPart[], back: number, points: number): LotPart[] {
  const parts = new Map<string, number>()
  let skip = back
  let open = points
  for (const { lot, points: size } of used.toReversed()) {
    const here = Math.max(size - skip, 0)
    skip = Math.max(skip - size, 0)
    const taken = Math.min(here, open)
    open -= taken
    if (taken > 0) parts.set(lot, (parts.get(lot) ?? 0) + taken)
  }
  return Array.from(parts, ([lot, taken]) => ({ lot, points: taken }))
}
