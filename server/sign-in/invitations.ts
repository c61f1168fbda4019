// Somebody is let in by somebody else: a link to the address that was written down, and a password of their own.
import type { ReplyOf } from '#contract/endpoint.ts'
import type { readStaffInvitation } from '#contract/staff.ts'
import type { Context } from '../context.ts'
import { hashSecret, makeId, makeSecret } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import { type Guest, insertInvitation } from './invitation-queries.ts'
import { findInvitedOperator } from './operator-queries.ts'
import { readAppName } from './queries.ts'
import { inviteHours, linkHours } from './rules.ts'
import { findInvitation, findInvited, type Invited } from './staff-queries.ts'

/** What a mail of an invitation says, what its link is for, where it leads, and for how many hours. */
type Letter = {
  subject: string
  greeting: string[]
  task: string
  page: string
  hours: number
  lapsed: string
}

const choosePassword = '下のリンクを開き、ご自分のパスワードを決めてください。'

/**
 * Sends a link to somebody; does nothing for who signs in already, works there no more, or is invited at another
 * address by now: a mail that is tried again for hours must not end the link that went to the right one.
 */
export async function sendInvitation(context: Context, guest: Guest): Promise<void> {
  const letter = await letters[guest.audience](context, guest)
  if (!letter) return
  const { subject, greeting, task, page, hours, lapsed } = letter
  const token = makeSecret()
  const sentAt = context.now()
  const expiresAt = new Date(sentAt.getTime() + hours * 3_600_000)
  const invitation = { ...guest, tokenHash: hashSecret(token), sentAt, expiresAt }
  await context.database.transact((tx) => insertInvitation(tx, invitation))
  const lasts = hours > linkHours ? `${hours / 24}日間` : `${hours}時間`
  await context.providers.mail.send({
    to: guest.mail,
    subject,
    text: [
      ...greeting,
      task,
      `${context.config.origin}${page}?token=${token}`,
      '',
      `このリンクは${lasts}、1回だけ使えます。ほかの人に教えないでください。`,
      lapsed,
      'お心当たりのない場合は、このメールを破棄してください。何も起こりません。',
    ].join('\n'),
    reference: makeId(),
  })
}

const askForAnother =
  '期限が過ぎたときは、ログイン画面の「パスワードを忘れたとき」から、新しいリンクを受け取れます。'

/**
 * Whoever is let in by the office is a shop that waits for nobody at its till, and may take some days. Whoever works
 * elsewhere is told here alone that the password stays the same: the store that invites hears nothing of it.
 */
async function writeToStaff(
  context: Context,
  { subject: staffId, mail }: Guest,
): Promise<Letter | undefined> {
  const invited = await findInvited(context.database, { staffId, mail })
  if (!invited) return undefined
  const { name, storeName, byOffice, hasPassword } = invited
  const page = '/merchant/invitation'
  const [task, lapsed] = hasPassword
    ? [
        '下のリンクを開き、加盟店アプリでお使いのパスワードを入力すると、このお店も開けるようになります。',
        '期限が過ぎたときは、招待した方に、もう一度送ってもらってください。',
      ]
    : [choosePassword, askForAnother]
  const letter = { task, page, lapsed }
  const hello = [`${name}さん`, '']
  if (!byOffice) {
    const greeting = [...hello, `${storeName}の加盟店アプリに招待されました。`]
    return { ...letter, subject: `${storeName}のスタッフ登録のご案内`, greeting, hours: linkHours }
  }
  const appName = await readAppName(context.database, context.now())
  const greeting = [...hello, `${storeName}で、${appName}の加盟店アプリをお使いいただけるようになりました。`]
  return { ...letter, subject: 'お店のアプリのパスワードを決めてください', greeting, hours: inviteHours }
}

/** Whoever was there before has lost the second step, and two colleagues have set the way in anew. */
async function writeToOperator(
  context: Context,
  { subject: operatorId }: Guest,
): Promise<Letter | undefined> {
  const invited = await findInvitedOperator(context.database, operatorId)
  if (!invited) return undefined
  const appName = await readAppName(context.database, context.now())
  const what = invited.again
    ? `${appName}の運営画面へのログインが、担当者2人の確認で設定し直されました。2段階認証も新しく設定します。`
    : `${appName}の運営画面に、担当者2人の確認で招待されました。`
  return {
    subject: invited.again ? '運営のログインを設定し直してください' : '運営画面への招待',
    greeting: [`${invited.name}さん`, '', what],
    task: choosePassword,
    page: '/operator/invitation',
    hours: linkHours,
    lapsed: askForAnother,
  }
}

const letters = { staff: writeToStaff, operator: writeToOperator }

/** Tells what a link invites to; opening it changes nothing, for mail scanners do that. Refuses invitation_invalid. */
export async function readInvitation(
  context: Context,
  token: string,
): Promise<ReplyOf<typeof readStaffInvitation>> {
  const { storeName, name, role, mail, hasPassword } = await requireInvitation(context, hashSecret(token))
  return { storeName, name, role, mail, hasPassword }
}

/** Finds what a link invites to, while it can be used. Refuses invitation_invalid. */
export async function requireInvitation(context: Context, tokenHash: Buffer): Promise<Invited> {
  return (await findInvitation(context.database, tokenHash, context.now())) ?? refuse('invitation_invalid')
}
