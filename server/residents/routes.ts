import * as atDesk from '#contract/desk-leaving.ts'
import * as contract from '#contract/residents.ts'
import { endSession } from '../access.ts'
import { route } from '../route.ts'
import { changeProfile } from './change-profile.ts'
import { freezeRoutes } from './freeze-routes.ts'
import { leave, readLeaving } from './leave.ts'
import { decideDeparture, listDepartures, receiveDeparture } from './leave-at-desk.ts'
import { moneySoundAddress } from './money-sound.ts'
import { listCategories, listDocumentsInForce, readIn, readMeRow, readTownSetting } from './queries.ts'

export const residentRoutes = [
  route(contract.readTerms, async ({ context }) => ({
    documents: await listDocumentsInForce(context.database, context.now()),
  })),
  route(contract.readTown, async ({ context }) => {
    const town = await readTownSetting(context.database, context.now())
    return {
      name: town.name,
      appName: town.appName,
      coinName: town.coinName,
      pointsName: town.pointsName,
      cardAppName: town.cardAppName,
      map: context.config.map,
      moneySound: moneySoundAddress(context),
      // A town that was set up before there were cash machines has no name for them.
      atmName: town.atmName ?? 'ATM',
      otherNames: town.otherNames ?? {},
      wards: town.wards,
      categories: await listCategories(context.database),
      excludedGoods: town.excludedGoods,
      proposes: town.proposes === 'coin_first' ? ('coin_first' as const) : ('points_first' as const),
      now: context.now().getTime(),
    }
  }),
  route(contract.readMe, ({ context, caller }) => readMeRow(context.database, caller.id, context.now())),
  route(contract.changeProfile, async ({ context, caller, body }) => {
    await changeProfile(context, caller.id, body)
    return readMeRow(context.database, caller.id, context.now())
  }),
  route(contract.changeLanguage, async ({ context, caller, body }) => {
    await readIn(context.database, caller.id, body.language)
    return readMeRow(context.database, caller.id, context.now())
  }),
  route(contract.readLeaving, ({ context, caller }) => readLeaving(context, caller.id)),
  route(contract.leave, async ({ context, caller, body, response }) => {
    const closesAt = await leave(context, caller, body)
    await endSession(context, response, 'resident')
    return { closesAt: closesAt.toISOString() }
  }),
  route(atDesk.receiveDeparture, async ({ context, caller, body }) => {
    await receiveDeparture(context, caller.id, body)
    return { done: true } as const
  }),
  route(atDesk.listDepartures, ({ context, caller }) => listDepartures(context, caller.id)),
  route(atDesk.decideDeparture, async ({ context, caller, params, body }) => {
    await decideDeparture(context, caller.id, { id: params.id, decision: body.decision })
    return { done: true } as const
  }),
  ...freezeRoutes,
]
