import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { actId, amountOrNone, day, done, id, instant, text } from './values.ts'

/** Who reports what was charged. */
const source = z.string()
/** Whole yen, below zero where more went back than came. */
const net = z.int()
/** What a row of a report says: charged, given back, or had again after it was given back. */
const lineKind = z.enum(['charge', 'return', 'regained'])

export const differenceKind = z.enum([
  'ours_missing',
  'theirs_missing',
  'amount_differs',
  'twice',
  'refunded_there',
  'wrong_day',
  'file_missing',
  'file_unreadable',
  'lump_sum_unexplained',
  /** Its yen stand in the suspense account until two people clear them. */
  'in_suspense',
])
export type DifferenceKind = z.output<typeof differenceKind>

/** `gone`: a later comparison found that it matches after all. */
export const differenceState = z.enum(['open', 'proposed', 'resolved', 'gone'])
export type DifferenceState = z.output<typeof differenceState>

export const resolution = z.enum([
  'timing',
  'provider_corrects',
  'corrected_here',
  'accepted',
  'book_lump_sum',
  /** Nobody can place it yet: it is booked to the suspense account. */
  'suspended',
  'cleared',
])
export type Resolution = z.output<typeof resolution>

/** Which ways out a kind has: one table for the form and for the rule. */
export const resolutionsOf: Record<DifferenceKind, readonly Resolution[]> = {
  ours_missing: ['corrected_here', 'provider_corrects', 'timing', 'suspended'],
  theirs_missing: ['provider_corrects', 'timing', 'accepted', 'suspended'],
  amount_differs: ['provider_corrects', 'corrected_here', 'accepted', 'suspended'],
  twice: ['provider_corrects', 'accepted', 'suspended'],
  refunded_there: ['corrected_here', 'provider_corrects', 'timing', 'suspended'],
  wrong_day: ['timing', 'provider_corrects'],
  file_missing: ['provider_corrects', 'accepted'],
  file_unreadable: ['provider_corrects', 'accepted'],
  lump_sum_unexplained: ['book_lump_sum', 'accepted'],
  in_suspense: ['cleared'],
}

export const differenceCan = {
  take: (state: DifferenceState) => state === 'open' || state === 'proposed',
  note: (state: DifferenceState) => state === 'open' || state === 'proposed',
  propose: (state: DifferenceState) => state === 'open',
  decide: (state: DifferenceState) => state === 'proposed',
}

const reconciledDay = z.strictObject({
  source,
  title: z.string(),
  day,
  state: z.enum(['waiting', 'compared', 'file_missing', 'file_unreadable']),
  ours: z.strictObject({ count: z.int(), amount: net }),
  theirs: z.strictObject({ count: z.int(), amount: net, fee: net }).nullable(),
  matched: z.int(),
  /** Differences that nobody has resolved yet. */
  open: z.int(),
  comparedAt: instant.nullable(),
  /** The day on which the provider's money reached the town's account. */
  paidOn: day.nullable(),
})

export const listReconciledDays = endpoint({
  method: 'GET',
  path: '/operator/reconciliation/days',
  audience: 'operator',
  summary: 'How each day of each provider compares with the ledger, newest first, at most 31 days',
  query: z.strictObject({ before: day.optional() }),
  reply: z.strictObject({ days: z.array(reconciledDay), openDifferences: z.int() }),
})

const differenceRow = z.strictObject({
  id,
  source,
  title: z.string(),
  day,
  kind: differenceKind,
  reference: z.string(),
  ourAmount: net.nullable(),
  theirAmount: net.nullable(),
  state: differenceState,
  owner: z.string().nullable(),
  ageDays: z.int(),
  foundAt: instant,
})
export type DifferenceRow = z.output<typeof differenceRow>

export const listDifferences = endpoint({
  method: 'GET',
  path: '/operator/reconciliation/differences',
  audience: 'operator',
  summary: 'What does not match, oldest first; with `all`, also what is over, newest first',
  query: z.strictObject({ all: z.enum(['yes']).optional() }),
  reply: z.strictObject({ differences: z.array(differenceRow) }),
})

const differenceNote = z.strictObject({
  act: z.enum(['found', 'found_again', 'gone', 'took', 'noted', 'proposed', 'sent_back', 'confirmed']),
  operator: z.string().nullable(),
  note: z.string(),
  at: instant,
})

export const readDifference = endpoint({
  method: 'GET',
  path: '/operator/reconciliation/differences/:id',
  audience: 'operator',
  summary: 'One difference: both sides, what was done about it, and what the reader may do',
  params: z.strictObject({ id }),
  reply: z.strictObject({
    difference: differenceRow,
    resolution: resolution.nullable(),
    /** The rows of the provider's files that name the order. */
    lines: z.array(
      z.strictObject({
        fileId: id,
        file: z.string(),
        number: z.int(),
        kind: lineKind,
        amount: amountOrNone,
        providerRef: z.string(),
        at: instant,
      }),
    ),
    /** Our top-up of that order. */
    topUp: z
      .strictObject({ state: z.string(), amount: amountOrNone, credited: net, requestedAt: instant })
      .nullable(),
    notes: z.array(differenceNote),
    /** False for who has proposed the resolution: another person confirms it. */
    mayDecide: z.boolean(),
  }),
  refusals: ['not_found'],
})

const act = { method: 'POST', audience: 'operator', params: z.strictObject({ id }), reply: done } as const

