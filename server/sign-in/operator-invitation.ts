// Two people have let somebody into the office, or set somebody's way in anew: a link, a password, the second step.
import type { ReplyOf } from '#contract/endpoint.ts'
import type { readOperatorInvitation } from '#contract/operator-sign-in.ts'
import type { Context } from '../context.ts'
import { hashSecret, makeId } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import { spendInvitation } from './invitation-queries.ts'
import { type Entered, enterOperator } from './office-entry.ts'
import { findOperatorInvitation, type InvitedOperator, setMissingPassword } from './operator-queries.ts'
import { hashPassword } from './password.ts'
import { findLoginByMail, forgetTries, insertLogin } from './queries.ts'
import { tellOwner } from './tell.ts'
import { triesOf } from './tries.ts'
import { requireStrongPassword } from './weak-password.ts'

/** Tells whom a link invites; opening it changes nothing, for mail scanners do that. Refuses invitation_invalid. */
export async function readInvitationOfOperator(
  context: Context,
  token: string,
): Promise<ReplyOf<typeof readOperatorInvitation>> {
  const { name, place, mail } = await requireInvitation(context, hashSecret(token))
  return { name, place, mail }
}

/**
 * Gives the invited person a password, once, and says what follows. Refuses invitation_invalid; password_too_weak and
 * mail_taken, which leave the link as it was.
 */
export async function acceptInvitationOfOperator(
  context: Context,
  { token, password }: { token: string; password: string },
): Promise<Entered> {
  const tokenHash = hashSecret(token)
  const { operatorId, mail } = await requireInvitation(context, tokenHash)
  requireStrongPassword(password, mail)
  const passwordHash = await hashPassword(password)
  const at = context.now()
  const login = await context.database.transact(async (tx) => {
    if (!(await spendInvitation(tx, tokenHash, at))) refuse('invitation_invalid')
    const fresh = { id: makeId(), audience: 'operator' as const, subject: operatorId, mail, passwordHash, at }
    const again = await setMissingPassword(tx, { operatorId, mail, passwordHash })
    if (!again && !(await insertLogin(tx, { ...fresh, mailVerified: true }))) refuse('mail_taken')
    // Whoever was locked out by somebody else's guesses is let in again.
    await forgetTries(tx, triesOf({ audience: 'operator', mail }))
    const made = (await findLoginByMail(tx, 'operator', mail)) ?? refuse('invitation_invalid')
    if (again) await tellOwner(context, tx, made.id, 'password_reset')
    return made
  })
  return enterOperator(context, login)
}

async function requireInvitation(context: Context, tokenHash: Buffer): Promise<InvitedOperator> {
  const invited = await findOperatorInvitation(context.database, tokenHash, context.now())
  return invited ?? refuse('invitation_invalid')
}
