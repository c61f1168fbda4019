import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { describe, test } from 'node:test'
import { decodeStoreCode, encodeStoreCode, type StoreCode } from '#contract/payment-code.ts'
import { isGenuine, signStoreCode } from './store-code.ts'

const bakery: StoreCode = {
  storeNumber: '100234',
  nameLatin: 'SAKURA BAKERY',
  nameJa: 'さくらベーカリー',
  cityLatin: 'SAITAMA',
  mcc: '5462',
}
const thisYear = { keyId: '2026', key: new Uint8Array(32).fill(1) }
const nextYear = { keyId: '2027', key: new Uint8Array(32).fill(2) }
const signed = signStoreCode(bakery, thisYear)

describe('the mac of a store code', () => {
  test('is HMAC-SHA-256 over store number, amount and reference, cut to 16 bytes', () => {
    const whole = createHmac('sha256', thisYear.key).update('27280014jp.enishi.coin0206100234').digest()
    assert.deepEqual(signed.mac, { keyId: '2026', value: whole.subarray(0, 16).toString('base64url') })
  })

  test('is still genuine after printing and scanning, and after a newer key has come', () => {
    const scanned = decodeStoreCode(encodeStoreCode(signed))
    assert.ok(scanned.ok && scanned.code.storeNumber !== undefined)
    assert.ok(isGenuine(scanned.code, [nextYear, thisYear]))
  })

  test('does not depend on the names, which the app never shows', () => {
    assert.ok(isGenuine({ ...signed, nameJa: '桜ベーカリー', mcc: '5812' }, [thisYear]))
  })

  const forged: [what: string, code: StoreCode][] = [
    ['no mac at all', bakery],
    ['another store number', { ...signed, storeNumber: '100235' }],
    ['an amount added', { ...signed, amount: 100 }],
    ['a reference added', { ...signed, reference: 'A' }],
    ['a key nobody knows', { ...signed, mac: { ...signed.mac!, keyId: '2025' } }],
    ['the name of another key', { ...signed, mac: { ...signed.mac!, keyId: '2027' } }],
    ['a shorter mac', { ...signed, mac: { keyId: '2026', value: signed.mac!.value.slice(0, -1) } }],
    ['an empty mac', { ...signed, mac: { keyId: '2026', value: '' } }],
    ['a mac with characters outside ASCII', { ...signed, mac: { keyId: '2026', value: 'あ'.repeat(22) } }],
  ]
  for (const [what, code] of forged) {
    test(`is not genuine with ${what}`, () => assert.equal(isGenuine(code, [thisYear, nextYear]), false))
  }

  test('has one spelling: a text that decodes to the same bytes is not genuine', () => {
    const value = signed.mac!.value
    const twin = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_']
      .map((last) => value.slice(0, -1) + last)
      .find(
        (text) => text !== value && Buffer.from(text, 'base64url').equals(Buffer.from(value, 'base64url')),
      )
    assert.ok(twin)
    assert.equal(isGenuine({ ...signed, mac: { keyId: '2026', value: twin } }, [thisYear]), false)
  })

  test('is not made or checked with a short key', () => {
    const short = { keyId: '2026', key: new Uint8Array(31) }
    assert.throws(() => signStoreCode(bakery, short), RangeError)
    assert.throws(() => isGenuine(signed, [short]), RangeError)
  })
})
