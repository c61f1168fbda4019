import * as contract from '#contract/webhooks.ts'
import type { Caller } from '../access.ts'
import type { Context } from '../context.ts'
import { enqueue } from '../jobs/queue.ts'
import { refuse } from '../lib/refusal.ts'
import { route } from '../route.ts'
import { staffOf } from '../staff.ts'
import { readWebhookUrl } from './address.ts'
import {
  endEndpoint,
  type EndpointRow,
  findDelivery,
  findEndpoint,
  insertEndpoint,
  listDeliveries,
  listEndpoints,
  noteOutcome,
  replaceSecret,
} from './queries.ts'
import { oldSecretHours } from './rules.ts'
import { makeWebhookSecret } from './secret.ts'

export const webhookRoutes = [
  route(contract.listWebhooks, async ({ context, caller }) => {
    const rows = await listEndpoints(context.database, staffOf(caller).storeId)
    return { webhooks: rows.map(({ id, url, madeAt }) => ({ id, url, madeAt: madeAt.toISOString() })) }
  }),
  route(contract.makeWebhook, async ({ context, caller, body }) => {
    const { storeId } = staffOf(caller)
    const url = readWebhookUrl(body.url, { anywhere: context.config.webhooksAnywhere })
    if (!url) refuse('webhook_address_not_allowed')
    const { secret, sealed } = makeWebhookSecret(context, body.id)
    const endpoint = { id: body.id, storeId, url: url.href, secret: sealed, madeAt: context.now() }
    if (!(await insertEndpoint(context.database, endpoint))) refuse('webhook_exists')
    return { id: body.id, secret }
  }),
  route(contract.rotateWebhookSecret, async ({ context, caller, params }) => {
    const { id } = await ownEndpoint(context, caller, params.id)
    const { secret, sealed } = makeWebhookSecret(context, id)
    const oldUntil = new Date(context.now().getTime() + oldSecretHours * 3_600_000)
    await replaceSecret(context.database, { id, secret: sealed, oldUntil })
    return { id, secret }
  }),
  route(contract.endWebhook, async ({ context, caller, params }) => {
    const { id } = await ownEndpoint(context, caller, params.id)
    await endEndpoint(context.database, id, context.now())
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
