import { passwordMin, type SecondStepWay } from '#contract/sign-in.ts'

const words = ['password', 'passw0rd', 'enishi', 'saitama', 'qwerty', 'asdf', 'letmein', 'iloveyou', 'admin']

/**
 * Whether a password is too easily guessed: too short, one character again and again, a row of the keyboard
 * or of digits, a well-known word with digits, or the person's own mail address (NIST SP 800-63B-4: a
 * blocklist, and no rules of composition).
 */
export function isTooWeak(password: string, mail: string): boolean {
  const text = password.normalize('NFKC').toLowerCase()
  if ([...text].length < passwordMin) return true
  if (new Set(text).size < 4) return true
  const letters = text.replace(/[^a-z]/g, '')
  if (words.includes(letters) && text.length < 14) return true
  if ('01234567890123456789'.includes(text) || '98765432109876543210'.includes(text)) return true
  return text === mail.toLowerCase() || text === mail.toLowerCase().split('@')[0]
}

/** How long tries pause after so many wrong ones in a row, in seconds. */
export function pauseAfter(failures: number): number {
  if (failures < 5) return 0
  if (failures >= 10) return 15 * 60
  return 2 ** (failures - 5) * 5
}

/** How long a link in a mail can be used, in hours. */
export const linkHours = 24
/** How many such links an hour a person may ask for. */
export const linksPerHour = 5
/** So long a registration whose answer was lost can be sent again, in minutes. */
export const repeatMinutes = 10
/** How long a link for a forgotten password can be used, in minutes. */
export const resetMinutes = 60
/** How many such links an hour a login gets; more requests are answered alike and send nothing. */
export const resetsPerHour = 5
/** How long the first of a store may take for the first password, in hours; colleagues have `linkHours`. */
export const inviteHours = 7 * 24

/** How long a way back in may take once it is begun, in minutes, and how many a login may begin within an hour. */
export const recoveryMinutes = 30
export const recoveriesPerHour = 5
/** Tries at one code from the desk. */
export const deskTries = 5

/** When a code from the desk can be used, where the town's setting `desk_recovery` says nothing else. */
export const defaultDeskRecovery = { waitHours: 24, codeDays: 7 }

const half = 5

/** The halves of a code from the desk as one was typed: small letters, with or without the hyphen. */
export function halvesOf(typed: string): { first: string; second: string } {
  const plain = plainRecoveryCode(typed.normalize('NFKC').replaceAll(/\s/g, ''))
  return { first: plain.slice(0, half), second: plain.slice(half) }
}

/** Makes half a code from the desk of random bytes: 25 bits. */
export const writeHalf = (bytes: Uint8Array): string => writeRecoveryCode(bytes).slice(0, half)

/** What is counted: by the network address that it comes from, or by the mail address or person that it goes to. */
export type Deed = 'wrongPasswords' | 'signUps' | 'resets' | 'messages' | 'linksTo' | 'claimsTold'

/** So often within so many minutes. */
export type SourceLimits = Record<Deed, { count: number; minutes: number }>

/**
 * Limits by source, where the town's setting `source_limits` says nothing else. They are wide, for a whole town
 * can sit behind one address of a mobile carrier; who signs in on a device that is known is not counted.
 */
export const defaultSourceLimits: SourceLimits = {
  wrongPasswords: { count: 50, minutes: 10 },
  signUps: { count: 100, minutes: 60 },
  resets: { count: 30, minutes: 60 },
  messages: { count: 300, minutes: 60 },
  linksTo: { count: 10, minutes: 60 },
  claimsTold: { count: 3, minutes: 1440 },
}

/** How long the second step of a sign-in may take, in minutes. */
export const challengeMinutes = 10

/** The pauses after one, two, … wrong tries in a row, in seconds; the last one holds from there on. */
export const pauses = Array.from({ length: 10 }, (_, index) => pauseAfter(index + 1))

/**
 * The pauses after wrong PINs in a row, in seconds: five may be mistyped, and from the tenth on there is one try a day,
 * so that nobody gets through even the ten thousand PINs of four digits.
 */
export const pinPauses = [0, 0, 0, 0, 300, 900, 900, 900, 900, 86_400]

/** So long a row of wrong tries is remembered, in days. */
export const triesDays = 30

/** How many recovery codes are made at once. */
export const recoveryCodeCount = 10
/** How long the browser may take to make a passkey, in minutes. */
export const passkeyMinutes = 5

const recoveryAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Ten characters that are not mixed up on paper (Crockford's base32): 50 bits, in two groups. */
export function writeRecoveryCode(bytes: Uint8Array): string {
  const letters = [...bytes.subarray(0, 10)].map((byte) => recoveryAlphabet.charAt(byte % 32)).join('')
  return `${letters.slice(0, 5)}-${letters.slice(5)}`
}

/** The same code however it was typed: without hyphen, in small letters, with O for 0 and I or L for 1. */
export const plainRecoveryCode = (typed: string): string =>
  typed.toUpperCase().replaceAll('-', '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')

/** Which second steps a person can take; recovery codes stand in for a way and are none by themselves. */
export function waysOf(set: {
  sms: boolean
  authenticator: boolean
  passkeys: readonly unknown[]
  recoveryCodesLeft: number
}): SecondStepWay[] {
  const ways: SecondStepWay[] = []
  if (set.passkeys.length > 0) ways.push('passkey')
  if (set.authenticator) ways.push('authenticator')
  if (set.sms) ways.push('sms')
  if (ways.length > 0 && set.recoveryCodesLeft > 0) ways.push('recovery_code')
  return ways
}

const systems: [RegExp, string][] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Macintosh|Mac OS/, 'Mac'],
  [/Linux/, 'Linux'],
]
const browsers: [RegExp, string][] = [
  [/Edg/, 'Edge'],
  [/Firefox|FxiOS/, 'Firefox'],
  [/Chrome|CriOS/, 'Chrome'],
  [/Safari/, 'Safari'],
]

/** What a person would call a device, from what its browser says of itself: for recognising, never for deciding. */
export function nameOfDevice(userAgent: string): string {
  const nameIn = (names: [RegExp, string][]) => names.find(([mark]) => mark.test(userAgent))?.[1]
  const parts = [nameIn(systems), nameIn(browsers)].filter((part) => part !== undefined)
  return parts.length > 0 ? parts.join('・') : 'ほかの端末'
}
