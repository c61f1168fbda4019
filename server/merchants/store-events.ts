// The till's line to the server (server-sent events, WHATWG HTML section 9.2): payments and refunds.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { storeEventsPath } from '#contract/merchants.ts'
import { id as idShape } from '#contract/values.ts'
import { type FindCaller, identify } from '../access.ts'
import type { Context } from '../context.ts'
import { refuse } from '../lib/refusal.ts'
import { staffOf } from '../staff.ts'
import { findTillDevice } from '../till-device.ts'
import { toStorePayment } from './list-store-payments.ts'
import { findPostedAt, type StoreEvent } from './queries.ts'
import { openStoreFeed, overlapMs } from './store-feed.ts'

/** Proxies and phones give up on lines that are silent for longer. */
const heartbeatMs = 15_000
/** A till that was away for longer reads the day's list instead. */
const longestResumeMs = 86_400_000
/** A reader that is so many bytes behind is gone; it will come back and resume. */
const mostUnread = 256 * 1024

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  // Tells nginx to pass on each event at once.
  'x-accel-buffering': 'no',
}

/**
 * Opens storeEventsPath for staff: `payment` and `refund` events with their id, and what the contract says as
 * data, and a `beat` now and then. With Last-Event-ID or `after` a till hears what it missed. Nothing is left out; what
 * happened in the seconds before the line was opened may be told again, so tills know events by id. Refuses
 * not_signed_in, and ends the line within a heartbeat after the session has ended or chosen another store.
 */
export function openStoreEvents(
  app: FastifyInstance,
  context: Context,
  findCaller: FindCaller,
  options: { heartbeatMs: number } = { heartbeatMs },
): void {
  const feed = openStoreFeed(context.database)
  const lines = new Set<() => void>()
  app.addHook('preClose', async () => {
    for (const end of lines) end()
  })
  app.addHook('onClose', async () => feed.close())

  app.get(storeEventsPath, async (request, response) => {
    const storeId = await identifyStore(context, findCaller, request)
    const since = await whereToStart(context, storeId, request)
    const line = openLine(response)
    const unfollow = feed.follow(storeId, since, (event) => {
      line.write(`event: ${event.kind}\nid: ${event.id}\ndata: ${JSON.stringify(toData(event))}\n\n`)
    })
    const heartbeat = setInterval(() => {
      identifyStore(context, findCaller, request).then(
        // Whoever has chosen another store hears no more of this one.
        (now) => (now === storeId ? line.write('event: beat\ndata: {}\n\n') : line.end()),
        line.end,
      )
    }, options.heartbeatMs)
    lines.add(line.end)
    line.whenClosed(() => {
      clearInterval(heartbeat)
      unfollow()
      lines.delete(line.end)
    })
  })
}

function toData({ kind, id, at, coin, points, refunded, paymentId }: StoreEvent) {
  if (kind === 'refund') return { id, paymentId, coin, points, refundedAt: at.toISOString() }
  return toStorePayment({ id, coin, points, paidAt: at, refunded })
}

async function identifyStore(
  context: Context,
  findCaller: FindCaller,
  request: FastifyRequest,
): Promise<string> {
  // A till that is locked still hears of payments: it stands on the counter for that.
  const till = await findTillDevice(context, request)
  if (till) return till.storeId
  const door = { audience: 'staff', scope: 'read', act: 'today' } as const
  const caller = await identify(context, findCaller, request, door)
  return caller ? staffOf(caller).storeId : refuse('not_signed_in')
}

/** After the last event that the till has; or a little before now, since its list may be as old as that. */
async function whereToStart(context: Context, storeId: string, request: FastifyRequest): Promise<Date> {
  const now = context.now().getTime()
  // A browser's own line sends the header only while it mends itself; one that is opened anew says it in the address.
  const { after } = request.query as { after?: unknown }
  const last = idShape.safeParse(request.headers['last-event-id'] ?? after)
  const postedAt = last.success ? await findPostedAt(context.database, storeId, last.data) : undefined
  const from = Math.max(postedAt?.getTime() ?? now, now - longestResumeMs)
  return new Date(from - overlapMs)
}

type Line = { write: (text: string) => void; end: () => void; whenClosed: (then: () => void) => void }

/** Takes the answer out of Fastify's hands; it stays open until either side ends it. */
function openLine(response: FastifyReply): Line {
  response.hijack()
  const { raw } = response
  const end = () => void raw.end()
  const write = (text: string) => {
    if (raw.writableEnded || raw.destroyed) return
    if (raw.writableLength > mostUnread) raw.destroy()
    else raw.write(text)
  }
  raw.writeHead(200, headers)
  write('retry: 3000\n\n')
  return { write, end, whenClosed: (then) => (raw.closed ? then() : raw.once('close', then)) }
}
