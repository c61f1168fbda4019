import type { RefusalCode } from '#contract/refusals.ts'
import { catalogueUsed, type Names, type RefusalFacts, type RefusalWords } from '../i18n/words.ts'
import { residentRefusals } from './ja/refusals.ts'
import { t } from './shared.ts'

let japanese: Partial<Record<RefusalCode, RefusalWords>> = residentRefusals

/** Takes the words that only the apps of people at work need; residents do not load them. */
export function learnRefusals(words: Partial<Record<RefusalCode, RefusalWords>>): void {
  japanese = { ...japanese, ...words }
}

/** Says a refusal in words for people, in the language in use. */
export function sayRefusal(problem: { code: RefusalCode; facts?: RefusalFacts }, names: Names): string {
  const words = catalogueUsed()?.refusals[problem.code] ?? japanese[problem.code] ?? t('broken')
  return typeof words === 'string' ? words : words(problem.facts ?? {}, names)
}

/** Says that nobody knows what happened, and what to do. */
export function sayFault(kind: 'unreachable' | 'broken'): string {
  return t(kind)
}
