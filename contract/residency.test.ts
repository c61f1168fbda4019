import { equal } from 'node:assert/strict'
import { test } from 'node:test'
import { ageBandOf, isInTown } from './residency.ts'

for (const [birthdate, today, band] of [
  ['2014-01-02', '2026-11-22', '0-12'],
  ['2013-11-23', '2026-11-22', '0-12'],
  ['2013-11-22', '2026-11-22', '13-15'],
  ['2010-11-22', '2026-11-22', '16-17'],
  ['2008-11-23', '2026-11-22', '16-17'],
  ['2008-11-22', '2026-11-22', '18-64'],
  ['1961-11-22', '2026-11-22', '65+'],
] as const) {
  test(`born ${birthdate}, on ${today}: ${band}`, () => equal(ageBandOf(birthdate, today), band))
}

test('an address in the town is recognised in any width', () => {
  equal(isInTown('埼玉県さいたま市浦和区高砂1-1', '埼玉県さいたま市'), true)
  equal(isInTown('埼玉県　さいたま市 浦和区', '埼玉県さいたま市'), true)
  equal(isInTown('埼玉県川口市青木2-1', '埼玉県さいたま市'), false)
})
