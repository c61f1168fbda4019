import { wordsOf } from '../../lib/i18n/words.ts'
import { notices } from './ja/notices.ts'

/** What the town and the system tell people, and how they want to be told. In the language in use. */
export const t = wordsOf('notices', notices)
