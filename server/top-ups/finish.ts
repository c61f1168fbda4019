import type { Context } from '../context.ts'
import { enqueue } from '../jobs/queue.ts'
import { lockWallets, post } from '../ledger/post.ts'
import type { Transaction } from '../lib/database.ts'
import type { ChargeOutcome } from '../providers/outcome.ts'
import { tellRelative } from './helps.ts'
import { askForDebit, askToDebit, means } from './means.ts'
import {
  findTopUp,
  isReferenceUsed,
  isWalletClosed,
  lockTopUp,
  markAttention,
  markDeclined,
  markSucceeded,
  markWaiting,
  type TopUpRow,
} from './queries.ts'
import { decideFinish, isOpen, minutesToSendAgain, pauseBeforeAsking } from './rules.ts'
import { takeBackRest } from './take-back.ts'
import { takeReturns } from './take-returns.ts'
import { beginAutomatic, followAutomatic } from './top-up-automatically.ts'

/** Whether a missing answer queues the next question; whoever asked first has queued it before asking. */
type Options = { thenAskAgain: boolean }

/**
 * Asks the provider what became of a top-up whose answer is missing, and finishes it. An order that the provider
 * never saw is sent once more under the same id while the person still expects it. Does nothing when it is finished,
 * or when the question was to be the one after `asked` others and somebody has asked meanwhile.
 */
export async function askAgain(context: Context, topUpId: string, asked?: number): Promise<void> {
  const topUp = await findTopUp(context.database, topUpId)
  if (!topUp || !isOpen(topUp.state)) return
  // Each question queues the next one: two that were queued for the same moment must not become two chains.
  if (asked !== undefined && asked !== topUp.asked) return
  let outcome = await askForDebit(context, topUp)
  if (outcome.state === 'not_found' && minutesSinceConfirmed(context, topUp) < minutesToSendAgain) {
    outcome = await askToDebit(context, topUp)
  }
  await finishTopUp(context, topUpId, outcome, { thenAskAgain: true })
}

/**
 * Asks the provider about a top-up that was believed finished, because its report says otherwise, and takes over
 * what it says now. Does nothing without an answer.
 */
export async function askWhatever(context: Context, topUpId: string): Promise<void> {
  const topUp = await findTopUp(context.database, topUpId)
  if (!topUp) return
  // A card company tells each refund and dispute by itself; the outcome alone would count them as one.
  if (topUp.means === 'card' && topUp.state === 'succeeded') return takeReturns(context, topUpId)
  const outcome = await askForDebit(context, topUp)
  if (outcome.state === 'unknown' || outcome.state === 'not_found') return
  await finishTopUp(context, topUpId, outcome, { thenAskAgain: false })
}

/** Tops up automatically, if it is due, and asks the bank; a crash in between leaves a job that asks again. */
export async function topUpAutomatically(context: Context, residentId: string): Promise<void> {
  const topUp = await beginAutomatic(context, residentId)
  if (topUp) await finishTopUp(context, topUp.id, await askToDebit(context, topUp), { thenAskAgain: false })
}

/** As finishTopUpIn, in a transaction of its own. */
export async function finishTopUp(
  context: Context,
  topUpId: string,
  outcome: ChargeOutcome,
  options: Options,
): Promise<void> {
  await context.database.transact((tx) => finishTopUpIn(context, tx, topUpId, outcome, options))
}

/**
 * The one end of every top-up, by every means: redirect, message, question and reconciliation all bring their answer
 * here, first or again. Success is posted and recorded in one transaction, a missing answer is a state, and what
 * cannot be taken over as the provider says it waits for a person. Does nothing for an unknown id; refuses nothing.
 */
export async function finishTopUpIn(
  context: Context,
  tx: Transaction,
  topUpId: string,
  outcome: ChargeOutcome,
  { thenAskAgain }: Options,
): Promise<void> {
  const found = await findTopUp(tx, topUpId)
  if (!found) return
  // The wallet first, then the row: the same order as everywhere.
  await lockWallets(tx, [found.residentId])
  const topUp = await lockTopUp(tx, topUpId)
  const step = decideFinish(topUp, outcome, {
    minutesWaiting: minutesSinceConfirmed(context, topUp),
    referenceUsed: outcome.state === 'succeeded' && (await isReferenceUsed(tx, topUp, outcome.providerRef)),
    walletClosed: outcome.state === 'succeeded' && (await isWalletClosed(tx, topUp.residentId)),
  })
  const now = context.now()
  if (step.do === 'credit') await credit(tx, topUp, step.providerRef, now)
  else if (step.do === 'decline') await markDeclined(tx, topUpId, step.because, now)
  else if (step.do === 'wait') await waitLonger(context, tx, topUp, step.state, thenAskAgain)
  else if (step.do === 'ask_a_person') await markAttention(tx, topUpId, step.attention, outcome)
  else if (step.do === 'take_back') await takeBackRest(tx, topUp, now)
  if (step.do === 'credit') await tellRelative(context, tx, topUp)
  const ended = step.do === 'credit' || step.do === 'decline' ? step.do : null
  if (topUp.automatic && ended) await followAutomatic(context, tx, topUp, ended)
}

async function credit(tx: Transaction, topUp: TopUpRow, providerRef: string, now: Date): Promise<void> {
  const { id, postingId, residentId, amount } = topUp
  await post(tx, [
    {
      id: postingId,
      owner: residentId,
      kind: 'top_up',
      via: topUp.means,
      occurredAt: topUp.confirmedAt ?? now,
      transfers: [{ from: means[topUp.means].clearing, to: residentId, currency: 'coin', amount }],
    },
  ])
  await markSucceeded(tx, id, providerRef, now)
}

async function waitLonger(
  context: Context,
  tx: Transaction,
  topUp: TopUpRow,
  state: 'unknown' | 'needs_attention',
  thenAskAgain: boolean,
): Promise<void> {
  const { id, asked } = topUp
  if (!thenAskAgain) return markWaiting(tx, id, state)
  const askAt = new Date(context.now().getTime() + pauseBeforeAsking(asked) * 1000)
  await markWaiting(tx, id, state, askAt)
  const next = { topUpId: id, asked: asked + 1 }
  await enqueue(context.queue, tx, 'top-ups.settle', next, { startAfter: askAt })
}

function minutesSinceConfirmed(context: Context, topUp: TopUpRow): number {
  return (context.now().getTime() - (topUp.confirmedAt ?? context.now()).getTime()) / 60_000
}
