import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { actId, done, id, mailAddress, passcode, text } from './values.ts'

/** At least this long; longer words need no further rules (NIST SP 800-63B-4). */
export const passwordMin = 8

const password = z.string().min(passwordMin).max(200)

export const signUp = endpoint({
  method: 'POST',
  path: '/sign-up',
  audience: 'anyone',
  summary: 'Register with mail and password, having agreed to named versions of the terms; signs in',
  body: z.strictObject({
    id: actId,
    mail: mailAddress,
    password,
    termsVersion: text(20),
    privacyVersion: text(20),
  }),
  reply: z.strictObject({ residentId: id }),
  refusals: ['terms_outdated', 'password_too_weak', 'mail_taken', 'too_many_requests'],
})

export const startedOrSignedIn = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('signed_in') }),
  z.strictObject({
    state: z.literal('second_step'),
    challengeId: id,
    /** The last digits of the phone that the passcode went to. */
    phoneEnding: z.string(),
  }),
])

export const signIn = endpoint({
  method: 'POST',
  path: '/sign-in',
  audience: 'anyone',
  summary: 'Sign in with mail and password; a second step follows where the person has set one',
  body: z.strictObject({ mail: mailAddress, password: z.string().min(1).max(200) }),
  reply: startedOrSignedIn,
  refusals: ['sign_in_paused', 'wrong_mail_or_password', 'passcode_too_many', 'sms_not_sent'],
})

export const finishSecondStep = endpoint({
  method: 'POST',
  path: '/sign-in/second-step',
  audience: 'anyone',
  summary: 'Finish signing in with the passcode from the SMS',
  body: z.strictObject({ challengeId: id, code: passcode }),
  reply: z.strictObject({ state: z.literal('signed_in') }),
  refusals: ['second_step_expired', 'passcode_expired', 'passcode_too_many', 'passcode_wrong'],
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
  audience: 'anyone',
  summary: 'Prove the address with the token of the link: single use, 24 hours',
  body: z.strictObject({ token: text(200) }),
  reply: z.strictObject({ mail: z.string() }),
  refusals: ['link_invalid'],
})

export const setPhone = endpoint({
  method: 'PUT',
  path: '/me/phone',
  audience: 'resident',
  summary:
    'Set the mobile number for the second step (Japanese mobile numbers; hyphens and full-width are fine)',
  body: z.strictObject({ phone: text(30) }),
  reply: z.strictObject({ phone: z.string() }),
  refusals: ['phone_not_mobile'],
})

export const startSecondStep = endpoint({
  method: 'POST',
  path: '/me/second-step',
  audience: 'resident',
  summary: 'Send a passcode by SMS in order to switch the second step on',
  reply: z.strictObject({ phoneEnding: z.string(), expiresInSeconds: z.int() }),
  refusals: ['phone_missing', 'passcode_too_soon', 'passcode_too_many', 'sms_not_sent'],
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
