import * as contract from '#contract/gifts.ts'
import { type Route, route } from '../route.ts'
import { findReceiver, showCode } from './codes.ts'
import { giveGift, readTerms } from './give.ts'

/** Coin from one resident to another. */
export const giftRoutes: Route[] = [
  route(contract.readGiftTerms, readTerms),
  route(contract.showGiftCode, showCode),
  route(contract.findGiftReceiver, findReceiver),
  route(contract.giveGift, giveGift),
]
