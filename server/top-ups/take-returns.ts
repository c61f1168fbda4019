import type { Context } from '../context.ts'
import { findByCard } from './card-queries.ts'
import { takeBackTopUp } from './take-back.ts'

/**
 * Books what the card company has taken back of a credited top-up, each refund and each dispute once, as its API says.
 * Throws without an answer; refuses nothing.
 */
export async function takeReturns(context: Context, topUpId: string): Promise<void> {
  const attemptRef = (await findByCard(context.database, topUpId))?.attemptRef
  if (!attemptRef) return
  for (const { cause, ref, amount, taken } of await context.providers.card.listReturns(attemptRef)) {
    if (!taken) continue
    const takeBack = { topUpId, amount, cause, providerRef: ref, at: context.now() }
    await context.database.transact((tx) => takeBackTopUp(tx, takeBack))
  }
}
