import type { Caller } from '../access.ts'
import type { Context } from '../context.ts'
import { makeId } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import { sendPasscode, spendPasscode } from '../passcodes/passcodes.ts'
import { isPassword, nobodysPassword } from './password.ts'
import {
  countFailure,
  findLoginByMail,
  findOpenChallenge,
  finishChallenge,
  forgetFailures,
  insertChallenge,
  type Login,
  pauseLogin,
  readLogin,
} from './queries.ts'
import { challengeMinutes, pauseAfter } from './rules.ts'

type Audience = Caller['audience']

/**
 * Checks mail and password and gives the login. Refuses sign_in_paused (also for the right password) and
 * wrong_mail_or_password, alike in words and time for an address that nobody has.
 */
export async function checkPassword(
  context: Context,
  audience: Audience,
  mail: string,
  password: string,
): Promise<Login> {
  const login = await findLoginByMail(context.database, audience, mail)
  const now = context.now()
  if (login?.pausedUntil && login.pausedUntil > now) {
    refuse('sign_in_paused', { waitSeconds: Math.ceil((login.pausedUntil.getTime() - now.getTime()) / 1000) })
  }
  const right = await isPassword(password, login?.passwordHash ?? (await nobodysPassword()))
  if (login && right) {
    await forgetFailures(context.database, login.id)
    return login
  }
  if (login) {
    const pause = pauseAfter(await countFailure(context.database, login.id))
    if (pause > 0) await pauseLogin(context.database, login.id, new Date(now.getTime() + pause * 1000))
  }
  refuse('wrong_mail_or_password')
}

export type SignedIn =
  | { state: 'signed_in'; caller: Caller }
  | { state: 'second_step'; challengeId: string; phoneEnding: string }

/** Signs a resident in, or sends the second step's passcode. Refuses what checkPassword and sendPasscode refuse. */
export async function signInResident(context: Context, mail: string, password: string): Promise<SignedIn> {
  return enterResident(context, await checkPassword(context, 'resident', mail, password))
}

/** Lets a resident in who has proven the first step, or begins the second. Refuses what sendPasscode refuses. */
export async function enterResident(context: Context, login: Login): Promise<SignedIn> {
  if (!login.secondStepAt || !login.phone) {
    return { state: 'signed_in', caller: { audience: 'resident', id: login.subject, loginId: login.id } }
  }
  const id = makeId()
  const startedAt = context.now()
  const expiresAt = new Date(startedAt.getTime() + challengeMinutes * 60_000)
  await insertChallenge(context.database, { id, loginId: login.id, startedAt, expiresAt })
  await sendPasscode(context, { purpose: 'sign_in', reference: id, phone: login.phone })
  return { state: 'second_step', challengeId: id, phoneEnding: login.phone.slice(-4) }
}

/** Finishes a sign-in with the passcode. Refuses second_step_expired and what spendPasscode refuses. */
export async function finishSignIn(context: Context, challengeId: string, code: string): Promise<Caller> {
  const challenge = await findOpenChallenge(context.database, challengeId, context.now())
  if (!challenge) refuse('second_step_expired')
  const login = await readLogin(context.database, challenge.loginId)
  if (!login.phone) refuse('second_step_expired')
  await spendPasscode(context, { purpose: 'sign_in', reference: challengeId, phone: login.phone }, code)
  if (!(await finishChallenge(context.database, challengeId, context.now()))) refuse('second_step_expired')
  return { audience: 'resident', id: login.subject, loginId: login.id }
}
