import type { Facts } from '../lib/refusal.ts'
import type { PasscodeFor } from './passcodes.ts'
import type { SmsProblem, SmsRefusal } from '../providers/sms/port.ts'

/** Settings of one-time passcodes; times in seconds. */
export const passcodeRules = {
  /** How long a code can be used (NIST SP 800-63B-4 allows ten minutes at most). */
  livesSeconds: 5 * 60,
  /** Wrong tries after which a code is dead, however many arrive at once. */
  tries: 5,
  /** Pause between two messages for the same act. */
  pauseSeconds: 30,
  perHour: 10,
  perDay: 30,
  /** For one act in a day, to whatever numbers: nobody can let the town ring at a list of strangers. */
  perActAndDay: 10,
  /** For the whole town in a day, unless the setting `sms_day` says otherwise; codes of top-ups are never too many. */
  perTownAndDay: 20_000,
} as const

export type SentBefore = {
  /** Since the last message for this act that is not used yet. */
  lastSecondsAgo: number | null
  /** To this phone. */
  lastHour: number
  lastDay: number
  actDay: number
  townDay: number
  /** The setting `sms_day`; null where the town has none. */
  townMost: number | null
}

type Refused = { refused: 'passcode_too_soon' | 'passcode_too_many' | 'sms_not_sent'; facts: Facts }

/** 060, 070, 080 and 090, as E.164: ordinary prices, and no number that pays whoever is called. */
export const isJapaneseMobile = (phone: string): boolean => /^\+81[6-9]0\d{8}$/.test(phone)

/** What a provider's no means for the one who waits. */
export function problemOfRefusal(reason: SmsRefusal): SmsProblem {
  if (reason === 'blocked' || reason === 'other') return reason
  return 'wrong_number'
}

/**
 * Whether another message may go to a phone: not too soon after the last for this act, not too many to the phone, for
 * the act, and in the town. The town's most is for messages that somebody could order to numbers of their own choice; a
 * top-up's code goes to a phone that was proven, of a person who has shown a card, and on the morning of a campaign
 * everybody wants one.
 */
export function maySend(purpose: PasscodeFor['purpose'], before: SentBefore): { refused: null } | Refused {
  if (before.lastSecondsAgo !== null && before.lastSecondsAgo < passcodeRules.pauseSeconds) {
    const waitSeconds = Math.ceil(passcodeRules.pauseSeconds - before.lastSecondsAgo)
    return { refused: 'passcode_too_soon', facts: { waitSeconds } }
  }
  if (before.lastHour >= passcodeRules.perHour)
    return { refused: 'passcode_too_many', facts: { waitSeconds: 3600 } }
  if (before.lastDay >= passcodeRules.perDay || before.actDay >= passcodeRules.perActAndDay)
    return { refused: 'passcode_too_many', facts: { waitSeconds: 86_400 } }
  if (purpose !== 'top_up' && before.townDay >= (before.townMost ?? passcodeRules.perTownAndDay))
    return { refused: 'sms_not_sent', facts: { reason: 'town_limit' } }
  return { refused: null }
}

/** The whole message; its last line lets phones fill the code in by themselves (WebOTP). */
export function withCodeForPhones(words: string, host: string, code: string): string {
  return `${words}\n\n@${host} #${code}`
}
