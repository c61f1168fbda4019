// What the log may not show even in a rehearsal: habits learned on a simulator are kept in production.
const secretNames = new Set(
  ['authHash', 'mac', 'customerAccessToken', 'pin', 'password', 'passcode'].concat([
    'code',
    'code_verifier',
    'client_assertion',
    'client_secret',
    'refresh_token',
    'token',
    'access_token',
    'id_token',
    // Even the card number of a rehearsal is one.
    'number',
    'cvc',
    // A command to a card carries its PIN.
    'hex',
  ]),
)

/** The same body with secrets, card passwords and six-digit codes struck out. Never throws. */
export function masked(body: unknown): unknown {
  return typeof body === 'string' ? maskedText(body) : undefined
}

/** JSON and forms are masked by field name; other text only loses its six-digit codes. Never throws. */
export function maskedText(text: string): unknown {
  if (text.startsWith('{') || text.startsWith('[')) {
    try {
      return maskedValue(JSON.parse(text))
    } catch {
      return withoutCodes(text)
    }
  }
  if (!text.includes('=')) return withoutCodes(text)
  return maskedValue(Object.fromEntries(new URLSearchParams(text)))
}

function maskedValue(value: unknown): unknown {
  if (typeof value === 'string') return withoutCodes(value)
  if (Array.isArray(value)) return value.map(maskedValue)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).map(([name, inner]) => [
    name,
    secretNames.has(name) ? '***' : maskedValue(inner),
  ])
  return Object.fromEntries(entries)
}

function withoutCodes(text: string): string {
  return text.replaceAll(/(?<![\d-])\d{6}(?![\d-])/g, '******')
}
