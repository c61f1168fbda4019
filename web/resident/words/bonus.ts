import { wordsOf } from '../../lib/i18n/words.ts'
import { bonus } from './ja/bonus.ts'

/** Points for charging and paying. In the language in use. */
export const t = wordsOf('bonus', bonus)
