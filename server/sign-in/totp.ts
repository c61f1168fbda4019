// Time-based one-time passwords, RFC 6238: SHA-1, six digits, steps of 30 seconds, as every app has them.
import { createHmac } from 'node:crypto'
import { sameBytes } from '../lib/id.ts'

const stepMs = 30_000
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The number of the step in which an instant lies, counted from 1970. */
export const stepAt = (at: Date): number => Math.floor(at.getTime() / stepMs)

/** The six digits of a step (RFC 4226, section 5.3). */
export function totpOf(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const offset = (mac.at(-1) ?? 0) & 0xf
  return String((mac.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, '0')
}

/** The step whose code this is: the one now, or its neighbours, for clocks that are a little off. */
export function findStep(secret: Buffer, code: string, at: Date): number | undefined {
  const now = stepAt(at)
  return [now, now - 1, now + 1].find((step) =>
    sameBytes(Buffer.from(totpOf(secret, step)), Buffer.from(code)),
  )
}

/** Bytes in base32 without padding (RFC 4648), as authenticator apps take secrets. */
export function toBase32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => alphabet.charAt(Number.parseInt(five.padEnd(5, '0'), 2)))
    .join('')
}
