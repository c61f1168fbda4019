import type { ReplyOf } from '#contract/endpoint.ts'
import type { listUnresolvedTopUps as endpoint } from '#contract/unresolved-top-ups.ts'
import type { Call } from '../route.ts'
import { listUnplaced } from './card-queries.ts'
import { canAsk } from './means.ts'
import { isOpen, minutesUntilAttention } from './rules.ts'
import { listOwed, listUnresolved } from './unresolved-queries.ts'

/** Everything about top-ups that a person should look at, oldest first. Refuses nothing. */
export async function listUnresolvedTopUps({
  context,
  caller,
}: Call<typeof endpoint>): Promise<ReplyOf<typeof endpoint>> {
  const now = context.now()
  const late = new Date(now.getTime() - minutesUntilAttention * 60_000)
  const topUps = await listUnresolved(context.database, late)
  const owed = await listOwed(context.database)
  const unplaced = await listUnplaced(context.database)
  return {
    topUps: topUps.map(({ proposal, ...topUp }) => ({
      ...topUp,
      requestedAt: topUp.requestedAt.toISOString(),
      confirmedAt: topUp.confirmedAt?.toISOString() ?? null,
      askAt: topUp.askAt?.toISOString() ?? null,
      canAsk: isOpen(topUp.state) && canAsk(topUp.means),
      proposal: proposal && {
        ...{
          id: proposal.id,
          verdict: proposal.verdict,
          providerRef: proposal.providerRef,
          note: proposal.note,
        },
        proposedBy: proposal.proposedBy,
        proposedAt: new Date(proposal.proposedAt).toISOString(),
        mine: proposal.proposedById === caller.id,
      },
    })),
    owed: owed.map((each) => ({ ...each, at: each.at.toISOString() })),
    unplaced: unplaced.map((each) => ({ ...each, at: each.at.toISOString() })),
    asOf: now.toISOString(),
  }
}
