import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { giftCard } from './gifts.ts'
import { topUpMeans } from './top-ups.ts'
import { actId, amount, amountOrNone, day, instant, month } from './values.ts'

export const wallet = z.strictObject({
  coin: amountOrNone,
  points: amountOrNone,
  /** The points that can no longer be used after a day, earliest first. */
  expiring: z.array(z.strictObject({ points: amount, lastDay: day })),
  /** Bonus points promised and not yet granted (付与予定). */
  plannedPoints: amountOrNone,
  asOf: instant,
})

export const readWallet = endpoint({
  method: 'GET',
  path: '/me/wallet',
  audience: 'resident',
  summary: 'What I have, and what runs out next',
  reply: wallet,
})

export const historyItem = z.strictObject({
  id: actId,
  kind: z.enum([
    'payment',
    'refund',
    'top_up',
    'top_up_return',
    'top_up_regained',
    'top_up_bonus',
    'payment_bonus',
    'bonus_return',
    'bonus_debt',
    'grant',
    'lapse',
    'renewal',
    'gift_given',
    'gift_received',
  ]),
  at: instant,
  /** Signed: what came in is positive. */
  coin: z.int(),
  points: z.int(),
  coinAfter: amountOrNone.nullable(),
  pointsAfter: amountOrNone.nullable(),
  /** The store, where a top-up's money came from, the campaign, or with a gift the other person's masked name. */
  counterpart: z.string(),
  /** The top-up that it credited or took back, and by what means; null for all other kinds. */
  topUp: z.strictObject({ id: actId, means: topUpMeans }).nullable(),
  /** What was said with a gift; null for all other kinds. */
  giftCard: giftCard.nullable(),
  /** Who acted for the wallet's owner, in kana: a helper who charged or paid; null where the owner did. */
  helper: z.string().nullable(),
})

/** What people look for in their history, by the kinds of entries that belong to it. */
export const historyGroups = {
  payments: ['payment'],
  top_ups: ['top_up', 'top_up_return', 'top_up_regained'],
  points: ['top_up_bonus', 'payment_bonus', 'bonus_return', 'bonus_debt', 'grant', 'lapse', 'renewal'],
  other: ['refund', 'gift_given', 'gift_received'],
} as const satisfies Record<string, readonly z.output<typeof historyItem>['kind'][]>

export const historyGroup = z.enum(['payments', 'top_ups', 'points', 'other'])

/** How much of the history the home screen shows; the server sends it along with the page. */
export const recentItems = 3

export const listHistory = endpoint({
  method: 'GET',
  path: '/me/history',
  audience: 'resident',
  summary: 'Newest first; pass the last id of a page to get the next',
  query: z.strictObject({
    before: actId.optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
    group: historyGroup.optional(),
    month: month.optional(),
  }),
  reply: z.strictObject({ items: z.array(historyItem), more: z.boolean() }),
})

export const readHistoryItem = endpoint({
  method: 'GET',
  path: '/me/history/:id',
  audience: 'resident',
  summary: 'One entry with the lots that it used, made or gave points back to',
  params: z.strictObject({ id: actId }),
  reply: z.strictObject({
    item: historyItem,
    lots: z.array(z.strictObject({ points: amount, lastDay: day })),
  }),
  refusals: ['not_found'],
})

export const readRelativesWallet = endpoint({
  method: 'GET',
  path: '/me/relatives/:id/wallet',
  audience: 'resident',
  summary: 'What a relative has whom I help',
  params: z.strictObject({ id: actId }),
  reply: wallet,
  refusals: ['not_found', 'relative_cannot'],
})

export const listRelativesHistory = endpoint({
  method: 'GET',
  path: '/me/relatives/:id/history',
  audience: 'resident',
  summary: 'What happened to the wallet of a relative whom I help, newest first, page by page',
  params: z.strictObject({ id: actId }),
  query: listHistory.query,
  reply: listHistory.reply,
  refusals: ['not_found', 'relative_cannot'],
})

/** The whole history as CSV, for the caller alone. */
export const historyFilePath = '/me/history.csv'
/** The receipt of one of the caller's payments as PDF. */
export const receiptPath = '/me/payments/:id/receipt.pdf'
