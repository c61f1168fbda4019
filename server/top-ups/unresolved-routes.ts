import * as contract from '#contract/unresolved-top-ups.ts'
import { type Route, route } from '../route.ts'
import { listUnresolvedTopUps } from './list-unresolved.ts'
import { askProviderAgain, decideResolution, proposeResolution } from './resolve.ts'

/** What the office may do about top-ups that do not end by themselves. */
export const unresolvedTopUpRoutes: Route[] = [
  route(contract.listUnresolvedTopUps, listUnresolvedTopUps),
  route(contract.askProviderAgain, askProviderAgain),
  route(contract.proposeResolution, proposeResolution),
  route(contract.decideResolution, decideResolution),
]
