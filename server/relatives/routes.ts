import * as contract from '#contract/relatives.ts'
import type { Context } from '../context.ts'
import { type Route, route } from '../route.ts'
import { agree, changeCaps, end } from './agree.ts'
import { findHelper, showCode } from './codes.ts'
import { beginAtDesk, decide, endAtDesk, findHelps, listWaiting } from './desk.ts'
import { list } from './list.ts'

const done = { done: true } as const

const endBy = async (context: Context, helpId: string, byWhom: string, because: 'relative' | 'helper') => {
  await context.database.transact((tx) => end(context, tx, helpId, { byWhom, because }))
  return done
}

/** 家族のお手伝い: who helps whom, how it comes to be, and how it ends. */
export const relativeRoutes: Route[] = [
  route(contract.listRelatives, list),
  route(contract.showHelperCode, showCode),
  route(contract.findHelper, findHelper),
  route(contract.agreeToHelp, async (call) => {
    await agree(call)
    return done
  }),
  route(contract.changeHelp, async (call) => {
    await changeCaps(call)
    return done
  }),
  route(contract.endHelper, ({ context, caller, params }) =>
    endBy(context, params.id, caller.id, 'relative'),
  ),
  route(contract.endRelative, ({ context, caller, params }) =>
    endBy(context, params.id, caller.id, 'helper'),
  ),
  route(contract.beginHelpAtDesk, ({ context, caller, body }) => beginAtDesk(context, caller.id, body)),
  route(contract.listWaitingHelps, ({ context, caller }) => listWaiting(context, caller.id)),
  route(contract.decideHelp, async ({ context, caller, params, body }) => {
    await decide(context, caller.id, { id: params.id, decision: body.decision })
    return done
  }),
  route(contract.findHelps, ({ context, caller, body }) => findHelps(context, caller.id, body.residentId)),
  route(contract.endHelpAtDesk, async ({ context, caller, params, body }) => {
    await endAtDesk(context, caller.id, { id: params.id, reason: body.reason })
    return done
  }),
]
