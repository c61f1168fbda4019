// Who is signed in at a store with a password, and how an owner signs a device out that is lost or left behind.
import type { ReplyOf } from '#contract/endpoint.ts'
import type { listStaffSessions } from '#contract/till-devices.ts'
import type { Caller } from '../access.ts'
import type { Context } from '../context.ts'
import { refuse } from '../lib/refusal.ts'
import { noteDeed, staffOf } from '../staff.ts'
import { endSessionAt, listSessions } from './staff-session-queries.ts'

/** Lists the devices on which people of the caller's store are signed in. Refuses nothing. */
export async function listStoreSessions(
  context: Context,
  caller: Caller,
): Promise<ReplyOf<typeof listStaffSessions>> {
  const rows = await listSessions(context.database, staffOf(caller).storeId, context.now())
  const sessions = rows.map(({ id, staffName, tokenHash, startedAt, usedAt }) => ({
    ...{ id, staffName, startedAt: startedAt.toISOString(), usedAt: usedAt.toISOString() },
    current: caller.tokenHash.equals(tokenHash),
  }))
  return { sessions }
}

/** Signs one of them out, with its next request. Refuses not_found. */
export async function endStoreSession(context: Context, caller: Caller, id: string): Promise<void> {
  const staff = staffOf(caller)
  const at = context.now()
  await context.database.transact(async (tx) => {
    const name = await endSessionAt(tx, { id, storeId: staff.storeId, at })
    if (name === undefined) refuse('not_found')
    await noteDeed(tx, { staff, did: 'signed_out', subject: null, detail: { name }, at })
  })
}
