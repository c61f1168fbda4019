import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import {
  crc16,
  decodeStoreCode,
  encodeStoreCode,
  macInput,
  parseStoreNumber,
  type StoreCode,
} from './payment-code.ts'

const bakery: StoreCode = {
  storeNumber: '100234',
  nameLatin: 'SAKURA BAKERY',
  nameJa: 'さくらベーカリー 大宮店',
  cityLatin: 'SAITAMA',
  mcc: '5462',
}
const bakeryRequest: StoreCode = {
  ...bakery,
  amount: 1280,
  reference: 'AZm2v0wPdK6xQ3o9pJrT5A',
  mac: { keyId: '2026', value: 'Zx3vQ0d9cW1hUe7Rk5_-Tw' },
  jpqr: { level1: '0000000000001', level2: '0001', level3: '000001', level4: '000001' },
}

/** The text with a checksum that holds: what somebody makes who follows the standard but not our rules. */
function seal(fields: string): string {
  return `${fields}6304${crc16(`${fields}6304`)}`
}

const fieldsOf = (text: string) => text.slice(0, -8)
const reasonOf = (text: string) => {
  const decoded = decodeStoreCode(text)
  return decoded.ok ? 'ok' : decoded.reason
}

const signedParts = ({ storeNumber, amount, reference }: StoreCode) =>
  JSON.stringify([storeNumber, amount, reference])

const printable = (max: number) => fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: max })
const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length })
const keyLetters = fc.constantFrom(...'ABCXYZabcxyz0189-_')
const japanese = fc.constantFrom(...'さくらベーカリー大宮氷川参道葛\u{e0100}𠮷髙﨑～・ ＡaZ9ｶﾅ🍞')

const anyStoreCode: fc.Arbitrary<StoreCode> = fc.record(
  {
    storeNumber: digits(6),
    nameLatin: printable(25),
    nameJa: fc.array(japanese, { minLength: 1, maxLength: 25 }).map((letters) => letters.join('')),
    cityLatin: printable(15),
    mcc: digits(4),
    amount: fc.integer({ min: 1, max: 9_999_999_999_999 }),
    reference: printable(25),
    mac: fc.record(
      {
        keyId: fc.string({ unit: keyLetters, minLength: 1, maxLength: 16 }),
        value: fc.string({ unit: keyLetters, minLength: 22, maxLength: 22 }),
      },
      { noNullPrototype: true },
    ),
    jpqr: fc.record(
      { level1: digits(13), level2: digits(4), level3: digits(6), level4: digits(6) },
      { noNullPrototype: true },
    ),
  },
  { requiredKeys: ['storeNumber', 'nameLatin', 'nameJa', 'cityLatin', 'mcc'], noNullPrototype: true },
)

describe('the published examples', () => {
  test('CRC-16/CCITT-FALSE gives its catalogued check value', () => {
    assert.equal(crc16('123456789'), '29B1')
  })

  test('a JPQR code of another network is read, with its national store number', () => {
    const text =
      '0002016003xxx01021129300012D156000000000510A93FO3230Q31280012D15600000001030812345678' +
      '26680019jp.or.paymentsjapan01130000000000001020400010306000001040600000153033925903xxx' +
      '64180002JA0108メルペイ カフェ520441115802JP610710661436304DEE9'
    assert.deepEqual(decodeStoreCode(text), {
      ok: true,
      code: {
        jpqr: { level1: '0000000000001', level2: '0001', level3: '000001', level4: '000001' },
        nameLatin: 'xxx',
        nameJa: 'メルペイ カフェ',
      },
    })
  })

  test('a JPQR code whose checksum does not hold is damaged', () => {
    const text =
      '00020164210002JA0111JPQRMPM本舗食堂53033925903xxx6003xxx610710600325802JP010211' +
      '26680019jp.or.paymentsjapan0113000000000000102040001030600000104060000015204412163046D60'
    assert.equal(reasonOf(text), 'damaged')
  })
})

