import { serverNow } from './clock.ts'

/**
 * Makes a UUIDv7 (RFC 9562 §5.7): 48 bits of time in milliseconds, then chance. The app makes the id of
 * every act that moves money, so that sending twice pays once. Refuses nothing.
 */
export function makeId(nowMs: number = serverNow()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  let time = nowMs
  for (let index = 5; index >= 0; index -= 1) {
    bytes[index] = time % 256
    time = Math.floor(time / 256)
  }
  bytes[6] = 0x70 | (bytes[6]! & 0x0f)
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
