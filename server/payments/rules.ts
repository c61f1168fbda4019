import type { RefusalCode } from '#contract/refusals.ts'

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
