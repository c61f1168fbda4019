import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { isPhone, isReading } from './joining-form.ts'
import { toKatakana } from './kana.ts'
import { closure } from './merchants.ts'
import { actId, day, done, id, instant, lines, text } from './values.ts'

const minutes = (most: number) => z.int().min(0).max(most)

const openingData = {
  phone: text(20).refine(isPhone),
  /** Minutes after midnight in Japan; closing may lie in the night after. */
  opensAt: minutes(1439),
  closesAt: minutes(2880),
  closedOn: z.array(z.int().min(1).max(7)).max(7),
  onHolidays: z.union([
    z.enum(['usual', 'closed']),
    z
      .strictObject({ opensAt: minutes(1439), closesAt: minutes(2880) })
      .refine(({ opensAt, closesAt }) => opensAt < closesAt),
  ]),
  /** All days to come on which it is closed besides; a day that is not named is no longer one of them. */
  closures: z
    .array(
      z
        .strictObject({ firstDay: day, lastDay: day, note: text(40) })
        .refine(({ firstDay, lastDay }) => firstDay <= lastDay),
    )
    .max(20),
  hoursNote: text(40),
}

const account = z.strictObject({
  bankName: z.string(),
  branchName: z.string(),
  kind: z.enum(['futsu', 'toza']),
  lastDigits: z.string(),
  holderKana: z.string(),
})

/** What people find a store by. */
const listing = {
  name: z.string(),
  kana: z.string(),
  category: z.string(),
  ward: z.string(),
  address: z.string(),
}

const filled = (most: number) => text(most).refine((typed) => typed !== '')

export const readStoreData = endpoint({
  method: 'GET',
  path: '/staff/store-data',
  audience: 'staff',
  act: 'store',
  summary: 'What a store may change about itself, and where its merchant is paid out to',
  reply: z.strictObject({
    phone: z.string(),
    opensAt: z.int().nullable(),
    closesAt: z.int().nullable(),
    closedOn: z.array(z.int()),
    onHolidays: z.union([
      z.enum(['usual', 'closed']),
      z.strictObject({ opensAt: z.int(), closesAt: z.int() }),
    ]),
    /** Those that are not over. */
    closures: z.array(closure),
    hoursNote: z.string(),
    /** Another name, category or address that waits for the office. */
    listingChange: z.strictObject({ id, ...listing, requestedAt: instant }).nullable(),
    account: account.nullable(),
    /** Another account that was asked for: it waits for the office, or for its day. */
    next: account.extend({ id, requestedAt: instant, validFrom: instant.nullable() }).nullable(),
  }),
})

export const changeStoreData = endpoint({
  method: 'PUT',
  path: '/staff/store-data/:id',
  audience: 'staff',
  act: 'store',
  summary: 'Change telephone, opening hours and closed days; people see it at once. The same id changes once',
  params: z.strictObject({ id: actId }),
  body: z.strictObject(openingData).refine(({ opensAt, closesAt }) => opensAt < closesAt),
  reply: done,
})

export const changeStoreGoods = endpoint({
  method: 'POST',
  path: '/staff/store-data/goods',
  audience: 'staff',
  act: 'store',
  summary:
    'Change whether points are taken and which goods may not be paid for; it holds from the next payment on. The ' +
    'same id changes once',
  body: z.strictObject({
    id: actId,
    acceptsPoints: z.boolean(),
    excludedGoods: z.array(text(40)).max(30),
  }),
  reply: done,
})

export const requestListingChange = endpoint({
  method: 'POST',
  path: '/staff/listing-changes',
  audience: 'staff',
  act: 'store',
  summary: 'Ask for another name, category or address; it holds when the office has confirmed it',
  body: z.strictObject({
    id: actId,
    name: filled(60),
    kana: text(60).refine((kana) => isReading(toKatakana(kana))),
    category: text(40),
    ward: text(20),
    address: filled(120),
  }),
  reply: done,
  refusals: ['listing_change_open'],
})

export const withdrawListingChange = endpoint({
  method: 'DELETE',
  path: '/staff/listing-changes/:id',
  audience: 'staff',
  act: 'store',
  summary: 'Take the wish for another name, category or address back, until the office has decided',
  params: z.strictObject({ id }),
  reply: done,
  refusals: ['not_found'],
})

