import { createHash } from 'node:crypto'
import type { NoticeKind, Told } from '#contract/notices.ts'
import type { Context } from '../context.ts'
import type { Posted } from '../jobs/outbox.ts'
import { enqueue, type Jobs } from '../jobs/queue.ts'
import type { Transaction } from '../lib/database.ts'
import { languageOf, readNamesIn } from '../words/queries.ts'
import { wordsOf } from '../words/words.ts'
import {
  findDevice,
  findMailOf,
  forgetDevice,
  insertNotices,
  listDevices,
  listPosted,
  type Note,
  readWish,
} from './queries.ts'
import { clip } from './rules.ts'
import { pathOfNotice, sayDiscreetly, sayNotice } from './words.ts'

/**
 * Tells people things, each once: on their list with this transaction, and by push to the devices on which they want
 * that kind, which is queued with it. Gives what was not told before.
 */
export async function tellAll(context: Context, tx: Transaction, notes: readonly Note[]) {
  if (notes.length === 0) return []
  const now = context.now()
  const fresh = await insertNotices(tx, notes, now)
  for (const [kind, some] of Map.groupBy(fresh, ({ told }) => told.kind)) {
    const toldTo = Map.groupBy(some, ({ residentId }) => residentId)
    for (const device of await listDevices(tx, [...toldTo.keys()], kind, now)) {
      for (const { id, told } of toldTo.get(device.residentId) ?? []) {
        await enqueue(context.queue, tx, 'notices.push', { deviceId: device.id, reference: id, told })
      }
    }
  }
  return fresh
}

/** Tells what was posted, in the transaction that empties the outbox. */
export async function followPosted(context: Context, tx: Transaction, batches: Posted[]): Promise<void> {
  await tellAll(context, tx, await listPosted(tx, batches, context.now()))
}

/** Tells one person what another capability has queued with its cause. */
export async function tellOne(context: Context, note: Jobs['notices.tell']): Promise<void> {
  await context.database.transact((tx) => tellAll(context, tx, [note]))
}

/** Everything is told in words of a few lines; what is longer is read in the app. */
const longestBody = 200
/** Nobody wants to hear of a payment an hour later; of all else within three days. */
const ttlSeconds = (kind: NoticeKind) => (kind === 'payment' ? 3600 : 3 * 86_400)

/**
 * Pushes a notice to a device, if the person still wants that kind and is still signed in there. A device that is gone
 * is forgotten. Rejects, to be done again, when the push service cannot take it now.
 */
export async function pushNotice(
  context: Context,
  { deviceId, reference, told }: Jobs['notices.push'],
): Promise<void> {
  const device = await findDevice(context.database, deviceId, told.kind, context.now())
  if (!device) return
  const names = await readNamesIn(context.database, device.language, context.now())
  const say = device.amounts ? sayNotice : sayDiscreetly
  const words = say(told, device.language, names)
  const tag = topicOf(reference)
  const payload = JSON.stringify({
    title: clip(words.title, 80),
    body: clip(words.body, longestBody),
    path: pathOfNotice(told) ?? '/notices',
    lang: device.language,
    tag,
  })
  const message = { payload, topic: tag, ttlSeconds: ttlSeconds(told.kind) }
  const outcome = await context.providers.push.send(device, message)
  if (outcome === 'gone') await forgetDevice(context.database, device.id)
}

/** The same notice has the same topic, so that a device shows a repetition once. */
const topicOf = (reference: string) => createHash('sha256').update(reference).digest('base64url').slice(0, 32)

/** Tells of points that run out by mail, for who wants that and has proven the address. */
export async function mailReminder(
  context: Context,
  { residentId, reference, told }: { residentId: string; reference: string; told: Told },
): Promise<void> {
  const { expiringByMail } = await readWish(context.database, residentId)
  const to = expiringByMail ? await findMailOf(context.database, residentId) : undefined
  if (!to) return
  const language = await languageOf(context.database, residentId)
  const names = await readNamesIn(context.database, language, context.now())
  const { title, body } = sayNotice(told, language, names)
  const { notices: words } = wordsOf(language)
  const { origin } = context.config
  const text = [
    body,
    words.afterwardsGone,
    '',
    words.lookAtBalance(`${origin}/history`),
    words.stopThisMail(`${origin}/notices/wishes`),
  ].join('\n')
  await context.providers.mail.send({ to, subject: title, text, reference })
}