export const takeDifference = endpoint({
  ...act,
  path: '/operator/reconciliation/differences/:id/owner',
  summary: 'Become the one who looks after a difference',
  refusals: ['not_found', 'difference_not_open'],
})

export const noteDifference = endpoint({
  ...act,
  path: '/operator/reconciliation/differences/:id/notes',
  summary: 'Write down what was found out',
  body: z.strictObject({ id: actId, note: text(1000).pipe(z.string().min(1)) }),
  refusals: ['not_found', 'difference_not_open'],
})

export const proposeResolution = endpoint({
  ...act,
  path: '/operator/reconciliation/differences/:id/proposal',
  summary: 'Propose how a difference ends; another person confirms it',
  body: z.strictObject({ id: actId, resolution, note: text(1000).pipe(z.string().min(1)) }),
  refusals: ['not_found', 'difference_not_open', 'resolution_not_possible'],
})

export const decideResolution = endpoint({
  ...act,
  path: '/operator/reconciliation/differences/:id/decision',
  summary: 'Confirm what somebody else has proposed, or send it back',
  body: z.strictObject({ id: actId, confirm: z.boolean(), note: text(1000) }),
  refusals: ['not_found', 'difference_not_open', 'second_person_needed'],
})

export const runReconciliation = endpoint({
  method: 'POST',
  path: '/operator/reconciliation/runs',
  audience: 'operator',
  summary: 'Fetch what is missing and compare now, as every morning',
  reply: done,
})

const faultRow = z.strictObject({ line: z.int(), column: z.int(), code: z.string() })

export const listProviderFiles = endpoint({
  method: 'GET',
  path: '/operator/reconciliation/files',
  audience: 'operator',
  summary:
    'Files that were received, newest first: reports of providers and statements of the town’s account',
  reply: z.strictObject({
    reports: z.array(
      z.strictObject({
        ...{ id, source, title: z.string(), day, name: z.string(), rows: z.int() },
        state: z.enum(['current', 'replaced', 'unreadable']),
        receivedAt: instant,
      }),
    ),
    statements: z.array(
      z.strictObject({
        ...{ id, name: z.string(), fromOn: day, untilOn: day, rows: z.int(), closing: net },
        importedBy: z.string(),
        importedAt: instant,
      }),
    ),
  }),
})

export const readProviderFile = endpoint({
  method: 'GET',
  path: '/operator/reconciliation/files/:id',
  audience: 'operator',
  summary: 'One report as it was received: its hash, its rows (at most 500), or what makes it unreadable',
  params: z.strictObject({ id }),
  reply: z.strictObject({
    ...{ name: z.string(), title: z.string(), day, sha256: z.string(), bytes: z.int(), receivedAt: instant },
    state: z.enum(['current', 'replaced', 'unreadable']),
    faults: z.array(faultRow),
    rows: z.array(
      z.strictObject({
        number: z.int(),
        orderId: z.string(),
        kind: lineKind,
        amount: amountOrNone,
        fee: amountOrNone,
        providerRef: z.string(),
        at: instant,
      }),
    ),
  }),
  refusals: ['not_found'],
})

const statementRow = z.strictObject({
  number: z.int(),
  on: day,
  direction: z.enum(['in', 'out']),
  amount: amountOrNone,
  payer: z.string(),
  summary: z.string(),
  /** Whose lump sum it is, where the payer is one of the sources. */
  title: z.string().nullable(),
  /** The days that it pays for; empty while nothing explains it. */
  days: z.array(day),
  booked: z.boolean(),
})

export const readStatement = endpoint({
  method: 'GET',
  path: '/operator/reconciliation/statements/:id',
  audience: 'operator',
  summary: 'One imported statement with its movements and what each pays for',
  params: z.strictObject({ id }),
  reply: z.strictObject({
    ...{ name: z.string(), account: z.string(), fromOn: day, untilOn: day, sha256: z.string() },
    ...{ opening: net, closing: net, rows: z.array(statementRow) },
  }),
  refusals: ['not_found'],
})

export const importStatement = endpoint({
  method: 'POST',
  path: '/operator/reconciliation/statements',
  audience: 'operator',
  summary: 'Import a 入出金明細 (全銀協, 200-byte records) of the town’s own account',
  body: z.strictObject({ id: actId, name: text(200), content: z.base64().max(2_000_000) }),
  largestBody: 2_100_000,
  /** A file that cannot be believed is an answer that tells where; nothing of it is kept. */
  reply: z.discriminatedUnion('state', [
    z.strictObject({ state: z.literal('imported'), statementId: id, fresh: z.int(), known: z.int() }),
    z.strictObject({ state: z.literal('known'), statementId: id }),
    z.strictObject({ state: z.literal('unreadable'), faults: z.array(faultRow) }),
  ]),
  refusals: ['statement_of_another_account'],
})

export const readClearing = endpoint({
  method: 'GET',
  path: '/operator/reconciliation/clearing',
  audience: 'operator',
  summary: 'What each provider owes now, and of which days it is',
  reply: z.strictObject({
    sources: z.array(
      z.strictObject({
        source,
        title: z.string(),
        /** What the clearing account says. */
        owed: net,
        /** From before the first day that is compared. */
        before: net,
        days: z.array(z.strictObject({ day, charged: net, paid: net, left: net })),
        /** Lump sums that were booked without days. */
        unassigned: net,
        /** What two people put into the suspense account: part of `days`, and known to belong nowhere yet. */
        suspended: net,
        /** What nothing explains: has to be 0. */
        unexplained: net,
      }),
    ),
    asOf: instant,
  }),
})
