import type { StepUpWay } from '#contract/sign-in.ts'
import type { Caller } from '../access.ts'
import type { Context } from '../context.ts'
import { sameBytes } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import { answerWithCode, answerWithPasskey, requireChallenge, startChallenge } from './answer.ts'
import { isPassword, nobodysPassword } from './password.ts'
import { finishChallenge, forgetTries, readLogin, readSecondSteps } from './queries.ts'
import { waysOf } from './rules.ts'
import { requireTry, triesOf } from './tries.ts'

/**
 * Begins to prove again who is there; the second steps that are set, or the password. Who has neither signs in
 * anew with the provider instead: no way is given. Refuses nothing.
 */
export async function startStepUp(context: Context, { loginId, tokenHash }: Caller) {
  const ways = waysOf(await readSecondSteps(context.database, loginId))
  const challengeId = await startChallenge(context, loginId, { purpose: 'step_up', sessionHash: tokenHash })
  const { phone, passwordHash } = await readLogin(context.database, loginId)
  const phoneEnding = ways.includes('sms') ? (phone?.slice(-4) ?? null) : null
  return {
    challengeId,
    ways: [...ways, ...(passwordHash === null ? [] : (['password'] as const))],
    phoneEnding,
  }
}

/** Proves it with the password or a code. Refuses what the contract lists. */
export async function finishStepUp(
  context: Context,
  caller: Caller,
  { challengeId, way, code }: { challengeId: string; way: Exclude<StepUpWay, 'passkey'>; code: string },
): Promise<void> {
  await requireOwn(context, caller, challengeId)
  const { loginId } = caller
  if (way === 'password') await requirePassword(context, loginId, code)
  else await answerWithCode(context, { challengeId, loginId }, way, code)
  await end(context, challengeId)
}

/** Proves it with a passkey. Refuses what the contract lists. */
export async function finishStepUpByPasskey(
  context: Context,
  caller: Caller,
  challengeId: string,
  credential: Record<string, unknown>,
): Promise<void> {
  await requireOwn(context, caller, challengeId)
  await answerWithPasskey(context, { challengeId, loginId: caller.loginId }, credential)
  await end(context, challengeId)
}

/** Checks the password of somebody who is in; counts as a try. Refuses second_step_paused and password_wrong. */
export async function requirePassword(context: Context, loginId: string, password: string): Promise<void> {
  await requireTry(context, triesOf({ loginId }), 'second_step_paused')
  const { passwordHash } = await readLogin(context.database, loginId)
  if (!(await isPassword(password, passwordHash ?? (await nobodysPassword())))) refuse('password_wrong')
  await forgetTries(context.database, triesOf({ loginId }))
}

/** A step-up belongs to the session that began it. */
async function requireOwn(context: Context, { tokenHash }: Caller, challengeId: string): Promise<void> {
  const { sessionHash } = await requireChallenge(context, challengeId, { purpose: 'step_up' })
  if (!sessionHash || !sameBytes(sessionHash, tokenHash)) refuse('second_step_expired')
}

async function end(context: Context, challengeId: string): Promise<void> {
  if (!(await finishChallenge(context.database, challengeId, context.now()))) refuse('second_step_expired')
}
