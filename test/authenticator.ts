// An authenticator app as a phone has it: keeps a secret in base32 and shows six digits for an instant.
import { stepAt, totpOf } from '#server/sign-in/totp.ts'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The six digits that an app with this secret shows at an instant, or some steps of 30 seconds later. */
export function showDigits(secret: string, at: Date, steps = 0): string {
  return totpOf(fromBase32(secret), stepAt(at) + steps)
}

function fromBase32(text: string): Buffer {
  const bits = [...text].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0'))
  return Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}
