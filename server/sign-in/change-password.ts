import type { Caller } from '../access.ts'
import { endSessions } from '../access.ts'
import type { Context } from '../context.ts'
import { hashPassword } from './password.ts'
import { readLogin, setPassword } from './queries.ts'
import { endOpenLinks } from './reset-queries.ts'
import { requirePassword } from './step-up.ts'
import { tellOwner } from './tell.ts'
import { requireStrongPassword } from './weak-password.ts'

/**
 * Changes the password, ends every session of the login and tells its owner; the caller's own session has to
 * begin anew. Refuses second_step_paused, password_wrong and password_too_weak.
 */
export async function changePassword(
  context: Context,
  { loginId }: Caller,
  { currentPassword, newPassword }: { currentPassword: string; newPassword: string },
): Promise<void> {
  await requirePassword(context, loginId, currentPassword)
  const { mail } = await readLogin(context.database, loginId)
  requireStrongPassword(newPassword, mail)
  const passwordHash = await hashPassword(newPassword)
  await context.database.transact(async (tx) => {
    await setPassword(tx, loginId, passwordHash)
    await endOpenLinks(tx, loginId, context.now())
    await tellOwner(context, tx, loginId, 'password_changed')
  })
  await endSessions(context, loginId, { except: null })
}
