import { createHmac, hash, randomBytes, randomUUIDv7, timingSafeEqual } from 'node:crypto'

/** Makes a UUIDv7 (RFC 9562) for something that begins now. */
export const makeId = (): string => randomUUIDv7()

/** The instant inside a UUIDv7, to the millisecond: the clock of whoever made it. */
export function timeOfId(id: string): Date {
  return new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16))
}

/**
 * Whether an id says that it was made within a day of now. What is posted under an id from elsewhere in time would lie
 * where nobody looks for it, so an act whose id is not of now is refused with clock_off.
 */
export function isOfNow(id: string, now: Date): boolean {
  return Math.abs(timeOfId(id).getTime() - now.getTime()) <= 86_400_000
}

/** An id in 22 characters of base64url, for codes that have no room for 36. */
export const idToReference = (id: string): string =>
  Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url')

/** The id that was written so; nothing for any other text. */
export function referenceToId(reference: string): string | undefined {
  const hex = Buffer.from(reference, 'base64url').toString('hex')
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  return id.length === 36 && idToReference(id) === reference ? id : undefined
}

/** A secret for a link or a cookie: 256 random bits in base64url. */
export const makeSecret = (): string => randomBytes(32).toString('base64url')

/** What is kept of such a secret. */
export const hashSecret = (secret: string): Buffer => hash('sha256', secret, 'buffer')

/** What is kept of a code that tills read: a keyed hash, found again by whoever has read the code. */
export function hashPayerCode(
  key: string,
  code: { kind: 'token'; token: Uint8Array } | { kind: 'digits'; digits: string },
): Buffer {
  const value = code.kind === 'token' ? Buffer.from(code.token).toString('base64url') : code.digits
  return createHmac('sha256', key).update(`payer-code/${code.kind}/${value}`).digest()
}

/** What is kept of the PIN of a printed card, or of a guess at it: of no use without the key, nor for another card. */
export const hashCardPin = (key: string, cardId: string, pin: string): Buffer =>
  createHmac('sha256', key).update(`paper-card/${cardId}/${pin}`).digest()

/** Compares without telling by its time where the difference is. */
export function sameBytes(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}
