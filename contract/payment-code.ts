/**
 * The text of the QR code that a store shows and a resident scans: EMV® QR Code Specification for Payment
 * Systems, Merchant-Presented Mode (EMVCo MPM) v1.1, which JPQR builds on too.
 *
 * Every field is a two-digit tag, a two-digit length and a value; a template is a field whose value is made
 * of fields again. Lengths count Unicode code points, not bytes, as published JPQR codes do.
 * A code is only a hint about which store is meant. The server decides, and the app shows its answer.
 */

/** Says that template 27 and template 80 are written by this platform's rules. */
const platformGuid = 'jp.enishi.coin'
const jpqrGuid = 'jp.or.paymentsjapan'

const yen = '392' // ISO 4217
const japan = 'JP' // ISO 3166-1
const maxBytes = 512 // EMVCo MPM 3.1: what a phone camera still reads reliably

export interface StoreCode {
  /** Six digits, printed under the code as well, so that a person can type it. */
  storeNumber: string
  /** Printable ASCII, at most 25 characters, for readers that know no Japanese. */
  nameLatin: string
  /** At most 25 characters. */
  nameJa: string
  /** Printable ASCII, at most 15 characters. */
  cityLatin: string
  /** Merchant category code, four digits, ISO 18245. */
  mcc: string
  /** Whole yen. With an amount or a reference a code is for one request; without, it is the printed one. */
  amount?: number
  /** The store's payment request. At most 25 characters, so a UUID must be written shorter than usual. */
  reference?: string
  /** Shows that the town printed this code, and not somebody with stickers. */
  mac?: { keyId: string; value: string }
  /** The store's number in the national scheme, when it takes part. */
  jpqr?: JpqrId
}

/** 統一店舗識別コード, from the company at level 1 down to the till at level 4. */
export interface JpqrId {
  level1: string
  level2: string
  level3: string
  level4: string
}

/** A national code on which this platform has no template of its own; the server may know the store by it. */
export interface JpqrCode {
  storeNumber?: undefined
  jpqr: JpqrId
  nameLatin?: string
  nameJa?: string
  /** Whole yen. */
  amount?: number
}

/**
 * `foreign`: readable, but made for something else; `scheme` names it in words for people when it is known.
 * `damaged`: a payment code that was cut off or misread, so scanning again helps.
 * `unreadable`: not a code that this platform can use, and nothing better is known about it.
 */
export type DecodedCode =
  | { ok: true; code: StoreCode | JpqrCode }
  | { ok: false; reason: 'foreign'; scheme?: string }
  | { ok: false; reason: 'damaged' | 'unreadable' }

type Fields = ReadonlyMap<string, string>

/**
 * The text of a store's code, ready to be drawn as a QR code.
 * Throws a RangeError that names the part which is too long or not of its shape.
 */
export function encodeStoreCode(code: StoreCode): string {
  const fault = faultIn(code)
  if (fault) throw new RangeError(`A store code cannot carry this ${fault}`)

  const unsigned =
    field('00', '01') +
    field('01', initiation(code)) +
    (code.jpqr ? field('26', jpqrTemplate(code.jpqr)) : '') +
    field('27', platformTemplate(code)) +
    field('52', code.mcc) +
    field('53', yen) +
    amountField(code) +
    field('58', japan) +
    field('59', code.nameLatin) +
    field('60', code.cityLatin) +
    referenceField(code) +
    field('64', field('00', 'JA') + field('01', code.nameJa)) +
    (code.mac ? field('80', macTemplate(code.mac)) : '') +
    '6304'

  const text = unsigned + crc16(unsigned)
  if (byteLength(text) > maxBytes)
    throw new RangeError(`A store code cannot be longer than ${maxBytes} bytes`)
  return text
}

/**
 * What a scanned text says. Answers every input and never throws.
 * Fields may come in any order and unknown ones are passed over, since one code can serve several networks;
 * a field that occurs twice makes the code unreadable, since readers could disagree on which one counts.
 */
export function decodeStoreCode(text: string): DecodedCode {
  if (/^[a-z][a-z0-9+.-]*:/i.test(text)) return foreign(schemeOfUri(text))

  // A text with a lone surrogate has no UTF-8 form of its own, so no checksum could vouch for it.
  if (!text.isWellFormed() || byteLength(text) > maxBytes) return unreadable
  if (!text.startsWith('000201') && !/6304[0-9A-F]{4}$/.test(text)) return unreadable
  if (!checksumHolds(text)) return { ok: false, reason: 'damaged' }

  const fields = readFields(text)
  if (!fields || [...fields.keys()][0] !== '00' || fields.get('00') !== '01') return unreadable

  const platform = readFields(fields.get('27') ?? '')
  if (platform?.get('00') === platformGuid) return readStoreCode(fields, platform)

  const jpqr = readJpqr(fields)
  return jpqr ? readJpqrCode(fields, jpqr) : foreign(undefined)
}

