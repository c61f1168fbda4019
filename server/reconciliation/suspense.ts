// What nobody can place yet waits in the suspense account, and is open until two people have cleared it.
import { accounts, post } from '../ledger/post.ts'
import type { Transaction } from '../lib/database.ts'
import { startOfDay } from '../lib/day.ts'
import { makeId } from '../lib/id.ts'
import { type Difference, openDifferences } from './difference-queries.ts'
import * as queries from './suspense-queries.ts'

/** Yen by which the provider owes more than the ledger has placed, without what stands in suspense already. */
export async function readUnplaced(tx: Transaction, found: Difference): Promise<number> {
  const differing = (found.theirAmount ?? 0) - (found.ourAmount ?? 0)
  return differing - (await queries.readSuspended(tx, found.id))
}

/**
 * Books the yen of a difference between the provider's account and the suspense account, as of the difference's day,
 * and opens a row that stays until two people clear it. Does nothing where nothing is unplaced.
 */
export async function suspend(tx: Transaction, found: Difference, now: Date): Promise<void> {
  const { id: differenceId, source, day, topUpId } = found
  const amount = await readUnplaced(tx, found)
  if (amount === 0) return
  const correction = { id: makeId(), differenceId, amount, at: now }
  await correct(tx, found, 'suspended', correction)
  const waiting = { topUpId, ourAmount: 0, theirAmount: amount }
  const row = { kind: 'in_suspense' as const, reference: correction.id, ...waiting }
  await openDifferences(tx, { source, day, now }, [row])
}

/** Takes out of the suspense account what was put there, because it is known now where it belongs. */
export async function clear(tx: Transaction, found: Difference, now: Date): Promise<void> {
  const { differenceId, amount } = await queries.readCorrection(tx, found.reference)
  await correct(tx, found, 'cleared', { id: makeId(), differenceId, amount: -amount, at: now })
}

async function correct(
  tx: Transaction,
  { source, day }: Difference,
  kind: 'suspended' | 'cleared',
  correction: queries.Correction,
): Promise<void> {
  const { id, amount } = correction
  const clearing = await queries.readClearingOf(tx, source)
  const [from, to] = amount > 0 ? [clearing, accounts.suspense] : [accounts.suspense, clearing]
  await queries.insertCorrection(tx, correction)
  await post(tx, [
    {
      ...{ id, owner: accounts.suspense, kind, via: source, occurredAt: startOfDay(day) },
      transfers: [{ from, to, currency: 'coin', amount: Math.abs(amount) }],
    },
  ])
}
