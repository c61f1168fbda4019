// A colleague is invited: a link to the address that the owner wrote down, and a password of their own.
import type { ReplyOf } from '#contract/endpoint.ts'
import type { readStaffInvitation } from '#contract/staff.ts'
import type { Person } from '../access.ts'
import type { Context } from '../context.ts'
import { hashSecret, makeId, makeSecret } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import { hashPassword } from './password.ts'
import { findLoginByMail, insertLogin } from './queries.ts'
import { linkHours } from './rules.ts'
import {
  findInvitation,
  findInvited,
  insertInvitation,
  type Invited,
  moveEndedLogin,
  spendInvitation,
} from './staff-queries.ts'
import { requireStrongPassword } from './weak-password.ts'

/** Sends a link to a colleague; does nothing for somebody who signs in already or works there no more. */
export async function sendStaffInvitation(
  context: Context,
  { staffId, mail }: { staffId: string; mail: string },
): Promise<void> {
  const invited = await findInvited(context.database, staffId)
  if (!invited) return
  const token = makeSecret()
  const sentAt = context.now()
  const expiresAt = new Date(sentAt.getTime() + linkHours * 3_600_000)
  const invitation = { tokenHash: hashSecret(token), staffId, mail, sentAt, expiresAt }
  await context.database.transact((tx) => insertInvitation(tx, invitation))
  await context.providers.mail.send({
    to: mail,
    subject: `${invited.storeName}のスタッフ登録のご案内`,
    text: [
      `${invited.name}さん`,
      '',
      `${invited.storeName}の加盟店アプリに招待されました。`,
      '下のリンクを開き、ご自分のパスワードを決めてください。',
      `${context.config.origin}/merchant/invitation?token=${token}`,
      '',
      `このリンクは${linkHours}時間、1回だけ使えます。期限が過ぎたときは、お店の人に送り直してもらってください。`,
      'お心当たりのない場合は、このメールを破棄してください。何も起こりません。',
    ].join('\n'),
    reference: makeId(),
  })
}

/** Tells what a link invites to; opening it changes nothing, for mail scanners do that. Refuses invitation_invalid. */
export async function readInvitation(
  context: Context,
  token: string,
): Promise<ReplyOf<typeof readStaffInvitation>> {
  const { storeName, name, role, mail } = await requireInvitation(context, hashSecret(token))
  return { storeName, name, role, mail }
}

/**
 * Gives the invited person a way in, once. Refuses invitation_invalid; password_too_weak and mail_taken, which leave
 * the link as it was.
 */
export async function acceptInvitation(
  context: Context,
  { token, password }: { token: string; password: string },
): Promise<Person> {
  const tokenHash = hashSecret(token)
  const { staffId, mail } = await requireInvitation(context, tokenHash)
  requireStrongPassword(password, mail)
  const passwordHash = await hashPassword(password)
  const at = context.now()
  const loginId = await context.database.transact(async (tx) => {
    if (!(await spendInvitation(tx, tokenHash, at))) refuse('invitation_invalid')
    if (!(await moveEndedLogin(tx, { mail, staffId, passwordHash, at }))) {
      const login = {
        id: makeId(),
        audience: 'staff' as const,
        subject: staffId,
        mail,
        passwordHash,
        at,
        mailVerified: true,
      }
      if (!(await insertLogin(tx, login))) refuse('mail_taken')
    }
    return (await findLoginByMail(tx, 'staff', mail))?.id
  })
  return { audience: 'staff', id: staffId, loginId: loginId ?? refuse('invitation_invalid') }
}

async function requireInvitation(context: Context, tokenHash: Buffer): Promise<Invited> {
  return (await findInvitation(context.database, tokenHash, context.now())) ?? refuse('invitation_invalid')
}
