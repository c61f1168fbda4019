import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decideRequest, splitForCode } from './code-rules.ts'

const now = new Date('2027-04-01T12:00:00+09:00')
const payment = { id: 'payment', payerId: 'hanako', storeId: 'bakery', total: 500 }
const open = {
  ...{ storeId: 'bakery', amount: 500, cancelledAt: null, payerId: null, paymentId: null },
  expiresAt: new Date(now.getTime() + 1),
}

// In the contract's order: the first that applies is the answer.
const cases: [what: string, request: Partial<typeof open> | object | undefined, answer: string | null][] = [
  ['no such request', undefined, 'request_unknown'],
  ['another store', { storeId: 'florist' }, 'request_unknown'],
  ['another amount', { amount: 501 }, 'request_unknown'],
  ['paid by this payment', { payerId: 'hanako', paymentId: 'payment' }, null],
  ['paid by somebody with the same id', { payerId: 'taro', paymentId: 'payment' }, 'request_paid'],
  ['paid by another payment', { payerId: 'hanako', paymentId: 'another' }, 'request_paid'],
  ['cancelled', { cancelledAt: now }, 'request_cancelled'],
  ['over this very instant', { expiresAt: now }, 'request_expired'],
  ['open', {}, null],
]
for (const [what, change, answer] of cases) {
  test(`a request: ${what}`, () => {
    const request = change && { ...open, ...change }
    assert.equal(decideRequest(payment, request, now), answer)
  })
}

type Split = [
  amount: number,
  tender: Parameters<typeof splitForCode>[1],
  points: number,
  split: [number, number],
]
/** Of somebody who has 400 coin. */
const splits: Split[] = [
  [500, 'points_first', 0, [500, 0]],
  [500, 'points_first', 200, [300, 200]],
  [500, 'points_first', 500, [0, 500]],
  [500, 'points_first', 900, [0, 500]],
  [500, 'coin', 900, [500, 0]],
  [300, 'coin_first', 900, [300, 0]],
  [500, 'coin_first', 900, [400, 100]],
  [500, 'coin_first', 50, [450, 50]],
]
for (const [amount, tender, points, [coin, used]] of splits) {
  test(`${amount} with ${points} points, ${tender}: ${coin} coin and ${used} points`, () => {
    assert.deepEqual(splitForCode(amount, tender, { coin: 400, points }), { coin, points: used })
  })
}
