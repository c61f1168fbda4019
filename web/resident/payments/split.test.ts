import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assert as always, integer, property } from 'fast-check'
import { canPay, partsOf, pointsRange, possibleTenders, proposeTender } from './split.ts'

type Proposal = [
  amount: number,
  means: { coin: number; points: number },
  points: string | null,
  coin: string | null,
]
/** What is proposed where points go first, and where coin does. */
const proposals: Proposal[] = [
  [300, { coin: 1000, points: 500 }, 'points', 'coin'],
  [800, { coin: 1000, points: 500 }, 'both', 'coin'],
  [1200, { coin: 1000, points: 500 }, 'both', 'both'],
  [800, { coin: 1000, points: 0 }, 'coin', 'coin'],
  [300, { coin: 0, points: 500 }, 'points', 'points'],
  [1600, { coin: 1000, points: 500 }, null, null],
  [1, { coin: 0, points: 0 }, null, null],
]
for (const [amount, means, points, coin] of proposals) {
  test(`${amount} of ${means.coin} coin and ${means.points} points: ${points}, or ${coin}`, () => {
    assert.equal(proposeTender(amount, means, 'points_first'), points)
    assert.equal(proposeTender(amount, means, 'coin_first'), coin)
  })
}

test('whatever the slider says, a possible split adds up and stays within the means', () => {
  const money = integer({ min: 0, max: 300_000 })
  always(
    property(integer({ min: 1, max: 300_000 }), money, money, money, (amount, coin, points, wish) => {
      const means = { coin, points }
      if (!possibleTenders(amount, means).both) return
      const { min, max } = pointsRange(amount, means)
      const parts = partsOf('both', amount, means, wish)
      assert.ok(min <= max)
      assert.equal(parts.coin + parts.points, amount)
      assert.ok(parts.coin >= 1 && parts.coin <= coin)
      assert.ok(parts.points >= 1 && parts.points <= points)
    }),
  )
})

test('what is proposed is possible', () => {
  const money = integer({ min: 0, max: 5000 })
  always(
    property(integer({ min: 1, max: 5000 }), money, money, (amount, coin, points) => {
      const means = { coin, points }
      const possible = possibleTenders(amount, means)
      for (const proposes of ['points_first', 'coin_first'] as const) {
        const tender = proposeTender(amount, means, proposes)
        assert.equal(tender !== null, canPay(amount, means))
        if (tender) assert.ok(possible[tender])
        else assert.ok(!possible.coin && !possible.points && !possible.both)
      }
    }),
  )
})
