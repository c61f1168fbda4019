import type { Context } from '../context.ts'
import { refuse } from '../lib/refusal.ts'
import { findCard, listCards, markRemoved } from './queries.ts'

/** Forgets a card, here and at the company; twice is once. Refuses not_found and card_company_unavailable. */
export async function removeCard(context: Context, residentId: string, id: string): Promise<void> {
  const card = await findCard(context.database, residentId, id)
  if (!card) refuse('not_found')
  if (card.removed) return
  await context.providers.card.removeCard(card.ref).catch(() => refuse('card_company_unavailable'))
  await markRemoved(context.database, id, context.now())
}

/** Forgets every card of a resident who has left; throws while the company cannot be reached, and is done again. */
export async function removeAllCards(context: Context, residentId: string): Promise<void> {
  for (const { id } of await listCards(context.database, residentId, context.now())) {
    await removeCard(context, residentId, id)
  }
}
