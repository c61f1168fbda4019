import type { Context } from '../context.ts'
import { refuse } from '../lib/refusal.ts'
import { findBankAccount, markUnlinked } from './queries.ts'

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
