// One way to answer a second step, whatever asked for it.
import type { Context } from '../context.ts'
import { makeId } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import type { Person } from '../access.ts'
import { sendPasscode, spendPasscode } from '../passcodes/passcodes.ts'
import { spendAuthenticatorCode } from './authenticator.ts'
import { checkPasskey } from './passkeys.ts'
import {
  findOpenChallenge,
  forgetTries,
  insertChallenge,
  type OpenChallenge,
  type Purpose,
  readLogin,
} from './queries.ts'
import { spendRecoveryCode } from './recovery-codes.ts'
import { challengeMinutes } from './rules.ts'
import { requireTry, triesOf } from './tries.ts'

export type CodeWay = 'sms' | 'authenticator' | 'recovery_code'
type Asked = { challengeId: string; loginId: string }

/**
 * Begins a second step: of a sign-in, of a session that has to prove itself again, or one that is to be set up; gives
 * its id.
 */
export async function startChallenge(context: Context, loginId: string, purpose: Purpose): Promise<string> {
  const id = makeId()
  const startedAt = context.now()
  const expiresAt = new Date(startedAt.getTime() + challengeMinutes * 60_000)
  await insertChallenge(context.database, { id, loginId, startedAt, expiresAt, ...purpose })
  return id
}

type Wanted = { purpose?: OpenChallenge['purpose']; audience?: Person['audience'] }

/**
 * Finds a second step that is under way, of a resident unless another audience is named, and of this purpose where one
 * is. Refuses second_step_expired.
 */
export async function requireChallenge(
  context: Context,
  challengeId: string,
  { purpose, audience = 'resident' }: Wanted = {},
): Promise<OpenChallenge> {
  const challenge = await findOpenChallenge(context.database, challengeId, context.now())
  if (challenge?.audience !== audience || (purpose && challenge.purpose !== purpose)) {
    refuse('second_step_expired')
  }
  return challenge
}

/** Sends the SMS of a second step and gives the phone's last digits. Refuses what the contract lists. */
export async function sendStepPasscode(context: Context, challengeId: string): Promise<string> {
  const { loginId } = await requireChallenge(context, challengeId)
  const { phone, language } = await phoneOf(context, loginId)
  if (!phone) refuse('second_step_missing')
  await sendPasscode(context, { purpose: 'sign_in', reference: challengeId, phone }, language)
  return phone.slice(-4)
}

/**
 * Checks a code: a try is taken first, over all ways and challenges of the login, and given back by success.
 * Refuses second_step_paused and what the way refuses.
 */
export async function answerWithCode(
  context: Context,
  { challengeId, loginId }: Asked,
  way: CodeWay,
  code: string,
): Promise<void> {
  if (way !== 'sms') return answerByHand(context, loginId, way, code)
  await requireTry(context, triesOf({ loginId }), 'second_step_paused')
  const { phone } = await phoneOf(context, loginId)
  if (!phone) refuse('passcode_expired')
  await spendPasscode(context, { purpose: 'sign_in', reference: challengeId, phone }, code)
  await forgetTries(context.database, triesOf({ loginId }))
}

/** Checks a code that the person has at hand and no message brings; counts and refuses as answerWithCode does. */
export async function answerByHand(
  context: Context,
  loginId: string,
  way: Exclude<CodeWay, 'sms'>,
  code: string,
): Promise<void> {
  await requireTry(context, triesOf({ loginId }), 'second_step_paused')
  if (way === 'authenticator') await spendAuthenticatorCode(context, loginId, code)
  else await spendRecoveryCode(context, loginId, code)
  await forgetTries(context.database, triesOf({ loginId }))
}

/** Checks what a passkey signed. Refuses second_step_paused and passkey_wrong. */
export async function answerWithPasskey(
  context: Context,
  asked: Asked,
  credential: Record<string, unknown>,
): Promise<void> {
  await requireTry(context, triesOf({ loginId: asked.loginId }), 'second_step_paused')
  await checkPasskey(context, asked, credential)
  await forgetTries(context.database, triesOf({ loginId: asked.loginId }))
}

async function phoneOf(context: Context, loginId: string) {
  const { phone, secondStepAt, language } = await readLogin(context.database, loginId)
  return { phone: secondStepAt ? phone : null, language }
}
