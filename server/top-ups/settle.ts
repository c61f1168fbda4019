import { topUpCan } from '#contract/top-ups.ts'
import type { Context } from '../context.ts'
import { enqueue } from '../jobs/queue.ts'
import { accounts, lockWallets, post } from '../ledger/post.ts'
import type { Transaction } from '../lib/database.ts'
import type { DebitOutcome } from '../providers/bank/port.ts'
import { findTopUp, lockTopUp, markDeclined, markSucceeded, markUnknown, type TopUpRow } from './queries.ts'
import { minutesToSendAgain, minutesUntilAttention, pauseBeforeAsking } from './rules.ts'

/** Asks the bank to debit. The top-up's id is the order's id, so that asking twice debits once. */
export function askToDebit(context: Context, topUp: TopUpRow): Promise<DebitOutcome> {
  const { id, residentId, bankAccountId, amount } = topUp
  return context.providers.bank
    .debit({ orderId: id, memberId: residentId, accountRef: bankAccountId, amount })
    .catch(() => ({ state: 'unknown' }))
}

/**
 * Asks the bank what became of a top-up whose answer is missing, and settles it. An order that the bank never
 * saw is sent once more under the same id while the person still expects it. Does nothing when it is settled.
 */
export async function askAgain(context: Context, topUpId: string): Promise<void> {
  const topUp = await findTopUp(context.database, topUpId)
  if (!topUp || !topUpCan.settle(topUp.state)) return
  let outcome: DebitOutcome = await context.providers.bank
    .readDebit(topUpId)
    .catch(() => ({ state: 'unknown' }))
  if (outcome.state === 'not_found' && minutesSinceConfirmed(context, topUp) < minutesToSendAgain) {
    outcome = await askToDebit(context, topUp)
  }
  await settle(context, topUpId, outcome, { thenAskAgain: true })
}

/**
 * The one end of every top-up: whoever brings an answer, first or again, comes here. Success is posted and
 * recorded in one transaction; a missing answer is a state. `thenAskAgain` queues the next question after a
 * growing pause; the confirmation has queued the first one itself, before it asked.
 */
export async function settle(
  context: Context,
  topUpId: string,
  outcome: DebitOutcome,
  { thenAskAgain }: { thenAskAgain: boolean },
): Promise<void> {
  const found = await findTopUp(context.database, topUpId)
  if (!found) return
  await context.database.transact(async (tx) => {
    // The wallet first, then the row: the same order as in a confirmation.
    await lockWallets(tx, [found.residentId])
    const topUp = await lockTopUp(tx, topUpId)
    if (!topUpCan.settle(topUp.state)) return
    if (outcome.state === 'succeeded') await credit(context, tx, topUp, outcome.providerRef)
    else if (outcome.state === 'declined') await markDeclined(tx, topUpId, outcome.reason, context.now())
    else if (outcome.state === 'refunded') await markDeclined(tx, topUpId, 'other', context.now())
    else await waitLonger(context, tx, topUp, thenAskAgain)
  })
}

async function credit(
  context: Context,
  tx: Transaction,
  topUp: TopUpRow,
  providerRef: string,
): Promise<void> {
  const { id, residentId, amount } = topUp
  await post(tx, [
    {
      id,
      owner: residentId,
      kind: 'top_up',
      via: 'bank',
      occurredAt: topUp.confirmedAt ?? context.now(),
      transfers: [{ from: accounts.bankClearing, to: residentId, currency: 'coin', amount }],
    },
  ])
  await markSucceeded(tx, id, providerRef, context.now())
}

async function waitLonger(
  context: Context,
  tx: Transaction,
  topUp: TopUpRow,
  thenAskAgain: boolean,
): Promise<void> {
  const state = minutesSinceConfirmed(context, topUp) >= minutesUntilAttention ? 'needs_attention' : 'unknown'
  const askAt = new Date(context.now().getTime() + pauseBeforeAsking(topUp.asked) * 1000)
  await markUnknown(tx, topUp.id, state, askAt)
  if (thenAskAgain)
    await enqueue(context.queue, tx, 'top-ups.settle', { topUpId: topUp.id }, { startAfter: askAt })
}

function minutesSinceConfirmed(context: Context, topUp: TopUpRow): number {
  return (context.now().getTime() - (topUp.confirmedAt ?? context.now()).getTime()) / 60_000
}
