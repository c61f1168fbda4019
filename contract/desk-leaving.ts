// 退会 at a desk, for people without a login: received by one person, closed by another.
import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { deskDocuments } from './recovery.ts'
import { actId, amountOrNone, done, instant } from './values.ts'

/** Why a wallet closes: its holder wishes so, or has died, and the heirs sign. */
export const departureReasons = ['wish', 'died'] as const
const reason = z.enum(departureReasons)
const documents = z.array(z.enum(deskDocuments))

export const receiveDeparture = endpoint({
  method: 'POST',
  path: '/operator/departures',
  audience: 'operator',
  duty: 'counter',
  summary:
    'Receive that somebody without a phone leaves, giving up exactly this much, with papers that were seen and a ' +
    'signature; of somebody who has died the card stops at once. The same id receives once',
  body: z.strictObject({
    id: actId,
    residentId: actId,
    reason,
    coin: amountOrNone,
    points: amountOrNone,
    documents: documents.min(1).max(deskDocuments.length),
    /** What is given up was said in yen, and signed for. */
    signed: z.literal(true),
  }),
  reply: done,
  refusals: ['not_found', 'clock_off', 'departure_exists', 'frozen', 'money_under_way', 'balance_changed'],
})

export const listDepartures = endpoint({
  method: 'GET',
  path: '/operator/departures',
  audience: 'operator',
  duty: 'any',
  summary: 'Who leaves and waits for a second person',
  reply: z.strictObject({
    departures: z.array(
      z.strictObject({
        id: actId,
        name: z.string(),
        reason,
        coin: amountOrNone,
        points: amountOrNone,
        documents,
        receivedBy: z.string(),
        mine: z.boolean(),
        receivedAt: instant,
      }),
    ),
  }),
})

export const decideDeparture = endpoint({
  method: 'POST',
  path: '/operator/departures/:id/decision',
  audience: 'operator',
  duty: 'any',
  summary:
    'Close the wallet as a second person who has seen the papers, or decline; the same decision again is once. What ' +
    'tells who it was is erased after the legal time',
  params: z.strictObject({ id: actId }),
  body: z.strictObject({ decision: z.enum(['approved', 'declined']) }),
  reply: done,
  refusals: [
    'not_found',
    'departure_decided',
    'second_person_needed',
    'frozen',
    'money_under_way',
    'balance_changed',
  ],
})
