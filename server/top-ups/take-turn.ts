import type { Queries } from '../lib/database.ts'
import { refuse } from '../lib/refusal.ts'
import { findTurn, keepTurn, type LineNow, nextTurn, readLine, useTurn } from './line-queries.ts'
import { hasCome, isForfeit, placeInLine } from './line-rules.ts'

export type Turn = LineNow & { turnAt: Date }

/**
 * Tells somebody who stands in line how long it still takes, with one question to the database: thousands may ask.
 * Refuses top_up_line until the turn has come.
 */
export async function waitForTurn(queries: Queries, residentId: string, now: Date): Promise<void> {
  const turn = await findTurn(queries, residentId, now)
  if (turn && !hasCome(turn)) refuseUntil(turn)
}

/**
 * Takes the resident's turn, whose wallet is locked: the one that has come is used up, and who has none gets the next
 * one. Gives null when a top-up may begin, and otherwise the turn to wait for, which is kept with the transaction.
 */
export async function takeTurn(tx: Queries, residentId: string, now: Date): Promise<Turn | null> {
  const turnAt = await useTurn(tx, residentId)
  const mine = turnAt && { turnAt, ...(await readLine(tx, now)) }
  if (mine && hasCome(mine) && !isForfeit(mine)) return null
  const turn = mine && !hasCome(mine) ? mine : await nextTurn(tx, now)
  if (hasCome(turn)) return null
  await keepTurn(tx, residentId, turn)
  return turn
}

/** Refuses top_up_line with the place and the seconds until the turn comes. */
export function refuseUntil(turn: Turn): never {
  refuse('top_up_line', placeInLine(turn))
}
