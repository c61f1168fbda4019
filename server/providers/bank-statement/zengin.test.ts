// What one program writes another reads; and nothing that was damaged on the way passes for what was written.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { writeZengin, type ZenginStatement } from '../../../simulators/bank/zengin.ts'
import { parseZengin, type Statement } from './zengin.ts'

const today = '2026-11-22'
const letters = 'ABCZ0189 ()-./ｱｲｳｴｵｶﾞﾊﾟﾝ'
const word = (max: number) =>
  fc.string({ unit: fc.constantFrom(...letters), maxLength: max }).map((text) => text.trimEnd())
const day = fc.integer({ min: 1, max: 28 }).map((number) => `2026-10-${String(number).padStart(2, '0')}`)
const entry = fc.record(
  {
    on: day,
    direction: fc.constantFrom('in' as const, 'out' as const),
    amount: fc.integer({ min: 1, max: 99_999_999 }),
    payer: word(48),
    summary: word(20),
  },
  { noNullPrototype: true },
)
const statement: fc.Arbitrary<ZenginStatement> = fc.record({
  ...{ bankCode: fc.constant('0017'), bankName: word(15), branchCode: fc.constant('256') },
  ...{ branchName: word(15), kind: fc.constantFrom('1' as const, '2' as const) },
  ...{ number: fc.constant('9000001'), holder: word(40) },
  ...{ createdOn: fc.constant(today), from: fc.constant('2026-10-01'), until: fc.constant('2026-10-31') },
  opening: fc.integer({ min: -50_000_000, max: 1_000_000_000 }),
  entries: fc.array(entry, { maxLength: 12 }),
})

function read(bytes: Uint8Array): Statement {
  const parsed = parseZengin(bytes, today)
  if (Array.isArray(parsed)) throw new Error(JSON.stringify(parsed))
  return parsed
}

test('what is written is read, with line ends or without', () => {
  fc.assert(
    fc.property(statement, fc.boolean(), (written, crlf) => {
      const { lines, opening, closing, from, until, account } = read(writeZengin(written, { crlf }))
      const told = lines.map(({ number: _number, serial: _serial, identity: _identity, ...rest }) => rest)
      assert.deepEqual(told, written.entries)
      assert.deepEqual([opening, from, until], [written.opening, written.from, written.until])
      assert.equal(account, `0017-256-${written.kind}-0009000001`)
      const moved = written.entries.reduce((sum, e) => sum + (e.direction === 'in' ? e.amount : -e.amount), 0)
      assert.equal(closing, opening + moved)
    }),
    { numRuns: 200 },
  )
})

const sums = ({ lines, opening, closing }: Statement) => ({
  opening,
  closing,
  moves: lines.map(({ direction, amount }) => [direction, amount]),
})

test('every single damaged byte is refused or found, and never changes any money', () => {
  const byte = fc.integer({ min: 0, max: 255 })
  fc.assert(
    fc.property(statement, fc.boolean(), fc.nat(), byte, (written, crlf, place, value) => {
      const file = writeZengin(written, { crlf })
      const at = place % file.length
      fc.pre(file[at] !== value)
      const damaged = Buffer.from(file)
      damaged[at] = value
      const parsed = parseZengin(damaged, today)
      if (Array.isArray(parsed)) return
      assert.deepEqual(sums(parsed), sums(read(file)))
      assert.notDeepEqual(parsed, read(file), `a changed byte at ${at} was not seen`)
    }),
    { numRuns: 5000 },
  )
})

const good: ZenginStatement = {
  ...{ bankCode: '0017', bankName: 'ｻｲﾀﾏﾘｿﾅ', branchCode: '256', branchName: 'ｳﾗﾜ', kind: '1' },
  ...{ number: '9000001', holder: 'ｶ)ｻｲﾀﾏｴﾆｼ', createdOn: today, from: '2026-11-01', until: '2026-11-21' },
  opening: 1000,
  entries: [
    { on: '2026-11-02', direction: 'in', amount: 4950, payer: 'ｶ)ﾊﾞﾝｸﾍﾟｲｼﾕｳﾉｳ', summary: 'ﾌﾘｺﾐ' },
    { on: '2026-11-03', direction: 'out', amount: 110, payer: '', summary: 'ﾃｽｳﾘﾖｳ' },
  ],
}
const file = (crlf = true) => writeZengin(good, { crlf })
const replaced = (from: string, to: string) =>
  Buffer.from(file().toString('latin1').replace(from, to), 'latin1')
const withoutRecord = (record: number) =>
  Buffer.concat([file().subarray(0, record * 202), file().subarray((record + 1) * 202)])

for (const [what, bytes, line, column, code] of [
  ['nothing at all', Buffer.alloc(0), 1, 1, 'empty'],
  ['half a record', file().subarray(0, 404 + 60), 3, 61, 'length'],
  [
    'a line feed alone',
    Buffer.from(file().toString('latin1').replaceAll('\r\n', '\n'), 'latin1'),
    1,
    201,
    'line_end',
  ],
  ['a byte order mark', Buffer.concat([Buffer.from('\ufeff'), file()]), 1, 1, 'byte'],
  [
    'full-width letters',
    Buffer.concat([file().subarray(0, 30), Buffer.from([0x83, 0x41]), file().subarray(32)]),
    1,
    31,
    'byte',
  ],
  ['another kind of file', replaced('103', '121'), 1, 2, 'field'],
  ['a day that is none', replaced('081102', '081332'), 2, 10, 'date'],
  ['a day outside of the statement', replaced('081102081102', '081022081102'), 2, 10, 'date'],
  ['a missing line', withoutRecord(1), 3, 2, 'count_differs'],
  ['no header', withoutRecord(0), 1, 1, 'record_kind'],
  ['no trailer', withoutRecord(3), 3, 1, 'record_kind'],
  ['no end', withoutRecord(4), 3, 1, 'record_kind'],
  ['one yen less', replaced('000000004950', '000000004949'), 4, 8, 'total_differs'],
  ['a wrong balance before', replaced('00000000001000', '00000000001001'), 4, 40, 'balance_differs'],
] as const) {
  test(`${what} is refused at line ${line}, column ${column}`, () => {
    const parsed = parseZengin(bytes, today)
    assert.ok(Array.isArray(parsed), 'it was read')
    assert.deepEqual(parsed[0], { line, column, code })
  })
}

test('years of either kind are understood, and the same movement is known again in another file', () => {
  const common = Buffer.from(file(false).toString('latin1').replaceAll('0811', '2611'), 'latin1')
  assert.deepEqual(
    read(common).lines.map(({ on }) => on),
    ['2026-11-02', '2026-11-03'],
  )
  const later = writeZengin({ ...good, opening: 5950, entries: good.entries.slice(1) }, { crlf: false })
  assert.deepEqual(read(later).lines[0]?.identity, read(file()).lines[1]?.identity)
})
