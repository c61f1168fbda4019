import { wordsOf } from '../i18n/words.ts'
import { shared } from './ja/shared.ts'

/** What the building blocks of all three apps say, in the language in use. */
export const t = wordsOf('shared', shared)
