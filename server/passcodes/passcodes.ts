import { createHmac, randomInt } from 'node:crypto'
import type { Language } from '#contract/languages.ts'
import type { Context } from '../context.ts'
import type { Queries } from '../lib/database.ts'
import { makeId } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import { readNamesIn } from '../words/queries.ts'
import { wordsOf } from '../words/words.ts'
import { insertPasscode, keepDelivery, lockPhone, readSentBefore, tryCode } from './queries.ts'
import { isJapaneseMobile, maySend, passcodeRules, problemOfRefusal, withCodeForPhones } from './rules.ts'

/** What a code is good for: a purpose, and the one act that it confirms. */
export type PasscodeFor = {
  purpose: 'second_step' | 'sign_in' | 'top_up' | 'recovery'
  reference: string
  phone: string
}

const hmacOf = (context: Context, { purpose, reference }: PasscodeFor, code: string) =>
  createHmac('sha256', context.config.passcodeKey).update(`${purpose}/${reference}/${code}`).digest()

/**
 * Sends a fresh six-digit code by SMS, in a language; an earlier one for the same act is dead from then on. Records it
 * first, then asks the provider, outside any transaction. Refuses passcode_too_soon, passcode_too_many and
 * sms_not_sent (the provider said no, the town has sent its most for a day, or the number is not one that it
 * sends to; when the provider's answer is lost, the message may still arrive).
 */
export async function sendPasscode(context: Context, what: PasscodeFor, language: Language): Promise<void> {
  // Whatever kept the number: no message goes where calls are dear and somebody earns from them.
  if (!isJapaneseMobile(what.phone)) refuse('sms_not_sent', { reason: 'not_mobile' })
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  const id = makeId()
  await context.database.transact(async (tx) => {
    await lockPhone(tx, what.phone)
    const now = context.now()
    const verdict = maySend(what.purpose, await readSentBefore(tx, what, now))
    if (verdict.refused) refuse(verdict.refused, verdict.facts)
    const expiresAt = new Date(now.getTime() + passcodeRules.livesSeconds * 1000)
    await insertPasscode(tx, { id, ...what, codeHmac: hmacOf(context, what, code), sentAt: now, expiresAt })
  })
  const { appName } = await readNamesIn(context.database, language, context.now())
  const words = wordsOf(language).passcode(appName, code)
  const body = withCodeForPhones(words, new URL(context.config.origin).hostname, code)
  const sent = await context.providers.sms.send({ to: what.phone, body, reference: id })
  if (sent.state !== 'refused') return
  const problem = problemOfRefusal(sent.reason)
  await keepDelivery(
    context.database,
    { id, phone: what.phone, state: 'undelivered', problem },
    context.now(),
  )
  refuse('sms_not_sent', { reason: sent.reason })
}

/**
 * Spends the code of an act: true once, for the newest code, in time, within five tries. Each try is counted
 * before it is compared and stays counted when the caller refuses. Refuses passcode_expired,
 * passcode_too_many and passcode_wrong (with the tries that are left).
 */
export async function spendPasscode(context: Context, what: PasscodeFor, code: string): Promise<void> {
  const guess = { codeHmac: hmacOf(context, what, code), most: passcodeRules.tries, now: context.now() }
  const tried = await tryCode(context.database, what, guess)
  if (tried === undefined) refuse('passcode_expired')
  if (tried.tries > passcodeRules.tries) refuse('passcode_too_many')
  if (!tried.spent) refuse('passcode_wrong', { triesLeft: passcodeRules.tries - tried.tries })
}

/** Whether an act has a code that could still be used; used to keep a repeated request from sending twice. */
export async function hasLivePasscode(queries: Queries, what: PasscodeFor, now: Date): Promise<boolean> {
  const { lastSecondsAgo } = await readSentBefore(queries, what, now)
  return lastSecondsAgo !== null && lastSecondsAgo < passcodeRules.livesSeconds
}
