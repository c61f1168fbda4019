import type { Context } from '../context.ts'
import { lockWallets } from '../ledger/post.ts'
import type { Transaction } from '../lib/database.ts'
import type { CardReturn } from '../providers/card/port.ts'
import { findByCard, insertDisputeWon, markDisputeWon } from './card-queries.ts'
import { findKeptBack, lockTopUp } from './queries.ts'
import { regainTopUp, takeBackTopUp } from './take-back.ts'

/**
 * Books what the card company has taken back of a credited top-up, each refund and each dispute once, as its API says.
 * What the company gave again afterwards (a dispute that was won, a refund that failed) goes back into the wallet, and
 * waits for a person where there is none any more. Throws without an answer.
 */
export async function takeReturns(context: Context, topUpId: string): Promise<void> {
  const known = await findByCard(context.database, topUpId)
  if (!known?.attemptRef) return
  const { residentId } = known
  for (const each of await context.providers.card.listReturns(known.attemptRef)) {
    await context.database.transact((tx) => take(context, tx, { topUpId, residentId }, each))
  }
}

type Place = { topUpId: string; residentId: string }

async function take(context: Context, tx: Transaction, place: Place, returned: CardReturn): Promise<void> {
  const { topUpId, residentId } = place
  const { cause, ref, amount, taken, regained } = returned
  const at = context.now()
  if (taken) return takeBackTopUp(tx, { topUpId, amount, cause, providerRef: ref, at })
  if (!regained || (await regainTopUp(tx, { topUpId, cause, providerRef: ref, at }))) return
  await lockWallets(tx, [residentId])
  await lockTopUp(tx, topUpId)
  if ((await findKeptBack(tx, topUpId, cause, ref)) === undefined) return
  if (await insertDisputeWon(tx, { ref, topUpId, amount, at }))
    await markDisputeWon(tx, topUpId, { amount, currency: 'JPY', providerRef: ref })
}
