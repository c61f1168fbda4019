import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { Context } from '../context.ts'
import { refuse } from '../lib/refusal.ts'
import { type PasscodeFor, sendPasscode, spendPasscode } from '../passcodes/passcodes.ts'
import { passcodeRules } from '../passcodes/rules.ts'
import { readLogin, setPhone as keepPhone, switchSecondStepOn } from './queries.ts'
import { tellOwner } from './tell.ts'

/**
 * Keeps the phone of a login as E.164 and gives it. Local input with or without hyphens and in full width is
 * understood. Refuses phone_not_mobile for everything but Japanese mobile numbers (060, 070, 080, 090).
 */
export async function setPhone(context: Context, loginId: string, input: string): Promise<string> {
  const number = readMobile(input)
  await context.database.transact(async (tx) => {
    const before = await readLogin(tx, loginId)
    await keepPhone(tx, loginId, number)
    // Another number ends the second step by SMS, which its owner has to hear of.
    const ended = before.secondStepAt && before.phone !== number
    if (ended) await tellOwner(context, tx, loginId, 'second_step_changed')
  })
  return number
}

/** Reads a Japanese mobile number as E.164. Refuses phone_not_mobile. */
export function readMobile(input: string): string {
  const phone = parsePhoneNumberFromString(input.normalize('NFKC'), 'JP')
  if (!phone?.isValid() || phone.country !== 'JP' || phone.getType() !== 'MOBILE') refuse('phone_not_mobile')
  return phone.number
}

/** Sends the passcode that switches the second step on. Refuses phone_missing and what sendPasscode refuses. */
export async function startSecondStep(context: Context, loginId: string) {
  const { what, language } = await secondStepOf(context, loginId)
  await sendPasscode(context, what, language)
  return { phoneEnding: what.phone.slice(-4), expiresInSeconds: passcodeRules.livesSeconds }
}

/** Switches the second step on. Refuses what spendPasscode refuses. */
export async function confirmSecondStep(context: Context, loginId: string, code: string): Promise<void> {
  const { what } = await secondStepOf(context, loginId)
  await spendPasscode(context, what, code)
  await context.database.transact(async (tx) => {
    await switchSecondStepOn(tx, loginId, context.now())
    await tellOwner(context, tx, loginId, 'second_step_changed')
  })
}

async function secondStepOf(context: Context, loginId: string) {
  const { phone, language } = await readLogin(context.database, loginId)
  if (!phone) refuse('phone_missing')
  const what: PasscodeFor = { purpose: 'second_step', reference: loginId, phone }
  return { what, language }
}
