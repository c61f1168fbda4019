// 全銀協 入出金取引明細 (種別 03): records of 200 bytes, JIS X 0201, with CRLF after each or without. The layout is
// the association's; banks publish it with their own remarks.
import { createHash } from 'node:crypto'
import iconv from 'iconv-lite'

/** One movement on the account. Whole yen; a day as `YYYY-MM-DD`. */
export type StatementLine = {
  number: number
  /** 照会番号: counts within one file. */
  serial: string
  on: string
  direction: 'in' | 'out'
  amount: number
  /** 振込依頼人名 and 摘要, in half-width kana and capitals as the bank wrote them. */
  payer: string
  summary: string
  /** SHA-256 of what the bank wrote, without the number in this file: the same movement elsewhere has it too. */
  identity: Buffer
}
export type Statement = {
  header: Record<string, string>
  /** How many records the bank says that it wrote. */
  records: number
  /** `0017-256-1-0009000001`: bank, branch, kind, number. */
  account: string
  from: string
  until: string
  opening: number
  closing: number
  lines: StatementLine[]
}

/** Where and why a file cannot be believed; line and column count records and bytes from 1. */
export type StatementFault = {
  line: number
  column: number
  code:
    | 'empty'
    | 'length'
    | 'line_end'
    | 'byte'
    | 'record_kind'
    | 'field'
    | 'date'
    | 'count_differs'
    | 'total_differs'
    | 'balance_differs'
}

/** Name, length, and what may stand there. */
type Field = readonly [name: string, length: number, shape: RegExp]
type Record_ = { line: number; bytes: Buffer; values: Record<string, string> }

const recordLength = 200
const digits = /^\d+$/
const words = /^.*$/
const blank = /^ *$/
const date = /^\d{6}$/

const layouts: Record<string, readonly Field[]> = {
  '1': [
    ...field('mark', 1, /1/),
    ...field('type', 2, /03/),
    ...field('code', 1, /0/),
    ...field('createdOn', 6, date),
    ...field('from', 6, date),
    ...field('until', 6, date),
    ...field('bankCode', 4, digits),
    ...field('bankName', 15, words),
    ...field('branchCode', 3, digits),
    ...field('branchName', 15, words),
    ...field('unused', 3, /^(000| {3})$/),
    ...field('kind', 1, /[1-9]/),
    ...field('number', 10, digits),
    ...field('holder', 40, words),
    ...field('sign', 1, /[12]/),
    ...field('book', 1, /[12]/),
    ...field('opening', 14, digits),
    ...field('rest', 71, blank),
  ],
  '2': [
    ...field('mark', 1, /2/),
    ...field('serial', 8, digits),
    ...field('on', 6, date),
    ...field('valueOn', 6, date),
    ...field('direction', 1, /[12]/),
    ...field('way', 2, /1[0-489]/),
    ...field('amount', 12, digits),
    ...field('cheques', 12, digits),
    ...field('shownOn', 6, date),
    ...field('returnedOn', 6, date),
    ...field('bill', 1, /\d/),
    ...field('billNumber', 7, digits),
    ...field('branch', 3, digits),
    ...field('payerCode', 10, /^[ \d]+$/),
    ...field('payer', 48, words),
    ...field('fromBank', 15, words),
    ...field('fromBranch', 15, words),
    ...field('summary', 20, words),
    ...field('edi', 20, words),
    ...field('rest', 1, blank),
  ],
  '8': [
    ...field('mark', 1, /8/),
    ...field('inCount', 6, digits),
    ...field('inTotal', 13, digits),
    ...field('outCount', 6, digits),
    ...field('outTotal', 13, digits),
    ...field('sign', 1, /[12]/),
    ...field('closing', 14, digits),
    ...field('lines', 7, digits),
    ...field('rest', 139, blank),
  ],
  '9': [
    ...field('mark', 1, /9/),
    ...field('records', 10, digits),
    ...field('accounts', 5, /^00001$/),
    ...field('rest', 184, blank),
  ],
}

function field(name: string, length: number, shape: RegExp): Field[] {
  return [[name, length, shape]]
}

/**
 * Reads the statement of one account. What is wrong anywhere, in the shape, in a date, in a count, in a sum or in the
 * balance, is a fault, and a file with faults says nothing. `today` tells the years, which have two digits.
 */
export function parseZengin(bytes: Uint8Array, today: string): Statement | StatementFault[] {
  const cut = cutRecords(Buffer.from(bytes))
  if (!Array.isArray(cut)) return [cut]
  const records: Record_[] = []
  const faults: StatementFault[] = []
  for (const [index, record] of cut.entries()) {
    const read = readRecord(record, index + 1, today)
    if ('code' in read) faults.push(read)
    else records.push(read)
  }
  if (faults.length > 0) return faults
  const astray = records.findIndex(({ values }, index) => values['mark'] !== markAt(index, records.length))
  if (astray !== -1) return [{ line: astray + 1, column: 1, code: 'record_kind' }]
  return join(records, today)
}

/** One header, the movements, one trailer, one end. */
function markAt(index: number, count: number): string {
  if (index === 0) return '1'
  if (index === count - 1) return '9'
  return index === count - 2 ? '8' : '2'
}

