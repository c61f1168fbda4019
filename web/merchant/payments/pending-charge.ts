// Charges whose answer has not come: kept on the device under their ids, so that leaving the screen loses none of them.

/** A code that was read, and whose charge nobody knows the end of. `sentAt` in milliseconds since 1970. */
export type PendingCharge = {
  id: string
  /** Another shop on the same device must neither see nor send it. */
  storeId: string
  amount: number
  /** A hash of the code: a printed card pays again, so that the code itself is not left lying on the device. */
  codeHash: string | null
  sentAt: number
}

const kept = 'enishi.pending-charges'

/** So long the same code and amount are taken for the charge that was lost, and not for another purchase. */
const sameForMs = 10 * 60_000

/** Keeps a charge before it is sent. */
export function keepCharge(charge: PendingCharge): void {
  write([...readAll().filter(({ id }) => id !== charge.id), charge])
}

/** Forgets a charge once its outcome is known. */
export function forgetCharge(id: string): void {
  write(readAll().filter((each) => each.id !== id))
}

/** The charges of a shop whose answers have not come, the oldest first. */
export function readCharges(storeId: string): PendingCharge[] {
  return readAll().filter((each) => each.storeId === storeId)
}

/** The id under which this very charge was sent a moment ago without an answer: sent again, it charges once. */
export function findPendingId(charge: Omit<PendingCharge, 'id'>): string | undefined {
  const { storeId, amount, codeHash, sentAt } = charge
  if (codeHash === null) return undefined
  return readCharges(storeId).find(
    (each) => each.amount === amount && each.codeHash === codeHash && sentAt - each.sentAt < sameForMs,
  )?.id
}

/** SHA-256 (FIPS 180-4) of a code in hex; null where the browser has none because the page came without https. */
export async function hashCode(code: string): Promise<string | null> {
  if (!globalThis.isSecureContext) return null
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(code))
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

function readAll(): PendingCharge[] {
  try {
    return JSON.parse(localStorage.getItem(kept) ?? '[]') as PendingCharge[]
  } catch {
    return []
  }
}

function write(charges: PendingCharge[]): void {
  try {
    localStorage.setItem(kept, JSON.stringify(charges))
  } catch {
    // The screen that sent it still knows it.
  }
}
