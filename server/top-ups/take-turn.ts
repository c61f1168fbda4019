import type { Queries } from '../lib/database.ts'
import { refuse } from '../lib/refusal.ts'
import { findTurn, keepTurn, nextTurn, readPace, useTurn } from './line-queries.ts'
import { hasCome, isForfeit, placeInLine } from './rules.ts'

/**
 * Tells somebody who stands in line how long it still takes, with one question to the database: thousands may ask.
 * Refuses top_up_line until the turn has come.
 */
export async function waitForTurn(queries: Queries, residentId: string, now: Date): Promise<void> {
  const turnAt = await findTurn(queries, residentId)
  if (turnAt && !hasCome(turnAt, now)) await refuseUntil(queries, turnAt, now)
}

/**
 * Takes the resident's turn, whose wallet is locked: the one that has come is used up, and who has none gets the next
 * one. Gives null when a top-up may begin, and otherwise when the turn will come, which is kept with the transaction.
 */
export async function takeTurn(tx: Queries, residentId: string, now: Date): Promise<Date | null> {
  const mine = await useTurn(tx, residentId)
  if (mine && hasCome(mine, now) && !isForfeit(mine, now)) return null
  const turnAt = mine && !hasCome(mine, now) ? mine : await nextTurn(tx, now)
  if (hasCome(turnAt, now)) return null
  await keepTurn(tx, residentId, turnAt, now)
  return turnAt
}

/** Refuses top_up_line with the place and the seconds until the turn comes. */
export async function refuseUntil(queries: Queries, turnAt: Date, now: Date): Promise<never> {
  refuse('top_up_line', placeInLine(turnAt, now, await readPace(queries, now)))
}
