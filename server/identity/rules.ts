import { isKatakana, sameName, toKatakana } from '#contract/kana.ts'

/** Minutes that a visit to the external app may take. */
export const checkMinutes = 10
/** Visits that a person may begin within an hour. */
export const checksPerHour = 20

/** A name in full-width katakana. */
export type Kana = { family: string; given: string }

/** The profile's whole name, null while it is empty, and whether a card has told one before. */
export type KnownName = { name: string | null; fromCard: boolean }

/** A told name as profiles keep it; none where it is not kana, as some providers write foreign names. */
export function kanaOf(told: Kana | undefined): Kana | undefined {
  if (!told) return undefined
  const [family, given] = [toKatakana(told.family), toKatakana(told.given)]
  return isKatakana(family) && isKatakana(given) ? { family, given } : undefined
}

/**
 * What a name that comes with a card does to the profile's: it fills an empty one, checks one that was typed, and
 * replaces one that a card has told before, for people marry. One that sounds the same stays as it was written.
 */
export function decideName(
  told: Kana | undefined,
  { name, fromCard }: KnownName,
): 'keep' | 'take' | 'differs' {
  if (!told) return 'keep'
  if (name === null) return 'take'
  if (sameName(name, told.family + told.given)) return 'keep'
  return fromCard ? 'take' : 'differs'
}
