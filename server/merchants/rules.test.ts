import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeStoreCode, encodeStoreCode } from '#contract/payment-code.ts'
import { readStoreText, storeCodeOf } from './rules.ts'
import { isGenuine, signStoreCode } from './store-code.ts'

const key = { keyId: '2026', key: new Uint8Array(32).fill(1) }
const genuine = (code: Parameters<typeof isGenuine>[0]) => isGenuine(code, [key])
const unsigned = storeCodeOf({ number: '130107', name: 'さくらベーカリー 大宮店' })
const printed = encodeStoreCode(signStoreCode(unsigned, key))
const jpqrOnly = encodeStoreCode({
  ...unsigned,
  jpqr: { level1: '1234567890123', level2: '0001', level3: '000001', level4: '000001' },
})

const foreign = (scheme: string | null) => ({ refused: 'code_foreign', facts: { scheme } })
const damaged = { refused: 'code_damaged', facts: {} }

test('a scanned or typed text means one store, or is refused by what is wrong with it', () => {
  const cases: [what: string, text: string, read: unknown][] = [
    ['the printed code', printed, { number: '130107' }],
    ['a typed number', '130107', { number: '130107' }],
    ['a typed number in full width', '１３０-１０７', { number: '130107' }],
    ['a code that nobody signed', encodeStoreCode(unsigned), damaged],
    [
      'a code that somebody else signed',
      encodeStoreCode(signStoreCode(unsigned, { ...key, key: key.key.map(() => 9) })),
      damaged,
    ],
    ['a code cut off', printed.slice(0, -9), damaged],
    ['a code misread', printed.replace('130107', '130108'), damaged],
    ['a code of another scheme', 'https://qr.paypay.ne.jp/abc', foreign('PayPay')],
    ['a bar code', '4901234567894', foreign(null)],
    ['nothing', '', foreign(null)],
  ]
  for (const [what, text, read] of cases) assert.deepEqual(readStoreText(text, genuine), read, what)
  assert.deepEqual(readStoreText(jpqrOnly, genuine), damaged, 'a national code with our unsigned template')
})

test('a store code can be made for any name', () => {
  const names = ['さくらベーカリー', 'あ'.repeat(60), '\u200d\u202e', '', '𠮷野家'.repeat(12)]
  for (const name of names) {
    const text = encodeStoreCode(signStoreCode(storeCodeOf({ number: '130107', name }), key))
    assert.ok(decodeStoreCode(text).ok, name)
  }
})
