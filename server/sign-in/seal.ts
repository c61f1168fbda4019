import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import type { Context } from '../context.ts'

const algorithm = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

const keyOf = (context: Context) =>
  Buffer.from(hkdfSync('sha256', context.config.sealingKey, '', 'sign-in/authenticator', 32))

/** Encrypts a secret that has to be read again; `belongsTo` is bound to it, so that rows cannot be swapped. */
export function seal(context: Context, belongsTo: string, secret: Buffer): Buffer {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv(algorithm, keyOf(context), nonce).setAAD(Buffer.from(belongsTo))
  const sealed = Buffer.concat([cipher.update(secret), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
}

/** Gives the secret back; throws when it was altered, belongs to somebody else, or the key is another. */
export function unseal(context: Context, belongsTo: string, kept: Buffer): Buffer {
  const decipher = createDecipheriv(algorithm, keyOf(context), kept.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  })
  decipher.setAAD(Buffer.from(belongsTo)).setAuthTag(kept.subarray(nonceBytes, nonceBytes + tagBytes))
  return Buffer.concat([decipher.update(kept.subarray(nonceBytes + tagBytes)), decipher.final()])
}
