import { wordsOf } from '../../lib/i18n/words.ts'
import { gifts } from './ja/gifts.ts'

/** さいコインをおくる. In the language in use. */
export const t = wordsOf('gifts', gifts)
