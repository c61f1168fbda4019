import { argon2, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { sameBytes } from '../lib/id.ts'

// OWASP's second choice of parameters: 19 MiB, two passes; 38 ms on a small machine.
const memory = 19 * 1024
const passes = 2
const tagLength = 32

const derive = promisify(argon2)

function deriveTag(
  password: string,
  nonce: Buffer,
  cost: { memory: number; passes: number },
): Promise<Buffer> {
  // NFKC makes the same password of what different keyboards send for it.
  const message = Buffer.from(password.normalize('NFKC'))
  return derive('argon2id', { message, nonce, parallelism: 1, tagLength, ...cost })
}

/** What is kept of a password: `$argon2id$v=19$m=…,t=…,p=1$salt$tag`, as others write it. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const tag = await deriveTag(password, nonce, { memory, passes })
  return `$argon2id$v=19$m=${memory},t=${passes},p=1$${base64(nonce)}$${base64(tag)}`
}

/** Whether a password is the one that was kept; takes as long for a wrong one. */
export async function isPassword(password: string, kept: string): Promise<boolean> {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$([^$]+)\$([^$]+)$/.exec(kept)
  if (!parts) throw new Error('not a kept password')
  const [, m, t, salt, tag] = parts as unknown as [string, string, string, string, string]
  const derived = await deriveTag(password, Buffer.from(salt, 'base64'), {
    memory: Number(m),
    passes: Number(t),
  })
  return sameBytes(derived, Buffer.from(tag, 'base64'))
}

const base64 = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '')

// Made when the server starts, so that the first stranger does not wait for it.
const nobody = hashPassword(randomBytes(16).toString('hex'))

/** A kept password that nobody has: compared with where there is no account, so that time does not tell. */
export const nobodysPassword = (): Promise<string> => nobody
