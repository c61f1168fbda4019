import type { Facts } from '../lib/refusal.ts'

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
} as const

export type SentBefore = { lastSecondsAgo: number | null; lastHour: number; lastDay: number }

type Refused = { refused: 'passcode_too_soon' | 'passcode_too_many'; facts: Facts }

/** Whether another message may go to a phone: not too soon after the last for this act, not too many in all. */
export function maySend(before: SentBefore): { refused: null } | Refused {
  if (before.lastSecondsAgo !== null && before.lastSecondsAgo < passcodeRules.pauseSeconds) {
    const waitSeconds = Math.ceil(passcodeRules.pauseSeconds - before.lastSecondsAgo)
    return { refused: 'passcode_too_soon', facts: { waitSeconds } }
  }
  if (before.lastHour >= passcodeRules.perHour)
    return { refused: 'passcode_too_many', facts: { waitSeconds: 3600 } }
  if (before.lastDay >= passcodeRules.perDay)
    return { refused: 'passcode_too_many', facts: { waitSeconds: 86_400 } }
  return { refused: null }
}

/** The whole message; the last line lets phones fill the code in by themselves (WebOTP). */
export function passcodeText(appName: string, host: string, code: string): string {
  return `${appName} 認証コード: ${code}\n5分間有効。他人に教えないでください。\n\n@${host} #${code}`
}
