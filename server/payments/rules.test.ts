import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'node:test'
import { decidePayment, type PaymentFacts, planRefund, type RefundFacts, whatMayBeDone } from './rules.ts'

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

const lots = (...parts: [lot: string, points: number][]) => parts.map(([lot, points]) => ({ lot, points }))
const none = { coin: 0, points: 0 }

/** 500 coin and 600 points: first 100 of lot a, then 200 of b, and at last 300 of a, which lay there twice. */
const paid: RefundFacts = {
  role: 'till',
  onTheDay: true,
  paid: { coin: 500, points: 600 },
  refunded: none,
  limit: null,
  used: lots(['a', 100], ['b', 200], ['a', 300]),
}
const back = (coin: number, points: number): RefundFacts => ({ ...paid, refunded: { coin, points } })

for (const [what, amount, facts, coin, parts] of [
  ['a part that is coin alone', 500, paid, 500, []],
  ['one point, of the lot used last', 501, paid, 500, lots(['a', 1])],
  ['more than the lot used last', 850, paid, 500, lots(['a', 300], ['b', 50])],
  ['the whole: a lot used twice is given back to once', 1100, paid, 500, lots(['a', 400], ['b', 200])],
  ['what is left when coin came back', 600, back(500, 0), 0, lots(['a', 400], ['b', 200])],
  ['behind the points that are back already', 200, back(500, 250), 0, lots(['a', 50], ['b', 150])],
  ['the rest', 350, back(500, 250), 0, lots(['a', 150], ['b', 200])],
  ['a lot that is back whole is passed by', 10, back(500, 300), 0, lots(['b', 10])],
] as const) {
  test(`refund of ${amount}: ${what}`, () =>
    deepEqual(planRefund(amount, facts), { coin, points: amount - coin, lots: parts }))
}

for (const [limit, facts, amount, refused, may] of [
  [1100, paid, 1100, null, 'cancel'],
  [1099, paid, 1100, { limit: 1099 }, 'refund'],
  [300, back(200, 0), 101, { limit: 100 }, 'refund'],
  [300, back(200, 0), 100, null, 'refund'],
  [300, back(400, 0), 1, { limit: 0 }, 'manager_only'],
  [0, paid, 1, { limit: 0 }, 'manager_only'],
] as const) {
  const { coin } = facts.refunded
  test(`a limit of ${limit} with ${coin} back: ${amount} are ${refused ? 'refused' : 'given back'}`, () => {
    const known = { ...facts, limit }
    const plan = planRefund(amount, known)
    deepEqual(plan.refused ? plan.facts : null, refused)
    equal(plan.refused, refused ? 'refund_over_own_limit' : undefined)
    equal(whatMayBeDone(known), may)
  })
}

const full = back(500, 600)
for (const [role, when, facts, refused, may] of [
  ['till', 'on the day', paid, null, 'cancel'],
  ['manager', 'on the day', paid, null, 'cancel'],
  ['owner', 'on the day', paid, null, 'cancel'],
  ['till', 'later', paid, 'refund_needs_manager', 'manager_only'],
  ['manager', 'later', paid, null, 'refund'],
  ['owner', 'later', paid, null, 'refund'],
  ['till', 'on the day', back(1, 0), null, 'refund'],
  ['till', 'later', full, 'refund_needs_manager', 'nothing_left'],
  ['owner', 'later', full, 'refund_over_payment', 'nothing_left'],
  ['till', 'on the day', full, 'refund_over_payment', 'nothing_left'],
] as const) {
  const { coin, points } = facts.refunded
  test(`a ${role} ${when}, ${coin} coin and ${points} points are back: ${refused ?? may}`, () => {
    const known = { ...facts, role, onTheDay: when === 'on the day' }
    equal(planRefund(1, known).refused ?? null, refused)
    equal(whatMayBeDone(known), may)
  })
}

test('no more comes back than was paid', () => {
  const refused = (left: number) => ({ refused: 'refund_over_payment', facts: { left } })
  deepEqual(planRefund(1101, paid), refused(1100))
  deepEqual(planRefund(601, back(500, 0)), refused(600))
  deepEqual(planRefund(1, full), refused(0))
})
