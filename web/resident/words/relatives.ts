import { wordsOf } from '../../lib/i18n/words.ts'
import { relatives } from './ja/relatives.ts'

/** 家族のお手伝い. In the language in use. */
export const t = wordsOf('relatives', relatives)