describe('writing and reading', () => {
  test('a printed code reads as the standard lays it out', () => {
    assert.equal(
      encodeStoreCode({ ...bakery, nameJa: 'さくらベーカリー' }),
      '00020101021127280014jp.enishi.coin02061002345204546253033925802JP' +
        '5913SAKURA BAKERY6007SAITAMA64180002JA0108さくらベーカリー630462F4',
    )
  })

  test('every code that can be written reads back as it was', () => {
    fc.assert(
      fc.property(anyStoreCode, (code) => {
        assert.deepEqual(decodeStoreCode(encodeStoreCode(code)), { ok: true, code })
      }),
    )
  })

  test('the longest code stays under the 512 bytes of the standard', () => {
    const longest = {
      ...bakeryRequest,
      nameLatin: 'N'.repeat(25),
      nameJa: '𠮷'.repeat(25),
      cityLatin: 'C'.repeat(15),
      amount: 9_999_999_999_999,
      reference: 'R'.repeat(25),
      mac: { keyId: 'K'.repeat(16), value: 'M'.repeat(22) },
    }
    assert.ok(new TextEncoder().encode(encodeStoreCode(longest)).length <= 512)
  })

  const improper: [part: string, code: StoreCode][] = [
    ['storeNumber', { ...bakery, storeNumber: '12345' }],
    ['storeNumber', { ...bakery, storeNumber: '１２３４５６' }],
    ['nameLatin', { ...bakery, nameLatin: 'N'.repeat(26) }],
    ['nameLatin', { ...bakery, nameLatin: 'さくら' }],
    ['nameLatin', { ...bakery, nameLatin: '' }],
    ['nameJa', { ...bakery, nameJa: 'あ'.repeat(26) }],
    ['nameJa', { ...bakery, nameJa: 'さくら\u202eーリカーベ' }],
    ['nameJa', { ...bakery, nameJa: 'さくら\ud83c' }],
    ['cityLatin', { ...bakery, cityLatin: 'C'.repeat(16) }],
    ['mcc', { ...bakery, mcc: '546' }],
    ['amount', { ...bakery, amount: 0 }],
    ['amount', { ...bakery, amount: 10.5 }],
    ['amount', { ...bakery, amount: Number.NaN }],
    ['amount', { ...bakery, amount: 10_000_000_000_000 }],
    ['reference', { ...bakery, reference: '0199b6bf-4c0f-74ae-b142-7a3da49ad3e4' }],
    ['mac', { ...bakery, mac: { keyId: '', value: 'M'.repeat(22) } }],
    ['mac', { ...bakery, mac: { keyId: '2026', value: 'M'.repeat(21) } }],
    ['jpqr', { ...bakery, jpqr: { level1: '1', level2: '0001', level3: '000001', level4: '000001' } }],
  ]
  for (const [part, code] of improper) {
    test(`${part} ${JSON.stringify(code[part as keyof StoreCode])} is not written`, () => {
      assert.throws(() => encodeStoreCode(code), new RangeError(`A store code cannot carry this ${part}`))
    })
  }
})

