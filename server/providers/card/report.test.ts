// What the card company booked, kept as a report and read back.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CardBooking } from './port.ts'
import { cardReports } from './report.ts'

const at = new Date('2026-11-21T03:00:00Z')
const booking = (more: Partial<CardBooking>): CardBooking => ({
  ...{ ref: 'txn_1', kind: 'taken', amount: 3000, fee: 108, attemptRef: 'pi_1', at },
  ...more,
})
const reportOf = async (booked: CardBooking[], day = '2026-11-21') => {
  const asked: Date[] = []
  const listBooked = async (from: Date, until: Date) => {
    asked.push(from, until)
    return booked
  }
  const reports = cardReports({ listBooked })
  const report = await reports.fetchReport(day, at)
  if (report === 'not_ready') throw new Error('the company always answers')
  return { asked, bytes: report.bytes, parsed: reports.parseReport(report.bytes, day) }
}

test('a day in Japan is asked for, and what was booked is told in our words', async () => {
  const { asked, parsed } = await reportOf([
    booking({}),
    booking({ ref: 'txn_2', kind: 'given_back', amount: -3000, fee: 0 }),
    booking({ ref: 'txn_3', kind: 'disputed', amount: -500, fee: 1500, attemptRef: 'pi_2' }),
    booking({ ref: 'txn_4', kind: 'other', amount: -90_000, fee: 0, attemptRef: null }),
  ])
  assert.deepEqual(asked, [new Date('2026-11-20T15:00:00Z'), new Date('2026-11-21T15:00:00Z')])
  assert.deepEqual(parsed, {
    faults: [],
    lines: [
      { number: 1, orderId: 'pi_1', kind: 'charge', amount: 3000, fee: 108, providerRef: 'txn_1', at },
      { number: 2, orderId: 'pi_1', kind: 'return', amount: 3000, fee: 0, providerRef: 'txn_2', at },
      { number: 3, orderId: 'pi_2', kind: 'return', amount: 500, fee: 1500, providerRef: 'txn_3', at },
    ],
  })
})

test('the same bookings are the same bytes, and a day without any is an empty report', async () => {
  const [first, second] = [await reportOf([booking({})]), await reportOf([booking({})])]
  assert.deepEqual(first.bytes, second.bytes)
  assert.deepEqual((await reportOf([])).parsed, { lines: [], faults: [] })
})

test('a row of another day, and one that is none, make the report unusable', async () => {
  const late = await reportOf([booking({ at: new Date('2026-11-21T15:00:00Z') })])
  assert.deepEqual(late.parsed.faults, [{ line: 1, column: 1, code: 'wrong_day' }])
  const { parseReport } = cardReports({ listBooked: async () => [] })
  assert.deepEqual(parseReport(Buffer.from('{}\n'), '2026-11-21').faults, [
    { line: 1, column: 1, code: 'field' },
  ])
})