/**
 * The text that a store code's mac is computed over: which store, how much, for which request.
 * The names are left out because the app shows the server's. The lengths inside keep the parts apart.
 */
export function macInput(code: StoreCode): string {
  return field('27', platformTemplate(code)) + amountField(code) + referenceField(code)
}

/**
 * The six digits of a store number as a person typed them: full-width digits, spaces and hyphens are fine.
 * Gives nothing for any other text.
 */
export function parseStoreNumber(text: string): string | undefined {
  const digits = text
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    // On a Japanese keyboard the long vowel mark and the minus sign sit where the hyphen is.
    .replace(/[\s\p{Dash_Punctuation}ーｰ−]/gu, '')
  return /^\d{6}$/.test(digits) ? digits : undefined
}

/** CRC-16/CCITT-FALSE (polynomial 1021, start FFFF) over UTF-8 bytes, as four upper-case hex digits. */
export function crc16(text: string): string {
  let crc = 0xffff
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1
  }
  return (crc & 0xffff).toString(16).toUpperCase().padStart(4, '0')
}

const unreadable: DecodedCode = { ok: false, reason: 'unreadable' }

function foreign(scheme: string | undefined): DecodedCode {
  return { ok: false, reason: 'foreign', ...(scheme !== undefined && { scheme }) }
}

/** The checksum covers everything before it, its own tag and length included. */
function checksumHolds(text: string): boolean {
  return text.slice(-8, -4) === '6304' && crc16(text.slice(0, -4)) === text.slice(-4)
}

// Writing

function field(tag: string, value: string): string {
  return tag + String([...value].length).padStart(2, '0') + value
}

function initiation(code: { amount?: number; reference?: string }): '11' | '12' {
  return code.amount === undefined && code.reference === undefined ? '11' : '12'
}

function platformTemplate(code: StoreCode): string {
  return field('00', platformGuid) + field('02', code.storeNumber)
}

function amountField(code: StoreCode): string {
  return code.amount === undefined ? '' : field('54', String(code.amount))
}

function referenceField(code: StoreCode): string {
  return code.reference === undefined ? '' : field('62', field('05', code.reference))
}

function macTemplate(mac: { keyId: string; value: string }): string {
  return field('00', platformGuid) + field('01', mac.keyId) + field('02', mac.value)
}

function jpqrTemplate(jpqr: JpqrId): string {
  const levels = [jpqr.level1, jpqr.level2, jpqr.level3, jpqr.level4]
  return field('00', jpqrGuid) + levels.map((level, index) => field(`0${index + 1}`, level)).join('')
}

// Reading

/** The fields of a text or template by tag, in their order; nothing when they do not add up. */
function readFields(text: string): Fields | undefined {
  const characters = [...text]
  const fields = new Map<string, string>()
  let at = 0
  while (at < characters.length) {
    const head = characters.slice(at, at + 4).join('')
    if (!/^\d{4}$/.test(head)) return undefined

    const tag = head.slice(0, 2)
    const length = Number(head.slice(2))
    const value = characters.slice(at + 4, at + 4 + length)
    if (length === 0 || value.length < length || fields.has(tag)) return undefined

    fields.set(tag, value.join(''))
    at += 4 + length
  }
  return fields
}

function readStoreCode(fields: Fields, platform: Fields): DecodedCode {
  const additional = readFields(fields.get('62') ?? '')
  if (!additional || !isForYenInJapan(fields)) return unreadable

  const reference = additional.get('05')
  const mac = readMac(fields)
  const jpqr = readJpqr(fields)
  const code: StoreCode = {
    storeNumber: platform.get('02') ?? '',
    nameLatin: fields.get('59') ?? '',
    nameJa: readJapaneseName(fields) ?? '',
    cityLatin: fields.get('60') ?? '',
    mcc: fields.get('52') ?? '',
    ...readAmount(fields),
    ...(reference !== undefined && { reference }),
    ...(mac && { mac }),
    ...(jpqr && { jpqr }),
  }
  // A printed code that suddenly names an amount did not come from this platform.
  if (faultIn(code) || fields.get('01') !== initiation(code)) return unreadable
  return { ok: true, code }
}

function readJpqrCode(fields: Fields, jpqr: JpqrId): DecodedCode {
  const { amount } = readAmount(fields)
  if (!isForYenInJapan(fields) || (amount !== undefined && !isAmount(amount))) return unreadable

  const nameLatin = fields.get('59')
  const nameJa = readJapaneseName(fields)
  const code: JpqrCode = {
    jpqr,
    ...(nameLatin !== undefined && { nameLatin }),
    ...(nameJa !== undefined && { nameJa }),
    ...(amount !== undefined && { amount }),
  }
  return { ok: true, code }
}

