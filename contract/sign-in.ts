import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { language } from './languages.ts'
import { actId, done, id, instant, mailAddress, passcode, text } from './values.ts'

/** At least this long; longer words need no further rules (NIST SP 800-63B-4). */
export const passwordMin = 8

export const password = z.string().min(passwordMin).max(200)

export const signUp = endpoint({
  method: 'POST',
  path: '/sign-up',
  audience: 'anyone',
  summary:
    'Register with mail and password, having agreed to named versions of the terms, and be signed in; the address is ' +
    'proven later. The answer is the same for an address that has an account; its owner gets word',
  body: z.strictObject({
    id: actId,
    mail: mailAddress,
    password,
    termsVersion: text(20),
    privacyVersion: text(20),
    /** What the app speaks, for the first mails. */
    language: language.default('ja'),
  }),
  reply: z.strictObject({ residentId: id }),
  refusals: ['too_many_requests', 'terms_outdated', 'password_too_weak', 'sign_in_paused'],
})

export const secondStepWay = z.enum(['sms', 'authenticator', 'passkey', 'recovery_code'])
export type SecondStepWay = z.output<typeof secondStepWay>

/** Six digits of an SMS or an authenticator app, or a recovery code as it was shown: two groups of five. */
export const secondStepCode = z.string().regex(/^(\d{6}|[0-9A-Za-z]{5}-?[0-9A-Za-z]{5})$/)

/** What the browser's WebAuthn gives and takes; its shape is the standard's, and the server checks it whole. */
const webAuthn = z.record(z.string(), z.unknown())

export const startedOrSignedIn = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('signed_in') }),
  z.strictObject({
    state: z.literal('second_step'),
    challengeId: id,
    /** What the person has set; none ranks above another. */
    ways: z.array(secondStepWay).min(1),
    /** The last digits of the phone that a passcode goes to; null where none is set. */
    phoneEnding: z.string().nullable(),
    /** Whether a passcode is on its way already, as it is where SMS is the only way. */
    passcodeSent: z.boolean(),
  }),
])

export const signIn = endpoint({
  method: 'POST',
  path: '/sign-in',
  audience: 'anyone',
  summary: 'Sign in with mail and password; a second step follows where the person has set one',
  body: z.strictObject({ mail: mailAddress, password: z.string().min(1).max(200) }),
  reply: startedOrSignedIn,
  refusals: [
    'sign_in_paused',
    'too_many_requests',
    'wrong_mail_or_password',
    'passcode_too_many',
    'sms_not_sent',
  ],
})

/** What any answer to a second step can be refused with. */
const answerRefusals = ['second_step_expired', 'second_step_paused'] as const
const codeRefusals = [
  ...answerRefusals,
  'passcode_expired',
  'passcode_too_many',
  'passcode_wrong',
  'authenticator_code_wrong',
  'recovery_code_wrong',
] as const

export const finishSecondStep = endpoint({
  method: 'POST',
  path: '/sign-in/second-step',
  audience: 'anyone',
  summary: 'Finish signing in with a code: of the SMS unless another way is named',
  body: z.strictObject({
    challengeId: id,
    way: z.enum(['sms', 'authenticator', 'recovery_code']).default('sms'),
    code: secondStepCode,
  }),
  reply: z.strictObject({ state: z.literal('signed_in') }),
  refusals: codeRefusals,
})

export const finishSecondStepByPasskey = endpoint({
  method: 'POST',
  path: '/sign-in/second-step/passkey',
  audience: 'anyone',
  summary: 'Finish signing in with what the passkey signed',
  body: z.strictObject({ challengeId: id, credential: webAuthn }),
  reply: z.strictObject({ state: z.literal('signed_in') }),
  refusals: [...answerRefusals, 'passkey_wrong'],
})

export const sendSecondStepPasscode = endpoint({
  method: 'POST',
  path: '/second-steps/passcodes',
  audience: 'anyone',
  summary: 'Send, or send again, the SMS of a second step that is under way',
  body: z.strictObject({ challengeId: id }),
  reply: z.strictObject({ phoneEnding: z.string() }),
  refusals: [
    'too_many_requests',
    'second_step_expired',
    'second_step_missing',
    'passcode_too_soon',
    'passcode_too_many',
    'sms_not_sent',
  ],
})

