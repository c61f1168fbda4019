import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assert as always, integer, property } from 'fast-check'
import { partsOf, pointsRange, possibleTenders, proposeTender } from './split.ts'

test('points are proposed first', () => {
  assert.equal(proposeTender(300, { coin: 1000, points: 500 }), 'points')
  assert.equal(proposeTender(800, { coin: 1000, points: 500 }), 'both')
  assert.equal(proposeTender(800, { coin: 1000, points: 0 }), 'coin')
  assert.equal(proposeTender(1600, { coin: 1000, points: 500 }), null)
  assert.equal(proposeTender(1, { coin: 0, points: 0 }), null)
})

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
      const tender = proposeTender(amount, means)
      const possible = possibleTenders(amount, means)
      if (tender) assert.ok(possible[tender])
      else assert.ok(!possible.coin && !possible.points && !possible.both)
    }),
  )
})
