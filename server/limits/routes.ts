import * as contract from '#contract/limits.ts'
import { type Route, route } from '../route.ts'
import { decideLimit, proposeLimit } from './change.ts'
import { listRows, listWaiting, readTogether } from './queries.ts'

/** What the office sees of the town's limits, and how it changes them. */
export const limitRoutes: Route[] = [
  route(contract.readLimits, async ({ context: { database, now }, caller }) => {
    const [together, rows] = [await readTogether(database, now()), await listRows(database, now())]
    const limits = contract.limitName.options.map((name) => {
      const own = rows.filter((row) => row.name === name)
      const next = own.filter(({ holds }) => !holds)
      return {
        name,
        value: together[name],
        since: own.find(({ holds }) => holds)?.from.toISOString() ?? null,
        next: next.map(({ value, from }) => ({ value, from: from.toISOString() })),
      }
    })
    const waiting = (await listWaiting(database)).map(
      ({ proposedBy, proposedByName, decision: _decision, ...change }) => ({
        ...change,
        validFrom: change.validFrom.toISOString(),
        proposedAt: change.proposedAt.toISOString(),
        proposedBy: proposedByName,
        mine: proposedBy === caller.id,
      }),
    )
    return { limits, waiting }
  }),
  route(contract.proposeLimit, async ({ context, caller, params, body }) => {
    await proposeLimit(context, { operatorId: caller.id, id: params.id }, body)
    return params
  }),
  route(contract.decideLimit, async ({ context, caller, params, body }) => {
    await decideLimit(context, { operatorId: caller.id, id: params.id }, body)
    return params
  }),
]
