// Too much on purpose: three times what the server can do, and answers that are lost on their way.
import { type Database, sql } from '#server/lib/database.ts'
import type { HttpServer } from './http.ts'
import { quantileOf, round } from './measure.ts'
import type { BenchTown } from './town.ts'

export type OverloadOutcome = {
  /** Payments a second: what the server can do, what was offered, and what it let in and did. */
  capacity: number
  offered: number
  paid: number
  /** The share that was answered with 503 and Retry-After. */
  shedShare: number
  /** From sending to the answer: of who was let in, and of who was not. */
  paidMs: { p50: number; p99: number }
  shedMs: { p50: number; p99: number }
  /** Neither paid nor shed; acknowledged and not in the books; in the books and not acknowledged. */
  otherwise: number
  lost: number
  unasked: number
  /** Seconds from the end of the surge until every payment was answered as in calm weather. */
  secondsBack: number
}

/**
 * Offers three times the capacity for some seconds and then a half of it: whoever is let in must be served, whoever is
 * not must be told when to come back, and afterwards it must be as before. Calm is what a half of the capacity gives:
 * up to three times its slowest hundredth.
 */
export async function overload(
  town: BenchTown,
  http: HttpServer,
  capacity: number,
  seconds: { surge: number; calm: number },
): Promise<OverloadOutcome> {
  const stores = town.stores.slice(0, 1)
  const half = { rate: capacity / 2, seconds: seconds.calm }
  const before = await http.play({ stores, connections: 256, rate: half.rate, seconds: seconds.surge })
  const calmMs = 3 * quantileOf(before.latencies, 0.99)
  const held = await countPayments(town.owner)
  const told = await http.play({
    ...{ stores, connections: 4096, rate: capacity * 3, seconds: seconds.surge },
    ...{ afterwards: half, tellIds: true },
  })
  const end = seconds.surge * 1000
  const inSurge = told.answeredIn.filter((_, n) => (told.dueAt[n] ?? 0) < end)
  const shedInSurge = told.shed.dueAt.filter((due) => due < end).length
  const slow = told.dueAt.filter((due, n) => due >= end && (told.latencies[n] ?? 0) > calmMs)
  const stillShed = told.shed.dueAt.filter((due) => due >= end)
  const found = await countThese(town.owner, told.ids)
  return {
    capacity: round(capacity),
    offered: round((inSurge.length + shedInSurge) / seconds.surge),
    paid: round(inSurge.length / seconds.surge),
    shedShare: round(shedInSurge / (inSurge.length + shedInSurge)),
    paidMs: spread(inSurge),
    shedMs: spread(told.shed.answeredIn),
    otherwise: told.unanswered + Object.values(told.failed).reduce((sum, count) => sum + count, 0),
    lost: told.ids.length - found.whole,
    unasked: (await countPayments(town.owner)) - held - told.ids.length,
    secondsBack: round((Math.max(end, ...slow.slice(-1), ...stillShed.slice(-1)) - end) / 1000),
  }
}

export async function countPayments(owner: Database): Promise<number> {
  const { count } = await owner.one<{ count: number }>(sql`
    select count(*) as count from ledger.posting where kind = 'payment'`)
  return count
}

/** How many of these payments are there at all, and whole, with coin and points. */
export function countThese(owner: Database, ids: string[]): Promise<{ there: number; whole: number }> {
  return owner.one(sql`
    select count(*) as there, count(*) filter (where x.transfers = 2) as whole
    from (
      -- By the key of transfers, which begins with the id; postings cannot be found by their id alone.
      select t.bucket, t.owner, t.posting, count(*) as transfers
      from ledger.transfer t
      where t.posting = any (${ids}::uuid[])
      group by t.bucket, t.owner, t.posting
      offset 0) x
    join ledger.posting p on p.bucket = x.bucket and p.owner = x.owner and p.id = x.posting and p.kind = 'payment'`)
}

const spread = (list: number[]) => ({
  p50: round(quantileOf(list, 0.5)),
  p99: round(quantileOf(list, 0.99)),
})
