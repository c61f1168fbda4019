import { equal } from 'node:assert/strict'
import { test } from 'node:test'
import { decidePayment, type PaymentFacts } from './rules.ts'

const fine = {
  wallet: { coin: 5_000, points: 300, frozen: false, spentToday: 0 },
  store: { open: true, acceptsPoints: true },
  limits: { perPayment: 100_000, perDay: 300_000 },
}
const wallet = (part: Partial<NonNullable<PaymentFacts['wallet']>>) => ({
  ...fine,
  wallet: { ...fine.wallet, ...part },
})
const store = (part: Partial<NonNullable<PaymentFacts['store']>>) => ({
  ...fine,
  store: { ...fine.store, ...part },
})

for (const [coin, points, facts, refused] of [
  [5_000, 0, fine, null],
  [0, 300, fine, null],
  [5_000, 300, fine, null],
  [200_000, 1, { ...store({ open: false }), wallet: { ...fine.wallet, frozen: true } }, 'frozen'],
  [1, 0, { ...fine, wallet: undefined }, 'frozen'],
  [1, 0, { ...fine, store: undefined }, 'store_unknown'],
  [1, 1, store({ open: false, acceptsPoints: false }), 'store_suspended'],
  [200_000, 1, store({ acceptsPoints: false }), 'points_not_accepted'],
  [5_000, 0, store({ acceptsPoints: false }), null],
  [100_001, 0, fine, 'payment_over_limit'],
  [1, 0, wallet({ spentToday: 300_000 }), 'payment_over_day_limit'],
  [5_001, 0, fine, 'insufficient_balance'],
  [0, 301, fine, 'insufficient_balance'],
] as const) {
  test(`${coin} coin and ${points} points: ${refused ?? 'paid'}`, () =>
    equal(decidePayment({ coin, points }, facts), refused))
}
