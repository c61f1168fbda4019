import assert from 'node:assert/strict'
import { test } from 'node:test'
import { spendableOn } from './rules.ts'

const ahead = [
  { points: 70, lastDay: '2026-03-31' },
  { points: 100, lastDay: '2026-04-01' },
  { points: 300, lastDay: '2026-09-30' },
]

test('points can be spent on their last day and not on the next, posted or not', () => {
  const cases: [today: string, points: number, lots: number][] = [
    ['2026-03-31', 470, 3],
    ['2026-04-01', 400, 2],
    ['2026-04-02', 300, 1],
    ['2026-10-01', 0, 0],
  ]
  for (const [today, points, lots] of cases) {
    const spendable = spendableOn(today, ahead)
    assert.equal(spendable.points, points, today)
    assert.equal(spendable.expiring.length, lots, today)
  }
})
