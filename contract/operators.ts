import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { actId, amountOrNone, done, id, instant, mailAddress, text } from './values.ts'
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
    waiting: z.strictObject({ applications: z.int(), accountChanges: z.int(), listingChanges: z.int() }),
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

// Who belongs to the office: proposed by one person, decided by another.

const changeKind = z.enum(['invite', 'recover', 'end'])
export type OperatorChangeKind = z.output<typeof changeKind>

export const listOperators = endpoint({
  method: 'GET',
  path: '/operator/operators',
  audience: 'operator',
  summary: 'Who belongs to the office and its counters, and what waits for a second person',
  reply: z.strictObject({
    operators: z.array(
      z.strictObject({
        id,
        name: z.string(),
        /** Of who sits at a counter: where. */
        place: z.string().nullable(),
        mail: z.string().nullable(),
        /** Has a password; not before the invitation was accepted. */
        signsIn: z.boolean(),
        secondStep: z.boolean(),
        you: z.boolean(),
      }),
    ),
    waiting: z.array(
      z.strictObject({
        id,
        kind: changeKind,
        name: z.string(),
        mail: z.string().nullable(),
        place: z.string().nullable(),
        reason: z.string(),
        proposedBy: z.string(),
        proposedAt: instant,
        /** Whether the caller proposed it or is whom it is about, and so cannot confirm it. */
        mine: z.boolean(),
      }),
    ),
  }),
})

const changeReason = text(400).pipe(z.string().min(1))

const proposed = ['operator_change_decided', 'clock_off'] as const

export const inviteOperator = endpoint({
  method: 'PUT',
  path: '/operator/operator-invitations/:id',
  audience: 'operator',
  summary: 'Propose to let somebody in, who is invited by mail when a second person has confirmed it',
  params: z.strictObject({ id: actId }),
  body: z.strictObject({
    name: text(40).min(1),
    mail: mailAddress,
    /** A counter; nowhere for somebody of the office. */
    place: text(80).pipe(z.string().min(1)).nullable(),
    reason: changeReason,
  }),
  reply: done,
  refusals: [...proposed, 'mail_taken', 'operator_change_open'],
})

export const proposeOperatorChange = endpoint({
  method: 'PUT',
  path: '/operator/operator-changes/:id',
  audience: 'operator',
  summary:
    'Propose to set somebody’s way in anew because the second step is lost, or to end an account; a second person ' +
    'confirms it',
  params: z.strictObject({ id: actId }),
  body: z.strictObject({ kind: changeKind.exclude(['invite']), operatorId: id, reason: changeReason }),
  reply: done,
  refusals: [...proposed, 'second_person_needed', 'not_found', 'last_operators', 'operator_change_open'],
})

export const decideOperatorChange = endpoint({
  method: 'POST',
  path: '/operator/operator-changes/:id/decision',
  audience: 'operator',
  summary:
    'Confirm it as somebody else, and not about oneself, or withdraw it. The way in of whom it is about closes: ' +
    'password, second step, links and sessions end',
  params: z.strictObject({ id }),
  body: z.strictObject({ decision: z.enum(['confirmed', 'withdrawn']) }),
  reply: done,
  refusals: ['not_found', 'operator_change_decided', 'second_person_needed', 'mail_taken', 'last_operators'],
})
