import type { linkNeeds } from '#contract/bank-accounts.ts'
import { toKatakana } from '#contract/kana.ts'
import type { z } from 'zod'

/** How long a person may take on the bank's site before the attempt is given up. */
export const minutesToLink = 60

const small = 'ァィゥェォッャュョヮヵヶヰヱヲ'
const large = 'アイウエオツヤユヨワカケイエオ'

/**
 * Names as banks compare them: full-width katakana without spaces and middle dots, one long mark for all the
 * hyphens that stand for it, small letters large and the old ヰ, ヱ and ヲ as they sound, because the bank network
 * knows none of them. A long mark is never dropped: オノ and オーノ are two people.
 */
function asBanksWrite(kana: string): string {
  return [
    ...toKatakana(kana)
      .replace(/[\s・]/g, '')
      .replace(/[ー－‐-]/g, 'ー'),
  ]
    .map((letter) => large[small.indexOf(letter)] ?? letter)
    .join('')
}

/** Whether the holder of a bank account has the name of the profile. */
export function isSameHolder(
  profile: { familyKana: string; givenKana: string },
  holderKana: string,
): boolean {
  return asBanksWrite(profile.familyKana + profile.givenKana) === asBanksWrite(holderKana)
}

export type LinkNeeds = z.output<typeof linkNeeds>
export type Details = { branchCode?: string | undefined; number?: string | undefined }

/** Whether everything that the bank wants to be told has been told. */
export function isToldEnough(needs: LinkNeeds, told: Details): boolean {
  return (!needs.branch || Boolean(told.branchCode)) && (!needs.number || Boolean(told.number))
}

/** What was tried within the last day: how often the bank or we said no, and how often it was begun. */
export type Tries = { failed: number; begun: number; oldestAt: Date | null }

/** Nobody has so many accounts; whoever goes on is trying out numbers or passwords at the bank's site. */
const mostFailed = 3
const mostBegun = 10
export const triesWindowMs = 86_400_000

/** Seconds until somebody may try to link again, 0 for at once. */
export function pauseBeforeLinking({ failed, begun, oldestAt }: Tries, now: Date): number {
  if ((failed < mostFailed && begun < mostBegun) || oldestAt === null) return 0
  return Math.max(1, Math.ceil((oldestAt.getTime() + triesWindowMs - now.getTime()) / 1000))
}

/** A push older than this is not listened to: whoever replays one cannot even make us ask. */
const freshPushMs = 5 * 60_000

/** The account that a signed push speaks of; undefined for a push that is old, or is not one of ours. */
export function accountOfPush(body: string, now: Date): string | undefined {
  try {
    const { accountId, at } = JSON.parse(body) as { accountId?: unknown; at?: unknown }
    const age = Math.abs(now.getTime() - Date.parse(String(at)))
    return typeof accountId === 'string' && age <= freshPushMs ? accountId : undefined
  } catch {
    return undefined
  }
}
