// DER, the byte form of certificates (ITU-T X.690): as much of it as an authority writes and a provider reads.
// node:crypto reads certificates, but issues none and knows neither lists nor OCSP.

/** One value: tag, content and, where it is made of values, those. `raw` is all of its bytes. */
export type Value = { tag: number; content: Buffer; raw: Buffer; parts: Value[] }

export const tags = {
  integer: 0x02,
  bitString: 0x03,
  octets: 0x04,
  oid: 0x06,
  enumerated: 0x0a,
  printable: 0x13,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const
const constructed = 0x20

/** A value with this tag around these bytes. */
export function value(tag: number, ...content: readonly Buffer[]): Buffer {
  const inside = Buffer.concat(content)
  return Buffer.concat([Buffer.of(tag, ...lengthOf(inside.length)), inside])
}

function lengthOf(length: number): number[] {
  if (length < 0x80) return [length]
  if (length < 0x100) return [0x81, length]
  return [0x82, length >> 8, length & 0xff]
}

export const sequence = (...parts: readonly Buffer[]): Buffer => value(tags.sequence, ...parts)
export const octets = (bytes: Buffer): Buffer => value(tags.octets, bytes)
export const enumerated = (code: number): Buffer => value(tags.enumerated, Buffer.of(code))
export const printable = (text: string): Buffer => value(tags.printable, Buffer.from(text, 'latin1'))
export const yes = value(0x01, Buffer.of(0xff))
export const nothing = value(0x05)
/** `[n]` around other values. */
export const context = (n: number, ...parts: readonly Buffer[]): Buffer => value(0xa0 | n, ...parts)
/** `[n]` in place of a value's own tag. */
export const contextBytes = (n: number, bytes: Buffer): Buffer => value(0x80 | n, bytes)
export const bitString = (bytes: Buffer, unusedBits = 0): Buffer =>
  value(tags.bitString, Buffer.of(unusedBits), bytes)

/** A positive number, given in hexadecimal. */
export function integer(hex: string): Buffer {
  const even = hex.length % 2 === 0 ? hex : `0${hex}`
  const bytes = Buffer.from(even, 'hex')
  // A first bit of 1 would make it negative.
  return (bytes[0] ?? 0) >= 0x80 ? value(tags.integer, Buffer.of(0), bytes) : value(tags.integer, bytes)
}

/** Dotted numbers, for example 1.2.392. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return value(tags.oid, Buffer.from([first * 40 + second, ...rest].flatMap(base128)))
}

function base128(number: number): number[] {
  const digits = [number & 0x7f]
  for (let left = number >> 7; left > 0; left >>= 7) digits.unshift((left & 0x7f) | 0x80)
  return digits
}

/** YYYYMMDDHHMMSSZ; whole seconds. */
export function generalizedTime(date: Date): Buffer {
  const digits = date.toISOString().replaceAll(/\D/g, '').slice(0, 14)
  return value(tags.generalizedTime, Buffer.from(`${digits}Z`))
}

/** Certificates write times until 2049 with two digits for the year (RFC 5280 4.1.2.5). */
export function time(date: Date): Buffer {
  const digits = date.toISOString().replaceAll(/\D/g, '').slice(2, 14)
  return date.getUTCFullYear() < 2050 ? value(tags.utcTime, Buffer.from(`${digits}Z`)) : generalizedTime(date)
}

/** Reads one value. Throws when the bytes are no DER, are cut short, or go on behind the value. */
export function parse(bytes: Buffer): Value {
  const found = take(bytes)
  if (found.raw.length !== bytes.length) throw new Error('bytes go on behind the value')
  return found
}

function take(bytes: Buffer): Value {
  const [tag = 0, short = 0x80] = bytes
  const more = short & 0x80 ? short & 0x7f : 0
  // 0x80 alone is BER's open end; four bytes of length are more than anything here needs.
  if (short === 0x80 || more > 4 || bytes.length < 2 + more) throw new Error('no DER')
  const length = more === 0 ? short : bytes.readUIntBE(2, more)
  const end = 2 + more + length
  if (bytes.length < end) throw new Error('the value is cut short')
  const content = bytes.subarray(2 + more, end)
  const parts: Value[] = []
  if (tag & constructed) {
    for (let rest = content; rest.length > 0; ) {
      const next = take(rest)
      parts.push(next)
      rest = rest.subarray(next.raw.length)
    }
  }
  return { tag, content, raw: bytes.subarray(0, end), parts }
}

/** The part at a place. Throws when there is none: what lacks a part is not what it says it is. */
export function part(of: Value | undefined, place: number): Value {
  const found = of?.parts.at(place)
  if (!found) throw new Error('a part is missing')
  return found
}

/** Either kind of time. Throws for anything else. */
export function timeOf({ tag, content }: Value): Date {
  const text = content.toString('latin1')
  const century = tag === tags.utcTime ? (Number(text.slice(0, 2)) < 50 ? '20' : '19') : ''
  const digits = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(century + text)
  if (!digits || (tag !== tags.utcTime && tag !== tags.generalizedTime)) throw new Error('no time')
  const [, year, month, day, hour, minute, second] = digits
  return new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
}

/** Upper-case hexadecimal without leading zeros, as node:crypto writes serial numbers. */
export const hexOf = ({ content }: Value): string =>
  content
    .toString('hex')
    .toUpperCase()
    .replace(/^(?:00)+(?=.)/, '')
