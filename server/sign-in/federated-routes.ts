import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as contract from '#contract/federated.ts'
import { endOtherSessions, requireStepUp } from '../access.ts'
import type { Context } from '../context.ts'
import { refuse } from '../lib/refusal.ts'
import { route } from '../route.ts'
import { letIn } from './let-in.ts'
import {
  finishFederatedSignIn,
  finishLink,
  keepProviderReturn,
  startVisit,
  visitMinutes,
} from './federated.ts'
import { readWaysIn, setFirstPassword, unlink } from './ways-in.ts'

const cookieName = (context: Context) =>
  `${context.config.origin.startsWith('https:') ? '__Host-' : ''}enishi-visit`

/** The browser that begins a trip is the only one that can finish it. */
function bindBrowser(context: Context, response: FastifyReply, browserSecret: string): void {
  response.setCookie(cookieName(context), browserSecret, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: context.config.origin.startsWith('https:'),
    maxAge: visitMinutes * 60,
  })
}

/** The secret of the browser's trip, which is over with this. Refuses provider_visit_over. */
function unbindBrowser(context: Context, request: FastifyRequest, response: FastifyReply): string {
  const secret = request.cookies[cookieName(context)]
  if (!secret) refuse('provider_visit_over')
  response.clearCookie(cookieName(context), { path: '/' })
  return secret
}

export const federatedRoutes = [
  route(contract.listSignInProviders, async ({ context }) => ({ providers: context.config.signInProviders })),
  route(contract.startFederatedSignIn, async ({ context, body, response }) => {
    const { provider, consent } = body
    const purpose = consent
      ? ({ purpose: 'sign_up', ...consent } as const)
      : ({ purpose: 'sign_in' } as const)
    const { redirectUrl, browserSecret } = await startVisit(context, provider, purpose)
    bindBrowser(context, response, browserSecret)
    return { redirectUrl }
  }),
  route(contract.finishFederatedSignIn, async ({ context, request, response }) => {
    const result = await finishFederatedSignIn(context, unbindBrowser(context, request, response))
    if (result.state === 'second_step') return result
    await letIn(context, response, result.person)
    return { state: 'signed_in' as const }
  }),
  route(contract.readWaysIn, ({ context, caller }) => readWaysIn(context, caller.loginId)),
  route(contract.startLink, async ({ context, caller, params, response }) => {
    requireStepUp(context, caller)
    const purpose = { purpose: 'link', loginId: caller.loginId } as const
    const started = await startVisit(context, params.provider, purpose)
    bindBrowser(context, response, started.browserSecret)
    return { redirectUrl: started.redirectUrl }
  }),
  route(contract.finishLink, async ({ context, caller, request, response }) => {
    await finishLink(context, caller, unbindBrowser(context, request, response))
    await endOtherSessions(context, caller)
    return readWaysIn(context, caller.loginId)
  }),
  route(contract.unlink, async ({ context, caller, params }) => {
    requireStepUp(context, caller)
    await unlink(context, caller.loginId, params.provider)
    await endOtherSessions(context, caller)
    return { done: true as const }
  }),
  route(contract.setFirstPassword, async ({ context, caller, body }) => {
    requireStepUp(context, caller)
    await setFirstPassword(context, caller.loginId, body.newPassword)
    await endOtherSessions(context, caller)
    return { done: true as const }
  }),
]

/** Where providers send browsers back to; Apple does it by a form from its own site. */
export const providerReturns = '/api/sign-in/federated/returns/'

/**
 * Takes what a provider sends back, in the address or in a form, and leads the browser to the page that
 * finishes. A form from another site comes without our cookies (SameSite=Lax), so nothing is decided here: what
 * came is kept under its state, and the page finishes with the cookie.
 */
export async function federatedDoors(app: FastifyInstance, context: Context): Promise<void> {
  const take = async (request: FastifyRequest, response: FastifyReply, fields: URLSearchParams) => {
    const { provider } = request.params as { provider: string }
    const { linking } = await keepProviderReturn(context, provider, Object.fromEntries(fields))
    return response.redirect(linking ? '/menu/ways-in/return' : '/sign-in/return', 303)
  }
  await app.register(async (doors) => {
    const form = 'application/x-www-form-urlencoded'
    doors.addContentTypeParser(form, { parseAs: 'string' }, (_request, body, ready) => ready(null, body))
    doors.get(`${providerReturns}:provider`, (request, response) =>
      take(request, response, new URL(request.url, context.config.origin).searchParams),
    )
    doors.post(`${providerReturns}:provider`, (request, response) =>
      take(request, response, new URLSearchParams(typeof request.body === 'string' ? request.body : '')),
    )
  })
}
