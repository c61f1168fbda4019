import type { Catalogue } from '../../../lib/i18n/words.ts'
import { shared } from '../../../lib/words/zh-hans/shared.ts'
import { app } from './app.ts'
import { notices } from './notices.ts'
import { look } from './look.ts'
import { wallets } from './wallets.ts'

export const catalogue: Catalogue = { texts: { notices, look, wallets, app, shared }, refusals: {} }
