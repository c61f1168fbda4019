import { wordsOf } from '../../lib/i18n/words.ts'
import { wallets } from './ja/wallets.ts'

/** The home screen and the history. In the language in use. */
export const t = wordsOf('wallets', wallets)
