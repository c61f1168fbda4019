// Passkeys by @simplewebauthn/server. The relying party is the host of our origin; a passkey must have
// recognised its person, by PIN, face or finger, for it may stand alone as a second step.
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import type { Context } from '../context.ts'
import { makeId } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import {
  askForPasskey,
  deletePasskey,
  findPasskey,
  insertPasskey,
  markPasskeyUsed,
  offerPasskey,
  readAppName,
  readLogin,
  readSecondSteps,
  takePasskeyChallenge,
  takePasskeyOffer,
} from './queries.ts'
import { passkeyMinutes } from './rules.ts'
import { tellOwner } from './tell.ts'

type Json = Record<string, unknown>

const hostOf = (context: Context) => new URL(context.config.origin).hostname

/** What the browser needs to make a passkey for a login. */
export async function startPasskey(context: Context, loginId: string): Promise<Json> {
  const now = context.now()
  const { mail } = await readLogin(context.database, loginId)
  const { passkeys } = await readSecondSteps(context.database, loginId)
  const options = await generateRegistrationOptions({
    rpName: await readAppName(context.database, now),
    rpID: hostOf(context),
    userID: Uint8Array.from(Buffer.from(loginId.replaceAll('-', ''), 'hex')),
    userName: mail,
    excludeCredentials: passkeys.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
  })
  const expiresAt = new Date(now.getTime() + passkeyMinutes * 60_000)
  await offerPasskey(context.database, loginId, options.challenge, expiresAt)
  return { ...options }
}

/** Keeps the passkey that the browser made. Refuses second_step_expired and passkey_wrong. */
export async function addPasskey(
  context: Context,
  loginId: string,
  { name, credential }: { name: string; credential: Json },
): Promise<void> {
  const expectedChallenge = await takePasskeyOffer(context.database, loginId, context.now())
  if (!expectedChallenge) refuse('second_step_expired')
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response: credential as unknown as RegistrationResponseJSON,
    expectedChallenge,
    expectedOrigin: context.config.origin,
    expectedRPID: hostOf(context),
    requireUserVerification: true,
  }).catch(() => refuse('passkey_wrong'))
  if (!verified) refuse('passkey_wrong')
  const { id: credentialId, publicKey, counter, transports = [] } = registrationInfo.credential
  const passkey = {
    id: makeId(),
    credentialId,
    loginId,
    publicKey: Buffer.from(publicKey),
    counter,
    transports,
  }
  await context.database.transact(async (tx) => {
    if (!(await insertPasskey(tx, { ...passkey, name, at: context.now() }))) refuse('passkey_wrong')
    await tellOwner(context, tx, loginId, 'second_step_changed')
  })
}

/** Forgets a passkey of the login and tells its owner. Refuses not_found. */
export async function removePasskey(context: Context, loginId: string, id: string): Promise<void> {
  await context.database.transact(async (tx) => {
    if (!(await deletePasskey(tx, loginId, id))) refuse('not_found')
    await tellOwner(context, tx, loginId, 'second_step_changed')
  })
}

/** What the browser needs to ask for one of a login's passkeys. Refuses second_step_missing. */
export async function startPasskeyStep(
  context: Context,
  { challengeId, loginId }: { challengeId: string; loginId: string },
): Promise<Json> {
  const { passkeys } = await readSecondSteps(context.database, loginId)
  if (passkeys.length === 0) refuse('second_step_missing')
  const options = await generateAuthenticationOptions({
    rpID: hostOf(context),
    allowCredentials: passkeys.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    userVerification: 'required',
  })
  await askForPasskey(context.database, challengeId, options.challenge)
  return { ...options }
}

/** Checks what a passkey of the login signed for this challenge, once. Refuses passkey_wrong. */
export async function checkPasskey(
  context: Context,
  { challengeId, loginId }: { challengeId: string; loginId: string },
  credential: Json,
): Promise<void> {
  const expectedChallenge = await context.database.transact((tx) => takePasskeyChallenge(tx, challengeId))
  const credentialId = typeof credential['id'] === 'string' ? credential['id'] : ''
  const passkey = await findPasskey(context.database, loginId, credentialId)
  if (!expectedChallenge || !passkey) refuse('passkey_wrong')
  const { id, publicKey, counter } = passkey
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: credential as unknown as AuthenticationResponseJSON,
    expectedChallenge,
    expectedOrigin: context.config.origin,
    expectedRPID: hostOf(context),
    credential: { id: credentialId, publicKey: Uint8Array.from(publicKey), counter },
    requireUserVerification: true,
  }).catch(() => refuse('passkey_wrong'))
  if (!verified) refuse('passkey_wrong')
  await markPasskeyUsed(context.database, id, authenticationInfo.newCounter, context.now())
}
