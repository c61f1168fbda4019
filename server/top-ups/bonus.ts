import { type Bonus, bonusOf, partsFor } from '#contract/campaigns.ts'
import { topUpCan } from '#contract/top-ups.ts'
import type { Queries } from '../lib/database.ts'
import { listBonuses, listOffers } from './bonus-queries.ts'
import type { TopUpRow } from './queries.ts'

/**
 * What a top-up brings: what was promised when it was confirmed and what became of it, and before that, what would be
 * promised now. Nothing for one that failed.
 */
export async function readBonus(queries: Queries, topUp: TopUpRow, now: Date): Promise<Bonus> {
  const { residentId, amount, postingId, state } = topUp
  const undecided = topUpCan.confirm(state) || topUpCan.visit(state)
  return bonusOf(
    undecided
      ? partsFor(amount, await listOffers(queries, residentId, now))
      : await listBonuses(queries, residentId, postingId),
  )
}
