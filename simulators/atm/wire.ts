// How the ATM network and a company's host recognise each other. The real protocol is under a contract that is
// not public; this one is our own, in the spirit of ISO 8583: numbered messages, and a MAC over each.
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** A key that both sides know, by the name that each message carries. */
export type LineKey = { keyId: string; key: string }

/** What is asked of the host. An advice tells of notes that are kept; a reversal takes back what it names. */
export type Kind = 'inquiry' | 'deposit' | 'advice' | 'reversal'

/** The codes of an answer, after ISO 8583 field 39. */
export const answerCodes = {
  approved: '00',
  refused: '05',
  unknownLink: '14',
  nothingToReverse: '25',
  formatError: '30',
  linkOver: '54',
  overLimit: '61',
  traceUsed: '94',
} as const

/** Minutes that two clocks may be apart. */
const apartMinutes = 5

const digest = (text: string) => createHash('sha256').update(text).digest('hex')
const macOf = (key: string, lines: readonly string[]) =>
  createHmac('sha256', key).update(lines.join('\n')).digest('hex')

/** The headers that vouch for a request. */
export function sealRequest(
  { keyId, key }: LineKey,
  request: { method: string; path: string; body: string },
  now: Date,
): Record<string, string> & { 'x-atm-nonce': string } {
  const time = now.toISOString()
  const nonce = randomBytes(16).toString('hex')
  const lines = [keyId, time, nonce, `${request.method} ${request.path}`, digest(request.body)]
  return { 'x-atm-key': keyId, 'x-atm-time': time, 'x-atm-nonce': nonce, 'x-atm-mac': macOf(key, lines) }
}

/** Whether a request was sealed by who knows the key, within the last minutes. */
export function isSealed(
  { keyId, key }: LineKey,
  headers: Record<string, unknown>,
  request: { method: string; path: string; body: string },
  now: Date,
): boolean {
  const of = (name: string) => String(headers[name] ?? '')
  const apart = Math.abs(Date.parse(of('x-atm-time')) - now.getTime())
  if (of('x-atm-key') !== keyId || !(apart <= apartMinutes * 60_000)) return false
  const lines = [keyId, of('x-atm-time'), of('x-atm-nonce')]
  const expected = macOf(key, [...lines, `${request.method} ${request.path}`, digest(request.body)])
  return same(expected, of('x-atm-mac'))
}

/** The MAC of an answer: bound to its question by the nonce. */
export function answerMac({ key }: LineKey, nonce: string, status: number, body: string): string {
  return macOf(key, ['answer', nonce, String(status), digest(body)])
}

/** Compares two MACs in a time that does not depend on where they differ. */
export function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
