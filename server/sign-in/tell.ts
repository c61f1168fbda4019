import type { Person } from '../access.ts'
import type { Context } from '../context.ts'
import { enqueue } from '../jobs/queue.ts'
import type { Transaction } from '../lib/database.ts'
import { makeId } from '../lib/id.ts'
import { type Notice, writeNotice, writeShortNotice } from './notices.ts'
import { type Login, readLogin } from './queries.ts'

/** Tells the address of a login what happened to the way in: a mail that is queued with its cause, and sent later. */
export function tell(
  context: Context,
  tx: Transaction,
  { mail: to, language }: Pick<Login, 'mail' | 'language'>,
  notice: Notice,
  about: { device?: string; audience?: Person['audience'] } = {},
): Promise<void> {
  const { subject, text } = writeNotice(notice, {
    ...about,
    language,
    at: context.now(),
    origin: context.config.origin,
  })
  return enqueue(context.queue, tx, 'sign-in.tell', { to, subject, text, reference: makeId() })
}

/**
 * Tells the owner of a login: residents in the app, and everybody at the address that it has now unless that is only a
 * resident's claim, which may be a stranger's.
 */
export async function tellOwner(
  context: Context,
  tx: Transaction,
  loginId: string,
  notice: Notice,
  about: { device?: string } = {},
): Promise<void> {
  const login = await readLogin(tx, loginId)
  const { audience } = login
  if (login.mailVerifiedAt || audience !== 'resident')
    await tell(context, tx, login, notice, { ...about, audience })
  if (audience !== 'resident') return
  // The mail says it to whoever has the address; the list says it to the resident who holds the phone.
  const note = {
    residentId: login.subject,
    about: makeId(),
    told: { kind: 'security' as const, event: notice },
  }
  await enqueue(context.queue, tx, 'notices.tell', note)
}

/** Tells the phone that a login has now by SMS; does nothing where there is none. */
export async function tellPhone(
  context: Context,
  tx: Transaction,
  loginId: string,
  notice: Notice,
): Promise<void> {
  const { phone, language } = await readLogin(tx, loginId)
  if (!phone) return
  const body = writeShortNotice(notice, language)
  await enqueue(context.queue, tx, 'sign-in.tell-phone', { to: phone, body, reference: makeId() })
}
