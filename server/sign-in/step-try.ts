import type { Context } from '../context.ts'
import { refuse } from '../lib/refusal.ts'
import { takeStepTry } from './queries.ts'
import { stepPauses } from './rules.ts'

/** Takes a try before an answer is compared; it is given back by success only. Refuses second_step_paused. */
export async function requireTry(context: Context, loginId: string): Promise<void> {
  const now = context.now()
  const pausedUntil = await takeStepTry(context.database, loginId, now, stepPauses)
  if (!pausedUntil) return
  const waitSeconds = Math.max(1, Math.ceil((pausedUntil.getTime() - now.getTime()) / 1000))
  refuse('second_step_paused', { waitSeconds })
}