export const listListingChanges = endpoint({
  method: 'GET',
  path: '/operator/listing-changes',
  audience: 'operator',
  summary: 'Names, categories and addresses that stores ask for and that wait, the oldest first',
  reply: z.strictObject({
    changes: z.array(
      z.strictObject({
        id,
        number: z.string(),
        phone: z.string(),
        requestedBy: z.string(),
        requestedAt: instant,
        from: z.strictObject(listing),
        to: z.strictObject(listing),
        latitude: z.number(),
        longitude: z.number(),
      }),
    ),
  }),
})

export const decideListingChange = endpoint({
  method: 'POST',
  path: '/operator/listing-changes/:id/decision',
  audience: 'operator',
  summary:
    'Confirm it with the place on the map, and people find the store by it at once; or decline it with a reason',
  params: z.strictObject({ id }),
  body: z
    .strictObject({
      decision: z.enum(['confirmed', 'declined']),
      /** What the store reads where it is declined. */
      reason: lines(400),
      latitude: z.number().min(20).max(46),
      longitude: z.number().min(122).max(154),
    })
    .refine(({ decision, reason }) => decision === 'confirmed' || reason !== ''),
  reply: done,
  refusals: ['not_found'],
})

export const requestAccountChange = endpoint({
  method: 'POST',
  path: '/staff/account-changes',
  audience: 'staff',
  act: 'account',
  summary:
    'Ask for another account to be paid out to. Two people of the office look at it, every owner is told, and it ' +
    'holds some days later',
  body: z.strictObject({
    id: actId,
    bankCode: z.string().regex(/^\d{4}$/),
    branchCode: z.string().regex(/^\d{3}$/),
    kind: z.enum(['futsu', 'toza']),
    number: z.string().regex(/^\d{7}$/),
    holderKana: z.string().regex(/^[ァ-ヺーA-Z0-9().,\-/「」 ]{1,60}$/),
  }),
  reply: done,
  refusals: ['bank_unknown', 'account_change_open'],
})

export const withdrawAccountChange = endpoint({
  method: 'DELETE',
  path: '/staff/account-changes/:id',
  audience: 'staff',
  act: 'account',
  summary: 'Take the wish for another account back, until it holds',
  params: z.strictObject({ id }),
  reply: done,
  refusals: ['not_found'],
})

export const listAccountChanges = endpoint({
  method: 'GET',
  path: '/operator/account-changes',
  audience: 'operator',
  summary: 'Accounts that merchants want to be paid out to and that do not hold yet, the oldest first',
  reply: z.strictObject({
    changes: z.array(
      z.strictObject({
        id,
        merchantName: z.string(),
        storeNames: z.array(z.string()),
        requestedBy: z.string(),
        requestedAt: instant,
        from: account.extend({ number: z.string() }).nullable(),
        to: account.extend({ number: z.string() }),
        /** Whether the new holder sounds like the old one. */
        sameHolder: z.boolean(),
        proposal: z.strictObject({ by: z.string(), mine: z.boolean(), note: z.string() }).nullable(),
        validFrom: instant.nullable(),
      }),
    ),
  }),
})

export const proposeAccountChange = endpoint({
  method: 'POST',
  path: '/operator/account-changes/:id/proposal',
  audience: 'operator',
  summary: 'Say how it was made sure that the wish is the merchant’s own; somebody else confirms',
  params: z.strictObject({ id }),
  body: z.strictObject({ note: lines(400).pipe(z.string().min(1)) }),
  reply: done,
  refusals: ['not_found'],
})

export const decideAccountChange = endpoint({
  method: 'POST',
  path: '/operator/account-changes/:id/decision',
  audience: 'operator',
  summary: 'Confirm as a second person, from when on it holds days later, or stop it, until it holds',
  params: z.strictObject({ id }),
  body: z.strictObject({ decision: z.enum(['confirmed', 'withdrawn']) }),
  reply: z.strictObject({ validFrom: instant.nullable() }),
  refusals: ['not_found', 'second_person_needed'],
})