export const startPasskeyStep = endpoint({
  method: 'POST',
  path: '/second-steps/passkeys',
  audience: 'anyone',
  summary: 'What the browser needs to ask for a passkey in a second step that is under way',
  body: z.strictObject({ challengeId: id }),
  reply: z.strictObject({ options: webAuthn }),
  refusals: ['second_step_expired', 'second_step_missing'],
})

export const signOut = endpoint({
  method: 'POST',
  path: '/sign-out',
  audience: 'anyone',
  summary: 'End this session; doing it twice is the same',
  reply: done,
})

export const sendMailVerification = endpoint({
  method: 'POST',
  path: '/me/mail-verifications',
  audience: 'resident',
  summary: 'Send a mail with a link that proves the address',
  reply: z.strictObject({ sentTo: z.string() }),
  refusals: ['mail_already_verified', 'too_many_requests'],
})

export const verifyMail = endpoint({
  method: 'POST',
  path: '/mail-verifications',
  audience: 'resident',
  summary:
    'Prove the address with the token of the link: single use, 24 hours, and only for who is signed in to the ' +
    'account that asked',
  body: z.strictObject({ token: text(200) }),
  reply: z.strictObject({ mail: z.string() }),
  refusals: ['link_invalid', 'link_of_another', 'mail_taken'],
})

export const setPhone = endpoint({
  method: 'PUT',
  path: '/me/phone',
  audience: 'resident',
  summary:
    'Set the mobile number for the second step (Japanese mobile numbers; hyphens and full-width are fine)',
  body: z.strictObject({ phone: text(30) }),
  reply: z.strictObject({ phone: z.string() }),
  refusals: ['step_up_required', 'phone_not_mobile'],
})

export const startSecondStep = endpoint({
  method: 'POST',
  path: '/me/second-step',
  audience: 'resident',
  summary: 'Send a passcode by SMS in order to switch the second step on',
  reply: z.strictObject({ phoneEnding: z.string(), expiresInSeconds: z.int() }),
  refusals: [
    'step_up_required',
    'too_many_requests',
    'phone_missing',
    'passcode_too_soon',
    'passcode_too_many',
    'sms_not_sent',
  ],
})

export const confirmSecondStep = endpoint({
  method: 'POST',
  path: '/me/second-step/confirmation',
  audience: 'resident',
  summary: 'Switch the second step on with the passcode',
  body: z.strictObject({ code: passcode }),
  reply: done,
  refusals: ['passcode_expired', 'passcode_too_many', 'passcode_wrong'],
})

export const readSecondSteps = endpoint({
  method: 'GET',
  path: '/me/second-steps',
  audience: 'resident',
  summary: 'Which second steps are set, and how many recovery codes are left',
  reply: z.strictObject({
    sms: z.boolean(),
    authenticator: z.boolean(),
    passkeys: z.array(
      z.strictObject({ id, name: z.string(), addedAt: instant, lastUsedAt: instant.nullable() }),
    ),
    recoveryCodesLeft: z.int().min(0),
  }),
})

export const startAuthenticator = endpoint({
  method: 'POST',
  path: '/me/authenticator',
  audience: 'resident',
  summary: 'Make a new secret for an authenticator app (RFC 6238); it counts once a code has confirmed it',
  reply: z.strictObject({
    /** For typing, in base32. */
    secret: z.string(),
    /** For the QR code, `otpauth://totp/…`. */
    uri: z.string(),
  }),
  refusals: ['step_up_required'],
})

export const confirmAuthenticator = endpoint({
  method: 'POST',
  path: '/me/authenticator/confirmation',
  audience: 'resident',
  summary: 'Switch the authenticator app on with a code that it shows; one that was set before ends',
  body: z.strictObject({ code: passcode }),
  reply: done,
  refusals: ['second_step_paused', 'authenticator_code_wrong'],
})

export const removeAuthenticator = endpoint({
  method: 'DELETE',
  path: '/me/authenticator',
  audience: 'resident',
  summary: 'Forget the authenticator app; doing it twice is the same',
  reply: done,
  refusals: ['step_up_required'],
})

export const startPasskey = endpoint({
  method: 'POST',
  path: '/me/passkeys/options',
  audience: 'resident',
  summary: 'What the browser needs to make a passkey (WebAuthn)',
  reply: z.strictObject({ options: webAuthn }),
  refusals: ['step_up_required'],
})

