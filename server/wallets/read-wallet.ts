import type { readWallet as endpoint } from '#contract/wallets.ts'
import type { ReplyOf } from '#contract/endpoint.ts'
import type { Call } from '../route.ts'
import { dayOf } from '../lib/day.ts'
import { readKeptWallet, readPlannedPoints } from './queries.ts'
import { spendableOn } from './rules.ts'

/** Tells what can be spent now, what runs out next, and which bonus is still to come. Refuses nothing. */
export async function readWallet({
  context,
  caller,
}: Call<typeof endpoint>): Promise<ReplyOf<typeof endpoint>> {
  const now = context.now()
  const [kept, plannedPoints] = await Promise.all([
    readKeptWallet(context.database, caller.id),
    readPlannedPoints(context.database, caller.id),
  ])
  return { coin: kept.coin, ...spendableOn(dayOf(now), kept.ahead), plannedPoints, asOf: now.toISOString() }
}
