import { createHmac, timingSafeEqual } from 'node:crypto'
import { macInput, type StoreCode } from '#contract/payment-code.ts'

/** A secret of the town, used for store codes and nothing else. Printed codes live long: keep old keys. */
export interface StoreCodeKey {
  keyId: string
  /** At least 32 random bytes. */
  key: Uint8Array
}

/**
 * The same code with the town's mac, which a stranger who prints stickers cannot make.
 * Throws a RangeError for a key under 32 bytes.
 */
export function signStoreCode(code: StoreCode, key: StoreCodeKey): StoreCode {
  return { ...code, mac: { keyId: key.keyId, value: macOf(code, key) } }
}

/**
 * Whether one of these keys signed this store, amount and reference.
 * It cannot tell a code from its photocopy: the person still compares the store's name on the screen.
 * Throws a RangeError for a key under 32 bytes.
 */
export function isGenuine(code: StoreCode, keys: readonly StoreCodeKey[]): boolean {
  const key = keys.find(({ keyId }) => keyId === code.mac?.keyId)
  if (!code.mac || !key) return false

  // Compared as text: several base64url texts decode to the same bytes, and only one of them was printed.
  const expected = Buffer.from(macOf(code, key))
  const given = Buffer.from(code.mac.value)
  return expected.length === given.length && timingSafeEqual(expected, given)
}

/** HMAC-SHA-256, cut to 128 bits (RFC 2104 section 5) so that it fits a template of 99 characters. */
function macOf(code: StoreCode, { keyId, key }: StoreCodeKey): string {
  if (key.length < 32) throw new RangeError(`The store code key ${keyId} is shorter than 32 bytes`)
  return createHmac('sha256', key).update(macInput(code)).digest().subarray(0, 16).toString('base64url')
}
