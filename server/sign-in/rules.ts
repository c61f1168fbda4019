import { passwordMin } from '#contract/sign-in.ts'

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

/** How long sign-in pauses after so many wrong passwords in a row, in seconds. */
export function pauseAfter(failures: number): number {
  if (failures < 5) return 0
  if (failures >= 10) return 15 * 60
  return 2 ** (failures - 5) * 5
}

/** How long a link in a mail can be used, in hours. */
export const linkHours = 24
/** How many such links an hour a person may ask for. */
export const linksPerHour = 5
/** How long the second step of a sign-in may take, in minutes. */
export const challengeMinutes = 10
