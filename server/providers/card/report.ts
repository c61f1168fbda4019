// The card company has no file for a day; what it booked is asked for and written down row by row, so that it can be
// kept and looked at like any other report.
import { z } from 'zod'
import type { ParsedReport, ReportFault, ReportLine, ReportProvider } from '../report.ts'
import type { CardBooking, CardProvider } from './port.ts'

const row = z.strictObject({
  ref: z.string().min(1),
  kind: z.enum(['taken', 'given_back', 'disputed', 'regained', 'other']),
  amount: z.int(),
  fee: z.int(),
  attemptRef: z.string().nullable(),
  at: z.iso.datetime(),
})

/** What a booking is to us; what belongs to no charge (payouts, the company's own fees) is no line. */
const kinds: Partial<Record<CardBooking['kind'], ReportLine['kind']>> = {
  taken: 'charge',
  given_back: 'return',
  disputed: 'return',
  regained: 'regained',
}

const dayMs = 86_400_000

/** The bookings of each day in Japan as a report. Fetching throws where the company does not answer. */
export function cardReports(cards: Pick<CardProvider, 'listBooked'>): ReportProvider {
  return {
    async fetchReport(day) {
      const from = new Date(`${day}T00:00:00+09:00`)
      const booked = await cards.listBooked(from, new Date(from.getTime() + dayMs))
      const rows = booked.map((each) => JSON.stringify(each))
      return { name: `card-${day}.jsonl`, bytes: Buffer.from(rows.map((text) => `${text}\n`).join('')) }
    },
    parseReport: parseBookings,
  }
}

/** Reads such a report. Never throws: a row that is none is a fault, and so is one of another day. */
function parseBookings(bytes: Uint8Array, day: string): ParsedReport {
  const read = Buffer.from(bytes)
    .toString()
    .split('\n')
    .slice(0, -1)
    .map((text, index) => readRow(text, index + 1, day))
  const faults = read.flatMap((each) => (each !== null && 'code' in each ? [each] : []))
  const lines = read.flatMap((each) => (each !== null && 'orderId' in each ? [each] : []))
  return faults.length > 0 ? { lines: [], faults } : { lines, faults: [] }
}

function readRow(text: string, number: number, day: string): ReportLine | ReportFault | null {
  const parsed = row.safeParse(jsonOf(text))
  if (!parsed.success) return { line: number, column: 1, code: 'field' }
  const { ref, kind, amount, fee, attemptRef } = parsed.data
  const at = new Date(parsed.data.at)
  const from = Date.parse(`${day}T00:00:00+09:00`)
  if (at.getTime() < from || at.getTime() >= from + dayMs)
    return { line: number, column: 1, code: 'wrong_day' }
  const meant = kinds[kind]
  if (!meant || attemptRef === null) return null
  return { number, orderId: attemptRef, kind: meant, amount: Math.abs(amount), fee, providerRef: ref, at }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
