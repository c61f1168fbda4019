import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { topUpMeans, topUpState } from './top-ups.ts'
import { actId, amount, amountOrNone, id, instant, text } from './values.ts'

/** Why a person has to look at a top-up. */
export const attention = z.enum([
  'no_answer',
  'amount_differs',
  'currency_differs',
  'reference_used',
  'not_expected',
  'taken_back_too_much',
  /** The provider gave again what it took back, and the wallet is closed: the money is there, the coin is not. */
  'dispute_won',
  /** The provider has taken the money, and the wallet is closed. */
  'wallet_closed',
])

/** What one person found out at the provider: the money is there, it was never taken, or it is settled elsewhere. */
export const verdict = z.enum(['succeeded', 'not_taken', 'noted'])

const proposal = z.strictObject({
  id: actId,
  verdict,
  providerRef: z.string().nullable(),
  note: z.string(),
  proposedBy: z.string(),
  proposedAt: instant,
  /** Whether whoever asks proposed it: somebody else has to confirm. */
  mine: z.boolean(),
})

export const unresolvedTopUp = z.strictObject({
  id: actId,
  state: topUpState,
  means: topUpMeans,
  amount,
  sourceName: z.string(),
  resident: z.strictObject({ id, name: z.string(), mail: z.string() }),
  attention: attention.nullable(),
  providerRef: z.string().nullable(),
  /** What the provider said that could not be taken over; null where it said nothing. */
  seen: z
    .strictObject({
      amount: z.int().nullable(),
      currency: z.string().nullable(),
      providerRef: z.string().nullable(),
    })
    .nullable(),
  requestedAt: instant,
  confirmedAt: instant.nullable(),
  /** How often the provider was asked again without an answer, and when it is asked next. */
  asked: z.int().min(0),
  askAt: instant.nullable(),
  /** Whether there is a provider that can be asked now. */
  canAsk: z.boolean(),
  proposal: proposal.nullable(),
})

export const listUnresolvedTopUps = endpoint({
  method: 'GET',
  path: '/operator/top-ups/unresolved',
  audience: 'operator',
  summary:
    'Top-ups whose outcome nobody knows yet or that wait for a person, and what residents owe; oldest first',
  reply: z.strictObject({
    topUps: z.array(unresolvedTopUp),
    /** What was taken back and was not in the wallet any more. */
    owed: z.array(
      z.strictObject({
        topUpId: actId,
        resident: z.strictObject({ id, name: z.string(), mail: z.string() }),
        means: topUpMeans,
        amount,
        owed: amountOrNone,
        cause: z.enum(['refund', 'chargeback', 'undone', 'office']),
        providerRef: z.string(),
        at: instant,
      }),
    ),
    /** What the card company tells of money that no top-up here explains, newest first. */
    unplaced: z.array(
      z.strictObject({ id: z.string(), type: z.string(), reference: z.string().nullable(), at: instant }),
    ),
    asOf: instant,
  }),
})

export const askProviderAgain = endpoint({
  method: 'POST',
  path: '/operator/top-ups/:topUpId/questions',
  audience: 'operator',
  summary: 'もう一度たずねる: ask the provider now what became of a top-up',
  params: z.strictObject({ topUpId: actId }),
  reply: z.strictObject({ state: topUpState }),
  refusals: ['not_found', 'top_up_not_open'],
})

export const proposeResolution = endpoint({
  method: 'POST',
  path: '/operator/top-ups/:topUpId/resolutions',
  audience: 'operator',
  summary: 'Say what the provider’s own pages show of a top-up; somebody else confirms it',
  params: z.strictObject({ topUpId: actId }),
  body: z.strictObject({
    id: actId,
    verdict,
    /** The provider's reference; needed for succeeded and for nothing else. */
    providerRef: text(100).pipe(z.string().min(1)).nullable(),
    note: text(400).pipe(z.string().min(1)),
  }),
  reply: z.strictObject({ proposed: z.literal(true) }),
  refusals: ['not_found', 'top_up_not_open', 'provider_reference_used', 'resolution_under_way'],
})

export const decideResolution = endpoint({
  method: 'POST',
  path: '/operator/top-ups/:topUpId/resolutions/:resolutionId/decision',
  audience: 'operator',
  summary: 'Confirm what a colleague found out, which finishes the top-up, or withdraw it',
  params: z.strictObject({ topUpId: actId, resolutionId: actId }),
  body: z.strictObject({ decision: z.enum(['confirmed', 'withdrawn']) }),
  reply: z.strictObject({ state: topUpState }),
  refusals: ['not_found', 'second_person_needed', 'top_up_not_open', 'provider_reference_used'],
})