function isForYenInJapan(fields: Fields): boolean {
  return fields.get('53') === yen && fields.get('58') === japan
}

/** Yen have no decimals, so "500.00" is not an amount here even though the standard would allow it. */
function readAmount(fields: Fields): { amount?: number } {
  const digits = fields.get('54')
  if (digits === undefined) return {}
  return { amount: /^[1-9]\d*$/.test(digits) ? Number(digits) : Number.NaN }
}

function readJapaneseName(fields: Fields): string | undefined {
  const language = readFields(fields.get('64') ?? '')
  return language?.get('00') === 'JA' ? language.get('01') : undefined
}

function readMac(fields: Fields): StoreCode['mac'] {
  const template = readFields(fields.get('80') ?? '')
  if (template?.get('00') !== platformGuid) return undefined
  return { keyId: template.get('01') ?? '', value: template.get('02') ?? '' }
}

/** Nothing when template 26 is absent, another network's, or not of the shape that JPQR prescribes. */
function readJpqr(fields: Fields): JpqrId | undefined {
  const template = readFields(fields.get('26') ?? '')
  if (template?.get('00') !== jpqrGuid) return undefined
  const jpqr = {
    level1: template.get('01') ?? '',
    level2: template.get('02') ?? '',
    level3: template.get('03') ?? '',
    level4: template.get('04') ?? '',
  }
  return isJpqrId(jpqr) ? jpqr : undefined
}

// What may stand in a store code: the same answer for writing and for reading.

/** The name of the first part that is not of its shape. */
function faultIn(code: StoreCode): keyof StoreCode | undefined {
  const fits: Record<keyof StoreCode, boolean> = {
    storeNumber: /^\d{6}$/.test(code.storeNumber),
    nameLatin: /^[\x20-\x7e]{1,25}$/.test(code.nameLatin),
    // Control, direction and joining characters can make a name look like another one.
    nameJa: /^[^\p{Cc}\p{Cf}\p{Cs}]{1,25}$/u.test(code.nameJa),
    cityLatin: /^[\x20-\x7e]{1,15}$/.test(code.cityLatin),
    mcc: /^\d{4}$/.test(code.mcc),
    amount: code.amount === undefined || isAmount(code.amount),
    reference: code.reference === undefined || /^[\x20-\x7e]{1,25}$/.test(code.reference),
    mac: code.mac === undefined || isMac(code.mac),
    jpqr: code.jpqr === undefined || isJpqrId(code.jpqr),
  }
  return (Object.keys(fits) as (keyof StoreCode)[]).find((part) => !fits[part])
}

/** Field 54 holds at most 13 digits. */
function isAmount(amount: number): boolean {
  return Number.isInteger(amount) && amount >= 1 && amount <= 9_999_999_999_999
}

/** The value is 16 bytes in base64url. */
function isMac({ keyId, value }: { keyId: string; value: string }): boolean {
  return /^[\w.-]{1,16}$/.test(keyId) && /^[\w-]{22}$/.test(value)
}

function isJpqrId({ level1, level2, level3, level4 }: JpqrId): boolean {
  return /^\d{13}$/.test(level1) && /^\d{4}$/.test(level2) && /^\d{6}$/.test(level3) && /^\d{6}$/.test(level4)
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length
}

// Naming what is not ours. Payment companies publish no list of the addresses in their codes, so these are
// the domains they run their payment service on; a name only makes the sentence on the screen friendlier.

const schemesByDomain: readonly [domain: string, scheme: string][] = [
  ['paypay.ne.jp', 'PayPay'],
  ['smt.docomo.ne.jp', 'd払い'],
  ['pay.line.me', 'LINE Pay'],
  ['line.me', 'LINE'],
  ['wallet.auone.jp', 'au PAY'],
  ['pay.rakuten.co.jp', '楽天ペイ'],
  ['merpay.com', 'メルペイ'],
  ['alipay.com', 'Alipay'],
  ['wechat.com', 'WeChat Pay'],
]

const schemesByProtocol: ReadonlyMap<string, string> = new Map([
  ['paypay:', 'PayPay'],
  ['line:', 'LINE'],
  ['wxp:', 'WeChat Pay'],
  ['wifi:', 'Wi-Fi'],
  ['tel:', '電話番号'],
  ['mailto:', 'メールアドレス'],
])

function schemeOfUri(text: string): string | undefined {
  const url = parseUrl(text)
  if (!url) return undefined

  const { protocol, hostname } = url
  if (protocol !== 'https:' && protocol !== 'http:') return schemesByProtocol.get(protocol)

  const known = schemesByDomain.find(([domain]) => hostname === domain || hostname.endsWith(`.${domain}`))
  return known ? known[1] : 'ウェブサイト'
}

/** Phones that stay on iOS 16 know neither URL.parse nor URL.canParse. */
function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}
