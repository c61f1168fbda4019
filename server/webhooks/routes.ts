import type { StaffDeed } from '#contract/staff.ts'
import * as contract from '#contract/webhooks.ts'
import type { Caller } from '../access.ts'
import type { Context } from '../context.ts'
import { enqueue } from '../jobs/queue.ts'
import type { Transaction } from '../lib/database.ts'
import { refuse } from '../lib/refusal.ts'
import { route } from '../route.ts'
import { readPublicUrl } from '../providers/public-address.ts'
import { noteDeed, staffOf } from '../staff.ts'
import {
  endEndpoint,
  type EndpointRow,
  findDelivery,
  findEndpoint,
  insertEndpoint,
  listDeliveries,
  listEndpoints,
  listGone,
  noteOutcome,
  replaceSecret,
} from './queries.ts'
import { goneDays, oldSecretHours } from './rules.ts'
import { makeWebhookSecret } from './secret.ts'

export const webhookRoutes = [
  route(contract.listWebhooks, async ({ context, caller }) => {
    const { storeId } = staffOf(caller)
    const since = new Date(context.now().getTime() - goneDays * 86_400_000)
    const [live, gone] = await Promise.all([
      listEndpoints(context.database, storeId),
      listGone(context.database, storeId, since),
    ])
    return {
      webhooks: live.map(({ id, url, madeAt }) => ({ id, url, madeAt: madeAt.toISOString() })),
      gone: gone.map((each) => ({ ...each, endedAt: each.endedAt.toISOString() })),
    }
  }),
  route(contract.makeWebhook, async ({ context, caller, body }) => {
    const { storeId } = staffOf(caller)
    const url = readPublicUrl(body.url, { anywhere: context.config.webhooksAnywhere })
    if (!url) refuse('webhook_address_not_allowed')
    const { secret, sealed } = makeWebhookSecret(context, body.id)
    const endpoint = { id: body.id, storeId, url: url.href, secret: sealed, madeAt: context.now() }
    await context.database.transact(async (tx) => {
      if (!(await insertEndpoint(tx, endpoint))) refuse('webhook_exists')
      await noteWebhook(tx, { caller, did: 'webhook_made', endpoint, at: endpoint.madeAt })
    })
    return { id: body.id, secret }
  }),
  route(contract.rotateWebhookSecret, async ({ context, caller, params }) => {
    const endpoint = await ownEndpoint(context, caller, params.id)
    const { id } = endpoint
    const { secret, sealed } = makeWebhookSecret(context, id)
    const at = context.now()
    const oldUntil = new Date(at.getTime() + oldSecretHours * 3_600_000)
    await context.database.transact(async (tx) => {
      await replaceSecret(tx, { id, secret: sealed, oldUntil })
      await noteWebhook(tx, { caller, did: 'webhook_secret_made', endpoint, at })
    })
    return { id, secret }
  }),
  route(contract.endWebhook, async ({ context, caller, params }) => {
    const endpoint = await ownEndpoint(context, caller, params.id)
    const at = context.now()
    await context.database.transact(async (tx) => {
      await endEndpoint(tx, endpoint.id, at)
      await noteWebhook(tx, { caller, did: 'webhook_ended', endpoint, at })
    })
    return { done: true as const }
  }),
  route(contract.listWebhookDeliveries, async ({ context, caller, params }) => {
    const { id } = await ownEndpoint(context, caller, params.id)
    const rows = await listDeliveries(context.database, id)
    return { deliveries: rows.map((row) => ({ ...row, madeAt: row.madeAt.toISOString() })) }
  }),
  route(contract.redeliverWebhook, async ({ context, caller, params }) => {
    const { storeId } = staffOf(caller)
    const found = await findDelivery(context.database, params.id)
    if (found?.storeId !== storeId || found.ended) refuse('not_found')
    await context.database.transact(async (tx) => {
      await noteOutcome(tx, params.id, { state: 'waiting', status: null, problem: null })
      await enqueue(context.queue, tx, 'webhooks.deliver', { deliveryId: params.id })
    })
    return { done: true as const }
  }),
]

async function ownEndpoint(context: Context, caller: Caller, id: string): Promise<EndpointRow> {
  return (await findEndpoint(context.database, staffOf(caller).storeId, id)) ?? refuse('not_found')
}

type Noted = { caller: Caller; did: StaffDeed; endpoint: Pick<EndpointRow, 'id' | 'url'>; at: Date }

const noteWebhook = (tx: Transaction, { caller, did, endpoint: { id, url }, at }: Noted) =>
  noteDeed(tx, { staff: staffOf(caller), did, subject: id, detail: { name: url }, at })
