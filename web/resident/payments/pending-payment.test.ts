import assert from 'node:assert/strict'
import { test } from 'node:test'
import { howToAsk, type PendingPayment, payAgainForMs } from './pending-payment.ts'

const pending: PendingPayment = {
  body: { id: 'x', storeId: 'y', coin: 1, points: 0, via: 'store_code' },
  payerId: 'z',
  storeName: '縁ベーカリー',
  pressedAt: 1_000_000,
}

test('at the counter the same payment is sent again, afterwards it is only looked up', () => {
  assert.equal(howToAsk(pending, 1_000_000), 'pay')
  assert.equal(howToAsk(pending, 1_000_000 + payAgainForMs - 1), 'pay')
  assert.equal(howToAsk(pending, 1_000_000 + payAgainForMs), 'look')
})

test('a clock that was turned back does not pay again', () => {
  assert.equal(howToAsk(pending, 999_999), 'look')
})
