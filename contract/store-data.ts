import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { isPhone } from './joining-form.ts'
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
