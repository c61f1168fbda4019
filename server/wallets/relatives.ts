import type { Context } from '../context.ts'
import { refuse } from '../lib/refusal.ts'
import { findRelative } from './queries.ts'

/**
 * Whose wallet somebody may look at by a help. Refuses not_found for a help that is over, or another's, and
 * relative_cannot while either account is stopped.
 */
export async function relativeOf(context: Context, helpId: string, helperId: string): Promise<string> {
  const relative = await findRelative(context.database, helpId, helperId)
  if (!relative) refuse('not_found')
  return relative.stopped ? refuse('relative_cannot') : relative.id
}
