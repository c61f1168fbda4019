import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { isKnownDevice, type Person } from '../access.ts'
import type { Context } from '../context.ts'
import { refuse } from '../lib/refusal.ts'
import { deleteTriesBefore, takeTry } from './queries.ts'
import { deleteSourcesBefore } from './source-queries.ts'
import { pauses, triesDays } from './rules.ts'

/** At the password of an address, at a code from the desk for it, at the second steps of a login, or at a PIN. */
type Tried =
  | { audience: Person['audience']; mail: string; at?: 'desk' }
  | { loginId: string }
  | { pinOf: string }

/** Who asks: where a request comes from, and whether its browser has signed in with a login before. */
export type Asking = { source: string; knows: (loginId: string) => Promise<boolean> }

/** Who asks, by the request. */
export const askingOf = (context: Context, request: FastifyRequest): Asking => ({
  source: request.ip,
  knows: (loginId) => isKnownDevice(context, request, loginId),
})

/** The key of a row of tries. */
export function triesOf(tried: Tried): Buffer {
  return createHash('sha256').update(textOf(tried)).digest()
}

function textOf(tried: Tried): string {
  if ('loginId' in tried) return `step/${tried.loginId}`
  if ('pinOf' in tried) return `pin/${tried.pinOf}`
  return `${tried.at ?? 'password'}/${tried.audience}/${tried.mail.toLowerCase()}`
}

/** Takes a try before it is compared; only success gives it back. Refuses what is said, while tries pause. */
export async function requireTry(
  context: Context,
  tries: Buffer,
  paused: 'sign_in_paused' | 'second_step_paused' | 'pin_paused',
  schedule: readonly number[] = pauses,
): Promise<void> {
  const now = context.now()
  const until = await takeTry(context.database, tries, now, schedule)
  if (!until) return
  refuse(paused, { waitSeconds: Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000)) })
}

const dayMs = 86_400_000

/** Forgets tries and counts that are long over: anybody can begin any number of them. */
export async function forgetOldTries(context: Context): Promise<void> {
  const now = context.now().getTime()
  await deleteTriesBefore(context.database, new Date(now - triesDays * dayMs))
  await deleteSourcesBefore(context.database, new Date(now - dayMs))
}
