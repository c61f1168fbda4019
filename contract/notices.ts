import { z } from 'zod'
import { ageBand } from './campaigns.ts'
import { endpoint } from './endpoint.ts'
import { giftCard } from './gifts.ts'
import { toldOfHelp } from './relatives.ts'
import { actId, amount, amountOrNone, day, done, id, instant, lines, text } from './values.ts'

/** What can be told, each of which a person may have pushed to the phone or not. */
export const noticeKind = z.enum([
  'town',
  'payment',
  'refund',
  'points_expiring',
  'points_granted',
  'gift',
  'automatic_top_up',
  'security',
  'helper',
])
export type NoticeKind = z.output<typeof noticeKind>

/** What happened to somebody's way in. */
export const securityEvent = z.enum([
  'new_device',
  'password_changed',
  'password_reset',
  'mail_change_asked',
  'mail_changed',
  'second_step_changed',
  'way_in_added',
  'way_in_removed',
  'signed_out_by_office',
  'leaving_cancelled',
  'recovery_opened',
  'recovery_approved',
  'recovered',
])

export const automaticEvent = z.enum(['switched_on', 'topped_up', 'held', 'stopped'])
export const whyNotAutomatic = z.enum([
  'monthly_ceiling',
  'limit',
  'balance_cap',
  'declined',
  'account_gone',
  'not_allowed',
])

const money = { postingId: id, storeName: z.string(), coin: amountOrNone, points: amountOrNone }

/** What a notice is about, without words: the apps and the server say it in the words of `sayNotice`. */
export const told = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('town'), title: z.string(), body: z.string() }),
  z.strictObject({ kind: z.literal('payment'), ...money }),
  z.strictObject({ kind: z.literal('refund'), ...money }),
  z.strictObject({ kind: z.literal('points_expiring'), points: amount, lastDay: day }),
  z.strictObject({ kind: z.literal('points_granted'), postingId: id, points: amount, campaign: z.string() }),
  /** Coin from another resident, whose masked name is empty when there is none. */
  z.strictObject({
    kind: z.literal('gift'),
    postingId: id,
    coin: amount,
    giver: z.string(),
    card: giftCard,
  }),
  z.strictObject({
    kind: z.literal('automatic_top_up'),
    of: automaticEvent,
    because: whyNotAutomatic.nullable(),
    amount: amount.nullable(),
  }),
  z.strictObject({ kind: z.literal('security'), event: securityEvent }),
  /** What a helper did for me, or what became of a help; `name` is the other side. */
  z.strictObject({ kind: z.literal('helper'), ...toldOfHelp }),
])
export type Told = z.output<typeof told>

export const notice = z.strictObject({ id, at: instant, read: z.boolean(), told })

export const listNotices = endpoint({
  method: 'GET',
  path: '/me/notices',
  audience: 'resident',
  summary:
    'What the town and the system have told me, newest first; pass the last id of a page to get the next',
  query: z.strictObject({ before: id.optional() }),
  reply: z.strictObject({ notices: z.array(notice), more: z.boolean(), unread: z.int() }),
})

export const countUnread = endpoint({
  method: 'GET',
  path: '/me/notices/unread',
  audience: 'resident',
  summary: 'How many notices I have not read',
  reply: z.strictObject({ unread: z.int() }),
})

export const readNotices = endpoint({
  method: 'POST',
  path: '/me/notices/readings',
  audience: 'resident',
  summary: 'I have read these; what is not mine is passed over',
  body: z.strictObject({ ids: z.array(id).min(1).max(100) }),
  reply: z.strictObject({ unread: z.int() }),
})

export const wishes = z.strictObject({
  /** The kinds that are pushed to the devices on which this was allowed. */
  push: z.array(noticeKind),
  /** Whether a push may show amounts and shops, which then stand on a locked screen. */
  amounts: z.boolean(),
  /** Whether points that run out are told by mail too. */
  expiringByMail: z.boolean(),
})

