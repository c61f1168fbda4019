import { decodeStoreCode, parseStoreNumber, type StoreCode } from '#contract/payment-code.ts'
import type { Facts } from '../lib/refusal.ts'

/** What a code asks for when it was made for one payment. */
type CodeRequest = { amount: number | undefined; reference: string }

type Read =
  | { number: string; request?: CodeRequest; refused?: undefined }
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
  const { amount, reference, storeNumber } = code
  return { number: storeNumber, ...(reference !== undefined && { request: { amount, reference } }) }
}

type RequestFacts = { paymentId: string | null; cancelledAt: Date | null; expiresAt: Date }

/** How a store's request stands at an instant. What was paid stays paid, whatever the time. */
export function stateOfRequest(request: RequestFacts, now: Date): 'open' | 'paid' | 'cancelled' | 'expired' {
  if (request.paymentId) return 'paid'
  if (request.cancelledAt) return 'cancelled'
  return now < request.expiresAt ? 'open' : 'expired'
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
