import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { actId, amountOrNone, done, id, instant, text } from './values.ts'
import { proofs } from './residents.ts'
import { topUpState } from './top-ups.ts'

export const readOperator = endpoint({
  method: 'GET',
  path: '/operator/me',
  audience: 'operator',
  duty: 'any',
  summary: 'Who is signed in, what for, and at which counter',
  reply: z.strictObject({
    name: z.string(),
    duty: z.enum(['office', 'counter']),
    place: z.string().nullable(),
  }),
})

export const readOverview = endpoint({
  method: 'GET',
  path: '/operator/overview',
  audience: 'operator',
  summary: 'What is in circulation, what is owed to stores, what waits for a person',
  reply: z.strictObject({
    residents: z.int(),
    stores: z.int(),
    /** Shops that have applied, and merchants that want another account: what waits for the office and not for them. */
    waiting: z.strictObject({ applications: z.int(), accountChanges: z.int() }),
    /** Unspent by residents, and owed to stores, per currency. */
    unspent: z.strictObject({ coin: amountOrNone, points: amountOrNone }),
    owedToStores: z.strictObject({ coin: amountOrNone, points: amountOrNone }),
    today: z.strictObject({ topUps: amountOrNone, payments: amountOrNone, paymentCount: z.int() }),
    unresolvedTopUps: z.array(
      z.strictObject({ id, state: topUpState, amount: amountOrNone, requestedAt: instant }),
    ),
    asOf: instant,
  }),
})

export const readBooks = endpoint({
  method: 'GET',
  path: '/operator/books',
  audience: 'operator',
  summary: 'Each check of the books, run now: what should be true, and how many rows say otherwise',
  reply: z.strictObject({
    checks: z.array(z.strictObject({ name: z.string(), offending: z.int() })),
  }),
})

export const residentRow = z.strictObject({
  id,
  name: z.string(),
  mail: z.string(),
  proofs,
  frozen: z.boolean(),
  coin: amountOrNone,
  points: amountOrNone,
})

export const findResidents = endpoint({
  method: 'GET',
  path: '/operator/residents',
  audience: 'operator',
  summary: 'Residents by kana name, mail or phone; the look-up itself is audited',
  query: z.strictObject({ search: text(80).optional() }),
  reply: z.strictObject({ residents: z.array(residentRow) }),
})

const freezing = z.strictObject({ id: actId, reason: text(400).pipe(z.string().min(1)) })

export const freezeResident = endpoint({
  method: 'POST',
  path: '/operator/residents/:residentId/freeze',
  audience: 'operator',
  summary: 'Freeze a resident: the wallet stops with the next request, everywhere',
  params: z.strictObject({ residentId: id }),
  body: freezing,
  reply: done,
  refusals: ['not_found'],
})

export const unfreezeResident = endpoint({
  method: 'POST',
  path: '/operator/residents/:residentId/unfreeze',
  audience: 'operator',
  summary: 'Lift a freeze',
  params: z.strictObject({ residentId: id }),
  body: freezing,
  reply: done,
  refusals: ['not_found'],
})

export const signOutResident = endpoint({
  method: 'POST',
  path: '/operator/residents/:residentId/sign-out',
  audience: 'operator',
  summary: 'End every session of a resident, for example when a phone was lost; audited',
  params: z.strictObject({ residentId: id }),
  body: z.strictObject({ reason: text(400).pipe(z.string().min(1)) }),
  reply: done,
  refusals: ['not_found'],
})
