import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decideGift, type GiftFacts, isOpen, readGiftText } from './rules.ts'

const token = 'AbCdEfGhIjKlMnOpQrSt-_'

for (const [text, read] of [
  [`https://town.example/gifts/give#${token}`, { kind: 'token', value: token }],
  [token, { kind: 'token', value: token }],
  ['12345 67890', { kind: 'digits', value: '1234567890' }],
  ['１２３４５ー６７８９０', { kind: 'digits', value: '1234567890' }],
  ['123456789', undefined],
  ['123456789012', undefined],
  [`https://town.example/gifts/give#${token}x`, undefined],
  ['', undefined],
] as const) {
  test(`a gift code read from ${JSON.stringify(text)}`, () => assert.deepEqual(readGiftText(text), read))
}

test('a town has gifts where both limits are above nothing', () => {
  assert.equal(isOpen({ perGift: 1, perMonth: 1 }), true)
  assert.equal(isOpen({ perGift: 0, perMonth: 1 }), false)
  assert.equal(isOpen({ perGift: 1, perMonth: 0 }), false)
})

const usual: GiftFacts = {
  ...{ perGift: 10_000, perMonth: 30_000, frozen: false, coin: 12_000, newDevice: false },
  ...{ givenThisMonth: 20_000, giftsToday: 9, receiverFrozen: false, receiverLeaving: false },
  ...{ receiverHolds: 290_000, balanceCap: 300_000 },
}

for (const [facts, amount, refused] of [
  [{}, 10_000, null],
  [{ frozen: true }, 1, 'frozen'],
  [{ receiverFrozen: true }, 1, 'gift_receiver_cannot'],
  [{ receiverLeaving: true }, 1, 'gift_receiver_cannot'],
  [{ receiverHolds: 290_001 }, 10_000, 'gift_receiver_cannot'],
  [{ newDevice: true }, 1, 'gift_new_device'],
  [{ receiverHolds: 0 }, 10_001, 'gift_over_limit'],
  [{ givenThisMonth: 20_001 }, 10_000, 'gift_over_month'],
  // The limit was lowered after more had been given.
  [{ givenThisMonth: 40_000 }, 1, 'gift_over_month'],
  [{ giftsToday: 10 }, 1, 'gift_too_many'],
  [{ coin: 9_999 }, 10_000, 'insufficient_balance'],
] as const) {
  test(`${amount} yen with ${JSON.stringify(facts)}: ${refused ?? 'given'}`, () =>
    assert.equal(decideGift({ ...usual, ...facts }, amount).refused, refused))
}
