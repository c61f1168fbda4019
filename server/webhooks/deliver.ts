import type { Context } from '../context.ts'
import type { Posted } from '../jobs/outbox.ts'
import { enqueue } from '../jobs/queue.ts'
import type { Transaction } from '../lib/database.ts'
import { makeId } from '../lib/id.ts'
import { readPublicUrl } from '../providers/public-address.ts'
import {
  endEndpoint,
  findDelivery,
  insertDeliveries,
  listOwnersMail,
  noteOutcome,
  type Outcome,
  takeAttempt,
  type ToDeliver,
} from './queries.ts'
import { gone, pauseAfter } from './rules.ts'
import { openSecret } from './secret.ts'
import { sendMessage } from './send.ts'

/** Writes the messages about what was posted, and queues each, in the transaction that empties the outbox. */
export async function announce(context: Context, tx: Transaction, batches: Posted[]): Promise<void> {
  for (const deliveryId of await insertDeliveries(tx, batches, context.now())) {
    await enqueue(context.queue, tx, 'webhooks.deliver', { deliveryId })
  }
}

/**
 * Makes one attempt at a message, and queues the next one where it fails. A message may arrive twice, when our note of
 * its success is lost; receivers know it by its id. Does nothing for one that has arrived or whose address has ended.
 * An address that answers 410 ends, and the owners of the store are told.
 */
export async function deliver(context: Context, deliveryId: string): Promise<void> {
  const found = await findDelivery(context.database, deliveryId)
  if (!found || found.state !== 'waiting' || found.ended) return
  const attempts = await context.database.transact(async (tx) => {
    const taken = await takeAttempt(tx, deliveryId, context.now())
    const pause = pauseAfter(taken)
    if (pause !== null) {
      // Queued before the attempt: a crash in the middle of it is followed by another.
      const startAfter = new Date(context.now().getTime() + pause * 1000)
      await enqueue(context.queue, tx, 'webhooks.deliver', { deliveryId }, { startAfter })
    }
    return taken
  })
  const sent = await attempt(context, found)
  const { status, problem } = sent
  if (status === gone) return endGone(context, found, { state: 'failed', status, problem })
  const state = sent.ok ? 'delivered' : pauseAfter(attempts) === null ? 'failed' : 'waiting'
  await noteOutcome(context.database, deliveryId, { state, status, problem })
}

/** Notes the answer and ends the address. Two messages that are under way end it once. */
async function endGone(context: Context, found: ToDeliver, outcome: Outcome): Promise<void> {
  const subject = 'お支払いの通知先への送信を止めました'
  const text = [
    `${subject}。`,
    `通知先：${found.url}`,
    '通知先が「今後は受け取らない」（HTTP 410）と答えたためです。レジなどのプログラムには、もうお知らせしていません。',
    '',
    '続けて受け取るには、プログラムの会社に確かめてから、お店のアプリの「お支払いの通知先」でもう一度登録してください。',
    `${context.config.origin}/merchant/webhooks`,
  ].join('\n')
  await context.database.transact(async (tx) => {
    await noteOutcome(tx, found.id, outcome)
    if (!(await endEndpoint(tx, found.endpointId, context.now()))) return
    for (const to of await listOwnersMail(tx, found.storeId))
      await enqueue(context.queue, tx, 'sign-in.tell', { to, subject, text, reference: makeId() })
  })
}

async function attempt(context: Context, found: ToDeliver) {
  const anywhere = context.config.webhooksAnywhere
  const url = readPublicUrl(found.url, { anywhere })
  if (!url) return { ok: false, status: null, problem: '送れないアドレスです' }
  const now = context.now()
  const old = found.oldSecret && found.oldUntil && now < found.oldUntil ? [found.oldSecret] : []
  const secrets = [found.secret, ...old].map((sealed) => openSecret(context, found.endpointId, sealed))
  return sendMessage(
    { id: found.id, url, body: JSON.stringify(found.payload), secrets, at: now },
    { anywhere },
  )
}
