import { wordsOf } from '../../lib/i18n/words.ts'
import { bankAccounts } from './ja/bank-accounts.ts'

/** Linking a bank account, and the saved cards. In the language in use. */
export const t = wordsOf('bankAccounts', bankAccounts)
