import { freezeResident, unfreezeResident } from '#contract/operators.ts'
import { type Route, route } from '../route.ts'
import { freeze, unfreeze } from './freeze.ts'

/** What the office may do to a resident. */
export const freezeRoutes: Route[] = [route(freezeResident, freeze), route(unfreezeResident, unfreeze)]
