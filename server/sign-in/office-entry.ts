// How people of the office come in: mail and password, then the second step, which is set up at the first time.
import type { OperatorEntry, OperatorWay } from '#contract/operator-sign-in.ts'
import type { Person } from '../access.ts'
import type { Context } from '../context.ts'
import type { Transaction } from '../lib/database.ts'
import { refuse } from '../lib/refusal.ts'
import { answerByHand, requireChallenge, startChallenge } from './answer.ts'
import { confirmAuthenticator, startAuthenticator } from './authenticator.ts'
import {
  endSetUps,
  finishChallenge,
  findAuthenticator,
  type Login,
  readLogin,
  readSecondSteps,
} from './queries.ts'
import { isOperatorThere } from './operator-queries.ts'
import { makeRecoveryCodes } from './recovery-codes.ts'
import { checkPassword } from './sign-in.ts'
import type { Asking } from './tries.ts'

/** With which of their second steps an operator can prove it; none where nothing is set up. */
export async function operatorWays(context: Context, loginId: string): Promise<OperatorWay[]> {
  const { authenticator, recoveryCodesLeft } = await readSecondSteps(context.database, loginId)
  if (!authenticator) return []
  return recoveryCodesLeft > 0 ? ['authenticator', 'recovery_code'] : ['authenticator']
}

export type Entered = Exclude<OperatorEntry, { state: 'signed_in' }> | { state: 'signed_in'; person: Person }

/** Checks mail and password of an operator and says what follows. Refuses what checkPassword refuses. */
export async function signInOperator(
  context: Context,
  typed: { mail: string; password: string },
  asking: Asking,
): Promise<Entered> {
  return enterOperator(context, await checkPassword(context, 'operator', typed, asking))
}

/**
 * Lets an operator in who has proven the first step, or begins the second; where the town requires one and there is
 * none, it is set up before anybody is in. Refuses wrong_mail_or_password for who belongs to the office no more.
 */
export async function enterOperator(context: Context, login: Login): Promise<Entered> {
  if (!(await isOperatorThere(context.database, login.subject))) refuse('wrong_mail_or_password')
  const ways = await operatorWays(context, login.id)
  if (ways.length > 0) {
    const challengeId = await startChallenge(context, login.id, { purpose: 'sign_in', sessionHash: null })
    return { state: 'second_step', challengeId, ways }
  }
  if (context.config.operatorSecondStep === 'optional') {
    return { state: 'signed_in', person: personOf(login) }
  }
  const challengeId = await startChallenge(context, login.id, { purpose: 'set_up', sessionHash: null })
  return { state: 'set_up', challengeId }
}

const personOf = ({ id: loginId, subject: id }: Login): Person => ({ audience: 'operator', id, loginId })

/** Finishes a sign-in with a code. Refuses what the contract lists. */
export async function finishOperatorSignIn(
  context: Context,
  { challengeId, way, code }: { challengeId: string; way: OperatorWay; code: string },
): Promise<Person> {
  const { loginId } = await requireChallenge(context, challengeId, {
    purpose: 'sign_in',
    audience: 'operator',
  })
  await answerByHand(context, loginId, way, code)
  if (!(await finishChallenge(context.database, challengeId, context.now()))) refuse('second_step_expired')
  return personOf(await readLogin(context.database, loginId))
}

/** Makes the secret for the first authenticator app. Refuses second_step_expired. */
export async function startSetUp(
  context: Context,
  challengeId: string,
): Promise<{ secret: string; uri: string }> {
  return startAuthenticator(context, await requireSetUp(context, challengeId))
}

/** Switches the first authenticator app on and gives the recovery codes. Refuses what the contract lists. */
export async function finishSetUp(
  context: Context,
  { challengeId, code }: { challengeId: string; code: string },
): Promise<{ person: Person; codes: string[] }> {
  const loginId = await requireSetUp(context, challengeId)
  await confirmAuthenticator(context, loginId, code, (tx) => endSetUp(context, tx, loginId))
  const codes = await makeRecoveryCodes(context, loginId)
  return { person: personOf(await readLogin(context.database, loginId)), codes }
}

async function requireSetUp(context: Context, challengeId: string): Promise<string> {
  const { loginId } = await requireChallenge(context, challengeId, {
    purpose: 'set_up',
    audience: 'operator',
  })
  if (await findAuthenticator(context.database, loginId, { confirmed: true })) refuse('second_step_expired')
  return loginId
}

/** A second step is set up once: a thief who knows the password as well replaces nobody's. */
async function endSetUp(context: Context, tx: Transaction, loginId: string): Promise<void> {
  const ended = await endSetUps(tx, loginId, context.now())
  if (!ended || (await findAuthenticator(tx, loginId, { confirmed: true }))) refuse('second_step_expired')
}
