import type { Context } from '../context.ts'
import { hashSecret, makeSecret } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import { countLinksSince, insertLink, readLogin, spendLink } from './queries.ts'
import { linkHours, linksPerHour } from './rules.ts'

/**
 * Sends a link that proves the address of a login, and gives the address. Refuses mail_already_verified and
 * too_many_requests. The link opens a page of the app; only a tap there spends it, for mail scanners open links.
 */
export async function sendMailVerification(context: Context, loginId: string): Promise<string> {
  const login = await readLogin(context.database, loginId)
  if (login.mailVerifiedAt) refuse('mail_already_verified')
  const now = context.now()
  const hourAgo = new Date(now.getTime() - 3_600_000)
  if ((await countLinksSince(context.database, loginId, hourAgo)) >= linksPerHour) {
    refuse('too_many_requests', { waitSeconds: 3600 })
  }
  const token = makeSecret()
  const expiresAt = new Date(now.getTime() + linkHours * 3_600_000)
  await insertLink(context.database, {
    tokenHash: hashSecret(token),
    loginId,
    mail: login.mail,
    sentAt: now,
    expiresAt,
  })
  const link = `${context.config.origin}/mail-verification?token=${token}`
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

/** Spends the token of a link and gives the address that is proven now. Refuses link_invalid. */
export async function verifyMail(context: Context, token: string): Promise<string> {
  const spent = await spendLink(context.database, hashSecret(token), context.now())
  if (!spent) refuse('link_invalid')
  return spent.mail
}
