// The mail that follows when somebody has forgotten a password.
import type { Context } from '../context.ts'
import type { Jobs } from '../jobs/queue.ts'
import { hashSecret, makeId, makeSecret } from '../lib/id.ts'
import { wordsOf } from '../words/words.ts'
import { findStaffGuest } from './invitation-queries.ts'
import { sendInvitation } from './invitations.ts'
import { operatorWays } from './office-entry.ts'
import { findOperatorGuest } from './operator-queries.ts'
import { findLoginByMail, findNewestClaim, type Login } from './queries.ts'
import { countResetsSince, findLoginAtWork, insertReset } from './reset-queries.ts'
import { resetMinutes, resetsPerHour } from './rules.ts'

/** Writes the lines of a mail around a link, or without it. */
type Lines = (link: string) => string[]

const hourMs = 3_600_000

/** What a link of each audience opens; the secret stands behind it. */
const pages = {
  resident: '/password-reset/new?token=',
  staff: '/merchant/password-reset/new#token=',
  operator: '/operator/password-reset/new#token=',
}

/**
 * Sends the link where the address has an account that may have one. Does nothing for other addresses, for who works
 * there no more, while a store is stopped, and above the limit.
 */
export function sendReset(context: Context, { audience, mail }: Jobs['sign-in.send-reset']): Promise<void> {
  return senders[audience](context, mail)
}

/**
 * Somebody who comes in by a provider only is told so, for a mailbox shall not become a new way in. Who has only
 * claimed the address may be anybody, and is told to register anew.
 */
async function sendToResident(context: Context, mail: string): Promise<void> {
  const owner = await findLoginByMail(context.database, 'resident', mail)
  const login = owner ?? (await findNewestClaim(context.database, mail))
  if (!login) return
  const { origin } = context.config
  const { mails: words } = wordsOf(login.language)
  if (!owner) {
    return sendMail(context, login, () => [
      words.resetUnproven,
      words.resetRegister,
      `${origin}/sign-up/terms`,
    ])
  }
  if (login.passwordHash === null) {
    return sendMail(context, login, () => [words.resetNone, words.resetProviders, `${origin}/sign-in`])
  }
  return sendMail(context, login, (link) => [words.resetOpen, link, '', words.resetLives(resetMinutes)])
}

/** What opens a link for somebody at work, and what else there is to say of it. */
const linesAtWork =
  ({ language }: Login, more: string): Lines =>
  (link) => [
    wordsOf(language).mails.resetOpen,
    ...[link, ''],
    `このリンクは${resetMinutes}分間、1回だけ使えます。${more}`,
  ]

/** Who was invited and has no password has nothing to forget, and gets the invitation anew. */
async function sendToStaff(context: Context, mail: string): Promise<void> {
  const login = await findLoginAtWork(context.database, 'staff', mail)
  if (login) return sendMail(context, login, linesAtWork(login, 'ほかの人に教えないでください。'))
  const guest = await findStaffGuest(context.database, mail, sinceAnHour(context))
  if (guest) await sendInvitation(context, guest)
}

/**
 * A mailbox alone opens nothing at the office: the page behind the link asks for the second step, and who ought to have
 * one and has none is sent to the colleagues.
 */
async function sendToOperator(context: Context, mail: string): Promise<void> {
  const login = await findLoginAtWork(context.database, 'operator', mail)
  if (!login || login.passwordHash === null) {
    const guest = await findOperatorGuest(context.database, mail, sinceAnHour(context))
    return guest && sendInvitation(context, guest)
  }
  const ways = await operatorWays(context, login.id)
  if (ways.length === 0 && context.config.operatorSecondStep === 'required') {
    return sendMail(context, login, () => [
      'パスワードの再設定が申し込まれましたが、2段階認証がまだ設定されていないため、メールだけでは再設定できません。',
      'ほかの担当者に、「担当者」のページから「ログインを設定し直す」を申し込んでもらってください。',
    ])
  }
  return sendMail(context, login, linesAtWork(login, '2段階認証も必要です。'))
}

const senders = { resident: sendToResident, staff: sendToStaff, operator: sendToOperator }

const sinceAnHour = (context: Context) => ({
  since: new Date(context.now().getTime() - hourMs),
  limit: resetsPerHour,
})

/** Makes a link for a login and sends the mail; both are left undone above the limit of an hour. */
async function sendMail(
  context: Context,
  { id: loginId, audience, mail, language }: Login,
  lines: Lines,
): Promise<void> {
  const sentAt = context.now()
  const hourAgo = new Date(sentAt.getTime() - hourMs)
  if ((await countResetsSince(context.database, loginId, hourAgo)) >= resetsPerHour) return
  const token = makeSecret()
  const expiresAt = new Date(sentAt.getTime() + resetMinutes * 60_000)
  await insertReset(context.database, { tokenHash: hashSecret(token), loginId, mail, sentAt, expiresAt })
  const { mails: words } = wordsOf(language)
  const text = [...lines(`${context.config.origin}${pages[audience]}${token}`), '', words.discardUnchanged]
  await context.providers.mail.send({
    to: mail,
    subject: words.reset,
    text: text.join('\n'),
    reference: makeId(),
  })
}
