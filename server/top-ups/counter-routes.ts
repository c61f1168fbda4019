import type { FastifyInstance } from 'fastify'
import * as contract from '#contract/counters.ts'
import { id as idShape } from '#contract/values.ts'
import { type FindCaller, identify } from '../access.ts'
import type { Context } from '../context.ts'
import { refuse } from '../lib/refusal.ts'
import { type Route, route } from '../route.ts'
import { chargeAtCounter, findAtCounter, toCounterCharge } from './charge-at-counter.ts'
import { findCounterCharge } from './counter-queries.ts'
import { closeTill, openTill, readTill, readTills } from './keep-till.ts'
import { printReceipt } from './print-receipt.ts'
import { readCounterCode, showAtCounter } from './show-at-counter.ts'

export const counterRoutes: Route[] = [
  route(contract.makeCounterCode, async ({ context, caller, body }) => {
    await showAtCounter(context, caller.id, body.id)
    return readCounterCode(context, caller.id, body.id)
  }),
  route(contract.readCounterCode, ({ context, caller, params }) =>
    readCounterCode(context, caller.id, params.id),
  ),
  route(contract.readTill, ({ context, caller }) => readTill(context, caller.id)),
  route(contract.openTill, ({ context, caller, body }) => openTill(context, caller.id, body)),
  route(contract.closeTill, ({ context, caller, params, body }) =>
    closeTill(context, caller.id, { id: params.tillId, ...body }),
  ),
  route(contract.findAtCounter, ({ context, caller, body }) => findAtCounter(context, caller.id, body)),
  route(contract.chargeAtCounter, async ({ context, caller, body }) => {
    await chargeAtCounter(context, caller.id, body)
    const charge = await findCounterCharge(context.database, body.id)
    return toCounterCharge(charge ?? refuse('not_found'))
  }),
  route(contract.listTills, ({ context }) => readTills(context)),
]

/** The receipt of a charge, as paper. */
export async function counterDoors(
  app: FastifyInstance,
  context: Context,
  findCaller: FindCaller,
): Promise<void> {
  app.get(`/api${contract.counterReceiptPath}`, async (request, response) => {
    const caller = await identify(context, findCaller, request, {
      audience: 'operator',
      duty: 'counter',
    })
    const { chargeId } = request.params as { chargeId: string }
    if (!caller || !idShape.safeParse(chargeId).success) refuse('not_found')
    const pdf = await printReceipt(context, caller.id, chargeId)
    return response
      .type('application/pdf')
      .header('content-disposition', 'inline; filename="receipt.pdf"')
      .send(pdf)
  })
}
