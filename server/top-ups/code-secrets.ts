// What a charge code is made of, and why guessing one does not pay.
//
// A code is printed twice on its slip. The QR code holds 128 bits, which nobody guesses. The sixteen digits are for
// fingers: two of them check for slips, so fourteen are secret, 46 bits. With 100,000 codes live, one guess in a
// thousand million hits. What stands before a guess:
// - only somebody who has shown a My Number Card may try, and a card opens one account: no army of guessers;
// - a person is compared five times in an hour, an address thirty times, counted before comparing (redeem-code.ts). A
//   person who never sleeps makes 44,000 tries in a year: a chance of 1 in 23,000 to find a single code in that year;
// - what is kept are hashes. The token's is plain SHA-256, because 128 bits cannot be tried out. The digits' is keyed:
//   46 bits could be tried out in an hour by whoever had the table, and the key is not in the database.
//
// Codes are derived from the server's key and not kept, so that a draft's sheet can be printed again and nothing in
// the database can be turned into money. A released batch is printed no more.
import { createHmac } from 'node:crypto'
import { canBeCode, chargeCodePath, checkDigitsOf, codeDigits } from '#contract/charge-codes.ts'
import type { Config } from '../config.ts'
import { hashSecret } from '../lib/id.ts'

type Keys = Config['chargeCodeKeys']

export type CodeSecrets = { token: string; digits: string }
export type CodeHashes = { tokenHash: Buffer; digitsHash: Buffer }

/** The secrets of the code with this number in a batch; the same key gives the same ones. Throws for an unknown key. */
export function secretsOf(keys: Keys, batch: { id: string; keyId: string }, serial: number): CodeSecrets {
  const bytes = createHmac('sha512', keyOf(keys, batch.keyId)).update(`code/${batch.id}/${serial}`).digest()
  const fourteen = String(bytes.readBigUInt64BE(16) % 10n ** 14n).padStart(codeDigits - 2, '0')
  return {
    token: bytes.subarray(0, 16).toString('base64url'),
    digits: fourteen + checkDigitsOf(fourteen),
  }
}

/** What is kept of the secrets. */
export function hashesOf(keys: Keys, keyId: string, { token, digits }: CodeSecrets): CodeHashes {
  return { tokenHash: hashSecret(token), digitsHash: digitsHashOf(keyOf(keys, keyId), digits) }
}

const digitsHashOf = (key: string, digits: string) =>
  createHmac('sha256', key).update(`digits/${digits}`).digest()

function keyOf(keys: Keys, keyId: string): string {
  const found = keys.find((each) => each.keyId === keyId)
  if (!found) throw new Error(`the key ${keyId} of charge codes is not among CHARGE_CODE_KEYS`)
  return found.key
}

/** What somebody scanned or typed, as it can be looked up: under each key that codes may have been made with. */
export type Shown = { tokenHash: Buffer } | { digitsHashes: Buffer[] }

/** Reads a scanned address, its secret alone, or sixteen digits with any spacing; undefined for anything else. */
export function readShown(keys: Keys, text: string): Shown | undefined {
  const token = /^(?:https?:\/\/\S+#)?([A-Za-z0-9_-]{22})$/.exec(text.trim())?.[1]
  if (token) return { tokenHash: hashSecret(token) }
  const digits = text.normalize('NFKC').replaceAll(/[\s-]/g, '')
  if (!canBeCode(digits)) return undefined
  return { digitsHashes: keys.map(({ key }) => digitsHashOf(key, digits)) }
}

/** The text of a code's QR code. */
export const addressOf = (origin: string, { token }: CodeSecrets): string =>
  `${origin}${chargeCodePath}#${token}`
