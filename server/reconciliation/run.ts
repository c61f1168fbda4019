import { createHash } from 'node:crypto'
import type { DifferenceKind } from '#contract/reconciliation.ts'
import type { Context } from '../context.ts'
import { enqueue } from '../jobs/queue.ts'
import type { Transaction } from '../lib/database.ts'
import { addDays, dayOf, startOfDay } from '../lib/day.ts'
import { makeId } from '../lib/id.ts'
import type { ParsedReport } from '../providers/report.ts'
import { bookLumpSums } from './book-lump-sums.ts'
import * as queries from './compare-queries.ts'
import { endDifferences, openDifferences } from './difference-queries.ts'
import { hoursToReport } from './rules.ts'

const ofOrders: DifferenceKind[] = [
  'ours_missing',
  'theirs_missing',
  'amount_differs',
  'twice',
  'refunded_there',
  'wrong_day',
]
const ofFiles: DifferenceKind[] = ['file_missing', 'file_unreadable']

/**
 * Fetches every report that is still wanted, of all days up to yesterday, lays it beside the ledger and books the
 * lump sums that this explains. Doing it twice changes nothing; a provider that does not answer holds up only
 * itself.
 */
export async function runReconciliation(context: Context): Promise<void> {
  const yesterday = addDays(dayOf(context.now()), -1)
  for (const source of await queries.listSources(context.database)) {
    for (const day of await queries.listWantedDays(context.database, source, yesterday)) {
      await reconcileDay(context, source, day)
      // A charge of the last minutes of a day may stand in the report of the next.
      if (await queries.hasCurrentFile(context.database, source.name, addDays(day, -1)))
        await context.database.transact((tx) => compare(context, tx, source, addDays(day, -1)))
    }
    await context.database.transact((tx) => bookLumpSums(context, tx, source.name))
  }
}

type Fetched = { name: string; bytes: Uint8Array }

async function reconcileDay(context: Context, source: queries.Source, day: string): Promise<void> {
  const provider = context.providers.reports[source.name]
  if (!provider) return
  const fetched = await provider.fetchReport(day, context.now()).catch(() => 'not_ready' as const)
  await context.database.transact(async (tx) => {
    await queries.lockDay(tx, source.name, day)
    if (fetched === 'not_ready') await noteMissing(context, tx, source, day)
    else await keep(context, tx, { source, day, fetched, parsed: provider.parseReport(fetched.bytes, day) })
    if (await queries.hasCurrentFile(tx, source.name, day)) await compare(context, tx, source, day)
  })
}

async function noteMissing(context: Context, tx: Transaction, source: queries.Source, day: string) {
  const now = context.now()
  const dueAt = startOfDay(addDays(day, 1)).getTime() + hoursToReport * 3_600_000
  if (now.getTime() < dueAt || (await queries.hasCurrentFile(tx, source.name, day))) return
  await openDifferences(tx, { source: source.name, day, now }, [ofFile('file_missing')])
}

const ofFile = (kind: DifferenceKind) => ({
  kind,
  ...{ reference: '', topUpId: null, ourAmount: null, theirAmount: null },
})

type Received = { source: queries.Source; day: string; fetched: Fetched; parsed: ParsedReport }

/** Keeps what came, once for the same bytes. A file that cannot be read replaces nothing that was believed. */
async function keep(context: Context, tx: Transaction, { source, day, fetched, parsed }: Received) {
  const place = { source: source.name, day, now: context.now() }
  const readable = parsed.faults.length === 0
  const id = makeId()
  const content = Buffer.from(fetched.bytes)
  const sha256 = createHash('sha256').update(content).digest()
  const isNew = await queries.insertFile(tx, {
    ...{ id, source: source.name, day, name: fetched.name, content, faults: parsed.faults },
    sha256,
    // It becomes current when what was believed so far has made room.
    state: 'unreadable',
    receivedAt: place.now,
  })
  const wrong = readable ? [] : [ofFile('file_unreadable')]
  await openDifferences(tx, place, wrong)
  await endDifferences(tx, place, { kinds: ofFiles, still: wrong })
  if (!readable) return
  if (isNew) {
    await queries.insertLines(tx, id, parsed.lines)
    await queries.makeCurrent(tx, { source: source.name, day, id })
  } else {
    // The provider has gone back to what it said before; where it has said nothing new, this changes nothing.
    const kept = await queries.findFileByHash(tx, source.name, day, sha256)
    if (kept?.state === 'replaced') await queries.makeCurrent(tx, { source: source.name, day, id: kept.id })
  }
}

/** Money that was taken and not credited, or given back behind our back, is asked about like any lost answer. */
const toAskAbout: readonly DifferenceKind[] = ['ours_missing', 'refunded_there']

async function compare(
  context: Context,
  tx: Transaction,
  source: queries.Source,
  day: string,
): Promise<void> {
  const now = context.now()
  const of = { source: source.name, clearing: source.clearing, day }
  const place = { source: source.name, day, now }
  const found = await queries.judge(tx, of)
  await openDifferences(tx, place, found)
  await endDifferences(tx, place, { kinds: ofOrders, still: found })
  await queries.summarise(tx, of, { differing: found.length, now })
  for (const { kind, topUpId } of found) {
    if (topUpId && toAskAbout.includes(kind)) await enqueue(context.queue, tx, 'top-ups.ask', { topUpId })
  }
}
