import { type Bonus, bonusOf, partsFor } from '#contract/campaigns.ts'
import type { Context } from '../context.ts'
import { refuse } from '../lib/refusal.ts'
import { findPaid, listPaymentOffers } from './bonus-queries.ts'

/**
 * What somebody's payment brings: what was promised and what became of it. In the moment before the worker has decided
 * it, what is going to be promised, by the campaigns that were in force when it was made. Refuses not_found.
 */
export async function readPaymentBonus(
  { database }: Pick<Context, 'database'>,
  residentId: string,
  id: string,
): Promise<Bonus> {
  const paid = await findPaid(database, residentId, id)
  if (!paid) refuse('not_found')
  return bonusOf(
    paid.parts ?? partsFor(paid.coin, await listPaymentOffers(database, residentId, paid.paidAt)),
  )
}
