import { type Caller, endSessions } from '../access.ts'
import type { Context } from '../context.ts'
import { hashSecret, makeSecret } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import { countLinksSince, insertLink, lockLink, proveMail, spendLink } from './mail-queries.ts'
import { findLoginByMail, readLogin } from './queries.ts'
import { linkHours, linksPerHour } from './rules.ts'
import { requireRoom } from './sources.ts'
import { tell } from './tell.ts'
import { wordsOf } from '../words/words.ts'

/**
 * Sends a link that proves the address of a login, and gives the address. Refuses mail_already_verified and
 * too_many_requests. The link opens a page of the app; only a tap there spends it, for mail scanners open links.
 * Where somebody else has proven the address, its owner gets word instead, and the answer is the same.
 */
export async function sendMailVerification(context: Context, loginId: string): Promise<string> {
  const login = await readLogin(context.database, loginId)
  if (login.mailVerifiedAt) refuse('mail_already_verified')
  const link = await makeLink(context, { loginId, mail: login.mail, askedBy: null })
  const taken = await findLoginByMail(context.database, 'resident', login.mail)
  const { mails: words } = wordsOf(login.language)
  const lines = taken
    ? [words.verifyTaken, '', words.verifyTakenYours, `${context.config.origin}/sign-in`]
    : [words.verifyThanks, '', words.verifyOpen, link, '', words.linkLives(linkHours)]
  await context.providers.mail.send({
    to: login.mail,
    subject: words.verify,
    text: [...lines, '', words.discard].join('\n'),
    reference: makeSecret().slice(0, 16),
  })
  return login.mail
}

/**
 * Makes a link that proves an address, and makes it the login's where a session has asked for that. Refuses
 * too_many_requests.
 */
export async function makeLink(
  context: Context,
  { loginId, mail, askedBy }: { loginId: string; mail: string; askedBy: Buffer | null },
): Promise<string> {
  const sentAt = context.now()
  const hourAgo = new Date(sentAt.getTime() - 3_600_000)
  if ((await countLinksSince(context.database, loginId, hourAgo)) >= linksPerHour) {
    refuse('too_many_requests', { waitSeconds: 3600 })
  }
  // Any number of logins can claim an address; its mailbox is one.
  await requireRoom(context, mail.toLowerCase(), 'linksTo')
  const token = makeSecret()
  const expiresAt = new Date(sentAt.getTime() + linkHours * 3_600_000)
  const tokenHash = hashSecret(token)
  const about = { changesMail: askedBy !== null, sessionHash: askedBy }
  await insertLink(context.database, { tokenHash, loginId, mail, ...about, sentAt, expiresAt })
  return `${context.config.origin}/mail-verification?token=${token}`
}

/**
 * Proves the address of a link for whoever is signed in, whose link it has to be, and gives the address; one that
 * was left hears of it, and then every session ends but the one that asked. Refuses link_invalid, link_of_another
 * and mail_taken.
 *
 * A tap alone proves nothing: somebody may have registered with a stranger's address, and wait for the stranger to
 * tap. So mailbox and account must be in the same hands.
 */
export async function verifyMail(context: Context, caller: Caller, token: string): Promise<string> {
  const [tokenHash, now] = [hashSecret(token), context.now()]
  return context.database.transact(async (tx) => {
    const link = await lockLink(tx, tokenHash, now)
    if (!link) refuse('link_invalid')
    const { loginId, mail, changesMail, sessionHash } = link
    if (loginId !== caller.loginId) refuse('link_of_another')
    const before = await readLogin(tx, loginId)
    if (before.mail !== mail && !changesMail) refuse('link_invalid')
    if (!(await proveMail(tx, { loginId, mail }, now))) refuse('mail_taken')
    await spendLink(tx, tokenHash, now)
    if (before.mail !== mail) {
      if (before.mailVerifiedAt) await tell(context, tx, before, 'mail_changed')
      await endSessions(context, loginId, { except: sessionHash }, tx)
    }
    return mail
  })
}
