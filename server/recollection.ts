// Whom lately used sessions belong to, so that an act that looks at its caller's session itself needs no trip before.
import type { Caller } from './access.ts'
import { hashSecret } from './lib/id.ts'

/** To whom a session belongs never changes. Whether it is still alive is for the database to say, each time. */
export type Recollection = {
  remember: (caller: Caller, until: Date) => void
  /** The caller as last looked up; `recalled` says that nobody has looked at the session since. */
  recall: (token: string, now: Date) => Caller | undefined
  forget: (caller: Caller) => void
}

/** Remembers so many callers, the last that were looked up. */
export function makeRecollection({ most }: { most: number }): Recollection {
  // Hashes as texts: a Buffer of the driver's would hold the kilobytes of the answer that it came in.
  const known = new Map<string, { caller: Omit<Caller, 'tokenHash'>; until: Date }>()
  const keyOf = (tokenHash: Buffer) => tokenHash.toString('latin1')
  return {
    remember({ tokenHash, ...caller }, until) {
      const key = keyOf(tokenHash)
      known.delete(key)
      known.set(key, { caller, until })
      const [oldest] = known.size > most ? known.keys() : []
      if (oldest !== undefined) known.delete(oldest)
    },
    recall(token, now) {
      const tokenHash = hashSecret(token)
      const entry = known.get(keyOf(tokenHash))
      return entry && entry.until > now ? { ...entry.caller, tokenHash, recalled: true } : undefined
    },
    forget: ({ tokenHash }) => void known.delete(keyOf(tokenHash)),
  }
}
