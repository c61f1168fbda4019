import { wordsOf } from '../../lib/i18n/words.ts'
import { declined } from './ja/declined.ts'

/** Why a top-up did not come about. In the language in use. */
export const t = wordsOf('declined', declined)
