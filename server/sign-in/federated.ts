// A trip to Google or Apple and back. It is bound to the browser that began it by a cookie, and to the provider's
// answer by the state; a mail address never decides whose account it is.
import type { SignInProviderName } from '#contract/federated.ts'
import type { Caller } from '../access.ts'
import type { Context } from '../context.ts'
import { hashSecret, makeId, makeSecret } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import type { SignInResult } from '../providers/sign-in/port.ts'
import {
  findFederatedLogin,
  insertFederated,
  insertVisit,
  keepRefreshToken,
  keepReturn,
  type Purpose,
  takeVisit,
  type Visit,
} from './federated-queries.ts'
import { sealGrant } from './provider-grants.ts'
import { insertLogin, readLogin } from './queries.ts'
import { registerResident } from './sign-up-queries.ts'
import { enterResident, type SignedIn } from './sign-in.ts'
import { refuseOutdatedTerms } from './sign-up.ts'
import { tellOwner } from './tell.ts'

/** How long a trip to a provider may take, in minutes. */
export const visitMinutes = 10

type Identity = Omit<Extract<SignInResult, { ok: true }>, 'refreshToken'> & {
  issuer: string
  /** Sealed. */
  refreshToken: Buffer | null
}

const redirectUriOf = (context: Context, provider: SignInProviderName) =>
  `${context.config.origin}/api/sign-in/federated/returns/${provider}`

/**
 * Begins a trip; gives where the browser goes and the secret for its cookie. Refuses terms_outdated for a
 * registration, and provider_unavailable, also for one that this town does not offer.
 */
export async function startVisit(
  context: Context,
  provider: SignInProviderName,
  purpose: Purpose,
): Promise<{ redirectUrl: string; browserSecret: string }> {
  if (!context.config.signInProviders.includes(provider)) refuse('provider_unavailable')
  if (purpose.purpose === 'sign_up') await refuseOutdatedTerms(context, purpose)
  const { redirectUrl, secrets } = await context.providers[provider]
    .begin({ redirectUri: redirectUriOf(context, provider) })
    .catch(() => refuse('provider_unavailable'))
  const browserSecret = makeSecret()
  const startedAt = context.now()
  await insertVisit(context.database, {
    ...{ provider, purpose, secrets, startedAt },
    stateHash: hashSecret(secrets.state),
    browserHash: hashSecret(browserSecret),
    expiresAt: new Date(startedAt.getTime() + visitMinutes * 60_000),
  })
  return { redirectUrl, browserSecret }
}

/**
 * Keeps what the provider sent back, until the browser's page finishes with it; gives whether the trip was for
 * linking. What belongs to no open trip of this provider is dropped. Refuses nothing.
 */
export async function keepProviderReturn(
  context: Context,
  provider: string,
  fields: Record<string, string>,
): Promise<{ linking: boolean }> {
  // Apple adds who the person is on the first visit; that is not asked for, and not kept.
  const { user: _, ...returned } = fields
  const stateHash = hashSecret(returned['state'] ?? '')
  const visit = await keepReturn(context.database, { stateHash, provider, returned }, context.now())
  return { linking: visit?.purpose === 'link' }
}

/**
 * Finishes a registration or a sign-in. Somebody who is registered already is signed in either way. Refuses what
 * the contract lists; account_exists when the address has another account, which is never taken over. That is said
 * only to somebody whose provider vouches for the address: an unverified one is a claim, and claims never collide.
 */
export async function finishFederatedSignIn(context: Context, browserSecret: string): Promise<SignedIn> {
  const visit = await takeVisit(context.database, hashSecret(browserSecret), context.now())
  if (!visit || visit.purpose === 'link') refuse('provider_visit_over')
  const identity = await askProvider(context, visit)
  const known = await findFederatedLogin(context.database, identity)
  if (known) {
    await keepRefreshToken(context.database, identity)
    return enterResident(context, await readLogin(context.database, known))
  }
  const { termsVersion, privacyVersion } = visit
  if (termsVersion === null || privacyVersion === null) refuse('account_unknown')
  const loginId = await register(context, identity, { termsVersion, privacyVersion })
  return enterResident(context, await readLogin(context.database, loginId))
}

/** Finishes linking for the person who began it. Refuses what the contract lists; linked again is linked. */
export async function finishLink(context: Context, caller: Caller, browserSecret: string): Promise<void> {
  const visit = await takeVisit(context.database, hashSecret(browserSecret), context.now())
  if (visit?.loginId !== caller.loginId) refuse('provider_visit_over')
  const { issuer, subject, refreshToken } = await askProvider(context, visit)
  const { loginId } = caller
  const linked = await context.database.transact(async (tx) => {
    if (!(await insertFederated(tx, { issuer, subject, loginId, refreshToken }, context.now()))) return false
    await tellOwner(context, tx, loginId, 'way_in_added')
    return true
  })
  if (linked) return
  if ((await findFederatedLogin(context.database, { issuer, subject })) !== loginId) refuse('way_in_taken')
  await keepRefreshToken(context.database, { issuer, subject, refreshToken })
}

const refusalOf = {
  cancelled: 'provider_cancelled',
  unavailable: 'provider_unavailable',
  protocol: 'provider_failed',
} as const

async function askProvider(context: Context, visit: Visit): Promise<Identity> {
  const provider = context.providers[visit.provider]
  const redirectUri = redirectUriOf(context, visit.provider)
  const { secrets, returned } = visit
  const result = await provider.complete({ returned, secrets, redirectUri })
  if (!result.ok) refuse(refusalOf[result.reason])
  const identity = { ...result, issuer: provider.issuer }
  return { ...identity, refreshToken: sealGrant(context, identity) }
}

async function register(
  context: Context,
  { issuer, subject, mail, mailVerified, refreshToken }: Identity,
  versions: { termsVersion: string; privacyVersion: string },
): Promise<string> {
  await refuseOutdatedTerms(context, versions)
  if (mail === null) refuse('provider_gave_no_mail')
  const [id, loginId, at] = [makeId(), makeId(), context.now()]
  const registered = await context.database.transact(async (tx) => {
    const login = { id: loginId, audience: 'resident', subject: id, mail, mailVerified, at } as const
    if (!(await insertLogin(tx, { ...login, passwordHash: null }))) return false
    // A twin with another address was faster; the next try will find who it registered.
    if (!(await insertFederated(tx, { issuer, subject, loginId, refreshToken }, at))) refuse('busy')
    await registerResident(tx, { id, ...versions, language: 'ja', at })
    return true
  })
  if (registered) return loginId
  // A twin of this very registration was faster, or the address is somebody's, perhaps this person's own.
  return (await findFederatedLogin(context.database, { issuer, subject })) ?? refuse('account_exists')
}
