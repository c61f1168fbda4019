// A forgotten password: a link to the address that the login has, and to no other. The same for all audiences.
import { endSessions, type Person } from '../access.ts'
import type { Context } from '../context.ts'
import { enqueue, type Jobs } from '../jobs/queue.ts'
import { hashSecret } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import { hashPassword } from './password.ts'
import { forgetTries, setPassword } from './queries.ts'
import { endOpenLinks, findOpenReset, type OpenReset, spendReset } from './reset-queries.ts'
import { requireRoom } from './sources.ts'
import { tellOwner } from './tell.ts'
import { leaveTills } from './till-queries.ts'
import { triesOf } from './tries.ts'
import { requireStrongPassword } from './weak-password.ts'

/**
 * Takes the wish for a link. Whether the address has an account is looked up later, by a job, so that neither the
 * answer nor its time tells. Refuses too_many_requests, by source.
 */
export async function requestReset(
  context: Context,
  source: string,
  wish: Jobs['sign-in.send-reset'],
): Promise<void> {
  await requireRoom(context, source, 'resets')
  await context.database.transact((tx) => enqueue(context.queue, tx, 'sign-in.send-reset', wish))
}

/** Finds what a link of an audience would reset, while it can be used. Refuses reset_link_invalid. */
export async function requireReset(
  context: Context,
  audience: Person['audience'],
  token: string,
): Promise<OpenReset> {
  const reset = await findOpenReset(context.database, audience, hashSecret(token), context.now())
  return reset ?? refuse('reset_link_invalid')
}

/**
 * Sets a new password by a link and ends everything that the old one opened: sessions, other links, a change of
 * address that was asked for, a till that was opened with it. Nobody is signed in by it. What else has to be proven is
 * `prove`, once the password is good enough. Refuses reset_link_invalid and password_too_weak, which leaves the link as
 * it was, and what `prove` refuses.
 */
export async function resetPassword(
  context: Context,
  audience: Person['audience'],
  { token, newPassword }: { token: string; newPassword: string },
  prove: (reset: OpenReset) => Promise<void> = async () => {},
): Promise<void> {
  const reset = await requireReset(context, audience, token)
  const { loginId, mail } = reset
  requireStrongPassword(newPassword, mail)
  await prove(reset)
  const passwordHash = await hashPassword(newPassword)
  await context.database.transact(async (tx) => {
    if (!(await spendReset(tx, hashSecret(token), context.now()))) refuse('reset_link_invalid')
    await setPassword(tx, loginId, passwordHash)
    await endOpenLinks(tx, loginId, context.now())
    await endSessions(context, loginId, { except: null }, tx)
    if (audience === 'staff') await leaveTills(tx, loginId)
    // Whoever was locked out by somebody else's guesses is let in again.
    await forgetTries(tx, triesOf({ audience, mail }))
    await tellOwner(context, tx, loginId, 'password_reset')
  })
}
