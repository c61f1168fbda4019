import type { Catalogue } from '../../../lib/i18n/words.ts'
import { shared } from '../../../lib/words/en/shared.ts'
import { app } from './app.ts'
import { wallets } from './wallets.ts'

export const catalogue: Catalogue = { texts: { wallets, app, shared }, refusals: {} }
