// A code that a helper shows pays out of the relative's wallet, within what the relative allows.
import type { Context } from '../context.ts'
import { enqueue } from '../jobs/queue.ts'
import type { Transaction } from '../lib/database.ts'
import { dayOf, startOfMonth } from '../lib/day.ts'
import { refuse } from '../lib/refusal.ts'
import { insertHelpCharge, type LockedHelp, lockHelp, readHelpSpending } from './help-queries.ts'

/** The help by which a code is shown, locked; null for a code of the payer's own. Refuses payer_cannot_pay. */
export async function lockHelpOf(tx: Transaction, helpId: string | null): Promise<LockedHelp | null> {
  if (helpId === null) return null
  const help = await lockHelp(tx, helpId)
  if (!help || help.stopped) refuse('payer_cannot_pay')
  return help
}

/** Holds an amount to the caps of a help, whose lock is held. Refuses help_over_cap with what is left. */
export async function requireRoom(
  context: Context,
  tx: Transaction,
  help: LockedHelp,
  amount: number,
): Promise<void> {
  const now = context.now()
  const span = { day: dayOf(now), firstOfMonth: dayOf(startOfMonth(now)) }
  const { today, thisMonth } = await readHelpSpending(tx, help, span)
  const left = Math.max(0, Math.min(help.perDay - today, help.perMonth - thisMonth))
  if (amount > left) refuse('help_over_cap', { left })
}

/** Writes down who paid for whom, and tells the relative with the payment. */
export async function noteHelpCharge(
  context: Context,
  tx: Transaction,
  { id: helpId, helperId, relativeId, helperName }: LockedHelp,
  { paymentId, amount }: { paymentId: string; amount: number },
): Promise<void> {
  await insertHelpCharge(tx, {
    ...{ payerId: relativeId, paymentId, helpId, helperId, amount },
    day: dayOf(context.now()),
  })
  const told = { kind: 'helper' as const, event: 'paid' as const, name: helperName, amount }
  await enqueue(context.queue, tx, 'notices.tell', { residentId: relativeId, about: paymentId, told })
}
