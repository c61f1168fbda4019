import type { Context } from '../context.ts'
import { enqueue, givenUpAfterMs } from '../jobs/queue.ts'
import { refuse } from '../lib/refusal.ts'
import { findBankAccount, listLeftLinked, listLinkedAccounts, markUnlinked } from './queries.ts'

/** Unlinks an account here and at the gateway; twice is once. Refuses not_found and bank_unavailable. */
export async function unlinkBankAccount(context: Context, residentId: string, id: string): Promise<void> {
  const account = await findBankAccount(context.database, residentId, id)
  if (!account) refuse('not_found')
  if (account.state !== 'linked') return
  await context.providers.bank
    .unlink({ memberId: residentId, accountRef: id })
    .catch(() => refuse('bank_unavailable'))
  await markUnlinked(context.database, residentId, id, context.now())
}

/** Unlinks every account of a resident who has left; throws while the gateway cannot be reached, and is done again. */
export async function unlinkAll(context: Context, residentId: string): Promise<void> {
  for (const { id } of await listLinkedAccounts(context.database, residentId)) {
    await unlinkBankAccount(context, residentId, id)
  }
}

/** Has the accounts unlinked of those who left so long ago that the job of their leaving was lost. */
export async function unlinkLeft(context: Context): Promise<void> {
  const before = new Date(context.now().getTime() - givenUpAfterMs)
  await context.database.transact(async (tx) => {
    for (const { residentId } of await listLeftLinked(tx, before)) {
      await enqueue(context.queue, tx, 'bank-accounts.unlink-all', { residentId })
    }
  })
}
