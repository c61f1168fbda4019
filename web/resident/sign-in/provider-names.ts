import type { SignInProviderName } from '#contract/federated.ts'

/** What people call the providers; both are shown alike. */
export const providerNames: Record<SignInProviderName, string> = { google: 'Google', apple: 'Apple' }