export const readWishes = endpoint({
  method: 'GET',
  path: '/me/notices/wishes',
  audience: 'resident',
  summary: 'How I want to be told, and what a device needs to be pushed to',
  reply: z.strictObject({
    wishes,
    /** The VAPID key (RFC 8292) for the browser, base64url. */
    publicKey: z.string(),
    /** Whether this town rehearses, with a push service of its own instead of the browser's. */
    rehearsal: z.boolean(),
  }),
})

export const changeWishes = endpoint({
  method: 'PUT',
  path: '/me/notices/wishes',
  audience: 'resident',
  summary: 'Change how I want to be told',
  body: wishes,
  reply: done,
})

/** A point of P-256, uncompressed, and sixteen random bytes (RFC 8291), both base64url. */
const p256dh = z.string().regex(/^B[A-Za-z0-9_-]{86}$/)
const auth = z.string().regex(/^[A-Za-z0-9_-]{22}$/)

export const subscribe = endpoint({
  method: 'PUT',
  path: '/me/push-subscriptions',
  audience: 'resident',
  summary: 'Push to this device for as long as I am signed in on it (Push API); again is once',
  body: z.strictObject({ endpoint: z.url().max(1000), p256dh, auth }),
  reply: done,
  refusals: ['push_address_not_allowed'],
})

export const rehearsePush = endpoint({
  method: 'POST',
  path: '/me/push-subscriptions/rehearsal',
  audience: 'resident',
  summary: 'Push to a device at the push service of a rehearsal',
  reply: z.strictObject({ endpoint: z.string() }),
  refusals: ['push_address_not_allowed'],
})

export const unsubscribe = endpoint({
  method: 'POST',
  path: '/me/push-subscriptions/removal',
  audience: 'resident',
  summary: 'Push no more to this device; again is once',
  body: z.strictObject({ endpoint: z.url().max(1000) }),
  reply: done,
})

export const audience = z.strictObject({
  onlyInTown: z.boolean(),
  ageBands: z.array(ageBand).min(1).max(5).nullable(),
})

/** What the office writes to people. */
export const announcementText = audience.extend({
  title: text(60).pipe(z.string().min(1)),
  body: lines(2000).min(1),
  showsFrom: instant,
  showsUntil: instant.nullable(),
})
export type AnnouncementText = z.output<typeof announcementText>

export const announcement = z.strictObject({
  id,
  revision: z.int(),
  state: z.enum(['planned', 'shown', 'over', 'ended']),
  text: announcementText,
  madeBy: z.string(),
  madeAt: instant,
  /** How many people have read it. */
  readers: z.int(),
})

export type Announcement = z.output<typeof announcement>

export const listAnnouncements = endpoint({
  method: 'GET',
  path: '/operator/announcements',
  audience: 'operator',
  summary: 'What the office has written to people, newest first',
  reply: z.strictObject({ announcements: z.array(announcement) }),
})

export const writeAnnouncement = endpoint({
  method: 'PUT',
  path: '/operator/announcements/:id',
  audience: 'operator',
  summary: 'Write to people, or mend what was written; it is shown and pushed from its hour on',
  params: z.strictObject({ id: actId }),
  /** The revision that was read; 0 for a new one. */
  body: z.strictObject({ revision: z.int().min(0), text: announcementText }),
  reply: done,
  refusals: ['announcement_changed', 'announcement_over', 'clock_off'],
})

export const endAnnouncement = endpoint({
  method: 'POST',
  path: '/operator/announcements/:id/end',
  audience: 'operator',
  summary: 'Show it no more; again is once',
  params: z.strictObject({ id: actId }),
  reply: done,
  refusals: ['not_found'],
})

export const countAudience = endpoint({
  method: 'POST',
  path: '/operator/announcements/audience',
  audience: 'operator',
  summary: 'How many people something would reach now',
  body: audience,
  reply: z.strictObject({ people: z.int() }),
})
