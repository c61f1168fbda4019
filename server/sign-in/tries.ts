import { createHash } from 'node:crypto'
import type { Person } from '../access.ts'
import type { Context } from '../context.ts'
import { refuse } from '../lib/refusal.ts'
import { deleteTriesBefore, takeTry } from './queries.ts'
import { pauses, triesDays } from './rules.ts'

type Tried = { audience: Person['audience']; mail: string } | { loginId: string }

/** The key of a row of tries: at the password of an address, or at the second steps of a login. */
export function triesOf(tried: Tried): Buffer {
  const text =
    'loginId' in tried ? `step/${tried.loginId}` : `password/${tried.audience}/${tried.mail.toLowerCase()}`
  return createHash('sha256').update(text).digest()
}

/** Takes a try before it is compared; only success gives it back. Refuses what is said, while tries pause. */
export async function requireTry(
  context: Context,
  tries: Buffer,
  paused: 'sign_in_paused' | 'second_step_paused',
): Promise<void> {
  const now = context.now()
  const until = await takeTry(context.database, tries, now, pauses)
  if (!until) return
  refuse(paused, { waitSeconds: Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000)) })
}

/** Forgets rows of tries that are long over: anybody can begin one for an address that nobody has. */
export async function forgetOldTries(context: Context): Promise<void> {
  await deleteTriesBefore(context.database, new Date(context.now().getTime() - triesDays * 86_400_000))
}
