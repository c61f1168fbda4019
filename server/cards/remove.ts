import type { Context } from '../context.ts'
import { enqueue, givenUpAfterMs } from '../jobs/queue.ts'
import { refuse } from '../lib/refusal.ts'
import { findCard, listCards, listLeftSaved, markRemoved } from './queries.ts'

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

/** Has the cards forgotten of those who left so long ago that the job of their leaving was lost. */
export async function removeLeft(context: Context): Promise<void> {
  const before = new Date(context.now().getTime() - givenUpAfterMs)
  await context.database.transact(async (tx) => {
    for (const { residentId } of await listLeftSaved(tx, before)) {
      await enqueue(context.queue, tx, 'cards.forget-all', { residentId })
    }
  })
}
