import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { actId, amount, amountOrNone, day, done, id, instant, mailAddress, text } from './values.ts'

/** Days on which a store is closed for a reason of its own. */
export const closure = z.strictObject({ firstDay: day, lastDay: day, note: z.string() })
export type Closure = z.output<typeof closure>

export const store = z.strictObject({
  id,
  number: z.string(),
  name: z.string(),
  kana: z.string(),
  category: z.string(),
  ward: z.string(),
  address: z.string(),
  phone: z.string(),
  hours: z.string(),
  /** Days (JST) on which it is closed besides, first and last included; those that are over may stand there too. */
  closures: z.array(closure),
  acceptsPoints: z.boolean(),
  excludedGoods: z.array(z.string()),
  latitude: z.number(),
  longitude: z.number(),
  /** Whether it may be paid: the office can stop a store. */
  open: z.boolean(),
})

const storeFilter = {
  search: text(60).optional(),
  ward: text(20).optional(),
  category: text(40).optional(),
  acceptsPoints: z.enum(['true', 'false']).optional(),
  /** Only those whose opening hours are known and that are open at this moment, with holidays and days of their own. */
  openNow: z.enum(['true']).optional(),
}

export const listStores = endpoint({
  method: 'GET',
  path: '/stores',
  audience: 'anyone',
  summary: 'Find member stores by name, kana, address, ward, category and whether points are taken',
  query: z.strictObject({
    ...storeFilter,
    after: text(120).optional(),
    /** Where somebody stands, `latitude,longitude` in degrees: the fifty nearest come, the nearest first. */
    near: z
      .string()
      .regex(/^-?\d{1,3}(\.\d{1,10})?,-?\d{1,3}(\.\d{1,10})?$/)
      .optional(),
  }),
  reply: z.strictObject({
    stores: z.array(
      store.extend({
        /** Metres as the crow flies, where `near` was asked for. */
        metres: z.int().optional(),
      }),
    ),
    total: z.int(),
    /** Nothing matches as it was written: these come close to it. */
    alike: z.boolean(),
    /** Give it as `after` to get the next page. */
    next: z.string().nullable(),
  }),
})

export const listStorePlaces = endpoint({
  method: 'GET',
  path: '/stores/places',
  audience: 'anyone',
  summary: 'Where all stores are that match, for a map',
  query: z.strictObject(storeFilter),
  reply: z.strictObject({
    places: z.array(
      store.pick({ id: true, name: true, ward: true, acceptsPoints: true, latitude: true, longitude: true }),
    ),
  }),
})

export const readStore = endpoint({
  method: 'GET',
  path: '/stores/:id',
  audience: 'anyone',
  summary: 'One store',
  params: z.strictObject({ id }),
  reply: store,
  refusals: ['not_found'],
})

export const findStoreToPay = endpoint({
  method: 'POST',
  path: '/stores/lookup',
  audience: 'resident',
  summary: 'The store behind a scanned code or a typed six-digit number, as the server knows it',
  body: z.strictObject({ text: text(600) }),
  reply: store.extend({
    /** What the code asks for, when it was made for one payment. */
    request: z.strictObject({ id: actId, amount }).optional(),
  }),
  refusals: [
    'code_foreign',
    'code_damaged',
    'store_unknown',
    'store_suspended',
    'request_unknown',
    'request_paid',
    'request_cancelled',
    'request_expired',
  ],
})

export const staffSignIn = endpoint({
  method: 'POST',
  path: '/staff/sign-in',
  audience: 'anyone',
  summary: 'A store employee signs in to the merchant app',
  body: z.strictObject({ mail: mailAddress, password: z.string().min(1).max(200) }),
  reply: done,
  refusals: ['sign_in_paused', 'too_many_requests', 'wrong_mail_or_password'],
})

export const staffSignOut = endpoint({
  method: 'POST',
  path: '/staff/sign-out',
  audience: 'anyone',
  summary: 'End the session of the merchant app',
  reply: done,
})

export const readStaff = endpoint({
  method: 'GET',
  path: '/staff/me',
  audience: 'staff',
  act: 'today',
  summary: 'Who is signed in, and the store with its printed code',
  reply: z.strictObject({
    name: z.string(),
    role: z.enum(['owner', 'manager', 'till']),
    /** The shared till at which the person is; nothing on a device of one's own. */
    till: z.strictObject({ name: z.string(), byPassword: z.boolean(), lockMinutes: z.int() }).nullable(),
    store,
    /** The text of the store's QR code. */
    storeCode: z.string(),
    /** Why and since when the office has stopped the store. */
    suspended: z.strictObject({ reason: z.string(), since: instant }).nullable(),
  }),
})

const sums = { count: z.int(), coin: amountOrNone, points: amountOrNone }

/** What a day's payments add up to, and what its refunds do: of payments of that day or of earlier ones. */
export const takings = z.strictObject({ ...sums, refunded: z.strictObject(sums) })

export const storePayment = z.strictObject({
  id,
  coin: amountOrNone,
  points: amountOrNone,
  paidAt: instant,
  /** What has come back to the payer so far. */
  refunded: z.strictObject({ coin: amountOrNone, points: amountOrNone }),
})

export const storeRefund = z.strictObject({
  id,
  paymentId: id,
  coin: amountOrNone,
  points: amountOrNone,
  refundedAt: instant,
})

export const listStorePayments = endpoint({
  method: 'GET',
  path: '/staff/payments',
  audience: 'staff',
  act: 'today',
  scope: 'read',
  summary: "A day's payments of the store, newest first, and what they add up to",
  query: z.strictObject({ day: day.optional(), before: id.optional() }),
  reply: z.strictObject({
    day,
    takings,
    payments: z.array(storePayment),
    more: z.boolean(),
  }),
  refusals: ['manager_needed'],
})

/**
 * Server-sent events: a `payment` carries a storePayment as JSON, a `refund` a storeRefund, and a `beat` nothing: it
 * says four times a minute that the line stands. `Last-Event-ID`, or `?after=` with an id, asks for what was missed.
 */
export const storeEventsPath = '/api/staff/events'

/** A poster or table stand in two sizes, and a card for the tray. */
export const storeCodePaper = z.enum(['a4', 'a5', 'card'])
/** The store's code to print, as PDF. */
export const storeCodePaperPath = '/staff/store-code/:paper.pdf'
/** The same for the office, which hands it out to a store that has joined. */
export const officeStoreCodePaperPath = '/operator/stores/:storeId/store-code/:paper.pdf'
/** A day of the store as CSV: payments and refunds. */
export const storeDayFilePath = '/staff/days/:day.csv'
