import { accounts, lockWallets, post, type Posting } from '../ledger/post.ts'
import type { Transaction } from '../lib/database.ts'
import { makeId } from '../lib/id.ts'
import { means } from './means.ts'
import * as queries from './queries.ts'

export type TakeBackCause = 'refund' | 'chargeback' | 'undone' | 'office'

type TakeBack = {
  topUpId: string
  /** Whole yen that the provider has taken back. */
  amount: number
  cause: TakeBackCause
  /** The provider's reference of the reversal: with the cause it makes the reversal one. */
  providerRef: string
  at: Date
}

/**
 * Takes back a credited top-up, or a part of it, because its provider has: what the wallet still holds first, the rest
 * is owed by the resident. The same cause and reference take back once. A top-up that was not credited yet ends as
 * refunded when all of it is taken back; what goes beyond its amount moves nothing and waits for a person.
 * Does nothing for an unknown id; refuses nothing.
 */
export async function takeBackTopUp(tx: Transaction, takeBack: TakeBack): Promise<void> {
  const found = await queries.findTopUp(tx, takeBack.topUpId)
  if (!found) return
  await lockWallets(tx, [found.residentId])
  const topUp = await queries.lockTopUp(tx, takeBack.topUpId)
  const { amount, cause, providerRef, at } = takeBack
  if (await queries.isTakenBack(tx, topUp.id, cause, providerRef)) return
  if (topUp.state !== 'succeeded') return takeBackBefore(tx, topUp, takeBack)
  if (amount > (await queries.readCredited(tx, topUp))) {
    await queries.markTakenBackTooMuch(tx, topUp.id, { cause, providerRef, amount })
    return
  }
  await move(tx, topUp, { amount, cause, providerRef, at })
}

/** Takes back whatever of a credited top-up has not been taken back yet; its row and wallet are locked. */
export async function takeBackRest(tx: Transaction, topUp: queries.TopUpRow, at: Date): Promise<void> {
  const amount = await queries.readCredited(tx, topUp)
  if (amount === 0) return
  await move(tx, topUp, { amount, cause: 'refund', providerRef: topUp.providerRef ?? topUp.id, at })
}

async function takeBackBefore(tx: Transaction, topUp: queries.TopUpRow, takeBack: TakeBack): Promise<void> {
  if (topUp.state === 'declined' || topUp.state === 'lapsed') return
  const { amount, cause, providerRef, at } = takeBack
  if (amount === topUp.amount) await queries.markDeclined(tx, topUp.id, 'refunded', at)
  else await queries.markAttention(tx, topUp.id, 'not_expected', { cause, providerRef, amount })
}

/**
 * Gives back what was taken back, because the provider has given it again: a dispute that was won, a refund that the
 * card's bank refused. Each part returns to where it came from; the bonus stays away, as the rate was for a charge
 * that went through. False where it was not taken back, was given back before, or the wallet has been closed.
 */
export async function regainTopUp(
  tx: Transaction,
  { topUpId, cause, providerRef, at }: Omit<TakeBack, 'amount'>,
): Promise<boolean> {
  const found = await queries.findTopUp(tx, topUpId)
  if (!found) return false
  const { residentId, postingId, means: by } = found
  await lockWallets(tx, [residentId])
  const kept = await queries.findKeptBack(tx, topUpId, cause, providerRef)
  if (!kept || (await queries.isWalletClosed(tx, residentId))) return false
  const id = makeId()
  await queries.insertRegained(tx, { id: kept.id, postingId: id, at })
  const part = (owner: string, coin: number): Posting[] =>
    coin === 0
      ? []
      : [
          {
            ...{ id, owner, kind: 'top_up_regained', via: by, causedBy: postingId, occurredAt: at },
            transfers: [{ from: means[by].clearing, to: owner, currency: 'coin', amount: coin }],
          },
        ]
  await post(tx, [
    ...part(residentId, kept.fromWallet),
    ...part(accounts.receivable, kept.amount - kept.fromWallet),
  ])
  return true
}

async function move(
  tx: Transaction,
  topUp: queries.TopUpRow,
  { amount, cause, providerRef, at }: Omit<TakeBack, 'topUpId'>,
): Promise<void> {
  const fromWallet = Math.min(amount, await queries.readCoin(tx, topUp.residentId))
  const id = makeId()
  await queries.insertTakeBack(tx, { id, topUpId: topUp.id, cause, providerRef, amount, fromWallet, at })
  const part = (owner: string, coin: number): Posting[] =>
    coin === 0
      ? []
      : [
          {
            ...{ id, owner, kind: 'top_up_return', via: topUp.means, causedBy: topUp.postingId },
            occurredAt: at,
            transfers: [{ from: owner, to: means[topUp.means].clearing, currency: 'coin', amount: coin }],
          },
        ]
  await post(tx, [...part(topUp.residentId, fromWallet), ...part(accounts.receivable, amount - fromWallet)])
}
