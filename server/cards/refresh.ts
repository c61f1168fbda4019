import type { Context } from '../context.ts'
import { makeId } from '../lib/id.ts'
import { findPayer, keepCard, lockCardsOf, markOthersRemoved, readRules } from './queries.ts'
import { chooseCards } from './rules.ts'

/**
 * Brings the saved cards of a resident up to date with the card company, which alone knows what was saved on its
 * page; doubles, and cards above the most that one person may have, are forgotten there. Twice is once. Throws
 * without an answer.
 */
export async function refreshCards(context: Context, residentId: string): Promise<void> {
  const payer = await findPayer(context.database, residentId)
  if (!payer) return
  const { card } = context.providers
  const at = context.now()
  const { perPerson } = await readRules(context.database, at)
  const { keep, forget } = chooseCards(await card.listCards(payer.ref), perPerson)
  await context.database.transact(async (tx) => {
    await lockCardsOf(tx, residentId)
    for (const saved of keep) await keepCard(tx, makeId(), residentId, saved)
    await markOthersRemoved(
      tx,
      residentId,
      keep.map(({ ref }) => ref),
      at,
    )
  })
  for (const { ref } of forget) await card.removeCard(ref)
}