describe('damage', () => {
  const letters = [...encodeStoreCode(bakeryRequest)]
  const change = (at: number, letter: string) => letters.with(at, letter).join('')

  // The checksum finds every change that spans at most 16 bits, so these two hold without exception.
  test('every change of one ASCII character to another is found', () => {
    const ascii = Array.from({ length: 95 }, (_, index) => String.fromCharCode(0x20 + index))
    for (const [at, letter] of letters.entries()) {
      if (letter > '~') continue
      for (const other of ascii) if (other !== letter) assert.equal(reasonOf(change(at, other)), 'damaged')
    }
  })

  test('every change of one kana to another is found', () => {
    const kana = Array.from({ length: 0xc0 }, (_, index) => String.fromCharCode(0x3040 + index))
    for (const [at, letter] of letters.entries()) {
      if (!kana.includes(letter)) continue
      for (const other of kana) if (other !== letter) assert.equal(reasonOf(change(at, other)), 'damaged')
    }
  })

  // Of longer changes a 16-bit checksum lets one in 65,536 pass; the seed keeps this run the same every time.
  test('a character changed to anything, lost or added is found', () => {
    fc.assert(
      fc.property(
        anyStoreCode,
        fc.nat(),
        fc.string({ unit: 'binary', maxLength: 1 }),
        fc.boolean(),
        (code, position, letter, replaces) => {
          const original = [...encodeStoreCode(code)]
          const mutated = original.toSpliced(position % original.length, replaces ? 1 : 0, letter).join('')
          fc.pre(mutated !== original.join(''))
          assert.notEqual(reasonOf(mutated), 'ok')
        },
      ),
      { seed: 20_260_401, numRuns: 2000 },
    )
  })

  test('a code cut off anywhere is not accepted', () => {
    for (const at of letters.keys()) assert.notEqual(reasonOf(letters.slice(0, at).join('')), 'ok')
  })

  test('a lone surrogate does not pass for the replacement character that its bytes would give', () => {
    const replaced = encodeStoreCode({ ...bakery, nameJa: 'さくら\ufffd' })
    assert.equal(reasonOf(replaced), 'ok')
    assert.equal(reasonOf(replaced.replace('\ufffd', '\ud83c')), 'unreadable')
  })

  test('any text whatever gets an answer', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 600 }),
      fc.array(fc.nat(0xffff)).map((units) => String.fromCharCode(...units)),
      fc.string({ unit: 'binary-ascii' }).map((fields) => seal(`000201${fields}`)),
      fc.array(fc.tuple(digits(2), printable(30))).map((fields) => {
        const written = fields.map(([tag, value]) => `${tag}${String(value.length).padStart(2, '0')}${value}`)
        return seal(`000201${written.join('')}`)
      }),
      fc.webUrl(),
    )
    fc.assert(
      fc.property(texts, (text) => {
        const decoded = decodeStoreCode(text)
        assert.ok(decoded.ok || ['foreign', 'damaged', 'unreadable'].includes(decoded.reason))
      }),
      { numRuns: 2000 },
    )
  })
})

describe('codes that follow the standard but not our rules', () => {
  const printed = fieldsOf(encodeStoreCode(bakery))
  const requested = fieldsOf(encodeStoreCode(bakeryRequest))

  const cases: [what: string, fields: string, answer: string][] = [
    ['unknown fields are passed over', `${printed}610733080359906ABCDEF`, 'ok'],
    ['another network beside us', `${printed}28160012othernetwork`, 'ok'],
    ['fields in another order', printed.replace('5802JP', '').concat('5802JP'), 'ok'],
    ['an amount added to a printed code', `${printed}5403100`, 'unreadable'],
    ['a reference added to a printed code', `${printed}62050501A`, 'unreadable'],
    ['a code for one request without amount or reference', printed.replace('010211', '010212'), 'unreadable'],
    ['an amount with decimals', requested.replace('54041280', '5407100.00'), 'unreadable'],
    ['an amount with a leading zero', requested.replace('54041280', '540501280'), 'unreadable'],
    ['two amounts', `${requested}5403100`, 'unreadable'],
    ['another currency', printed.replace('5303392', '5303840'), 'unreadable'],
    ['another country', printed.replace('5802JP', '5802US'), 'unreadable'],
    [
      'a store number of five digits',
      printed.replace('2728', '2727').replace('0206100234', '020510023'),
      'unreadable',
    ],
    ['a later version of the standard', printed.replace('000201', '000202'), 'unreadable'],
    ['the version not in first place', `${printed.slice(6)}000201`, 'unreadable'],
    ['a length that overruns the text', printed.replace('6007', '6099'), 'unreadable'],
    ['only another network', printed.replace('jp.enishi.coin', 'jp.another.one'), 'foreign'],
  ]
  for (const [what, fields, answer] of cases) {
    test(`${what}: ${answer}`, () => assert.equal(reasonOf(seal(fields)), answer))
  }

  test("another network's template 80 is no mac of ours", () => {
    const decoded = decodeStoreCode(seal(`${printed}80140010net.other1`))
    assert.deepEqual(decoded, { ok: true, code: bakery })
  })

  test('a code of more than 512 bytes is unreadable', () => {
    const long = [81, 82, 83, 84, 85].map((tag) => `${tag}99${'x'.repeat(99)}`)
    assert.equal(reasonOf(seal(printed + long[0])), 'ok')
    assert.equal(reasonOf(seal(printed + long.join(''))), 'unreadable')
  })
})

