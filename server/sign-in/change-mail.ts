import type { Caller } from '../access.ts'
import type { Context } from '../context.ts'
import { makeSecret } from '../lib/id.ts'
import { wordsOf } from '../words/words.ts'
import { findLoginByMail, readLogin } from './queries.ts'
import { linkHours } from './rules.ts'
import { tellOwner } from './tell.ts'
import { makeLink } from './verify-mail.ts'

/**
 * Sends a link to a new address, and word to the old one; nothing changes until the link is used. An address
 * that has an account gets a mail without a link, so that nobody learns from us who has one. Refuses
 * too_many_requests.
 */
export async function changeMail(
  context: Context,
  { loginId, tokenHash }: Caller,
  mail: string,
): Promise<string> {
  const link = await makeLink(context, { loginId, mail, askedBy: tokenHash })
  await context.database.transact((tx) => tellOwner(context, tx, loginId, 'mail_change_asked'))
  const taken = await findLoginByMail(context.database, 'resident', mail)
  const { language } = await readLogin(context.database, loginId)
  const { mails: words } = wordsOf(language)
  const lines = taken ? [words.changeTaken] : [words.changeOpen, link, '', words.linkLives(linkHours)]
  await context.providers.mail.send({
    to: mail,
    subject: words.change,
    text: [...lines, '', words.discard].join('\n'),
    reference: makeSecret().slice(0, 16),
  })
  return mail
}
