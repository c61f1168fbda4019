// The network's settlement file, as it comes and as it must not come.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseAtmSettlement } from './report.ts'

const of = { companyCode: '4649', day: '2026-11-21' }
const good = [
  'H,1,4649,20261121',
  'D,DEPOSIT,00110001,20261121,000002,link-a,10000,110,20261121093000',
  'D,DEPOSIT,00110002,20261121,000009,link-b,4000,110,20261121235959',
  'D,REVERSAL,00110001,20261121,000002,link-a,10000,0,20261121093100',
  'S,00110001,2,10000,10000,110',
  'S,00110002,1,4000,0,110',
  'T,3,14000,10000,220',
  '',
].join('\r\n')
const parse = (text: string | Buffer) =>
  parseAtmSettlement(typeof text === 'string' ? Buffer.from(text, 'latin1') : text, of)

test('every row is told in our words: the link is the order, and the machine’s own name the reference', () => {
  const { lines, faults } = parse(good)
  assert.deepEqual(faults, [])
  assert.deepEqual(lines[0], {
    ...{ number: 2, orderId: 'link-a', kind: 'charge', amount: 10_000, fee: 110 },
    providerRef: '00110001/2026-11-21/000002',
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
  assert.deepEqual(parse('H,1,4649,20261121\r\nT,0,0,0,0\r\n'), { lines: [], faults: [] })
})

for (const [what, file, line, column, code] of [
  ['nothing', '', 1, 1, 'empty'],
  ['a header alone', 'H,1,4649,20261121\r\n', 1, 1, 'empty'],
  ['ABU-O08 a byte order mark', Buffer.from(`\ufeff${good}`), 1, 1, 'byte_order_mark'],
  ['line feeds alone', good.replaceAll('\r\n', '\n'), 1, 18, 'line_end'],
  ['no trailer', good.replace(/\r\nT,.*/, ''), 6, 1, 'trailer_missing'],
  ['another company', good.replace('4649', '4650'), 1, 1, 'header'],
  ['another day', good.replace('4649,20261121', '4649,20261120'), 1, 4, 'wrong_day'],
  ['an unknown movement', good.replace('REVERSAL', 'CORRECTION'), 4, 2, 'field'],
  ['a formula for a link', good.replace('link-b', '=1+1'), 3, 6, 'field'],
  ['a negative amount', good.replace(',4000,110', ',-4000,110'), 3, 7, 'field'],
  ['a time that is none', good.replace('20261121235959', '20261321235959'), 3, 9, 'field'],
  ['ABU-O08 one yen less', good.replace('link-b,4000', 'link-b,3999'), 6, 4, 'total_differs'],
  ['another total of the day', good.replace('T,3,14000', 'T,3,14001'), 7, 3, 'total_differs'],
  ['ABU-O08 a row less', good.replace(/D,REVERSAL.*\r\n/, ''), 4, 3, 'count_differs'],
  ['a terminal without its sums', good.replace(/S,00110002.*\r\n/, ''), 6, 1, 'trailer_missing'],
  [
    'sums of a terminal twice',
    good.replace('S,00110002,1,4000,0,110', 'S,00110001,2,10000,10000,110'),
    6,
    2,
    'field',
  ],
] as const) {
  test(`${what} is refused at line ${line}, column ${column}: ${code}`, () =>
    assert.deepEqual(parse(file), { lines: [], faults: [{ line, column, code }] }))
}
