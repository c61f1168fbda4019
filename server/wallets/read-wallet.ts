import type { readRelativesWallet as relativesEndpoint, readWallet as endpoint } from '#contract/wallets.ts'
import type { ReplyOf } from '#contract/endpoint.ts'
import type { Context } from '../context.ts'
import type { Call } from '../route.ts'
import { dayOf } from '../lib/day.ts'
import { readKeptWallet, readPlannedPoints } from './queries.ts'
import { relativeOf } from './relatives.ts'
import { spendableOn } from './rules.ts'

type Wallet = ReplyOf<typeof endpoint>

/** Tells what can be spent now, what runs out next, and which bonus is still to come. Refuses nothing. */
export const readWallet = ({ context, caller }: Call<typeof endpoint>): Promise<Wallet> =>
  readWalletOf(context, caller.id)

/** The same of a relative whom the caller helps. Refuses not_found and relative_cannot. */
export async function readRelativesWallet({
  context,
  caller,
  params,
}: Call<typeof relativesEndpoint>): Promise<Wallet> {
  return readWalletOf(context, await relativeOf(context, params.id, caller.id))
}

async function readWalletOf(context: Context, residentId: string): Promise<Wallet> {
  const now = context.now()
  const [kept, plannedPoints] = await Promise.all([
    readKeptWallet(context.database, residentId),
    readPlannedPoints(context.database, residentId),
  ])
  return { coin: kept.coin, ...spendableOn(dayOf(now), kept.ahead), plannedPoints, asOf: now.toISOString() }
}
