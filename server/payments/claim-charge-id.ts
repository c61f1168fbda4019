import { isPosted } from '../ledger/post.ts'
import { holdName, type Transaction } from '../lib/database.ts'
import { refuse } from '../lib/refusal.ts'
import { isPaidByAnother } from './queries.ts'

/**
 * Keeps the id of a till's charge for one payer until the end of the transaction: a till whose answer was lost may read
 * somebody else's code under it. Refuses payment_exists_with_different_content where the id has paid something else,
 * or the same store out of another wallet.
 */
export async function claimChargeId(
  tx: Transaction,
  payerId: string,
  { id, storeId }: { id: string; storeId: string },
): Promise<void> {
  await holdName(tx, `charge/${storeId}/${id}`)
  const taken = (await isPosted(tx, payerId, id)) || (await isPaidByAnother(tx, { id, storeId, payerId }))
  if (taken) refuse('payment_exists_with_different_content')
}
