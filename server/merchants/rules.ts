import { decodeStoreCode, parseStoreNumber, type StoreCode } from '#contract/payment-code.ts'
import type { Facts } from '../lib/refusal.ts'

type Read =
  | { number: string; refused?: undefined }
  | { refused: 'code_foreign' | 'code_damaged'; facts: Facts }

/**
 * Which store a scanned or typed text means. A number that a person typed is taken as it is; a code has to be
 * ours, whole, and genuine. Refuses code_foreign (with the name of the scheme, when it is known) for what
 * another network or nobody made for paying, and code_damaged for what was cut off, misread or forged.
 */
export function readStoreText(text: string, isGenuine: (code: StoreCode) => boolean): Read {
  const number = parseStoreNumber(text)
  if (number !== undefined) return { number }
  const decoded = decodeStoreCode(text)
  if (!decoded.ok) {
    if (decoded.reason === 'damaged') return { refused: 'code_damaged', facts: {} }
    const scheme = decoded.reason === 'foreign' ? decoded.scheme : undefined
    return { refused: 'code_foreign', facts: { scheme: scheme ?? null } }
  }
  const { code } = decoded
  if (code.storeNumber === undefined) return { refused: 'code_foreign', facts: { scheme: 'JPQR' } }
  if (!isGenuine(code)) return { refused: 'code_damaged', facts: {} }
  return { number: code.storeNumber }
}

/** The printed code of a store, before it is signed: what other readers show, for ours ask the server. */
export function storeCodeOf(store: { number: string; name: string }): StoreCode {
  // Marks that a code cannot carry say nothing about a name, and 25 characters are enough to know it by.
  const name = [...store.name.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')].slice(0, 25).join('')
  return {
    storeNumber: store.number,
    nameLatin: `STORE ${store.number}`,
    nameJa: name === '' ? store.number : name,
    // EMVCo asks for a city in Latin letters; the town's own name has none in its settings.
    cityLatin: 'JAPAN',
    mcc: anyStore,
  }
}

/** ISO 18245: miscellaneous and specialty retail stores. Our categories are finer and have no such code. */
const anyStore = '5999'
