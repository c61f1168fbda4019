import type { Context } from '../context.ts'
import { accounts, post, type Posting } from '../ledger/post.ts'
import type { Queries, Transaction } from '../lib/database.ts'
import { startOfDay } from '../lib/day.ts'
import { endDifferences, openDifferences } from './difference-queries.ts'
import { explainLumpSum } from './rules.ts'
import * as queries from './statement-queries.ts'

/**
 * Books every lump sum of a source that days explain: the money from the town's account, and the fee that the
 * provider kept, to the clearing account. What no days explain becomes a difference and is booked by two people.
 * Doing it twice changes nothing.
 */
export async function bookLumpSums(context: Context, tx: Transaction, source: string): Promise<void> {
  const now = context.now()
  for (const line of await queries.lockOpenLines(tx, source)) {
    const unpaid = await queries.listUnpaidDays(tx, source, line.on)
    const days = explainLumpSum(line.amount, unpaid)
    const place = { source, day: line.on, now }
    const asDifference = {
      ...{ kind: 'lump_sum_unexplained' as const, reference: line.id, topUpId: null },
      ...{ ourAmount: unpaid.reduce((sum, { net }) => sum + net, 0), theirAmount: line.amount },
    }
    if (!days) {
      await openDifferences(tx, place, [asDifference])
      continue
    }
    const fee = unpaid.filter(({ day }) => days.includes(day)).reduce((sum, each) => sum + each.fee, 0)
    await bookLumpSum(tx, { source, line, fee, now })
    await queries.markPaid(tx, source, days, line.id)
    await endOne(tx, { source, day: line.on, now }, line.id)
  }
}

/** Ends the difference of one lump sum and leaves those of others on its day. */
async function endOne(tx: Queries, place: { source: string; day: string; now: Date }, lineId: string) {
  const others = (await queries.lockOpenLines(tx, place.source)).filter(({ id }) => id !== lineId)
  const still = others.map(({ id }) => ({ kind: 'lump_sum_unexplained' as const, reference: id }))
  await endDifferences(tx, place, { kinds: ['lump_sum_unexplained'], still })
}

type Booking = { source: string; line: queries.OpenLine; fee: number; now: Date }

/** Posts one lump sum under its line's id, and the fee of the days that it pays for. */
export async function bookLumpSum(tx: Queries, { source, line, fee, now }: Booking): Promise<void> {
  const { clearing, feeId } = await queries.readBooking(tx, source, line.id)
  const posting = (id: string, kind: string, from: string, amount: number): Posting => ({
    ...{ id, owner: clearing, kind, via: source },
    occurredAt: startOfDay(line.on),
    transfers: [{ from, to: clearing, currency: 'coin', amount }],
  })
  await post(tx, [
    posting(line.id, 'lump_sum', accounts.bankCash, line.amount),
    ...(fee > 0
      ? [{ ...posting(feeId, 'provider_fee', accounts.providerFees, fee), causedBy: line.id }]
      : []),
  ])
  await queries.markBooked(tx, line.id, now)
}