describe('what is not ours is named when it is known', () => {
  const cases: [text: string, scheme: string | undefined][] = [
    ['https://qr.paypay.ne.jp/28180104xyzABC', 'PayPay'],
    ['HTTPS://QR.PAYPAY.NE.JP/28180104XYZABC', 'PayPay'],
    ['paypay://pay', 'PayPay'],
    ['https://service.smt.docomo.ne.jp/keitai_payment/', 'd払い'],
    ['https://pay.line.me/jp/qr/abc', 'LINE Pay'],
    ['https://line.me/ti/p/abc', 'LINE'],
    ['https://aupay.wallet.auone.jp/qr/1', 'au PAY'],
    ['https://pay.rakuten.co.jp/qr/1', '楽天ペイ'],
    ['WIFI:T:WPA;S:cafe;P:secret;;', 'Wi-Fi'],
    ['https://qr.paypay.ne.jp@evil.example/', 'ウェブサイト'],
    ['https://notpaypay.ne.jp/', 'ウェブサイト'],
    ['https://www.city.saitama.lg.jp/index.html?6304ABCD', 'ウェブサイト'],
    ['javascript:alert(1)', undefined],
    ['data:text/html,hello', undefined],
    ['http://', undefined],
  ]
  for (const [text, scheme] of cases) {
    test(`${text}: ${scheme ?? 'no name'}`, () => {
      assert.deepEqual(decodeStoreCode(text), { ok: false, reason: 'foreign', ...(scheme && { scheme }) })
    })
  }

  for (const text of ['', ' ', '4901234567894', '100234', 'こんにちは']) {
    test(`"${text}" is unreadable`, () => assert.equal(reasonOf(text), 'unreadable'))
  }
})

describe('what the mac is computed over', () => {
  test('store number, amount and reference, each with its tag', () => {
    assert.equal(macInput(bakery), '27280014jp.enishi.coin0206100234')
    assert.equal(
      macInput(bakeryRequest),
      '27280014jp.enishi.coin02061002345404128062260522AZm2v0wPdK6xQ3o9pJrT5A',
    )
  })

  test('codes share the text exactly when they share all three', () => {
    fc.assert(
      fc.property(anyStoreCode, anyStoreCode, (one, other) => {
        assert.equal(macInput(one), macInput({ ...one, nameJa: other.nameJa, mcc: other.mcc }))
        assert.equal(macInput(one) === macInput(other), signedParts(one) === signedParts(other))
      }),
    )
  })
})

describe('a store number typed by hand', () => {
  const cases: [text: string, number: string | undefined][] = [
    ['123456', '123456'],
    ['１２３４５６', '123456'],
    [' 123 456 ', '123456'],
    ['１２３　４５６', '123456'],
    ['123-456', '123456'],
    ['12－34‐56', '123456'],
    ['123ー456', '123456'],
    ['123−456', '123456'],
    ['000001', '000001'],
    ['12345', undefined],
    ['1234567', undefined],
    ['12345a', undefined],
    ['١٢٣٤٥٦', undefined],
    ['', undefined],
  ]
  for (const [text, number] of cases) {
    test(`"${text}" is ${number ?? 'none'}`, () => assert.equal(parseStoreNumber(text), number))
  }
})
