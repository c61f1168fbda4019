import assert from 'node:assert/strict'
import { test } from 'node:test'
import { howToAsk, mayBePaid, type PendingPayment, payAgainForMs } from './pending-payment.ts'

const pending: PendingPayment = {
  body: { id: 'x', storeId: 'y', coin: 1, points: 0, via: 'store_code' },
  payerId: 'z',
  storeName: '縁ベーカリー',
  pressedAt: 1_000_000,
}

test('at the counter the same payment is sent again, afterwards it is called off', () => {
  assert.equal(howToAsk(pending, 1_000_000), 'pay')
  assert.equal(howToAsk(pending, 1_000_000 + payAgainForMs - 1), 'pay')
  assert.equal(howToAsk(pending, 1_000_000 + payAgainForMs), 'withdraw')
})

test('a clock that was turned back does not pay again', () => {
  assert.equal(howToAsk(pending, 999_999), 'withdraw')
})

test('what the person has called off is never sent again', () => {
  assert.equal(howToAsk({ ...pending, withdrawn: true }, 1_000_000), 'withdraw')
})

test('what was not paid does not stand in the way of paying again', () => {
  assert.equal(mayBePaid(pending), true)
  assert.equal(mayBePaid({ ...pending, outcome: { paid: true } }), true)
  assert.equal(mayBePaid({ ...pending, outcome: { paid: false, problem: null } }), false)
})
