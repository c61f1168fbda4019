import { wordsOf } from '../../lib/i18n/words.ts'
import { residents } from './ja/residents.ts'

/** The menu, the details of a person, leaving. In the language in use. */
export const t = wordsOf('residents', residents)
