import { z } from 'zod'
import { endpoint, type StaffAct } from './endpoint.ts'
import { actId, amountOrNone, done, id, instant, mailAddress, text } from './values.ts'

/** 店主・店長・レジ: what a member of staff is at the store. */
export const staffRole = z.enum(['owner', 'manager', 'till'])
export type StaffRole = z.output<typeof staffRole>

const everybody = ['owner', 'manager', 'till'] as const

/**
 * Who may do what at a store: the one table, which the server holds every endpoint of the staff to and the
 * merchant app shows.
 */
export const mayAct: Record<StaffAct, readonly StaffRole[]> = {
  receive: everybody,
  today: everybody,
  refund: everybody,
  days: ['owner', 'manager'],
  make_device: ['owner', 'manager'],
  store: ['owner', 'manager'],
  account: ['owner'],
  keys: ['owner'],
  webhooks: ['owner'],
  staff: ['owner'],
  devices: ['owner'],
  rules: ['owner'],
}

/** Whether a role may do an act. */
export const roleMay = (role: StaffRole, act: StaffAct): boolean => mayAct[act].includes(role)

/** What a PIN of few digits is enough for, typed where others look on; everything else wants a password. */
const byPin: readonly StaffAct[] = ['receive', 'today', 'refund', 'days']

/** Whether an act wants somebody who came in by a password. */
export const wantsPassword = (act: StaffAct): boolean => !byPin.includes(act)

/** Four to six digits, typed where others can look on. */
export const staffPin = z.string().regex(/^\d{4,6}$/)

const rows = ['01234567890', '09876543210']

/** Whether digits are the first that anybody tries: one of them again and again, pairs, or a row of the keys. */
export const isEasyPin = (pin: string): boolean =>
  new Set(pin).size < 3 || rows.some((row) => row.includes(pin))

export const staffMember = z.strictObject({
  id,
  name: z.string(),
  role: staffRole,
  /** Where the invitation went, or with what the person signs in; nobody's who has a PIN only. */
  mail: z.string().nullable(),
  /** Can sign in with a password. */
  signsIn: z.boolean(),
  hasPin: z.boolean(),
  /** The caller. */
  you: z.boolean(),
})

const refused = ['owner_needed', 'password_needed'] as const

export const listStaffMembers = endpoint({
  method: 'GET',
  path: '/staff/members',
  audience: 'staff',
  act: 'staff',
  summary: 'Who works at the own store',
  reply: z.strictObject({ members: z.array(staffMember) }),
  refusals: refused,
})

export const addStaffMember = endpoint({
  method: 'POST',
  path: '/staff/members',
  audience: 'staff',
  act: 'staff',
  summary:
    'Add a colleague: with a mail address they are invited; without one they come in by a PIN, at tills only',
  body: z
    .strictObject({
      id: actId,
      name: text(40).min(1),
      role: staffRole,
      mail: mailAddress.nullable(),
    })
    .refine(({ role, mail }) => role === 'till' || mail !== null, {
      message: 'who answers for the store signs in by mail',
    }),
  reply: done,
  refusals: [...refused, 'clock_off', 'staff_exists_with_different_content'],
})

export const changeStaffMember = endpoint({
  method: 'PUT',
  path: '/staff/members/:id',
  audience: 'staff',
  act: 'staff',
  summary: 'Change the name and the role of a colleague; a store keeps an owner who can sign in',
  params: z.strictObject({ id }),
  body: z.strictObject({ name: text(40).min(1), role: staffRole }),
  reply: done,
  refusals: [...refused, 'not_found', 'mail_needed_for_role', 'last_owner'],
})

export const endStaffMember = endpoint({
  method: 'DELETE',
  path: '/staff/members/:id',
  audience: 'staff',
  act: 'staff',
  summary: 'End an account; from the next request on nobody gets in with it',
  params: z.strictObject({ id }),
  reply: done,
  refusals: [...refused, 'not_found', 'last_owner'],
})

export const inviteStaffMember = endpoint({
  method: 'POST',
  path: '/staff/members/:id/invitations',
  audience: 'staff',
  act: 'staff',
  summary: 'Send a colleague the link anew, or for the first time; older links end',
  params: z.strictObject({ id }),
  body: z.strictObject({ mail: mailAddress }),
  reply: done,
  refusals: [...refused, 'not_found', 'staff_signs_in_already'],
})

