import { readMonthTakings } from '#contract/settlements.ts'
import { type Route, route } from '../route.ts'
import { readMonth } from './read-month.ts'

export const settlementRoutes: Route[] = [route(readMonthTakings, readMonth)]
