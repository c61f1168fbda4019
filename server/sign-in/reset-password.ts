// A forgotten password: a link to the address that the login has, and to no other.
import { endSessions } from '../access.ts'
import type { Context } from '../context.ts'
import { enqueue } from '../jobs/queue.ts'
import { hashSecret, makeId, makeSecret } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import { wordsOf } from '../words/words.ts'
import { hashPassword } from './password.ts'
import { findLoginByMail, findNewestClaim, forgetTries, setPassword } from './queries.ts'
import { countResetsSince, endOpenLinks, findOpenReset, insertReset, spendReset } from './reset-queries.ts'
import { resetMinutes, resetsPerHour } from './rules.ts'
import { requireRoom } from './sources.ts'
import { tellOwner } from './tell.ts'
import { triesOf } from './tries.ts'
import { requireStrongPassword } from './weak-password.ts'

/**
 * Takes the wish for a link. Whether the address has an account is looked up later, by a job, so that neither the
 * answer nor its time tells. Refuses too_many_requests, by source.
 */
export async function requestReset(context: Context, source: string, mail: string): Promise<void> {
  await requireRoom(context, source, 'resets')
  await context.database.transact((tx) => enqueue(context.queue, tx, 'sign-in.send-reset', { mail }))
}

/**
 * Sends the link where the address has an account with a password; somebody who comes in by a provider only is told
 * so, for a mailbox shall not become a new way in. Who has only claimed the address may be anybody, and is told to
 * register anew. Does nothing for other addresses and above the limit.
 */
export async function sendReset(context: Context, { mail }: { mail: string }): Promise<void> {
  const owner = await findLoginByMail(context.database, 'resident', mail)
  const login = owner ?? (await findNewestClaim(context.database, mail))
  if (!login) return
  const sentAt = context.now()
  const hourAgo = new Date(sentAt.getTime() - 3_600_000)
  if ((await countResetsSince(context.database, login.id, hourAgo)) >= resetsPerHour) return
  const token = makeSecret()
  const expiresAt = new Date(sentAt.getTime() + resetMinutes * 60_000)
  const reset = { tokenHash: hashSecret(token), loginId: login.id, mail: login.mail, sentAt, expiresAt }
  await insertReset(context.database, reset)
  const { origin } = context.config
  const { mails: words } = wordsOf(login.language)
  const lines = !owner
    ? [words.resetUnproven, words.resetRegister, `${origin}/sign-up/terms`]
    : login.passwordHash === null
      ? [words.resetNone, words.resetProviders, `${origin}/sign-in`]
      : [words.resetOpen, `${origin}/password-reset/new?token=${token}`, '', words.resetLives(resetMinutes)]
  await context.providers.mail.send({
    to: login.mail,
    subject: words.reset,
    text: [...lines, '', words.discardUnchanged].join('\n'),
    reference: makeId(),
  })
}

/**
 * Sets a new password by a link and ends everything that the old one opened: sessions, other links, a change of
 * address that was asked for. Nobody is signed in by it. Refuses reset_link_invalid and password_too_weak, which
 * leaves the link as it was.
 */
export async function resetPassword(
  context: Context,
  { token, newPassword }: { token: string; newPassword: string },
): Promise<void> {
  const tokenHash = hashSecret(token)
  const reset = await findOpenReset(context.database, tokenHash, context.now())
  if (!reset) refuse('reset_link_invalid')
  const { loginId, mail } = reset
  requireStrongPassword(newPassword, mail)
  const passwordHash = await hashPassword(newPassword)
  await context.database.transact(async (tx) => {
    if (!(await spendReset(tx, tokenHash, context.now()))) refuse('reset_link_invalid')
    await setPassword(tx, loginId, passwordHash)
    await endOpenLinks(tx, loginId, context.now())
    await endSessions(context, loginId, { except: null }, tx)
    // Whoever was locked out by somebody else's guesses is let in again.
    await forgetTries(tx, triesOf({ audience: 'resident', mail }))
    await tellOwner(context, tx, loginId, 'password_reset')
  })
}
