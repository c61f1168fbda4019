import type { FastifyInstance } from 'fastify'
import * as contract from '#contract/card-top-ups.ts'
import type { Context } from '../context.ts'
import { type Route, route } from '../route.ts'
import { leaveCardTopUp } from './advance-card.ts'
import { readDetail } from './read.ts'
import { decideCardRefund, listCardRefunds, proposeCardRefund, readCardTopUp } from './refund-by-card.ts'
import { continueCardTopUp, requestCardTopUp } from './request-by-card.ts'
import { takeCardNotice } from './take-card-notice.ts'

export const cardTopUpRoutes: Route[] = [
  route(contract.readCardTopUp, readCardTopUp),
  route(contract.listCardRefunds, listCardRefunds),
  route(contract.proposeCardRefund, proposeCardRefund),
  route(contract.decideCardRefund, decideCardRefund),
  route(contract.requestCardTopUp, async ({ context, caller, body }) => {
    const goTo = await requestCardTopUp(context, caller.id, body)
    return { topUp: await readDetail(context, caller.id, body.id), goTo }
  }),
  route(contract.continueCardTopUp, async ({ context, caller, params }) => {
    const goTo = await continueCardTopUp(context, caller.id, params.id)
    return { topUp: await readDetail(context, caller.id, params.id), goTo }
  }),
  route(contract.leaveCardTopUp, async ({ context, caller, params }) => {
    await leaveCardTopUp(context, caller.id, params.id)
    return readDetail(context, caller.id, params.id)
  }),
]

const largestNotice = 256 * 1024

/** Where the card company sends its messages. It is answered with nothing at all, before anything is done. */
export async function cardDoors(app: FastifyInstance, context: Context): Promise<void> {
  await app.register(async (notices) => {
    // The signature is over the very bytes, so the body is read as text.
    notices.removeAllContentTypeParsers()
    notices.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))
    notices.post('/api/providers/card/notices', { bodyLimit: largestNotice }, async (request, response) => {
      const header = request.headers['stripe-signature']
      const signature = typeof header === 'string' ? header : undefined
      await takeCardNotice(context, { signature, body: String(request.body ?? '') })
      return response.code(204).send()
    })
  })
}
