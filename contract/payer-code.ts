/**
 * What a resident shows and a till reads (CPM): a QR code by EMV® QR Code Specification for Payment Systems,
 * Consumer-Presented Mode (EMVCo CPM) v1.1, and below it the same one-time code as digits for tills that read bars.
 * A printed card carries a code of the same family that is not used up.
 *
 * The text is base64 of BER-TLV (ISO/IEC 8825-1): first the format `CPV01`, then an application template that names
 * the platform and carries sixteen random bytes. It says nothing about the person: only the server knows whose it is.
 */

/** ISO/IEC 7816-5: names that begin with F are unregistered; the rest is "ENISHI" in ASCII. */
const applicationName = 'f0454e49534849'
const format = 'CPV01'
const tokenBytes = 16
const longestText = 1024

/** A code of minutes has 20 digits; a printed card, which lives for years, 44: 39 random ones are 129 bits. */
const digitsLengths: readonly number[] = [20, 44]

export type ReadPayerText =
  | { kind: 'token'; token: Uint8Array }
  | { kind: 'digits'; digits: string }
  /** A code of another network, or no code for paying at all. */
  | { kind: 'foreign' }
  /** Cut off or misread: reading it again helps. */
  | { kind: 'damaged' }

/** The text of the QR code that carries a one-time token. Throws a RangeError for a token that is not 16 bytes. */
export function encodePayerCode(token: Uint8Array): string {
  if (token.length !== tokenBytes) throw new RangeError('A payer code carries 16 bytes')
  const transparent = tlv('63', tlv('c1', token))
  const application = tlv('61', joined(tlv('4f', bytesOfHex(applicationName)), transparent))
  return toBase64(joined(tlv('85', new TextEncoder().encode(format)), application))
}

/**
 * The digits under the code: a prefix by which tills know the service, random digits, and a check digit
 * (Luhn, ISO/IEC 7812-1 annex B). Throws a RangeError when prefix and random digits are not 19, or 43 on a printed
 * card, together.
 */
export function encodePayerDigits(prefix: string, random: string): string {
  const payload = prefix + random
  if (!/^\d+$/.test(payload) || !digitsLengths.includes(payload.length + 1))
    throw new RangeError('A payer code has 19 or 43 digits and a check digit')
  return payload + luhn(payload)
}

/** What a till has read from a resident's screen, or what was typed from it. Answers every input and never throws. */
export function readPayerText(text: string): ReadPayerText {
  const digits = text
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[\s\p{Dash_Punctuation}ーｰ−]/gu, '')
  if (/^\d+$/.test(digits)) return readDigits(digits)
  if (text.length > longestText || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return { kind: 'foreign' }
  // "85 05 CPV01" in base64; the next byte is a template's, and its first half is always a 6.
  if (!text.startsWith('hQVDUFYwMW')) return { kind: 'foreign' }
  const bytes = fromBase64(text)
  const fields = bytes && readTlv(bytes)
  return fields ? readFields(fields) : { kind: 'damaged' }
}

/** Thirteen digits are the bars of goods (JIS X 0501), so other lengths are foreign and only ours can be damaged. */
function readDigits(digits: string): ReadPayerText {
  if (!digitsLengths.includes(digits.length)) return { kind: 'foreign' }
  return luhn(digits.slice(0, -1)) === digits.slice(-1) ? { kind: 'digits', digits } : { kind: 'damaged' }
}

function readFields(fields: Field[]): ReadPayerText {
  const [first, ...others] = fields
  if (first?.tag !== '85' || new TextDecoder().decode(first.value) !== format) return { kind: 'damaged' }
  for (const { tag, value } of others) {
    if (tag !== '61') continue
    const template = readTlv(value) ?? []
    const name = template.find((field) => field.tag === '4f')
    const transparent = template.find((field) => field.tag === '63')
    if (!name || hexOf(name.value) !== applicationName || !transparent) continue
    const token = readTlv(transparent.value)?.find((field) => field.tag === 'c1')?.value
    return token?.length === tokenBytes ? { kind: 'token', token } : { kind: 'damaged' }
  }
  // Whole, and for somebody else.
  return { kind: 'foreign' }
}

type Field = { tag: string; value: Uint8Array }

/** The fields of BER-TLV with lengths up to 255; nothing when they do not add up. */
export function readTlv(bytes: Uint8Array): Field[] | undefined {
  const fields: Field[] = []
  let at = 0
  while (at < bytes.length) {
    const tagLength = (bytes[at]! & 0x1f) === 0x1f ? 2 : 1
    const tag = hexOf(bytes.subarray(at, at + tagLength))
    at += tagLength
    const long = bytes[at] === 0x81
    const length = long ? bytes[at + 1] : bytes[at]
    at += long ? 2 : 1
    if (length === undefined || (!long && length > 0x7f) || at + length > bytes.length) return undefined
    fields.push({ tag, value: bytes.subarray(at, at + length) })
    at += length
  }
  return fields
}

function tlv(tag: string, value: Uint8Array): Uint8Array {
  return joined(bytesOfHex(tag), new Uint8Array([value.length]), value)
}

function joined(...parts: Uint8Array[]): Uint8Array {
  return new Uint8Array(parts.flatMap((part) => [...part]))
}

const bytesOfHex = (hex: string) =>
  new Uint8Array((hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16)))

const hexOf = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')

const toBase64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes))

function fromBase64(text: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  } catch {
    return undefined
  }
}

/** The digit that makes the sum a multiple of ten, every second digit from the right counting twice. */
function luhn(payload: string): string {
  const sum = [...payload].toReversed().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return String((10 - (sum % 10)) % 10)
}
