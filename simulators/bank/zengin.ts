// 全銀協 入出金取引明細 (種別 03): records of 200 bytes in JIS X 0201, years counted in 令和.
import iconv from 'iconv-lite'

export type ZenginEntry = {
  on: string
  direction: 'in' | 'out'
  amount: number
  /** Who paid, and the 摘要: half-width kana and capitals. */
  payer: string
  summary: string
}
export type ZenginStatement = {
  bankCode: string
  bankName: string
  branchCode: string
  branchName: string
  /** 1 savings, 2 current. */
  kind: '1' | '2'
  number: string
  holder: string
  createdOn: string
  from: string
  until: string
  opening: number
  entries: readonly ZenginEntry[]
}

const number = (value: number | string, length: number) => String(value).padStart(length, '0')
const words = (value: string, length: number) => value.slice(0, length).padEnd(length, ' ')
const date = (day: string) => number(Number(day.slice(0, 4)) - 2018, 2) + day.slice(5, 7) + day.slice(8, 10)
const sign = (balance: number) => (balance < 0 ? '2' : '1')

/** Writes a statement, with CRLF after each record or without, as banks differ. Never throws for half-width text. */
export function writeZengin(statement: ZenginStatement, { crlf }: { crlf: boolean }): Buffer {
  const { entries, opening } = statement
  const total = (direction: ZenginEntry['direction']) =>
    entries.filter((e) => e.direction === direction).reduce((sum, { amount }) => sum + amount, 0)
  const count = (direction: ZenginEntry['direction']) =>
    entries.filter((e) => e.direction === direction).length
  const closing = opening + total('in') - total('out')
  const trailer = [
    ...['8', number(count('in'), 6), number(total('in'), 13)],
    ...[number(count('out'), 6), number(total('out'), 13)],
    ...[sign(closing), number(Math.abs(closing), 14), number(entries.length, 7)],
  ].join('')
  const records = [headerOf(statement), ...entries.map(dataOf), trailer]
  const end = `9${number(records.length + 1, 10)}${number(1, 5)}`
  const text = [...records, end].map((record) => words(record, 200) + (crlf ? '\r\n' : '')).join('')
  return iconv.encode(text, 'Shift_JIS')
}

function headerOf(s: ZenginStatement): string {
  return [
    ...['1', '03', '0', date(s.createdOn), date(s.from), date(s.until)],
    ...[s.bankCode, words(s.bankName, 15), s.branchCode, words(s.branchName, 15), '000'],
    ...[s.kind, number(s.number, 10), words(s.holder, 40)],
    ...[sign(s.opening), '1', number(Math.abs(s.opening), 14)],
  ].join('')
}

function dataOf(entry: ZenginEntry, index: number): string {
  const { on, direction, amount, payer, summary } = entry
  return [
    ...['2', number(index + 1, 8), date(on), date(on), direction === 'in' ? '1' : '2', '11'],
    ...[number(amount, 12), number(0, 12), number(0, 6), number(0, 6), '0', number(0, 7), '000'],
    ...[number(0, 10), words(payer, 48), words('', 15), words('', 15), words(summary, 20), words('', 20)],
  ].join('')
}
