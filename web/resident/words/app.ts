import { wordsOf } from '../../lib/i18n/words.ts'
import { app } from './ja/app.ts'

/** What stands around every screen of the resident app. In the language in use. */
export const t = wordsOf('app', app)
