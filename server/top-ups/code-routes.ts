import type { FastifyInstance } from 'fastify'
import * as contract from '#contract/charge-codes.ts'
import { id as idShape } from '#contract/values.ts'
import { type FindCaller, identify } from '../access.ts'
import type { Context } from '../context.ts'
import { refuse } from '../lib/refusal.ts'
import { type Route, route } from '../route.ts'
import { printCodes } from './print-codes.ts'
import { readDetail } from './read.ts'
import { redeemCode } from './redeem-code.ts'
import {
  makeCodeBatch,
  makeCodeBudget,
  readCodeBatches,
  releaseCodeBatch,
  voidCodeBatch,
} from './write-codes.ts'

const done = { done: true as const }

export const codeRoutes: Route[] = [
  route(contract.redeemChargeCode, async ({ context, caller, body, request }) => {
    await redeemCode(context, { residentId: caller.id, address: request.ip }, body)
    return readDetail(context, caller.id, body.id)
  }),
  route(contract.listCodeBatches, ({ context, caller }) => readCodeBatches(context, caller.id)),
  route(contract.makeCodeBudget, async ({ context, caller, body }) => {
    await makeCodeBudget(context, caller.id, body)
    return done
  }),
  route(contract.makeCodeBatch, async ({ context, caller, body }) => {
    await makeCodeBatch(context, caller.id, body)
    return done
  }),
  route(contract.releaseCodeBatch, async ({ context, caller, params }) => {
    await releaseCodeBatch(context, caller.id, params.batchId)
    return done
  }),
  route(contract.voidCodeBatch, async ({ context, caller, params, body }) => {
    await voidCodeBatch(context, caller.id, { id: params.batchId, reason: body.reason })
    return done
  }),
]

/** The sheet of a draft batch, as paper. */
export async function codeDoors(
  app: FastifyInstance,
  context: Context,
  findCaller: FindCaller,
): Promise<void> {
  app.get(`/api${contract.codeSheetPath}`, async (request, response) => {
    const caller = await identify(context, findCaller, request, { audience: 'operator' })
    const { batchId } = request.params as { batchId: string }
    if (!caller || !idShape.safeParse(batchId).success) refuse('not_found')
    const pdf = await printCodes(context, caller.id, batchId)
    return response
      .type('application/pdf')
      .header('content-disposition', `inline; filename="charge-codes-${batchId.slice(-8)}.pdf"`)
      .send(pdf)
  })
}
