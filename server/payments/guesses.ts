// A store that reads codes which nobody shows is guessing, and is stopped for a while.
import type { Queries } from '../lib/database.ts'
import { refuse } from '../lib/refusal.ts'
import { countCodeTry, readCodeTries } from './code-queries.ts'
import { wrongCodesAllowed, wrongCodesMinutes } from './code-rules.ts'

const windowBegan = (now: Date) => new Date(now.getTime() - wrongCodesMinutes * 60_000)

/** Lets a store charge that has not been guessing. Refuses too_many_requests. */
export async function requireNoGuessing(queries: Queries, storeId: string, now: Date): Promise<void> {
  const tries = await readCodeTries(queries, storeId, windowBegan(now))
  if (tries >= wrongCodesAllowed) refuse('too_many_requests', { waitSeconds: wrongCodesMinutes * 60 })
}

/** Counts a whole code that nobody shows. Right codes cost nothing, however many a store reads at once. */
export async function countGuess(queries: Queries, storeId: string, now: Date): Promise<void> {
  await countCodeTry(queries, storeId, now, windowBegan(now))
}
