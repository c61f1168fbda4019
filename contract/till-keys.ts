import { z } from 'zod'
import { endpoint, type TillScope } from './endpoint.ts'
import { actId, done, id, instant, text } from './values.ts'

/** What a till program may do with its key. */
export const tillScope = z.enum(['read', 'charge', 'refund'] satisfies TillScope[])

export const tillKey = z.strictObject({
  id,
  name: z.string(),
  scopes: z.array(tillScope),
  madeAt: instant,
  usedAt: instant.nullable(),
})

export const listTillKeys = endpoint({
  method: 'GET',
  path: '/staff/till-keys',
  audience: 'staff',
  act: 'keys',
  summary: 'The keys of till programs at the own store that are in force',
  reply: z.strictObject({ keys: z.array(tillKey) }),
  refusals: ['owner_needed'],
})

export const makeTillKey = endpoint({
  method: 'POST',
  path: '/staff/till-keys',
  audience: 'staff',
  act: 'keys',
  summary: 'Make a key for a till program; it is shown this once',
  body: z.strictObject({ id: actId, name: text(40).min(1), scopes: z.array(tillScope).min(1).max(3) }),
  reply: z.strictObject({
    key: z.string().meta({ description: 'Sent as `Authorization: Bearer <key>`' }),
  }),
  refusals: ['owner_needed', 'till_key_exists'],
})

export const endTillKey = endpoint({
  method: 'DELETE',
  path: '/staff/till-keys/:id',
  audience: 'staff',
  act: 'keys',
  summary: 'End a key; from the next request on nobody gets in with it',
  params: z.strictObject({ id }),
  reply: done,
  refusals: ['owner_needed', 'not_found'],
})
