import { wordsOf } from '../../lib/i18n/words.ts'
import { look } from './ja/look.ts'

/** How the app is seen and heard, and what it says aloud. In the language in use. */
export const t = wordsOf('look', look)
