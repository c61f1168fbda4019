import type { Context } from '../context.ts'
import { lapse } from '../ledger/post.ts'
import { dayOf } from '../lib/day.ts'
import { listWalletsToLapse } from './queries.ts'

const atOnce = 500

/**
 * Posts as lapsed all points whose last day (JST) is over. Nothing depends on the hour at which it runs:
 * a payment lapses what has run out before it spends. Gives the number of wallets that lost points.
 */
export async function lapsePoints(context: Context): Promise<number> {
  const today = dayOf(context.now())
  let lapsed = 0
  for (;;) {
    const wallets = await listWalletsToLapse(context.database, today, atOnce)
    if (wallets.length === 0) return lapsed
    lapsed += await lapse(context.database, wallets, today)
  }
}
