// What may never stand in clear in the database, the logs or an answer; and how it is looked for.

/** A secret that was seen while a town lived, and what it is called in a finding. */
export type Known = {
  kind: 'password' | 'passcode' | 'session token' | 'mail token' | 'authenticator secret' | 'recovery code'
  value: string
  /** The one path whose answer shows it, because a person has to read it there. */
  shownBy?: string
}

/** A text that is looked through, and where it is from: a table, the log, or an answer. */
export type Place = { name: string; text: string; path?: string }

export type Finding = { what: string; where: string }

/** Says what stands where, without repeating it. Every place is searched for every secret and every pattern. */
export function scan(places: readonly Place[], known: readonly Known[]): Finding[] {
  return places.flatMap((place) => [
    ...known
      .filter((secret) => secret.shownBy === undefined || secret.shownBy !== place.path)
      .filter((secret) => holds(place.text, secret))
      .map(({ kind }) => ({ what: kind, where: place.name })),
    ...patterns.filter(({ found }) => found(place.text)).map(({ what }) => ({ what, where: place.name })),
  ])
}

function holds(text: string, { kind, value }: Known): boolean {
  if (kind === 'passcode') return new RegExp(`(?<![\\w.-])${value}(?![\\w-])`).test(text)
  return formsOf(value).some((form) => text.includes(form))
}

/** As it is, and as a column of bytes or a careless encoding would hold it. */
function formsOf(value: string): string[] {
  const bytes = Buffer.from(value)
  const forms = [value, bytes.toString('hex'), bytes.toString('base64').replace(/=+$/, '')]
  // A token is itself an encoding of bytes.
  if (/^[\w-]{40,}$/.test(value)) forms.push(Buffer.from(value, 'base64url').toString('hex'))
  return forms
}

/** The check digit of the twelve digits of an individual number (番号法施行規則 第5条). */
function isIndividualNumber(digits: string): boolean {
  const sum = [...digits.slice(0, 11)]
    .toReversed()
    .reduce((total, digit, index) => total + Number(digit) * (index < 6 ? index + 2 : index - 4), 0)
  const rest = sum % 11
  return Number(digits[11]) === (rest <= 1 ? 0 : 11 - rest)
}

/** The check digit of card numbers (ISO/IEC 7812). */
function isCardNumber(digits: string): boolean {
  const sum = [...digits].toReversed().reduce((total, digit, index) => {
    const twice = Number(digit) * (index % 2 === 0 ? 1 : 2)
    return total + (twice > 9 ? twice - 9 : twice)
  }, 0)
  return sum % 10 === 0
}

const anyMatch = (text: string, pattern: RegExp, isOne: (digits: string) => boolean) =>
  [...text.matchAll(pattern)].some(([found]) => isOne(found.replaceAll(/\D/g, '')))

const patterns: readonly { what: string; found: (text: string) => boolean }[] = [
  {
    what: 'an individual number',
    found: (text) => anyMatch(text, /(?<![\w+.:-])\d{4}[ -]?\d{4}[ -]?\d{4}(?![\w:-])/g, isIndividualNumber),
  },
  {
    what: 'a card number',
    found: (text) =>
      anyMatch(text, /(?<![\w+.:-])[2-6]\d{3}[ -]?\d{4}[ -]?\d{4}[ -]?\d{3,4}(?![\w:-])/g, isCardNumber),
  },
  {
    what: 'a certificate or a private key',
    // As PEM, as DER in base64, and as DER in a column of bytes: a sequence of 256 bytes and more in a sequence.
    found: (text) =>
      /-----BEGIN [A-Z ]+-----|MII[A-Za-z0-9+/]{200,}|\\x3082[0-9a-f]{4}3082[0-9a-f]{200,}/.test(text),
  },
  {
    what: 'a signed token',
    found: (text) => /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/.test(text),
  },
]
