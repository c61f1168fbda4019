import type { Context } from '../context.ts'
import { refuse } from '../lib/refusal.ts'
import { findBankAccount, listLinkedAccounts, markUnlinked } from './queries.ts'

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
