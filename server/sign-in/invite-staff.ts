import type { Context } from '../context.ts'
import { hashSecret, makeId, makeSecret } from '../lib/id.ts'
import { readAppName, readLogin } from './queries.ts'
import { insertReset } from './reset-queries.ts'
import { inviteDays } from './rules.ts'

/**
 * Sends somebody whom the office has let in the link by which the first password is set; the way in has none before.
 * The link is made as the mail is sent and kept nowhere. Refuses nothing.
 */
export async function inviteStaff(context: Context, { loginId }: { loginId: string }): Promise<void> {
  const { mail } = await readLogin(context.database, loginId)
  const sentAt = context.now()
  const token = makeSecret()
  const expiresAt = new Date(sentAt.getTime() + inviteDays * 86_400_000)
  await insertReset(context.database, { tokenHash: hashSecret(token), loginId, mail, sentAt, expiresAt })
  const appName = await readAppName(context.database, sentAt)
  await context.providers.mail.send({
    to: mail,
    subject: 'お店のアプリのパスワードを決めてください',
    text: [
      `${appName}の加盟店アプリをお使いいただけるようになりました。`,
      '下のリンクを開き、パスワードを決めてください。',
      `${context.config.origin}/merchant/join/password#token=${token}`,
      '',
      `このリンクは${inviteDays}日間、1回だけ使えます。ほかの人に教えないでください。`,
      'お心当たりのない場合は、このメールを破棄してください。',
    ].join('\n'),
    reference: makeId(),
  })
}
