import type { Catalogue } from '../../../lib/i18n/words.ts'
import { means } from '../../../lib/words/en/means.ts'
import { campaigns } from '../../../lib/words/en/campaigns.ts'
import { refusals } from '../../../lib/words/en/refusals.ts'
import { shared } from '../../../lib/words/en/shared.ts'
import { app } from './app.ts'
import { notices } from './notices.ts'
import { look } from './look.ts'
import { gifts } from './gifts.ts'
import { relatives } from './relatives.ts'
import { wallets } from './wallets.ts'
import { paperCards } from './paper-cards.ts'
import { payments } from './payments.ts'
import { topUps } from './top-ups.ts'
import { bonus } from './bonus.ts'
import { declined } from './declined.ts'
import { bankAccounts } from './bank-accounts.ts'
import { merchants } from './merchants.ts'
import { identity } from './identity.ts'
import { signIn } from './sign-in.ts'
import { practice } from './practice.ts'
import { residents } from './residents.ts'

export const catalogue: Catalogue = {
  texts: {
    notices,
    look,
    practice,
    residents,
    signIn,
    identity,
    merchants,
    bankAccounts,
    campaigns,
    bonus,
    means,
    declined,
    topUps,
    paperCards,
    payments,
    gifts,
    relatives,
    wallets,
    app,
    shared,
  },
  refusals,
}