function cutRecords(bytes: Buffer): Buffer[] | StatementFault {
  const [first] = bytes
  if (first === undefined) return { line: 1, column: 1, code: 'empty' }
  if (isStranger(first)) return { line: 1, column: 1, code: 'byte' }
  const broken = bytes[recordLength] === 0x0d || bytes[recordLength] === 0x0a
  const step = broken ? recordLength + 2 : recordLength
  const records: Buffer[] = []
  for (let at = 0; at < bytes.length; at += step) {
    const line = records.length + 1
    const record = bytes.subarray(at, at + recordLength)
    if (record.length < recordLength) return { line, column: record.length + 1, code: 'length' }
    const end = bytes.subarray(at + recordLength, at + step)
    if (broken && !end.equals(Buffer.from('\r\n')))
      return { line, column: recordLength + 1, code: 'line_end' }
    records.push(record)
  }
  return records
}

/** What is no printable character of JIS X 0201. */
const isStranger = (byte: number) => byte < 0x20 || (byte > 0x7e && byte < 0xa1) || byte > 0xdf

function readRecord(bytes: Buffer, line: number, today: string): Record_ | StatementFault {
  const stranger = bytes.findIndex(isStranger)
  if (stranger !== -1) return { line, column: stranger + 1, code: 'byte' }
  const text = iconv.decode(bytes, 'Shift_JIS')
  const layout = layouts[text.charAt(0)]
  if (!layout) return { line, column: 1, code: 'record_kind' }
  const values: Record<string, string> = {}
  let at = 0
  for (const [name, length, shape] of layout) {
    const value = text.slice(at, at + length)
    if (!shape.test(value)) return { line, column: at + 1, code: 'field' }
    if (shape === date && value !== '000000' && !dayOf(value, today))
      return { line, column: at + 1, code: 'date' }
    values[name] = value
    at += length
  }
  return { line, bytes, values }
}

/** The year is counted in 令和 (1 is 2019); some banks write the last two digits of the common year instead. */
function dayOf(text: string, today: string): string | undefined {
  const thisYear = Number(today.slice(0, 4))
  const reiwa = 2018 + Number(text.slice(0, 2))
  const year = reiwa <= thisYear + 1 ? reiwa : 2000 + Number(text.slice(0, 2))
  const day = `${year}-${text.slice(2, 4)}-${text.slice(4, 6)}`
  const at = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day) ? day : undefined
}

function join(records: Record_[], today: string): Statement | StatementFault[] {
  const [header, trailer, end] = [records[0], records.at(-2), records.at(-1)]
  if (!header || !trailer || !end) return [{ line: 1, column: 1, code: 'record_kind' }]
  const day = (text: string | undefined) => dayOf(text ?? '', today) ?? ''
  const lines = records.slice(1, -2).map(({ bytes, values }, index): StatementLine => {
    // The serial number starts anew in each file; what follows it is the movement itself.
    const identity = createHash('sha256').update(accountOf(header)).update(bytes.subarray(9)).digest()
    return {
      number: index + 1,
      serial: values['serial'] ?? '',
      on: day(values['on']),
      direction: values['direction'] === '1' ? 'in' : 'out',
      amount: Number(values['amount']),
      payer: (values['payer'] ?? '').trimEnd(),
      summary: (values['summary'] ?? '').trimEnd(),
      identity,
    }
  })
  const [from, until] = [day(header.values['from']), day(header.values['until'])]
  if (!from || !until || from > until) return [{ line: 1, column: 11, code: 'date' }]
  const outside = lines.findIndex(({ on }) => on < from || on > until)
  if (outside !== -1) return [{ line: outside + 2, column: 10, code: 'date' }]
  const wrong = findWrongSum(lines, { header, trailer, end }, records.length)
  if (wrong) return [wrong]
  return {
    header: header.values,
    records: Number(end.values['records']),
    account: accountOf(header),
    ...{ from, until, lines },
    opening: signed(header.values, 'opening'),
    closing: signed(trailer.values, 'closing'),
  }
}

const accountOf = ({ values }: Record_) =>
  [values['bankCode'], values['branchCode'], values['kind'], values['number']].join('-')

/** 貸越区分 2: the account is overdrawn. */
const signed = (values: Record<string, string>, name: string) =>
  Number(values[name]) * (values['sign'] === '2' ? -1 : 1)

type Ends = { header: Record_; trailer: Record_; end: Record_ }

/** The serial numbers, the counts, the totals and the balance have to agree with the lines. */
function findWrongSum(
  lines: StatementLine[],
  { header, trailer, end }: Ends,
  records: number,
): StatementFault | undefined {
  const of = (direction: StatementLine['direction']) => lines.filter((each) => each.direction === direction)
  const total = (direction: StatementLine['direction']) =>
    of(direction).reduce((sum, { amount }) => sum + amount, 0)
  const said = (name: string) => Number(trailer.values[name])
  const at = (line: number, column: number, code: StatementFault['code']) => ({ line, column, code })
  if (said('inCount') !== of('in').length) return at(trailer.line, 2, 'count_differs')
  if (said('inTotal') !== total('in')) return at(trailer.line, 8, 'total_differs')
  if (said('outCount') !== of('out').length) return at(trailer.line, 21, 'count_differs')
  if (said('outTotal') !== total('out')) return at(trailer.line, 27, 'total_differs')
  if (said('lines') !== lines.length) return at(trailer.line, 55, 'count_differs')
  if (signed(header.values, 'opening') + total('in') - total('out') !== signed(trailer.values, 'closing'))
    return at(trailer.line, 40, 'balance_differs')
  // The end record counts itself at some banks and not at others.
  if (![records, records - 1].includes(Number(end.values['records']))) return at(end.line, 2, 'count_differs')
  return undefined
}