export const addPasskey = endpoint({
  method: 'POST',
  path: '/me/passkeys',
  audience: 'resident',
  summary: 'Keep the passkey that the browser made',
  body: z.strictObject({ name: text(40).pipe(z.string().min(1)), credential: webAuthn }),
  reply: done,
  refusals: ['second_step_expired', 'passkey_wrong'],
})

export const removePasskey = endpoint({
  method: 'DELETE',
  path: '/me/passkeys/:passkeyId',
  audience: 'resident',
  summary: 'Forget a passkey',
  params: z.strictObject({ passkeyId: id }),
  reply: done,
  refusals: ['step_up_required', 'not_found'],
})

export const makeRecoveryCodes = endpoint({
  method: 'POST',
  path: '/me/recovery-codes',
  audience: 'resident',
  summary: 'Make ten recovery codes, shown this once; earlier ones end',
  reply: z.strictObject({ codes: z.array(z.string()) }),
  refusals: ['step_up_required', 'second_step_missing'],
})

const stepUpWay = z.enum(['password', ...secondStepWay.options])
export type StepUpWay = z.output<typeof stepUpWay>

export const startStepUp = endpoint({
  method: 'POST',
  path: '/me/step-ups',
  audience: 'resident',
  summary: 'Begin to prove again who is there, before something delicate',
  reply: z.strictObject({
    challengeId: id,
    /** None for somebody who comes in by another provider only: signing in anew there proves it. */
    ways: z.array(stepUpWay),
    phoneEnding: z.string().nullable(),
  }),
})

export const finishStepUp = endpoint({
  method: 'POST',
  path: '/me/step-ups/answers',
  audience: 'resident',
  summary: 'Prove it with the password or a code; the session goes on under a new cookie',
  body: z.strictObject({
    challengeId: id,
    way: stepUpWay.exclude(['passkey']),
    code: z.string().min(1).max(200),
  }),
  reply: done,
  refusals: [...codeRefusals, 'password_wrong'],
})

export const finishStepUpByPasskey = endpoint({
  method: 'POST',
  path: '/me/step-ups/passkeys',
  audience: 'resident',
  summary: 'Prove it with a passkey; the session goes on under a new cookie',
  body: z.strictObject({ challengeId: id, credential: webAuthn }),
  reply: done,
  refusals: [...answerRefusals, 'passkey_wrong'],
})

export const listDevices = endpoint({
  method: 'GET',
  path: '/me/devices',
  audience: 'resident',
  summary: 'The devices that are signed in, this one first',
  reply: z.strictObject({
    devices: z.array(
      z.strictObject({
        id,
        name: z.string(),
        current: z.boolean(),
        firstSeenAt: instant,
        lastUsedAt: instant,
      }),
    ),
  }),
})

export const signOutDevice = endpoint({
  method: 'DELETE',
  path: '/me/devices/:deviceId',
  audience: 'resident',
  summary: 'Sign a device out and forget it, so that it counts as new when it comes back',
  params: z.strictObject({ deviceId: id }),
  reply: done,
  refusals: ['not_found'],
})

export const signOutElsewhere = endpoint({
  method: 'POST',
  path: '/me/sign-out-elsewhere',
  audience: 'resident',
  summary: 'End every session but this one',
  reply: done,
})

export const signOutEverywhere = endpoint({
  method: 'POST',
  path: '/me/sign-out-everywhere',
  audience: 'resident',
  summary: 'End every session, this one too',
  reply: done,
})

export const changePassword = endpoint({
  method: 'PUT',
  path: '/me/password',
  audience: 'resident',
  summary: 'Change the password; every other session ends',
  body: z.strictObject({ currentPassword: z.string().min(1).max(200), newPassword: password }),
  reply: done,
  refusals: ['second_step_paused', 'password_wrong', 'password_too_weak'],
})

export const changeMail = endpoint({
  method: 'POST',
  path: '/me/mail-changes',
  audience: 'resident',
  summary: 'Send a link to a new address and word to the old one; the address changes when the link is used',
  body: z.strictObject({ mail: mailAddress }),
  reply: z.strictObject({ sentTo: z.string() }),
  refusals: ['step_up_required', 'too_many_requests'],
})
