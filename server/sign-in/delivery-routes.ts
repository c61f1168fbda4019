import type { FastifyInstance } from 'fastify'
import * as contract from '#contract/passcodes.ts'
import type { Context } from '../context.ts'
import {
  readDeliveryOfPerson,
  readDeliveryOfStep,
  smsReportsPath,
  takeDeliveryReport,
} from '../passcodes/delivery.ts'
import { route } from '../route.ts'
import { requireChallenge } from './answer.ts'

/** What somebody who waits for a code may ask: whether its message has arrived. */
export const deliveryRoutes = [
  route(contract.readSecondStepDelivery, async ({ context, params: { challengeId } }) => {
    await requireChallenge(context, challengeId)
    return readDeliveryOfStep(context, challengeId)
  }),
  route(contract.readSmsDelivery, ({ context, caller }) =>
    readDeliveryOfPerson(context, { loginId: caller.loginId, residentId: caller.id }),
  ),
]

const largestReport = 8 * 1024

/** Where the SMS company reports to, by a form that it signs. It is answered with nothing at all. */
export async function deliveryDoors(app: FastifyInstance, context: Context): Promise<void> {
  await app.register(async (doors) => {
    const form = 'application/x-www-form-urlencoded'
    doors.addContentTypeParser(form, { parseAs: 'string' }, (_request, body, ready) => ready(null, body))
    doors.post(smsReportsPath, { bodyLimit: largestReport }, async (request, response) => {
      const body = typeof request.body === 'string' ? request.body : ''
      await takeDeliveryReport(context, {
        // The address as the company knows it: a proxy in between may have changed what arrives here.
        url: context.config.origin + request.url,
        signature: String(request.headers['x-twilio-signature'] ?? ''),
        fields: Object.fromEntries(new URLSearchParams(body)),
      })
      return response.code(204).send()
    })
  })
}
