import { wordsOf } from '../../lib/i18n/words.ts'
import { identity } from './ja/identity.ts'

/** The My Number Card, and the help in pictures. In the language in use. */
export const t = wordsOf('identity', identity)
