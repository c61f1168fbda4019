import type { SecondStepWay } from '#contract/sign-in.ts'
import type { Person } from '../access.ts'
import type { Context } from '../context.ts'
import { Refusal, refuse } from '../lib/refusal.ts'
import {
  answerWithCode,
  answerWithPasskey,
  type CodeWay,
  requireChallenge,
  sendStepPasscode,
  startChallenge,
} from './answer.ts'
import { isPassword, nobodysPassword } from './password.ts'
import {
  findLoginByMail,
  finishChallenge,
  forgetTries,
  type Login,
  readLogin,
  readSecondSteps,
} from './queries.ts'
import { cancelDeskRecoveries } from './recovery-queries.ts'
import { waysOf } from './rules.ts'
import { giveRoomBack, requireRoom } from './sources.ts'
import { type Asking, requireTry, triesOf } from './tries.ts'

type Audience = Person['audience']

/**
 * Checks mail and password and gives the login. Refuses sign_in_paused (also for the right password),
 * too_many_requests by source, and wrong_mail_or_password; all alike in words, pauses and time for an address that
 * nobody has. On a device that the login knows, what others do from the same source does not count.
 */
export async function checkPassword(
  context: Context,
  audience: Audience,
  { mail, password }: { mail: string; password: string },
  asking: Asking,
): Promise<Login> {
  const tries = triesOf({ audience, mail })
  await requireTry(context, tries, 'sign_in_paused')
  const login = await findLoginByMail(context.database, audience, mail)
  // The id of nobody, so that both ask the same question.
  const known = await asking.knows(login?.id ?? '00000000-0000-7000-8000-000000000000')
  if (!known) await requireRoom(context, asking.source, 'wrongPasswords')
  const right = await isPassword(password, login?.passwordHash ?? (await nobodysPassword()))
  if (!login || !right) refuse('wrong_mail_or_password')
  await forgetTries(context.database, tries)
  if (!known) await giveRoomBack(context, asking.source, 'wrongPasswords')
  return login
}

export type SignedIn =
  | { state: 'signed_in'; person: Person }
  | {
      state: 'second_step'
      challengeId: string
      ways: SecondStepWay[]
      phoneEnding: string | null
      passcodeSent: boolean
    }

/**
 * Signs a resident in, or begins the second step where one is set. The SMS goes out by itself only where there
 * is no other way. Refuses what checkPassword and sendPasscode refuse.
 */
export async function signInResident(
  context: Context,
  typed: { mail: string; password: string },
  asking: Asking,
): Promise<SignedIn> {
  return enterResident(context, await checkPassword(context, 'resident', typed, asking))
}

/**
 * Lets a resident in who has proven the first step, or begins the second where one is set. Refuses what
 * sendPasscode refuses.
 */
export async function enterResident(context: Context, login: Login): Promise<SignedIn> {
  const ways = waysOf(await readSecondSteps(context.database, login.id))
  if (ways.length === 0) {
    return { state: 'signed_in', person: { audience: 'resident', id: login.subject, loginId: login.id } }
  }
  const challengeId = await startChallenge(context, login.id, { sessionHash: null })
  const onlySms = ways.every((way) => way === 'sms' || way === 'recovery_code')
  const passcodeSent = onlySms && (await trySending(context, challengeId))
  const phoneEnding = ways.includes('sms') ? (login.phone?.slice(-4) ?? null) : null
  return { state: 'second_step', challengeId, ways, phoneEnding, passcodeSent }
}

/** False when the phone takes no SMS any more: then the person has to get as far as the way back in. */
async function trySending(context: Context, challengeId: string): Promise<boolean> {
  return sendStepPasscode(context, challengeId).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Refusal && error.code === 'sms_not_sent') return false
      throw error
    },
  )
}

/** Finishes a sign-in with a code of the named way. Refuses what the contract lists. */
export async function finishSignIn(
  context: Context,
  { challengeId, way, code }: { challengeId: string; way: CodeWay; code: string },
): Promise<Person> {
  const { loginId } = await requireChallenge(context, challengeId, { purpose: 'sign_in' })
  await answerWithCode(context, { challengeId, loginId }, way, code)
  return endChallenge(context, challengeId, loginId)
}

/** Finishes a sign-in with what a passkey signed. Refuses what the contract lists. */
export async function finishSignInByPasskey(
  context: Context,
  challengeId: string,
  credential: Record<string, unknown>,
): Promise<Person> {
  const { loginId } = await requireChallenge(context, challengeId, { purpose: 'sign_in' })
  await answerWithPasskey(context, { challengeId, loginId }, credential)
  return endChallenge(context, challengeId, loginId)
}

async function endChallenge(context: Context, challengeId: string, loginId: string): Promise<Person> {
  if (!(await finishChallenge(context.database, challengeId, context.now()))) refuse('second_step_expired')
  // Who has the second step has not lost it: a recovery at the desk is somebody else's.
  await cancelDeskRecoveries(context.database, loginId, context.now())
  const login = await readLogin(context.database, loginId)
  return { audience: 'resident', id: login.subject, loginId }
}
