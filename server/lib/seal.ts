import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const algorithm = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

/** What is sealed: each purpose has a key of its own, derived from the town's sealing key (HKDF, RFC 5869). */
export type Purpose = 'sign-in/authenticator' | 'sign-in/provider-grant' | 'webhooks/secret'

const keyOf = (sealingKey: string, purpose: Purpose) =>
  Buffer.from(hkdfSync('sha256', sealingKey, '', purpose, 32))

type Seal = { sealingKey: string; purpose: Purpose; belongsTo: string }

/** Encrypts a secret that has to be read again; `belongsTo` is bound to it, so that rows cannot be swapped. */
export function seal({ sealingKey, purpose, belongsTo }: Seal, secret: Buffer): Buffer {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv(algorithm, keyOf(sealingKey, purpose), nonce).setAAD(Buffer.from(belongsTo))
  const sealed = Buffer.concat([cipher.update(secret), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
}

/** Gives the secret back; throws when it was altered, belongs to somebody else, or the key is another. */
export function unseal({ sealingKey, purpose, belongsTo }: Seal, kept: Buffer): Buffer {
  const key = keyOf(sealingKey, purpose)
  const decipher = createDecipheriv(algorithm, key, kept.subarray(0, nonceBytes), { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(belongsTo)).setAuthTag(kept.subarray(nonceBytes, nonceBytes + tagBytes))
  return Buffer.concat([decipher.update(kept.subarray(nonceBytes + tagBytes)), decipher.final()])
}
