import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stores } from '../seed/stores.ts'
import { isOpenAt, minutesOf, readOpening, sayOpening } from './opening-hours.ts'

for (const [sign, opening] of [
  ['9:00〜17:00 水曜定休', { opensAt: 540, closesAt: 1020, closedOn: [3] }],
  ['10:00〜23:00 無休', { opensAt: 600, closesAt: 1380, closedOn: [] }],
  ['9:00〜19:00 日祝休', { opensAt: 540, closesAt: 1140, closedOn: [7] }],
  ['11:00〜15:00', { opensAt: 660, closesAt: 900, closedOn: [] }],
  ['18:00〜26:00 日・月曜定休', { opensAt: 1080, closesAt: 1560, closedOn: [7, 1] }],
  ['お問い合わせください', undefined],
  ['19:00〜9:00', undefined],
  ['', undefined],
] as const) {
  test(`「${sign}」 ${opening ? 'can be read' : 'says nothing that can be counted'}`, () => {
    assert.deepEqual(readOpening(sign), opening)
  })
}

test('the seeded stores all say when they are open, and what is said can be read again', () => {
  for (const { hours, name } of stores) {
    const opening = readOpening(hours)
    assert.ok(opening, `${name}: ${hours}`)
    assert.deepEqual(readOpening(sayOpening(opening)), { ...opening, closedOn: opening.closedOn.toSorted() })
  }
})

test('times are read in any width, and only times', () => {
  assert.deepEqual(['9:00', '１０：３０', ' 25:30 ', '9:60', '900', 'x'].map(minutesOf), [
    540,
    630,
    1530,
    undefined,
    undefined,
    undefined,
  ])
})

const noon = 720
const bar = { opensAt: 1080, closesAt: 1560, closedOn: [7] }
for (const [name, opening, weekday, minute, open] of [
  ['at opening', { opensAt: noon, closesAt: 1140, closedOn: [3] }, 1, noon, true],
  ['at closing', { opensAt: noon, closesAt: 1140, closedOn: [3] }, 1, 1140, false],
  ['a minute before', { opensAt: noon, closesAt: 1140, closedOn: [3] }, 1, noon - 1, false],
  ['on its day off', { opensAt: noon, closesAt: 1140, closedOn: [3] }, 3, noon, false],
  ['in the night after Saturday', bar, 7, 90, true],
  ['in the night after its day off', bar, 1, 90, false],
  ['in the night after Monday', bar, 2, 119, true],
  ['at two in the night', bar, 2, 120, false],
] as const) {
  test(`${name} it is ${open ? 'open' : 'closed'}`, () =>
    assert.equal(isOpenAt(opening, { weekday, minute }), open))
}
