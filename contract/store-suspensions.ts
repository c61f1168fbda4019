import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { actId, done, id, instant, lines, text } from './values.ts'

const suspension = z.strictObject({ reason: z.string(), by: z.string(), at: instant })

export const listStoresAtOffice = endpoint({
  method: 'GET',
  path: '/operator/stores',
  audience: 'operator',
  summary: 'Stores by name, reading, address or number, also those that are suspended; fifty at most',
  query: z.strictObject({ search: text(60).optional(), suspended: z.enum(['true']).optional() }),
  reply: z.strictObject({
    stores: z.array(
      z.strictObject({
        id,
        number: z.string(),
        name: z.string(),
        address: z.string(),
        merchantName: z.string(),
        /** How many stores the merchant has, this one included. */
        ofMerchant: z.int(),
        suspension: suspension.nullable(),
      }),
    ),
  }),
})

const stopping = z.strictObject({
  id: actId,
  /** The store reads it too. */
  reason: lines(400).pipe(z.string().min(1)),
  /** Every store of the merchant and not this one alone. */
  wholeMerchant: z.boolean(),
})

export const suspendStore = endpoint({
  method: 'POST',
  path: '/operator/stores/:storeId/suspension',
  audience: 'operator',
  summary:
    'Stop a store: once this is answered no payment to it is posted, by whatever code. Refunds stay possible',
  params: z.strictObject({ storeId: id }),
  body: stopping,
  reply: done,
  refusals: ['not_found'],
})

export const liftSuspension = endpoint({
  method: 'POST',
  path: '/operator/stores/:storeId/suspension/lifting',
  audience: 'operator',
  summary: 'Let a store go on',
  params: z.strictObject({ storeId: id }),
  body: stopping,
  reply: done,
  refusals: ['not_found'],
})
