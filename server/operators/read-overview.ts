import type { ReplyOf } from '#contract/endpoint.ts'
import type { readOverview as endpoint } from '#contract/operators.ts'
import { dayOf, startOfDay } from '../lib/day.ts'
import type { Call } from '../route.ts'
import * as queries from './queries.ts'

/**
 * Tells what is in circulation, what is owed to stores, what moved today (JST), which top-ups nobody knows the
 * outcome of, and which stores wait for the office; all as of one instant, so that the figures add up. Refuses nothing.
 */
export async function readOverview({ context }: Call<typeof endpoint>): Promise<ReplyOf<typeof endpoint>> {
  return context.database.transact(async (tx) => {
    await queries.seeOneInstant(tx)
    const now = context.now()
    const unresolved = await queries.readUnresolvedTopUps(tx)
    return {
      ...(await queries.readCounts(tx)),
      waiting: await queries.readWaiting(tx),
      unspent: await queries.readUnspent(tx),
      owedToStores: await queries.readOwedToStores(tx),
      today: await queries.readMovementSince(tx, startOfDay(dayOf(now))),
      unresolvedTopUps: unresolved.map((each) => ({ ...each, requestedAt: each.requestedAt.toISOString() })),
      asOf: now.toISOString(),
    }
  })
}
