// The end of both ways back in: a new phone is proven, and everything that the old one opened is over.
import type { BodyOf } from '#contract/endpoint.ts'
import type * as contract from '#contract/recovery.ts'
import { endSessions, forgetDevices, isFrozen, type Person } from '../access.ts'
import type { Context } from '../context.ts'
import { hashSecret } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import { type PasscodeFor, sendPasscode, spendPasscode } from '../passcodes/passcodes.ts'
import { hashPassword } from './password.ts'
import { forgetTries, readLogin, setPassword } from './queries.ts'
import {
  findRecoveryOf,
  keepRecoveryPhone,
  markFinished,
  type Recovery,
  replaceSecondSteps,
} from './recovery-queries.ts'
import { endOpenLinks } from './reset-queries.ts'
import { isTooWeak } from './rules.ts'
import { readMobile } from './second-step.ts'
import { tellOwner, tellPhone } from './tell.ts'
import { triesOf } from './tries.ts'

async function requireProven(context: Context, browserSecret: string | undefined): Promise<Recovery> {
  if (!browserSecret) refuse('recovery_over')
  const found = await findRecoveryOf(context.database, hashSecret(browserSecret), context.now())
  if (found?.state !== 'proven') refuse('recovery_over')
  const { subject } = await readLogin(context.database, found.loginId)
  if (await isFrozen(context.database, subject)) refuse('frozen')
  return found
}

const passcodeOf = ({ id }: Recovery, phone: string): PasscodeFor => ({
  ...{ purpose: 'recovery', reference: id },
  phone,
})

/** Names the new phone and sends a passcode to it; gives its last digits. Refuses what the contract lists. */
export async function setRecoveryPhone(
  context: Context,
  browserSecret: string | undefined,
  input: string,
): Promise<string> {
  const recovery = await requireProven(context, browserSecret)
  const phone = readMobile(input)
  await keepRecoveryPhone(context.database, recovery.id, phone)
  const { language } = await readLogin(context.database, recovery.loginId)
  await sendPasscode(context, passcodeOf(recovery, phone), language)
  return phone.slice(-4)
}

/**
 * Finishes: the phone that has the passcode is the one second step, sessions, devices, links and pauses of before
 * are over, and the old address and phone hear of it. Refuses what the contract lists.
 */
export async function finishRecovery(
  context: Context,
  browserSecret: string | undefined,
  { code, newPassword }: BodyOf<typeof contract.finishRecovery>,
): Promise<Person> {
  const recovery = await requireProven(context, browserSecret)
  const { id, loginId, phone, way } = recovery
  if (!phone) refuse('passcode_expired')
  const { mail, subject } = await readLogin(context.database, loginId)
  // The desk stands in for both steps, the card for the second one only.
  if ((way === 'desk') !== (newPassword !== undefined)) refuse('invalid_input')
  if (newPassword !== undefined && isTooWeak(newPassword, mail)) refuse('password_too_weak')
  await spendPasscode(context, passcodeOf(recovery, phone), code)
  const passwordHash = newPassword === undefined ? null : await hashPassword(newPassword)
  await context.database.transact(async (tx) => {
    const at = context.now()
    if (!(await markFinished(tx, id, at))) refuse('recovery_over')
    await tellOwner(context, tx, loginId, 'recovered')
    await tellPhone(context, tx, loginId, 'recovered')
    await replaceSecondSteps(tx, loginId, { phone, at })
    if (passwordHash) await setPassword(tx, loginId, passwordHash)
    await endOpenLinks(tx, loginId, at)
    await endSessions(context, loginId, { except: null }, tx)
    await forgetDevices(context, tx, loginId)
    await forgetTries(tx, triesOf({ audience: 'resident', mail }))
    await forgetTries(tx, triesOf({ loginId }))
  })
  return { audience: 'resident', id: subject, loginId }
}
