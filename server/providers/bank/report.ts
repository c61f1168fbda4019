// The gateway's settlement file: CSV in ASCII with CRLF, a header, one row for each movement, a trailer with sums.
import type { ParsedReport, ReportFault, ReportLine } from '../report.ts'
import { isYen, readRows, readTime, type Row } from '../report-rows.ts'

const kinds: Record<string, ReportLine['kind'] | undefined> = { CAPTURE: 'charge', REFUND: 'return' }

/**
 * Reads the settlement file of a merchant and a day in Japan. A file of another day, in another encoding, or with
 * sums that do not add up is no file: then there are faults and no lines. Never throws.
 */
export function parseSettlementFile(
  bytes: Uint8Array,
  { merchantCcid, day }: { merchantCcid: string; day: string },
): ParsedReport {
  const broken = (fault: ReportFault): ParsedReport => ({ lines: [], faults: [fault] })
  const rows = readRows(bytes)
  if ('code' in rows) return broken(rows)
  const [header, ...rest] = rows
  const trailer = rest.pop()
  if (!header || !trailer) return broken({ line: 1, column: 1, code: 'empty' })
  const [mark, version, ccid, date] = header.fields
  if (mark !== 'H' || version !== '1' || ccid !== merchantCcid || header.fields.length !== 5)
    return broken({ line: 1, column: 1, code: 'header' })
  if (date !== day.replaceAll('-', '')) return broken({ line: 1, column: 4, code: 'wrong_day' })
  if (trailer.fields[0] !== 'T' || trailer.fields.length !== 5)
    return broken({ line: trailer.line, column: 1, code: 'trailer_missing' })
  const read = rest.map(readRow)
  const faults = read.filter((each) => 'code' in each)
  const lines = read.filter((each) => 'orderId' in each)
  return faults.length > 0 ? { lines: [], faults } : checkSums(lines, trailer)
}

function readRow({ line, fields }: Row): ReportLine | ReportFault {
  const [mark, orderId = '', type = '', amount = '', time = '', providerRef = '', fee = ''] = fields
  const kind = kinds[type]
  const at = readTime(time)
  const shapes = [
    mark === 'D' && fields.length === 7,
    /^[A-Za-z0-9_-]{1,100}$/.test(orderId),
    kind !== undefined,
    isYen(amount),
    at !== undefined,
    /^[\w-]{1,64}$/.test(providerRef),
    isYen(fee),
  ]
  const wrong = shapes.indexOf(false)
  if (wrong !== -1 || !kind || !at) return { line, column: wrong + 1, code: 'field' }
  return { number: line, orderId, kind, amount: Number(amount), fee: Number(fee), providerRef, at }
}

function checkSums(lines: ReportLine[], { line, fields }: Row): ParsedReport {
  const sumOf = (kind: ReportLine['kind']) =>
    lines.filter((each) => each.kind === kind).reduce((sum, { amount }) => sum + amount, 0)
  const fees = lines.reduce((sum, { fee }) => sum + fee, 0)
  const expected = [lines.length, sumOf('charge'), sumOf('return'), fees].map(String)
  const wrong = expected.findIndex((value, index) => value !== fields[index + 1])
  if (wrong === -1) return { lines, faults: [] }
  const code = wrong === 0 ? 'count_differs' : 'total_differs'
  return { lines: [], faults: [{ line, column: wrong + 2, code }] }
}
