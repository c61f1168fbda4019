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
  findNewestClaim,
  finishChallenge,
  forgetTries,
  giveTryBack,
  type Login,
  nobodysId,
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
 *
 * A resident is looked for twice: who has proven the address, and who was the last to claim it. Both are compared
 * always, so that somebody who has claimed a stranger's address learns nothing from getting in.
 */
export async function checkPassword(
  context: Context,
  audience: Audience,
  { mail, password }: { mail: string; password: string },
  asking: Asking,
): Promise<Login> {
  const tries = triesOf({ audience, mail })
  await requireTry(context, tries, 'sign_in_paused')
  const owner = await findLoginByMail(context.database, audience, mail)
  const claimant = audience === 'resident' ? await findNewestClaim(context.database, mail) : undefined
  const known = await asking.knows(owner?.id ?? nobodysId)
  if (!known) await requireRoom(context, asking.source, 'wrongPasswords')
  const ofOwner = await opens(password, owner)
  const ofClaimant = audience === 'resident' && (await opens(password, claimant))
  const login = ofOwner ? owner : ofClaimant ? claimant : undefined
  if (!login) refuse('wrong_mail_or_password')
  if (login === owner) await forgetTries(context.database, tries)
  // What was guessed at the owner's password stays counted: anybody can claim an address and get in by it.
  else await giveTryBack(context.database, tries, context.now())
  if (!known) await giveRoomBack(context, asking.source, 'wrongPasswords')
  return login
}

/** Whether a password is a login's; takes as long where there is none. */
async function opens(password: string, login: Login | undefined): Promise<boolean> {
  const right = await isPassword(password, login?.passwordHash ?? (await nobodysPassword()))
  return right && login !== undefined
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
  const challengeId = await startChallenge(context, login.id, { purpose: 'sign_in', sessionHash: null })
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
