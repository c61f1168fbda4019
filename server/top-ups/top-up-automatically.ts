import type { Context } from '../context.ts'
import { pickKind, type Posted } from '../jobs/outbox.ts'
import { enqueue } from '../jobs/queue.ts'
import { lockWallets } from '../ledger/post.ts'
import { startOfMonth } from '../lib/day.ts'
import type { Transaction } from '../lib/database.ts'
import { makeId } from '../lib/id.ts'
import { languageOf, readNamesIn } from '../words/queries.ts'
import {
  listBelow,
  lockAutomatic,
  markHeld,
  markStopped,
  readAutomaticUse,
  readProvenMail,
} from './automatic-queries.ts'
import { type AutomaticNotice, writeNotice } from './notices.ts'
import { findTopUp, insertTopUp, type TopUpRow } from './queries.ts'
import { readTopUpFacts } from './read.ts'
import { decideAutomatic, pauseBeforeAsking } from './rules.ts'

/**
 * Queues, in the transaction that follows payments, a look at everybody who has paid and whose coin has fallen below
 * the line. Hardly anybody has, so the few are looked for first and their payments afterwards.
 */
export async function queueAutomatic(context: Context, tx: Transaction, batches: Posted[]): Promise<void> {
  const below = new Set(await listBelow(tx, [...new Set(batches.flatMap(({ owners }) => owners))]))
  if (below.size === 0) return
  const paid = await pickKind(tx, batches, 'payment')
  for (const residentId of new Set(paid.map(({ owner }) => owner)).intersection(below)) {
    await enqueue(context.queue, tx, 'top-ups.automatic', { residentId })
  }
}

/**
 * Begins a top-up from the linked bank account under the consent that holds, if the coin is still below the line and
 * everything allows it; gives it, to be taken to the bank. However often and by how many workers this is called at
 * once, one is under way. What a limit forbids is told and tried again after a later payment; what cannot work any
 * more switches it off and says so.
 */
export async function beginAutomatic(context: Context, residentId: string): Promise<TopUpRow | undefined> {
  return context.database.transact(async (tx) => {
    const now = context.now()
    await lockWallets(tx, [residentId])
    const agreed = await lockAutomatic(tx, residentId)
    if (agreed?.state !== 'on') return undefined
    const { bankAccountId, amount } = agreed
    const facts = await readTopUpFacts(tx, now, { residentId, bankAccountId, except: null })
    const step = decideAutomatic(agreed, facts, await readAutomaticUse(tx, residentId, startOfMonth(now)))
    if (step.do === 'stop') await stopAutomatic(context, tx, residentId, step.because)
    if (step.do === 'hold') {
      const told = agreed.heldBecause === step.because && agreed.heldAt && agreed.heldAt >= startOfMonth(now)
      await markHeld(tx, residentId, step.because, now)
      if (!told) await tellOfAutomatic(context, tx, residentId, { of: 'held', because: step.because })
    }
    if (step.do !== 'top_up') return undefined
    const id = makeId()
    const askAt = new Date(now.getTime() + context.config.bank.timeoutMs + pauseBeforeAsking(0) * 1000)
    const wish = { id, residentId, means: 'bank' as const, bankAccountId, amount, requestedAt: now }
    await insertTopUp(tx, { ...wish, automatic: true, state: 'requested', askAt })
    await enqueue(context.queue, tx, 'top-ups.settle', { topUpId: id, asked: 0 }, { startAfter: askAt })
    return findTopUp(tx, id)
  })
}

/** What follows for オートチャージ from the end of one of its top-ups: a mail for each, and off after a decline. */
export async function followAutomatic(
  context: Context,
  tx: Transaction,
  { residentId, amount }: TopUpRow,
  ended: 'credit' | 'decline',
): Promise<void> {
  if (ended === 'credit') await tellOfAutomatic(context, tx, residentId, { of: 'topped_up', amount })
  else await stopAutomatic(context, tx, residentId, 'declined')
}

async function stopAutomatic(
  context: Context,
  tx: Transaction,
  residentId: string,
  because: Parameters<typeof markStopped>[2],
): Promise<void> {
  if (!(await markStopped(tx, residentId, because, context.now()))) return
  await tellOfAutomatic(context, tx, residentId, { of: 'stopped', because })
}

/** Tells a resident by mail what オートチャージ has done; the mail is queued with its cause. */
export async function tellOfAutomatic(
  context: Context,
  tx: Transaction,
  residentId: string,
  notice: AutomaticNotice,
): Promise<void> {
  const language = await languageOf(tx, residentId)
  const { coinName } = await readNamesIn(tx, language, context.now())
  const words = writeNotice(notice, { language, origin: context.config.origin, coinName })
  const to = await readProvenMail(tx, residentId)
  if (to !== null) await enqueue(context.queue, tx, 'sign-in.tell', { to, ...words, reference: makeId() })
  const told = {
    ...{ kind: 'automatic_top_up' as const, of: notice.of },
    because: 'because' in notice ? notice.because : null,
    amount: 'amount' in notice ? notice.amount : null,
  }
  await enqueue(context.queue, tx, 'notices.tell', { residentId, about: makeId(), told })
}
