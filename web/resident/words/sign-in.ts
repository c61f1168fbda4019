import { wordsOf } from '../../lib/i18n/words.ts'
import { signIn } from './ja/sign-in.ts'

/** Signing in, devices, and getting in again. In the language in use. */
export const t = wordsOf('signIn', signIn)
