import * as contract from '#contract/operators.ts'
import { type Route, route } from '../route.ts'
import {
  decideOperatorChange,
  inviteOperator,
  listOperators,
  proposeOperatorChange,
} from './change-operators.ts'
import { findResidents } from './find-residents.ts'
import { readBooks } from './read-books.ts'
import { readOperator } from './read-operator.ts'
import { readOverview } from './read-overview.ts'

/** What the console shows, and who belongs to the office. What it does to a resident is answered by residents. */
export const operatorRoutes: Route[] = [
  route(contract.readOperator, readOperator),
  route(contract.readOverview, readOverview),
  route(contract.readBooks, readBooks),
  route(contract.findResidents, findResidents),
  route(contract.listOperators, listOperators),
  route(contract.inviteOperator, inviteOperator),
  route(contract.proposeOperatorChange, proposeOperatorChange),
  route(contract.decideOperatorChange, decideOperatorChange),
]
