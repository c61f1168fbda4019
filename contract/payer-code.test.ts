import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assert as check, base64String, property, string, uint8Array } from 'fast-check'
import { encodePayerCode, encodePayerDigits, readPayerText, readTlv } from './payer-code.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const token = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex')

test('the example of EMVCo CPM is read field by field, and is not ours', () => {
  const text =
    'hQVDUFYwMWETTwegAAAAVVVVUAhQcm9kdWN0MWETTwegAAAAZmZmUAhQcm9kdWN0MmJJWggSNFZ4kBI0WF8gDkNBUkRIT0xERVIvRU1W' +
    'Xy0IcnVlc2RlZW5kIZ8QBwYBCgMAAACfJghYT9OF+iNLzJ82AgABnzcEbVjvEw=='
  const fields = readTlv(Buffer.from(text, 'base64')) ?? []
  assert.deepEqual(
    fields.map(({ tag }) => tag),
    ['85', '61', '61', '62'],
  )
  assert.equal(hex(readTlv(fields[1]!.value)![0]!.value), 'a0000000555555')
  const common = readTlv(fields[3]!.value) ?? []
  assert.deepEqual(
    common.map(({ tag }) => tag),
    ['5a', '5f20', '5f2d', '64'],
  )
  assert.equal(Buffer.from(common[1]!.value).toString(), 'CARDHOLDER/EMV')
  assert.deepEqual(readPayerText(text), { kind: 'foreign' })
})

test('a code of JPQR (CPM) is read field by field, and is not ours', () => {
  // Format JPQR1; then the operator's code (4F) and the payment's id (57) in one application template.
  const application = `4f08${hex(Buffer.from('12345678'))}5710${hex(token)}`
  const text = Buffer.from(`85054a50515231611c${application}`, 'hex').toString('base64')
  assert.ok(text.startsWith('hQVKUFFSMWEc'), 'as the published example begins')
  const fields = readTlv(Buffer.from(text, 'base64')) ?? []
  assert.equal(Buffer.from(fields[0]!.value).toString(), 'JPQR1')
  assert.deepEqual(
    readTlv(fields[1]!.value)?.map(({ tag, value }) => [tag, hex(value)]),
    [
      ['4f', hex(Buffer.from('12345678'))],
      ['57', hex(token)],
    ],
  )
  assert.deepEqual(readPayerText(text), { kind: 'foreign' })
})

test('our code is what the standard prescribes, byte by byte', () => {
  const text = encodePayerCode(token)
  const bytes = hex(Buffer.from(text, 'base64'))
  assert.equal(bytes, `85054350563031611d4f07f0454e495348496312c110${hex(token)}`)
  assert.deepEqual(readPayerText(text), { kind: 'token', token: new Uint8Array(token) })
  assert.throws(() => encodePayerCode(token.subarray(1)), RangeError)
})

test('the digits carry a check digit by which a misread one is known', () => {
  // The published example of the algorithm: 7992739871 has the check digit 3.
  const digits = encodePayerDigits('0000', '000007992739871')
  assert.equal(digits, '00000000079927398713')
  assert.deepEqual(readPayerText('0000 0000 0799 2739 8713'), { kind: 'digits', digits })
  assert.deepEqual(readPayerText('００００００００-０７９９２７３９８７１３'), { kind: 'digits', digits })
  assert.deepEqual(readPayerText('00000000079927398723'), { kind: 'damaged' })
  assert.throws(() => encodePayerDigits('0000', '1'), RangeError)
})

const strangers: [what: string, text: string][] = [
  ['the bars of a milk carton', '4902705116535'],
  ['a web address', 'https://qr.paypay.ne.jp/abc'],
  ['a network address', 'WIFI:S:cafe;T:WPA;P:secret;;'],
  ['a script', 'javascript:alert(1)'],
  ['a store code', '00020101021127260014jp.enishi.coin0206130107'],
  ['nothing', ''],
  ['ten thousand letters', 'A'.repeat(10_000)],
  ['another format', Buffer.from('85054350563032', 'hex').toString('base64')],
]
for (const [what, text] of strangers) {
  test(`${what} is foreign`, () => assert.deepEqual(readPayerText(text), { kind: 'foreign' }))
}

test('a code that was cut off is damaged, wherever it was cut', () => {
  const text = encodePayerCode(token)
  for (let length = 11; length < text.length - 1; length++) {
    assert.equal(readPayerText(text.slice(0, length)).kind === 'token', false)
  }
})

test('no text makes the reader throw, and what was written is read again', () => {
  check(property(string(), (text) => readPayerText(text).kind.length > 0))
  check(property(base64String(), (text) => readPayerText(`hQVDUFYwMWE${text}`).kind.length > 0))
  const tokens = uint8Array({ minLength: 16, maxLength: 16 })
  check(
    property(tokens, (bytes) => {
      const read = readPayerText(encodePayerCode(bytes))
      return read.kind === 'token' && hex(read.token) === hex(bytes)
    }),
  )
})
