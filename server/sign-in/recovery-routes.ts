import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as contract from '#contract/recovery.ts'
import type { Context } from '../context.ts'
import { route } from '../route.ts'
import { cardRecoveryReturn, finishCardVisit, readRecovery, startCardRecovery } from './card-recovery.ts'
import {
  approveDeskRecovery,
  declineDeskRecovery,
  listDeskRecoveries,
  openDeskRecovery,
  startDeskRecovery,
} from './desk-recovery.ts'
import { finishRecovery, setRecoveryPhone } from './finish-recovery.ts'
import { letIn } from './let-in.ts'
import { requestReset, resetPassword } from './reset-password.ts'
import { recoveryMinutes } from './rules.ts'

const done = { done: true } as const

const cookieName = (context: Context) =>
  `${context.config.origin.startsWith('https:') ? '__Host-' : ''}enishi-recovery`

/** The browser that begins a way back in is the only one that can go it. */
function bindBrowser(context: Context, response: FastifyReply, browserSecret: string): void {
  response.setCookie(cookieName(context), browserSecret, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: context.config.origin.startsWith('https:'),
    maxAge: recoveryMinutes * 60,
  })
}

const secretOf = (context: Context, request: FastifyRequest) => request.cookies[cookieName(context)]

/** Getting in again: a forgotten password, a lost phone, and what the desk does about it. */
export const recoveryRoutes = [
  route(contract.requestPasswordReset, async ({ context, body, request }) => {
    await requestReset(context, request.ip, { audience: 'resident', mail: body.mail })
    return done
  }),
  route(contract.resetPassword, async ({ context, body }) => {
    await resetPassword(context, 'resident', body)
    return done
  }),
  route(contract.startCardRecovery, async ({ context, body, response }) => {
    const { redirectUrl, browserSecret } = await startCardRecovery(context, body.challengeId)
    bindBrowser(context, response, browserSecret)
    return { redirectUrl }
  }),
  route(contract.startDeskRecovery, async ({ context, body, request, response }) => {
    bindBrowser(context, response, await startDeskRecovery(context, request.ip, body))
    return done
  }),
  route(contract.readRecovery, ({ context, request }) => readRecovery(context, secretOf(context, request))),
  route(contract.setRecoveryPhone, async ({ context, body, request }) => ({
    phoneEnding: await setRecoveryPhone(context, secretOf(context, request), body.phone),
  })),
  route(contract.finishRecovery, async ({ context, body, request, response }) => {
    const person = await finishRecovery(context, secretOf(context, request), body)
    response.clearCookie(cookieName(context), { path: '/' })
    await letIn(context, response, person, { asNew: true })
    return done
  }),
  route(contract.openDeskRecovery, async ({ context, caller, params, body }) => ({
    firstHalf: await openDeskRecovery(context, caller.id, params.residentId, body),
  })),
  route(contract.listDeskRecoveries, ({ context, caller }) => listDeskRecoveries(context, caller.id)),
  route(contract.approveDeskRecovery, ({ context, caller, params }) =>
    approveDeskRecovery(context, caller.id, params.recoveryId),
  ),
  route(contract.declineDeskRecovery, async ({ context, caller, params, body }) => {
    await declineDeskRecovery(context, caller.id, params.recoveryId, body.reason)
    return done
  }),
]

/** Where the card app sends the browser back to; only the browser that began can finish. */
export async function recoveryDoors(app: FastifyInstance, context: Context): Promise<void> {
  app.get(cardRecoveryReturn, async (request, response) => {
    const secret = secretOf(context, request)
    if (secret) await finishCardVisit(context, secret, new URL(request.url, context.config.origin))
    return response.redirect('/recovery', 303)
  })
}