export const setStaffPin = endpoint({
  method: 'PUT',
  path: '/staff/members/:id/pin',
  audience: 'staff',
  act: 'staff',
  summary: "Set a colleague's PIN, or one's own, for the tablets of the store",
  params: z.strictObject({ id }),
  body: z.strictObject({ pin: staffPin }),
  reply: done,
  refusals: [...refused, 'not_found', 'pin_too_easy'],
})

/** What is written down of what staff do; payments and refunds name their doer themselves. */
export const staffDeed = z.enum([
  'member_added',
  'member_changed',
  'member_ended',
  'member_invited',
  'pin_set',
  'rules_changed',
  'device_made',
  'device_ended',
  'signed_out',
  'entered_by_pin',
  'entered_by_password',
  'key_made',
  'key_ended',
  'webhook_made',
  'webhook_secret_made',
  'webhook_ended',
  'store_changed',
  'account_requested',
])
export type StaffDeed = z.output<typeof staffDeed>

export const listStaffActs = endpoint({
  method: 'GET',
  path: '/staff/acts',
  audience: 'staff',
  act: 'staff',
  summary: 'What was done at the own store besides payments and refunds, the last hundred, newest first',
  reply: z.strictObject({
    acts: z.array(
      z.strictObject({
        id,
        act: staffDeed,
        by: z.string(),
        /** Whom or what it was done to, by name, where it has one. */
        about: z.string().nullable(),
        at: instant,
      }),
    ),
  }),
  refusals: refused,
})

/** What may go back of one payment while somebody of a role gives it back; null: no limit of its own. */
const refundLimit = amountOrNone.nullable()

export const storeRules = z.strictObject({
  tillRefundLimit: refundLimit,
  managerRefundLimit: refundLimit,
  /** After so many minutes without a touch a shared tablet locks itself. */
  lockMinutes: z.int().min(1).max(60),
})

export const readStoreRules = endpoint({
  method: 'GET',
  path: '/staff/rules',
  audience: 'staff',
  act: 'today',
  summary: 'What the owner of the own store has settled about refunds and tablets',
  reply: storeRules,
})

export const changeStoreRules = endpoint({
  method: 'PUT',
  path: '/staff/rules',
  audience: 'staff',
  act: 'rules',
  summary: 'Settle how much each role may give back, and when tablets lock themselves',
  body: storeRules,
  reply: storeRules,
  refusals: refused,
})

// Somebody who works at several stores, with one login.

export const listWorkplaces = endpoint({
  method: 'GET',
  path: '/staff/workplaces',
  audience: 'staff',
  act: 'today',
  summary: 'The stores at which the caller works, and which of them is chosen on this device',
  reply: z.strictObject({
    workplaces: z.array(
      z.strictObject({
        storeId: id,
        number: z.string(),
        name: z.string(),
        role: staffRole,
        chosen: z.boolean(),
      }),
    ),
  }),
})

export const chooseWorkplace = endpoint({
  method: 'POST',
  path: '/staff/workplaces/:storeId/choice',
  audience: 'staff',
  act: 'today',
  summary: 'Act for another store of one’s own from the next request on; a shared till stays with its store',
  params: z.strictObject({ storeId: id }),
  reply: done,
  refusals: ['not_found', 'device_of_other_store'],
})

// The invitation, as the invited person sees it.

export const readStaffInvitation = endpoint({
  method: 'POST',
  path: '/staff/invitations/lookup',
  audience: 'anyone',
  summary: 'To which store a link invites, as what, and whether its address opens another store already',
  body: z.strictObject({ token: text(100) }),
  reply: z.strictObject({
    storeName: z.string(),
    name: z.string(),
    role: staffRole,
    mail: z.string(),
    /** The address signs in at another store: that password is asked for, and none is chosen. */
    hasPassword: z.boolean(),
  }),
  refusals: ['invitation_invalid'],
})

export const acceptStaffInvitation = endpoint({
  method: 'POST',
  path: '/staff/invitations',
  audience: 'anyone',
  summary:
    'Choose a password by a link, once, and sign in; whoever works at another store proves the password that they have',
  body: z.strictObject({ token: text(100), password: z.string().min(1).max(200) }),
  reply: done,
  refusals: [
    'invitation_invalid',
    'device_of_other_store',
    'password_too_weak',
    'sign_in_paused',
    'too_many_requests',
    'wrong_mail_or_password',
    'works_there_already',
  ],
})
