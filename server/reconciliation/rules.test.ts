import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'node:test'
import { ageInDays, explainLumpSum, isPossible, type UnpaidDay } from './rules.ts'

const days = (...nets: number[]): UnpaidDay[] =>
  nets.map((net, index) => ({ day: `2026-11-0${index + 1}`, net }))

for (const [what, amount, unpaid, paid] of [
  ['the oldest day', 100, days(100, 200), ['2026-11-01']],
  ['a weekend at once', 600, days(100, 200, 300), ['2026-11-01', '2026-11-02', '2026-11-03']],
  ['a day on which more went back than came', 150, days(200, -50), ['2026-11-01', '2026-11-02']],
  ['a day after one that is still owed', 200, days(100, 200), ['2026-11-02']],
  ['the oldest rather than a later one alike', 100, days(100, 100), ['2026-11-01']],
  ['a run after one that is still owed', 500, days(100, 200, 300), ['2026-11-02', '2026-11-03']],
  ['nothing that fits', 101, days(100, 200), undefined],
  ['nothing unpaid', 100, days(), undefined],
] as const) {
  test(`a lump sum pays for ${what}`, () => deepEqual(explainLumpSum(amount, unpaid), paid))
}

test('each kind of difference has its own ways out', () => {
  equal(isPossible('lump_sum_unexplained', 'book_lump_sum'), true)
  equal(isPossible('amount_differs', 'book_lump_sum'), false)
})

test('ages are whole days', () => {
  const found = new Date('2026-11-20T12:00:00Z')
  equal(ageInDays(found, new Date('2026-11-22T11:59:59Z')), 1)
  equal(ageInDays(found, new Date('2026-11-22T12:00:00Z')), 2)
})
