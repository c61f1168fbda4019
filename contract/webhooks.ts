import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { actId, amountOrNone, done, id, instant, text } from './values.ts'

/** What is sent: Standard Webhooks, https://www.standardwebhooks.com. */
export const webhookMessage = z.strictObject({
  type: z.enum(['payment.created', 'refund.created']),
  timestamp: instant,
  data: z.strictObject({
    id,
    storeId: id,
    coin: amountOrNone,
    points: amountOrNone,
    /** Of a refund: what it gives back. */
    paymentId: id.nullable(),
  }),
})

export const webhook = z.strictObject({ id, url: z.string(), madeAt: instant })

export const webhookDelivery = z.strictObject({
  id,
  type: webhookMessage.shape.type,
  madeAt: instant,
  state: z.enum(['waiting', 'delivered', 'failed']),
  attempts: z.int(),
  /** The HTTP status of the last attempt, where there was an answer. */
  lastStatus: z.int().nullable(),
  lastProblem: z.string().nullable(),
})

const secret = z.strictObject({ id, secret: z.string().meta({ description: 'whsec_…; shown this once' }) })

export const listWebhooks = endpoint({
  method: 'GET',
  path: '/staff/webhooks',
  audience: 'staff',
  act: 'webhooks',
  summary: 'The addresses that are told of payments and refunds at the own store',
  reply: z.strictObject({
    webhooks: z.array(webhook),
    /** Addresses that have answered 410, which says: no more. Told for thirty days, or until they are made again. */
    gone: z.array(z.strictObject({ id, url: z.string(), endedAt: instant })),
  }),
  refusals: ['owner_needed'],
})

export const makeWebhook = endpoint({
  method: 'POST',
  path: '/staff/webhooks',
  audience: 'staff',
  act: 'webhooks',
  summary: 'Tell an address of payments and refunds from now on',
  body: z.strictObject({ id: actId, url: text(500) }),
  reply: secret,
  refusals: ['owner_needed', 'webhook_address_not_allowed', 'webhook_exists'],
})

export const rotateWebhookSecret = endpoint({
  method: 'POST',
  path: '/staff/webhooks/:id/secrets',
  audience: 'staff',
  act: 'webhooks',
  summary: 'Make a new secret; for a day both sign',
  params: z.strictObject({ id }),
  reply: secret,
  refusals: ['owner_needed', 'not_found'],
})

export const endWebhook = endpoint({
  method: 'DELETE',
  path: '/staff/webhooks/:id',
  audience: 'staff',
  act: 'webhooks',
  summary: 'Tell an address no more',
  params: z.strictObject({ id }),
  reply: done,
  refusals: ['owner_needed', 'not_found'],
})

export const listWebhookDeliveries = endpoint({
  method: 'GET',
  path: '/staff/webhooks/:id/deliveries',
  audience: 'staff',
  act: 'webhooks',
  summary: 'The last hundred messages to an address, newest first',
  params: z.strictObject({ id }),
  reply: z.strictObject({ deliveries: z.array(webhookDelivery) }),
  refusals: ['owner_needed', 'not_found'],
})

export const redeliverWebhook = endpoint({
  method: 'POST',
  path: '/staff/webhooks/deliveries/:id/again',
  audience: 'staff',
  act: 'webhooks',
  summary: 'Send a message once more, whatever came of it before',
  params: z.strictObject({ id }),
  reply: done,
  refusals: ['owner_needed', 'not_found'],
})
