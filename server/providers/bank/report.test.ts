// The gateway's settlement file, as it comes and as it must not come.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseSettlementFile } from './report.ts'

const of = { merchantCcid: 'A100cc', day: '2026-11-21' }
const good = [
  'H,1,A100cc,20261121,20261122030000',
  'D,0199-a,CAPTURE,10000,20261121093000,ref-1,100',
  'D,0199-b,CAPTURE,4000,20261121235959,ref-2,40',
  'D,0199-a,REFUND,10000,20261121120000,ref-1-R,0',
  'T,3,14000,10000,140',
  '',
].join('\r\n')

const more = 'D,0199-c,CAPTURE,1,20261121093000,ref-9,0'
const parse = (text: string | Buffer) =>
  parseSettlementFile(typeof text === 'string' ? Buffer.from(text, 'latin1') : text, of)

test('every row is told in our words, in Japan’s time', () => {
  const { lines, faults } = parse(good)
  assert.deepEqual(faults, [])
  assert.deepEqual(lines[0], {
    ...{ number: 2, orderId: '0199-a', kind: 'charge', amount: 10_000, fee: 100, providerRef: 'ref-1' },
    at: new Date('2026-11-21T00:30:00Z'),
  })
  assert.deepEqual(
    lines.map(({ kind, amount }) => [kind, amount]),
    [
      ['charge', 10_000],
      ['charge', 4000],
      ['return', 10_000],
    ],
  )
})

test('a day without anything is a header and a trailer', () => {
  assert.deepEqual(parse('H,1,A100cc,20261121,20261122030000\r\nT,0,0,0,0\r\n'), { lines: [], faults: [] })
})

for (const [what, file, line, column, code] of [
  ['nothing', '', 1, 1, 'empty'],
  ['ABU-O08 a byte order mark', Buffer.from(`\ufeff${good}`), 1, 1, 'byte_order_mark'],
  ['ABU-O08 UTF-16', Buffer.from(`\ufeff${good}`, 'utf16le'), 1, 1, 'byte_order_mark'],
  ['ABU-O08 Shift_JIS', good.replace('ref-2', '\u0083\u0052'), 3, 38, 'encoding'],
  ['line feeds alone', good.replaceAll('\r\n', '\n'), 1, 35, 'line_end'],
  ['half a last line', good.slice(0, -4), 5, 1, 'line_end'],
  ['no trailer', good.replace(/T,.*\r\n/, ''), 4, 1, 'trailer_missing'],
  ['another merchant', good.replace('A100cc', 'A200cc'), 1, 1, 'header'],
  ['another day', good.replace(',20261121,2026', ',20261120,2026'), 1, 4, 'wrong_day'],
  ['an amount with a point', good.replace('4000,', '4000.0,'), 3, 4, 'field'],
  ['a negative amount', good.replace('4000,', '-4000,'), 3, 4, 'field'],
  ['a formula for an order', good.replace('0199-b', '=1+1'), 3, 2, 'field'],
  ['an unknown movement', good.replace('REFUND', 'CHARGEBACK'), 4, 3, 'field'],
  ['a time that is none', good.replace('20261121235959', '20261321235959'), 3, 5, 'field'],
  ['ABU-O08 a line more', good.replace('T,3', `${more}\r\nT,3`), 6, 2, 'count_differs'],
  ['ABU-O08 one yen less', good.replace('4000,', '3999,'), 5, 3, 'total_differs'],
  ['another fee', good.replace(',40\r', ',41\r'), 5, 5, 'total_differs'],
] as const) {
  test(`${what} is refused at line ${line}, column ${column}: ${code}`, () =>
    assert.deepEqual(parse(file), { lines: [], faults: [{ line, column, code }] }))
}
