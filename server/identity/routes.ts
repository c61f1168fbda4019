import type { FastifyInstance } from 'fastify'
import * as contract from '#contract/identity.ts'
import { type FindCaller, identify } from '../access.ts'
import type { Context } from '../context.ts'
import { route } from '../route.ts'
import { finishCardCheck, readNewestCheck, startCardCheck } from './card-check.ts'

export const identityRoutes = [
  route(contract.startCardCheck, async ({ context, caller }) => ({
    redirectUrl: await startCardCheck(context, caller.id),
  })),
  route(contract.readCardCheck, ({ context, caller }) => readNewestCheck(context, caller.id)),
]

/**
 * Where the external app sends the browser back to. Only the browser of the resident who began may end it:
 * anybody else's return would bind a stranger's card to this account.
 */
export async function identityDoors(
  app: FastifyInstance,
  context: Context,
  findCaller: FindCaller,
): Promise<void> {
  app.get('/api/card-checks/callback', async (request, response) => {
    const caller = await identify(context, findCaller, request, { audience: 'resident' }).catch(
      () => undefined,
    )
    if (caller) await finishCardCheck(context, caller.id, new URL(request.url, context.config.origin))
    return response.redirect('/identity/return', 303)
  })
}
