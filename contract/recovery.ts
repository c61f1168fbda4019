// Getting in again: a forgotten password, a lost phone.
import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { password } from './sign-in.ts'
import { actId, done, id, instant, mailAddress, passcode, text } from './values.ts'

const askForReset = (path: string, whose: string) =>
  endpoint({
    method: 'POST',
    path,
    audience: 'anyone',
    summary: `Ask for a mail with a link that replaces a forgotten password ${whose}; answered alike for every address`,
    body: z.strictObject({ mail: mailAddress }),
    reply: done,
    refusals: ['too_many_requests'],
  })

export const requestPasswordReset = askForReset('/password-resets', 'of a resident')

export const resetPassword = endpoint({
  method: 'POST',
  path: '/password-resets/answers',
  audience: 'anyone',
  summary:
    'Set a new password with the token of the link: single use, one hour. Every session ends; signing in then asks ' +
    'for the second step as ever',
  body: z.strictObject({ token: text(200), newPassword: password }),
  reply: done,
  refusals: ['reset_link_invalid', 'password_too_weak'],
})

export const requestStaffPasswordReset = askForReset('/staff/password-resets', 'of somebody at a store')

export const requestOperatorPasswordReset = askForReset(
  '/operator/password-resets',
  'of somebody at the office',
)

export const resetStaffPassword = endpoint({
  method: 'POST',
  path: '/staff/password-resets/answers',
  audience: 'anyone',
  summary:
    'Set a new password of the shops’ app with the token of the link: single use, one hour. Every session ends, and ' +
    'tills that were opened with the old one lock',
  body: z.strictObject({ token: text(200), newPassword: password }),
  reply: done,
  refusals: ['reset_link_invalid', 'password_too_weak'],
})

export const startCardRecovery = endpoint({
  method: 'POST',
  path: '/recoveries/card',
  audience: 'anyone',
  summary:
    'Instead of the second step of a sign-in that is under way, show the My Number Card that the account was ' +
    'checked with; the browser then goes to the external app',
  body: z.strictObject({ challengeId: id }),
  reply: z.strictObject({ redirectUrl: z.string() }),
  refusals: ['second_step_expired', 'recovery_without_card', 'recovery_paused', 'card_check_unavailable'],
})

export const startDeskRecovery = endpoint({
  method: 'POST',
  path: '/recoveries/desk',
  audience: 'anyone',
  summary: 'Use the code from the desk; an address without an account and a wrong code are answered alike',
  body: z.strictObject({ mail: mailAddress, code: text(20).pipe(z.string().min(10)) }),
  reply: done,
  refusals: ['too_many_requests', 'sign_in_paused', 'desk_code_wrong', 'desk_code_too_early'],
})

export const readRecovery = endpoint({
  method: 'GET',
  path: '/recoveries/current',
  audience: 'anyone',
  summary: 'How the recovery that this browser has begun stands',
  reply: z.strictObject({
    way: z.enum(['card', 'desk']).nullable(),
    state: z.enum(['none', 'visiting', 'failed', 'proven']),
    /** Why it failed; `other_card` is a card that the account does not know. */
    reason: z
      .enum([
        'cancelled',
        'card_revoked',
        'card_expired',
        'pin_locked',
        'unavailable',
        'protocol',
        'other_card',
      ])
      .nullable(),
  }),
})

export const setRecoveryPhone = endpoint({
  method: 'POST',
  path: '/recoveries/phone',
  audience: 'anyone',
  summary: 'Once it is proven who is there: name the new phone and send a passcode to it',
  body: z.strictObject({ phone: text(30) }),
  reply: z.strictObject({ phoneEnding: z.string() }),
  refusals: [
    'recovery_over',
    'frozen',
    'phone_not_mobile',
    'passcode_too_soon',
    'passcode_too_many',
    'sms_not_sent',
  ],
})

export const finishRecovery = endpoint({
  method: 'POST',
  path: '/recoveries/confirmation',
  audience: 'anyone',
  summary:
    'Finish with the passcode from the new phone: it replaces every second step, every session ends, and this ' +
    'browser is signed in as a new device. From the desk a new password comes with it',
  body: z.strictObject({ code: passcode, newPassword: password.optional() }),
  reply: done,
  refusals: [
    'recovery_over',
    'frozen',
    'password_too_weak',
    'passcode_expired',
    'passcode_too_many',
    'passcode_wrong',
  ],
})

/** What the desk may have seen; one with a photograph is among them. */
export const deskDocuments = [
  'my_number_card',
  'driving_licence',
  'passport',
  'residence_card',
  'health_insurance',
  'pension_book',
] as const
const deskDocument = z.enum(deskDocuments)
export type DeskDocument = (typeof deskDocuments)[number]

/** Documents with a photograph; without one of them the desk cannot tell who is there. */
export const photoDocuments: readonly DeskDocument[] = [
  'my_number_card',
  'driving_licence',
  'passport',
  'residence_card',
]

const reason = text(400).pipe(z.string().min(1))

export const openDeskRecovery = endpoint({
  method: 'POST',
  path: '/operator/residents/:residentId/recoveries',
  audience: 'operator',
  summary: 'The resident is at the desk without a phone: open a recovery, with the documents that were seen',
  params: z.strictObject({ residentId: id }),
  body: z.strictObject({ id: actId, documents: z.array(deskDocument).min(1).max(6), reason }),
  /** The first half of the code, for the resident; the second comes with the approval. */
  reply: z.strictObject({ firstHalf: z.string() }),
  refusals: ['not_found', 'photo_document_needed', 'recovery_already_open'],
})

export const listDeskRecoveries = endpoint({
  method: 'GET',
  path: '/operator/recoveries',
  audience: 'operator',
  summary: 'Recoveries that wait for a second person, and those that are approved and not used yet',
  reply: z.strictObject({
    recoveries: z.array(
      z.strictObject({
        id,
        residentName: z.string(),
        mail: z.string(),
        phoneEnding: z.string().nullable(),
        documents: z.array(deskDocument),
        reason: z.string(),
        openedBy: z.string(),
        openedAt: instant,
        /** Whether the caller opened it, and so cannot approve it. */
        mine: z.boolean(),
        approvedBy: z.string().nullable(),
        usableFrom: instant.nullable(),
        expiresAt: instant,
      }),
    ),
  }),
})

const oneRecovery = z.strictObject({ recoveryId: id })

export const approveDeskRecovery = endpoint({
  method: 'POST',
  path: '/operator/recoveries/:recoveryId/approval',
  audience: 'operator',
  summary:
    'A second person approves: every session of the resident ends, and the second half of the code is shown once',
  params: oneRecovery,
  reply: z.strictObject({ secondHalf: z.string(), usableFrom: instant, expiresAt: instant }),
  refusals: ['not_found', 'recovery_over', 'second_person_needed'],
})

export const declineDeskRecovery = endpoint({
  method: 'POST',
  path: '/operator/recoveries/:recoveryId/decline',
  audience: 'operator',
  summary: 'End a recovery that shall not be; whoever opened it may also take it back',
  params: oneRecovery,
  body: z.strictObject({ reason }),
  reply: done,
  refusals: ['not_found', 'recovery_over'],
})
