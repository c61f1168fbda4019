import { wordsOf } from '../../lib/i18n/words.ts'
import { practice } from './ja/practice.ts'

/** Paying with play money. In the language in use. */
export const t = wordsOf('practice', practice)
