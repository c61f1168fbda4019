// Whoever was invited to a store comes in: with a first password, or with the one that opens another store already.
import type { Context } from '../context.ts'
import type { Transaction } from '../lib/database.ts'
import { hashSecret, makeId } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import { lockInvited, spendInvitation } from './invitation-queries.ts'
import { requireInvitation } from './invitations.ts'
import { hashPassword } from './password.ts'
import { insertLogin } from './queries.ts'
import { checkPassword } from './sign-in.ts'
import { type Invited, moveEndedLogin } from './staff-queries.ts'
import type { Asking } from './tries.ts'
import { requireStrongPassword } from './weak-password.ts'
import { insertWorkplace, lockLogin, worksAt } from './workplace-queries.ts'

/** What was typed behind a link, and the hash by which the link is known. */
type Taken = { invited: Invited; tokenHash: Buffer; password: string }

/** Who asks, and the store of the till that asks, if it is one. */
type Door = { asking: Asking; tillOf: string | undefined }

/**
 * Gives the invited person a way in, once, and gives the login and the store. Where the address works at another store
 * already, it proves its password, and the login opens both from then on. Refuses invitation_invalid; and, leaving the
 * link as it was, device_of_other_store at a till elsewhere, password_too_weak for a first password,
 * works_there_already, and what checkPassword refuses.
 */
export async function acceptInvitation(
  context: Context,
  { token, password }: { token: string; password: string },
  { asking, tillOf }: Door,
): Promise<{ loginId: string; storeId: string }> {
  const tokenHash = hashSecret(token)
  const invited = await requireInvitation(context, tokenHash)
  const { storeId } = invited
  if (tillOf !== undefined && tillOf !== storeId) refuse('device_of_other_store')
  const taken = { invited, tokenHash, password }
  // Of two invitations that are accepted at once, one makes the login, and the other finds it there.
  const made = invited.hasPassword ? undefined : await beginLogin(context, taken)
  return { loginId: made ?? (await widenLogin(context, taken, asking)), storeId }
}

/** A first password for an address that opens no store; nothing when it opens one by now. */
async function beginLogin(context: Context, taken: Taken): Promise<string | undefined> {
  const { staffId, mail } = taken.invited
  requireStrongPassword(taken.password, mail)
  const passwordHash = await hashPassword(taken.password)
  return takeUp(context, taken, async (tx, at) => {
    const moved = await moveEndedLogin(tx, { mail, staffId, passwordHash, at })
    if (moved) return moved
    const id = makeId()
    const login = { id, audience: 'staff' as const, subject: staffId, mail, passwordHash, at }
    return (await insertLogin(tx, { ...login, mailVerified: true })) ? id : undefined
  })
}

/** The login that an address has opens one store more. */
async function widenLogin(context: Context, taken: Taken, asking: Asking): Promise<string> {
  const { staffId, storeId, mail } = taken.invited
  const { id, passwordHash } = await checkPassword(
    context,
    'staff',
    { mail, password: taken.password },
    asking,
  )
  const loginId = await takeUp(context, taken, async (tx, at) => {
    // A password that was changed since it was compared proves nothing.
    if ((await lockLogin(tx, id)) !== passwordHash) refuse('wrong_mail_or_password')
    if (await worksAt(tx, id, storeId)) refuse('works_there_already')
    await insertWorkplace(tx, { staffId, loginId: id, at })
    return id
  })
  return loginId ?? refuse('invitation_invalid')
}

/**
 * Spends the link together with what it opens; nothing is spent when `open` gives nothing. Whoever withdraws the
 * invitation at the same moment was either faster, and the link is refused, or ends an account that was taken up.
 */
function takeUp(
  context: Context,
  { invited, tokenHash }: Taken,
  open: (tx: Transaction, at: Date) => Promise<string | undefined>,
): Promise<string | undefined> {
  const at = context.now()
  return context.database.transact(async (tx) => {
    if (!(await lockInvited(tx, invited))) refuse('invitation_invalid')
    const loginId = await open(tx, at)
    if (loginId === undefined) return undefined
    if (!(await spendInvitation(tx, tokenHash, at))) refuse('invitation_invalid')
    return loginId
  })
}
