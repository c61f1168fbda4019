import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stores } from '../seed/stores.ts'
import { isOpenAt, minutesOf, readOpening, sayOpening } from './opening-hours.ts'

const usual = 'usual'
for (const [sign, opening] of [
  ['9:00〜17:00 水曜定休', { opensAt: 540, closesAt: 1020, closedOn: [3], onHolidays: usual }],
  ['10:00〜23:00 無休', { opensAt: 600, closesAt: 1380, closedOn: [], onHolidays: usual }],
  ['9:00〜19:00 日祝休', { opensAt: 540, closesAt: 1140, closedOn: [7], onHolidays: 'closed' }],
  [
    '9:00〜19:00 無休 祝日休み 裏口から',
    { opensAt: 540, closesAt: 1140, closedOn: [], onHolidays: 'closed' },
  ],
  [
    '9:00〜19:00 日曜定休 祝日10:00〜15:30',
    { opensAt: 540, closesAt: 1140, closedOn: [7], onHolidays: { opensAt: 600, closesAt: 930 } },
  ],
  ['11:00〜15:00', { opensAt: 660, closesAt: 900, closedOn: [], onHolidays: usual }],
  ['18:00〜26:00 日・月曜定休', { opensAt: 1080, closesAt: 1560, closedOn: [7, 1], onHolidays: usual }],
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
const shop = { opensAt: noon, closesAt: 1140, closedOn: [3], onHolidays: usual } as const
const bar = { opensAt: 1080, closesAt: 1560, closedOn: [7], onHolidays: usual } as const
const plain = (weekday: number) => ({ weekday, holiday: false, closed: false })
const holiday = (weekday: number) => ({ ...plain(weekday), holiday: true })
for (const [name, opening, today, minute, open] of [
  ['at opening', shop, plain(1), noon, true],
  ['at closing', shop, plain(1), 1140, false],
  ['a minute before', shop, plain(1), noon - 1, false],
  ['on its day off', shop, plain(3), noon, false],
  ['in the night after Saturday', bar, plain(7), 90, true],
  ['in the night after its day off', bar, plain(1), 90, false],
  ['in the night after Monday', bar, plain(2), 119, true],
  ['at two in the night', bar, plain(2), 120, false],
  ['on a holiday as usual', shop, holiday(1), noon, true],
  ['on a holiday off', { ...shop, onHolidays: 'closed' }, holiday(1), noon, false],
  [
    'on its day off that is a holiday with hours',
    { ...shop, onHolidays: { opensAt: 600, closesAt: 780 } },
    holiday(3),
    700,
    true,
  ],
  [
    'on a holiday after those hours',
    { ...shop, onHolidays: { opensAt: 600, closesAt: 780 } },
    holiday(1),
    800,
    false,
  ],
  ['on a day of its own', shop, { ...plain(1), closed: true }, noon, false],
] as const) {
  test(`${name} it is ${open ? 'open' : 'closed'}`, () => {
    const dayBefore = plain(today.weekday === 1 ? 7 : today.weekday - 1)
    assert.equal(isOpenAt(opening, { today, dayBefore, minute }), open)
  })
}
