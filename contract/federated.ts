// Signing in with an account at Google or Apple. The browser is sent to the provider and comes back to a page of
// the app; that page finishes, with the cookie that only the browser which began has.
import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { password, startedOrSignedIn } from './sign-in.ts'
import { done, text } from './values.ts'

export const signInProviders = ['google', 'apple'] as const
export type SignInProviderName = (typeof signInProviders)[number]
const signInProvider = z.enum(signInProviders)

const redirect = z.strictObject({
  /** Where the browser goes now. */
  redirectUrl: z.string(),
})

export const listSignInProviders = endpoint({
  method: 'GET',
  path: '/sign-in/providers',
  audience: 'anyone',
  summary: 'The providers that this town has a contract with',
  reply: z.strictObject({ providers: z.array(signInProvider) }),
})

export const startFederatedSignIn = endpoint({
  method: 'POST',
  path: '/sign-in/federated',
  audience: 'anyone',
  summary: 'Begin to register, having agreed to named versions of the terms, or to sign in, with a provider',
  body: z.strictObject({
    provider: signInProvider,
    /** What the person has agreed to, in order to register; null for signing in. */
    consent: z.strictObject({ termsVersion: text(20), privacyVersion: text(20) }).nullable(),
  }),
  reply: redirect,
  refusals: ['terms_outdated', 'provider_unavailable'],
})

/** Why a trip to a provider did not end well. */
const tripRefusals = [
  'provider_visit_over',
  'provider_cancelled',
  'provider_unavailable',
  'provider_failed',
] as const

export const finishFederatedSignIn = endpoint({
  method: 'POST',
  path: '/sign-in/federated/finish',
  audience: 'anyone',
  summary: 'Finish what this browser began, once: signs in, or asks for the second step',
  reply: startedOrSignedIn,
  refusals: [
    ...tripRefusals,
    'account_unknown',
    'terms_outdated',
    'provider_gave_no_mail',
    'account_exists',
    'passcode_too_many',
    'sms_not_sent',
  ],
})

export const waysIn = z.strictObject({
  password: z.boolean(),
  /** The linked providers. */
  providers: z.array(signInProvider),
})

export const readWaysIn = endpoint({
  method: 'GET',
  path: '/me/ways-in',
  audience: 'resident',
  summary: 'How the person can sign in',
  reply: waysIn,
})

export const startLink = endpoint({
  method: 'POST',
  path: '/me/ways-in/:provider',
  audience: 'resident',
  summary: 'Begin to link an account at a provider as one more way in',
  params: z.strictObject({ provider: signInProvider }),
  reply: redirect,
  refusals: ['step_up_required', 'provider_unavailable'],
})

export const finishLink = endpoint({
  method: 'POST',
  path: '/me/ways-in/finish',
  audience: 'resident',
  summary: 'Finish linking what this person began in this browser, once',
  reply: waysIn,
  refusals: [...tripRefusals, 'way_in_taken'],
})

export const unlink = endpoint({
  method: 'DELETE',
  path: '/me/ways-in/:provider',
  audience: 'resident',
  summary: 'Take a provider away as a way in; doing it twice is the same',
  params: z.strictObject({ provider: signInProvider }),
  reply: done,
  refusals: ['step_up_required', 'last_way_in'],
})

export const setFirstPassword = endpoint({
  method: 'PUT',
  path: '/me/ways-in/password',
  audience: 'resident',
  summary: 'Give a password to somebody who has none, as one more way in',
  body: z.strictObject({ newPassword: password }),
  reply: done,
  refusals: ['step_up_required', 'password_too_weak', 'password_already_set'],
})
