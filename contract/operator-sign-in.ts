// How the office comes in: the second step, which is set up at the first sign-in.
import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { password, secondStepCode } from './sign-in.ts'
import { done, id, mailAddress, passcode, text } from './values.ts'

/** What an operator proves the second step with; an SMS or a passkey is not offered at the office. */
export const operatorWay = z.enum(['authenticator', 'recovery_code'])
export type OperatorWay = z.output<typeof operatorWay>

/** What follows when mail and password were right. */
const operatorEntry = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('signed_in') }),
  z.strictObject({
    state: z.literal('second_step'),
    challengeId: id,
    ways: z.array(operatorWay).min(1),
  }),
  /** The town wants a second step, and this person has none yet. */
  z.strictObject({ state: z.literal('set_up'), challengeId: id }),
])
export type OperatorEntry = z.output<typeof operatorEntry>

export const operatorSignIn = endpoint({
  method: 'POST',
  path: '/operator/sign-in',
  audience: 'anyone',
  summary: 'A person of the office signs in; the second step follows, or is set up where the town wants one',
  body: z.strictObject({ mail: mailAddress, password: z.string().min(1).max(200) }),
  reply: operatorEntry,
  refusals: ['sign_in_paused', 'too_many_requests', 'wrong_mail_or_password'],
})

export const operatorSignOut = endpoint({
  method: 'POST',
  path: '/operator/sign-out',
  audience: 'anyone',
  summary: 'End the session of the console',
  reply: done,
})

export const finishOperatorSecondStep = endpoint({
  method: 'POST',
  path: '/operator/sign-in/second-step',
  audience: 'anyone',
  summary: 'Finish signing in to the console with a code of the authenticator app, or a recovery code',
  body: z.strictObject({ challengeId: id, way: operatorWay, code: secondStepCode }),
  reply: done,
  refusals: ['second_step_expired', 'second_step_paused', 'authenticator_code_wrong', 'recovery_code_wrong'],
})

const secretOfApp = z.strictObject({
  /** For typing, in base32. */
  secret: z.string(),
  /** For the QR code, `otpauth://totp/…`. */
  uri: z.string(),
})

/** Ten recovery codes, shown this once. */
const newCodes = z.strictObject({ codes: z.array(z.string()) })

export const startOperatorSetUp = endpoint({
  method: 'POST',
  path: '/operator/sign-in/authenticator',
  audience: 'anyone',
  summary: 'At the first sign-in: make a secret for an authenticator app (RFC 6238)',
  body: z.strictObject({ challengeId: id }),
  reply: secretOfApp,
  refusals: ['second_step_expired'],
})

export const finishOperatorSetUp = endpoint({
  method: 'POST',
  path: '/operator/sign-in/authenticator/confirmation',
  audience: 'anyone',
  summary: 'Switch the app on with a code that it shows, be signed in, and get the recovery codes',
  body: z.strictObject({ challengeId: id, code: passcode }),
  reply: newCodes,
  refusals: ['second_step_expired', 'second_step_paused', 'authenticator_code_wrong'],
})

// What an operator who is in does about the own second step.

export const readOperatorSecondStep = endpoint({
  method: 'GET',
  path: '/operator/me/second-step',
  audience: 'operator',
  duty: 'any',
  summary: 'Whether the caller has a second step, and how many recovery codes are left',
  reply: z.strictObject({ authenticator: z.boolean(), recoveryCodesLeft: z.int().min(0) }),
})

export const startOperatorAuthenticator = endpoint({
  method: 'POST',
  path: '/operator/me/authenticator',
  audience: 'operator',
  duty: 'any',
  summary: 'Make a secret for a new authenticator app; it counts once a code has confirmed it',
  reply: secretOfApp,
  refusals: ['step_up_required'],
})

export const confirmOperatorAuthenticator = endpoint({
  method: 'POST',
  path: '/operator/me/authenticator/confirmation',
  audience: 'operator',
  duty: 'any',
  summary: 'Switch the app on with a code that it shows; the one before and its recovery codes end',
  body: z.strictObject({ code: passcode }),
  reply: newCodes,
  refusals: ['second_step_paused', 'authenticator_code_wrong'],
})

export const makeOperatorRecoveryCodes = endpoint({
  method: 'POST',
  path: '/operator/me/recovery-codes',
  audience: 'operator',
  duty: 'any',
  summary: 'Make ten recovery codes, shown this once; earlier ones end',
  reply: newCodes,
  refusals: ['step_up_required', 'second_step_missing'],
})

// A forgotten password, and an invitation by two people of the office.

const token = text(200)

export const readOperatorPasswordReset = endpoint({
  method: 'POST',
  path: '/operator/password-resets/lookup',
  audience: 'anyone',
  summary: 'What the link for a forgotten password wants besides itself; looking spends nothing',
  body: z.strictObject({ token }),
  reply: z.strictObject({
    /** None for somebody who has no second step. */
    ways: z.array(operatorWay),
  }),
  refusals: ['reset_link_invalid'],
})

export const resetOperatorPassword = endpoint({
  method: 'POST',
  path: '/operator/password-resets/answers',
  audience: 'anyone',
  summary:
    'Set a new password with the token of the link (single use, one hour) and the second step, where there is one. ' +
    'Every session ends',
  body: z.strictObject({
    token,
    newPassword: password,
    proof: z.strictObject({ way: operatorWay, code: secondStepCode }).nullable(),
  }),
  reply: done,
  refusals: [
    'reset_link_invalid',
    'password_too_weak',
    'second_step_paused',
    'authenticator_code_wrong',
    'recovery_code_wrong',
  ],
})

export const readOperatorInvitation = endpoint({
  method: 'POST',
  path: '/operator/invitations/lookup',
  audience: 'anyone',
  summary: 'Whom a link invites to the office, and with which address; looking spends nothing',
  body: z.strictObject({ token }),
  reply: z.strictObject({ name: z.string(), place: z.string().nullable(), mail: z.string() }),
  refusals: ['invitation_invalid'],
})

export const acceptOperatorInvitation = endpoint({
  method: 'POST',
  path: '/operator/invitations',
  audience: 'anyone',
  summary: 'Choose a password by a link, once; the second step is set up next where the town wants one',
  body: z.strictObject({ token, password: z.string().min(1).max(200) }),
  reply: operatorEntry,
  refusals: ['invitation_invalid', 'password_too_weak', 'mail_taken'],
})
