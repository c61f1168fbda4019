import { endSessions } from '../access.ts'
import type { Context } from '../context.ts'
import { hashSecret, makeSecret } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import { countLinksSince, insertLink, readLogin, spendLink } from './queries.ts'
import { linkHours, linksPerHour } from './rules.ts'
import { tell } from './tell.ts'

/**
 * Sends a link that proves the address of a login, and gives the address. Refuses mail_already_verified and
 * too_many_requests. The link opens a page of the app; only a tap there spends it, for mail scanners open links.
 */
export async function sendMailVerification(context: Context, loginId: string): Promise<string> {
  const login = await readLogin(context.database, loginId)
  if (login.mailVerifiedAt) refuse('mail_already_verified')
  const link = await makeLink(context, { loginId, mail: login.mail, askedBy: null })
  await context.providers.mail.send({
    to: login.mail,
    subject: 'メールアドレスの確認',
    text: [
      'ご登録ありがとうございます。',
      '',
      '下のリンクを開き、「メールアドレスを確認する」を押してください。',
      link,
      '',
      `このリンクは${linkHours}時間、1回だけ使えます。`,
      'お心当たりのない場合は、このメールを破棄してください。',
    ].join('\n'),
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
  const token = makeSecret()
  const expiresAt = new Date(sentAt.getTime() + linkHours * 3_600_000)
  const tokenHash = hashSecret(token)
  const about = { changesMail: askedBy !== null, sessionHash: askedBy }
  await insertLink(context.database, { tokenHash, loginId, mail, ...about, sentAt, expiresAt })
  return `${context.config.origin}/mail-verification?token=${token}`
}

/**
 * Spends the token of a link and gives the address that is proven now; an address that was left hears of it, and
 * every session ends but the one that asked. Refuses link_invalid.
 */
export async function verifyMail(context: Context, token: string): Promise<string> {
  const spent = await context.database.transact(async (tx) => {
    const used = await spendLink(tx, hashSecret(token), context.now())
    if (used && used.before !== used.mail) {
      await tell(context, tx, used.before, 'mail_changed')
      await endSessions(context, used.loginId, { except: used.sessionHash }, tx)
    }
    return used
  })
  if (!spent) refuse('link_invalid')
  return spent.mail
}
