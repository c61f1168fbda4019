import * as contract from '#contract/wallets.ts'
import { type Route, route } from '../route.ts'
import { listHistory, listRelativesHistory } from './list-history.ts'
import { readHistoryItem } from './read-history-item.ts'
import { readRelativesWallet, readWallet } from './read-wallet.ts'

/** What a resident has, and what happened to it; nothing here changes anything. */
export const walletRoutes: Route[] = [
  route(contract.readWallet, readWallet),
  route(contract.readRelativesWallet, readRelativesWallet),
  route(contract.listRelativesHistory, listRelativesHistory),
  route(contract.listHistory, listHistory),
  route(contract.readHistoryItem, readHistoryItem),
]
