import { wordsOf } from '../../lib/i18n/words.ts'
import { payments } from './ja/payments.ts'

/** Paying. In the language in use. */
export const t = wordsOf('payments', payments)
