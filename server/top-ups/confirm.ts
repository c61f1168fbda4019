import { requireProofs } from '../access.ts'
import type { Context } from '../context.ts'
import { refuse } from '../lib/refusal.ts'
import { enqueue } from '../jobs/queue.ts'
import { lockWallets } from '../ledger/post.ts'
import { type PasscodeFor, sendPasscode, spendPasscode } from '../passcodes/passcodes.ts'
import { languageOf } from '../words/queries.ts'
import { finishTopUp } from './finish.ts'
import { requireHelpOf } from './helps.ts'
import { askToDebit } from './means.ts'
import { findTopUp, markRequested, type TopUpRow } from './queries.ts'
import { readTopUpFacts } from './read.ts'
import { decideTopUp, minutesToConfirm, pauseBeforeAsking } from './rules.ts'
import { readStanding } from './standing-queries.ts'

/**
 * 認証(チャージ): spends the passcode, records that the bank will be asked, and then asks it outside any
 * transaction. A crash in between leaves a job that asks again. Once confirmed, the same call only reports.
 * Refuses not_found, what decideTopUp refuses now, and what spendPasscode refuses.
 */
export async function confirmTopUp(
  context: Context,
  callerId: string,
  id: string,
  code: string,
): Promise<void> {
  const topUp = await readWaiting(context, callerId, id)
  if (!topUp) return
  const { residentId } = topUp
  const spent = await spendPasscode(context, await passcodeOf(context, topUp), code).catch(
    async (error: unknown) => {
      // The same confirmation sent twice: the code is used up, and what it confirmed is under way or done.
      const twin = await findTopUp(context.database, id)
      if (twin?.state === 'awaiting_passcode') throw error
      return 'before' as const
    },
  )
  if (spent === 'before') return

  const now = context.now()
  const askAt = new Date(now.getTime() + context.config.bank.timeoutMs + pauseBeforeAsking(0) * 1000)
  const confirmed = await context.database.transact(async (tx) => {
    await lockWallets(tx, [residentId])
    // Limits are counted again under the lock: several top-ups may have waited for their passcodes together.
    await requireHelpOf(tx, topUp)
    const facts = await readTopUpFacts(tx, now, {
      residentId,
      payerId: callerId,
      bankAccountId: topUp.bankAccountId,
      except: id,
    })
    const verdict = decideTopUp(topUp.amount, facts)
    if (verdict.refused) refuse(verdict.refused, verdict.facts)
    if (!(await markRequested(tx, id, now, askAt))) return false
    await enqueue(context.queue, tx, 'top-ups.settle', { topUpId: id, asked: 0 }, { startAfter: askAt })
    return true
  })
  if (confirmed) await finishTopUp(context, id, await askToDebit(context, topUp), { thenAskAgain: false })
}

/** Sends the passcode of a waiting top-up again. Refuses not_found and what sendPasscode refuses. */
export async function resendPasscode(context: Context, residentId: string, id: string): Promise<void> {
  const topUp = await readWaiting(context, residentId, id)
  if (!topUp) return
  const language = await languageOf(context.database, residentId)
  await sendPasscode(context, await passcodeOf(context, topUp), language)
}

/** A top-up that waits for the passcode of who pays. Refuses not_found for anybody else. */
async function readWaiting(context: Context, callerId: string, id: string): Promise<TopUpRow | undefined> {
  const topUp = await findTopUp(context.database, id)
  if (!topUp || payerOf(topUp) !== callerId) refuse('not_found')
  if (topUp.state !== 'awaiting_passcode') return undefined
  const age = context.now().getTime() - topUp.requestedAt.getTime()
  if (age > minutesToConfirm * 60_000) refuse('passcode_expired')
  return topUp
}

const payerOf = ({ paidBy, residentId }: TopUpRow) => paidBy ?? residentId

async function passcodeOf(context: Context, topUp: TopUpRow): Promise<PasscodeFor> {
  const { residentId, bankAccountId, id } = topUp
  await requireHelpOf(context.database, topUp)
  const who = { residentId, payerId: payerOf(topUp), bankAccountId, now: context.now() }
  const { frozen, proofs, needed, accountReady, phone } = await readStanding(context.database, who)
  if (frozen) refuse('frozen')
  requireProofs('top_up', proofs, needed)
  if (!accountReady) refuse('bank_account_not_ready')
  if (!phone) refuse('phone_needed')
  return { purpose: 'top_up', reference: id, phone }
}
