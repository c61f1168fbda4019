import { wordsOf } from '../../lib/i18n/words.ts'
import { merchants } from './ja/merchants.ts'

/** Finding a shop. In the language in use. */
export const t = wordsOf('merchants', merchants)
