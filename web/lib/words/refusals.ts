import type { RefusalCode } from '#contract/refusals.ts'
import { catalogueUsed, type Names, type RefusalFacts } from '../i18n/words.ts'
import { refusals } from './ja/refusals.ts'
import { t } from './shared.ts'

/** Says a refusal in words for people, in the language in use. */
export function sayRefusal(problem: { code: RefusalCode; facts?: RefusalFacts }, names: Names): string {
  const words = catalogueUsed()?.refusals[problem.code] ?? refusals[problem.code] ?? t('broken')
  return typeof words === 'string' ? words : words(problem.facts ?? {}, names)
}

/** Says that nobody knows what happened, and what to do. */
export function sayFault(kind: 'unreachable' | 'broken'): string {
  return t(kind)
}
