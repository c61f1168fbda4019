// One way to answer a second step, whatever asked for it.
import type { Context } from '../context.ts'
import { refuse } from '../lib/refusal.ts'
import { sendPasscode, spendPasscode } from '../passcodes/passcodes.ts'
import { spendAuthenticatorCode } from './authenticator.ts'
import { checkPasskey } from './passkeys.ts'
import { findOpenChallenge, forgetStepFailures, readLogin } from './queries.ts'
import { spendRecoveryCode } from './recovery-codes.ts'
import { requireTry } from './step-try.ts'

export type CodeWay = 'sms' | 'authenticator' | 'recovery_code'
type Asked = { challengeId: string; loginId: string }

/** Finds a second step that is under way. Refuses second_step_expired. */
export async function requireChallenge(context: Context, challengeId: string): Promise<{ loginId: string }> {
  const challenge = await findOpenChallenge(context.database, challengeId, context.now())
  if (!challenge) refuse('second_step_expired')
  return challenge
}

/** Sends the SMS of a second step and gives the phone's last digits. Refuses what the contract lists. */
export async function sendStepPasscode(context: Context, challengeId: string): Promise<string> {
  const { loginId } = await requireChallenge(context, challengeId)
  const phone = await phoneOf(context, loginId)
  if (!phone) refuse('second_step_missing')
  await sendPasscode(context, { purpose: 'sign_in', reference: challengeId, phone })
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
  await requireTry(context, loginId)
  if (way === 'authenticator') await spendAuthenticatorCode(context, loginId, code)
  else if (way === 'recovery_code') await spendRecoveryCode(context, loginId, code)
  else {
    const phone = await phoneOf(context, loginId)
    if (!phone) refuse('passcode_expired')
    await spendPasscode(context, { purpose: 'sign_in', reference: challengeId, phone }, code)
  }
  await forgetStepFailures(context.database, loginId)
}

/** Checks what a passkey signed. Refuses second_step_paused and passkey_wrong. */
export async function answerWithPasskey(
  context: Context,
  asked: Asked,
  credential: Record<string, unknown>,
): Promise<void> {
  await requireTry(context, asked.loginId)
  await checkPasskey(context, asked, credential)
  await forgetStepFailures(context.database, asked.loginId)
}

async function phoneOf(context: Context, loginId: string): Promise<string | null> {
  const { phone, secondStepAt } = await readLogin(context.database, loginId)
  return secondStepAt ? phone : null
}
