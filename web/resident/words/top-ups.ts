import { wordsOf } from '../../lib/i18n/words.ts'
import { topUps } from './ja/top-ups.ts'

/** Topping up. In the language in use. */
export const t = wordsOf('topUps', topUps)
