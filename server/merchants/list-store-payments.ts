import type { ReplyOf } from '#contract/endpoint.ts'
import type { listStorePayments as endpoint } from '#contract/merchants.ts'
import { addDays, dayOf, startOfDay } from '../lib/day.ts'
import type { Call } from '../route.ts'
import { requireDay, staffOf } from '../staff.ts'
import { readStorePayments, readTakings, type StorePayment } from './queries.ts'

const pageSize = 50

/**
 * Tells a page of what the caller's store took on a day in Japan, newest first, with the day's sums.
 * Refuses manager_needed for a day that is over.
 */
export async function listStorePayments({
  context,
  caller,
  query,
}: Call<typeof endpoint>): Promise<ReplyOf<typeof endpoint>> {
  const { storeId } = staffOf(caller)
  const day = query.day ?? dayOf(context.now())
  requireDay(context, caller, day)
  const span = { from: startOfDay(day), until: startOfDay(addDays(day, 1)) }
  const page = { ...span, before: query.before ?? null, limit: pageSize + 1 }
  const [found, takings] = await Promise.all([
    readStorePayments(context.database, storeId, page),
    readTakings(context.database, storeId, span),
  ])
  const more = new Set(found.map(({ id }) => id)).size > pageSize
  const shown = more ? found.filter(({ id }) => id !== found.at(-1)?.id) : found
  return { day, takings, payments: shown.map(toStorePayment), more }
}

/** A payment as the merchant app is told it. */
export const toStorePayment = ({ id, coin, points, paidAt, refunded }: StorePayment) => ({
  id,
  coin,
  points,
  paidAt: paidAt.toISOString(),
  refunded,
})
