import { endSessions } from '../access.ts'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { refuse } from '../lib/refusal.ts'
import { findLoginOf } from './queries.ts'
import { tellOwner } from './tell.ts'

/**
 * Ends every session of a resident for the office, with the reason in the audit log and word to the owner. Refuses
 * not_found.
 */
export async function signResidentOut(
  context: Context,
  operatorId: string,
  residentId: string,
  reason: string,
): Promise<void> {
  const login = await findLoginOf(context.database, residentId)
  if (!login) refuse('not_found')
  const at = context.now()
  await context.database.transact(async (tx) => {
    await endSessions(context, login.id, { except: null }, tx)
    await tellOwner(context, tx, login.id, 'signed_out_by_office')
    await audit(tx, { operatorId, act: 'sign_out_resident', subject: residentId, detail: { reason }, at })
  })
}
