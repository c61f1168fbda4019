import type { ReplyOf } from '#contract/endpoint.ts'
import type { readMonthTakings as endpoint } from '#contract/settlements.ts'
import { lastOfMonth } from '../lib/day.ts'
import type { Call } from '../route.ts'
import { isClosed, listTakings } from './queries.ts'

/**
 * Tells what each store took in a month, net of what went back. Final once the month's last day is closed; before
 * that, as of now. Refuses nothing; a month without any movement is empty.
 */
export async function readMonth({
  context,
  query,
}: Call<typeof endpoint>): Promise<ReplyOf<typeof endpoint>> {
  const lastDay = lastOfMonth(query.month)
  const stores = await listTakings(context.reportDatabase, `${query.month}-01`, lastDay)
  return {
    month: query.month,
    final: await isClosed(context.reportDatabase, lastDay),
    total: {
      coin: stores.reduce((sum, store) => sum + store.coin, 0),
      points: stores.reduce((sum, store) => sum + store.points, 0),
    },
    stores,
  }
}
