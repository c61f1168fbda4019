// The network's settlement file: CSV in ASCII with CRLF. A header; one row for each deposit, and for each that was
// undone after it had been approved; sums for each terminal; sums for the day.
import type { ParsedReport, ReportFault, ReportLine } from '../report.ts'
import { isYen, readRows, readTime, type Row } from '../report-rows.ts'

const kinds: Record<string, ReportLine['kind'] | undefined> = { DEPOSIT: 'charge', REVERSAL: 'return' }

/** The machine's own name for a deposit begins with the machine. */
const terminalOf = ({ providerRef }: ReportLine): string => providerRef.split('/')[0] ?? ''

/**
 * Reads the settlement file of a company and a day in Japan. The order is the link under which the notes were put in.
 * A file of another day, in another encoding, or with sums that do not add up is no file: then there are faults and no
 * lines. Never throws.
 */
export function parseAtmSettlement(
  bytes: Uint8Array,
  { companyCode, day }: { companyCode: string; day: string },
): ParsedReport {
  const broken = (...faults: ReportFault[]): ParsedReport => ({ lines: [], faults })
  const rows = readRows(bytes)
  if ('code' in rows) return broken(rows)
  const [header, ...rest] = rows
  const trailer = rest.pop()
  if (!header || !trailer) return broken({ line: 1, column: 1, code: 'empty' })
  const [mark, version, company, date] = header.fields
  if (mark !== 'H' || version !== '1' || company !== companyCode || header.fields.length !== 4)
    return broken({ line: 1, column: 1, code: 'header' })
  if (date !== day.replaceAll('-', '')) return broken({ line: 1, column: 4, code: 'wrong_day' })
  if (trailer.fields[0] !== 'T' || trailer.fields.length !== 5)
    return broken({ line: trailer.line, column: 1, code: 'trailer_missing' })
  const sums = rest.filter(({ fields }) => fields[0] === 'S')
  const read = rest.filter((row) => !sums.includes(row)).map(readRow)
  const faults = read.filter((each) => 'code' in each)
  if (faults.length > 0) return broken(...faults)
  const deposits = read.filter((each) => 'orderId' in each)
  const wrong = checkSums(deposits, sums, trailer)
  if (wrong) return broken(wrong)
  return { lines: deposits, faults: [] }
}

function readRow({ line, fields }: Row): ReportLine | ReportFault {
  const [
    mark,
    type = '',
    terminal = '',
    on = '',
    trace = '',
    orderId = '',
    amount = '',
    fee = '',
    time = '',
  ] = fields
  const kind = kinds[type]
  const at = readTime(time)
  const shapes = [
    mark === 'D' && fields.length === 9,
    kind !== undefined,
    /^[0-9A-Za-z-]{1,20}$/.test(terminal),
    readTime(`${on}000000`) !== undefined,
    /^\d{6}$/.test(trace),
    /^[\w-]{1,100}$/.test(orderId),
    isYen(amount),
    isYen(fee),
    at !== undefined,
  ]
  const wrong = shapes.indexOf(false)
  if (wrong !== -1 || !kind || !at) return { line, column: wrong + 1, code: 'field' }
  const providerRef = [terminal, on.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3'), trace].join('/')
  return { number: line, orderId, kind, amount: Number(amount), fee: Number(fee), providerRef, at }
}

/** Every terminal has its sums, once, and so has the day; the first that does not add up is the fault. */
function checkSums(
  deposits: readonly ReportLine[],
  sums: readonly Row[],
  trailer: Row,
): ReportFault | undefined {
  const terminals = new Set(deposits.map(terminalOf))
  for (const row of sums) {
    const terminal = row.fields[1] ?? ''
    if (!terminals.delete(terminal) || row.fields.length !== 6)
      return { line: row.line, column: 2, code: 'field' }
    const of = deposits.filter((each) => terminalOf(each) === terminal)
    const wrong = compareSums(of, row, 2)
    if (wrong) return wrong
  }
  if (terminals.size > 0) return { line: trailer.line, column: 1, code: 'trailer_missing' }
  return compareSums(deposits, trailer, 1)
}

function compareSums(
  deposits: readonly ReportLine[],
  { line, fields }: Row,
  first: number,
): ReportFault | undefined {
  const sumOf = (kind: ReportLine['kind']) =>
    deposits.filter((each) => each.kind === kind).reduce((sum, { amount }) => sum + amount, 0)
  const fees = deposits.reduce((sum, { fee }) => sum + fee, 0)
  const expected = [deposits.length, sumOf('charge'), sumOf('return'), fees].map(String)
  const wrong = expected.findIndex((value, index) => value !== fields[first + index])
  if (wrong === -1) return undefined
  return { line, column: first + wrong + 1, code: wrong === 0 ? 'count_differs' : 'total_differs' }
}
