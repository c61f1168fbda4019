import { wordsOf } from '../../lib/i18n/words.ts'
import { paperCards } from './ja/paper-cards.ts'

/** The balance of a printed card. In the language in use. */
export const t = wordsOf('paperCards', paperCards)
