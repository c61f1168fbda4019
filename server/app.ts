// The table of contents for requests: every capability's routes, and nothing else.
import cookie from '@fastify/cookie'
import fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type HookHandlerDoneFunction,
} from 'fastify'
import type { z } from 'zod'
import { whileFrozen } from '#contract/while-frozen.ts'
import {
  type Caller,
  type FindCaller,
  identify,
  makeFindCaller,
  recall,
  requireNotFrozen,
  requireStepUp,
} from './access.ts'
import { serveApps } from './apps.ts'
import { bankAccountDoors, bankAccountRoutes } from './bank-accounts/routes.ts'
import { cardRoutes } from './cards/routes.ts'
import { campaignRoutes } from './campaigns/routes.ts'
import type { Config } from './config.ts'
import type { Context } from './context.ts'
import { identityDoors, identityRoutes } from './identity/routes.ts'
import { joiningDoors, joiningRoutes } from './joining/routes.ts'
import { limitRoutes } from './limits/routes.ts'
import { isAlive } from './lib/database.ts'
import { Refusal, refuse } from './lib/refusal.ts'
import { merchantDoors, merchantRoutes } from './merchants/routes.ts'
import { noticeRoutes } from './notices/routes.ts'
import { openApi } from './open-api.ts'
import { operatorRoutes } from './operators/routes.ts'
import { giftRoutes } from './gifts/routes.ts'
import { paperCardRoutes } from './paper-cards/routes.ts'
import { slipDoors } from './payments/print-slip.ts'
import { paymentRoutes } from './payments/routes.ts'
import { answerProblem, InvalidInput, sayBusy } from './problem.ts'
import { makeRecollection, type Recollection } from './recollection.ts'
import { reconciliationRoutes } from './reconciliation/routes.ts'
import { relativeRoutes } from './relatives/routes.ts'
import { moneySoundDoors } from './residents/money-sound.ts'
import { residentRoutes } from './residents/routes.ts'
import type { Route } from './route.ts'
import { settlementRoutes } from './settlements/routes.ts'
import { deliveryDoors } from './sign-in/delivery-routes.ts'
import { federatedDoors, federatedRoutes, providerReturns } from './sign-in/federated-routes.ts'
import { recoveryDoors } from './sign-in/recovery-routes.ts'
import { signInRoutes } from './sign-in/routes.ts'
import { cardDoors, cardTopUpRoutes } from './top-ups/card-routes.ts'
import { atmDoors, atmRoutes } from './top-ups/atm-routes.ts'
import { codeDoors, codeRoutes } from './top-ups/code-routes.ts'
import { counterDoors, counterRoutes } from './top-ups/counter-routes.ts'
import { topUpRoutes } from './top-ups/routes.ts'
import { unresolvedTopUpRoutes } from './top-ups/unresolved-routes.ts'
import { walletDoors } from './wallets/papers.ts'
import { walletRoutes } from './wallets/routes.ts'
import { webhookRoutes } from './webhooks/routes.ts'

const largestBody = 64 * 1024

/** Every route of the platform, once. */
export function allRoutes(context: Context): Route[] {
  return [
    ...signInRoutes,
    ...federatedRoutes,
    ...residentRoutes,
    ...identityRoutes,
    ...bankAccountRoutes,
    ...cardRoutes,
    ...topUpRoutes,
    ...cardTopUpRoutes,
    ...atmRoutes,
    ...codeRoutes,
    ...counterRoutes,
    ...unresolvedTopUpRoutes,
    ...paymentRoutes(context),
    ...paperCardRoutes,
    ...giftRoutes,
    ...relativeRoutes,
    ...walletRoutes,
    ...merchantRoutes,
    ...joiningRoutes,
    ...operatorRoutes,
    ...settlementRoutes,
    ...webhookRoutes,
    ...reconciliationRoutes,
    ...campaignRoutes,
    ...limitRoutes,
    ...noticeRoutes,
  ]
}

/**
 * Builds the server: the contract under /api, /openapi.json, and the three apps if they have been built. It logs
 * to the standard output, to whatever takes lines, or not at all.
 */
export async function buildApp(
  context: Context,
  { log }: { log: boolean | { write: (line: string) => void } },
): Promise<FastifyInstance> {
  const app = fastify({
    logger: log && { level: 'warn', ...(log === true ? {} : { stream: log }) },
    // A logger of its own for each request costs more than paying; faults name their request themselves.
    childLoggerFactory: (logger) => logger,
    bodyLimit: largestBody,
    genReqId: () => crypto.randomUUID(),
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: true,
    trustProxy: context.config.trustedProxies.length > 0 ? context.config.trustedProxies : false,
  })
  await app.register(cookie)
  app.setErrorHandler(answerProblem)
  app.addHook('onRequest', refuseForeignOrigin(context))
  app.addHook('onRequest', addSecurityHeaders(context))

  const recollection = makeRecollection({ most: mostRecalled })
  const findCaller = makeFindCaller(context, recollection)
  for (const route of allRoutes(context)) mount(app, context, { findCaller, recollection }, route)
  const doors = [
    federatedDoors,
    recoveryDoors,
    deliveryDoors,
    identityDoors,
    bankAccountDoors,
    atmDoors,
    cardDoors,
    codeDoors,
    walletDoors,
    counterDoors,
    slipDoors,
    merchantDoors,
    moneySoundDoors,
    joiningDoors,
  ]
  for (const openDoor of doors) await openDoor(app, context, findCaller)

  app.get('/openapi.json', async () => openApi(context.config.origin))
  app.get('/healthz', async () => ({ ok: await isAlive(context.database) }))
  await serveApps(app, context)
  return app
}

/**
 * How many requests of one endpoint may be under way. Beyond that the server says at once that it is busy: whoever is
 * let in is served in the usual time, and whoever is not knows when to come back. Each endpoint counts for itself, so
 * that a bank that is slow never closes the tills. A thousand payments are a tenth of a second's work.
 */
const mostUnderWay = 1000

/** So many residents are recalled: those of the last minutes of a busy town, in about ten megabytes. */
const mostRecalled = 20_000

type Callers = { findCaller: FindCaller; recollection: Recollection }

function mount(
  app: FastifyInstance,
  context: Context,
  { findCaller, recollection }: Callers,
  { endpoint, handle, recallsCaller = false }: Route,
): void {
  if (
    recallsCaller &&
    (whileFrozen(endpoint) === 'stops' || endpoint.refusals.includes('step_up_required'))
  ) {
    throw new Error(`${endpoint.method} ${endpoint.path} needs more of its caller than to be recalled`)
  }
  let underWay = 0
  async function answer(request: FastifyRequest, response: FastifyReply): Promise<unknown> {
    const recalled = recallsCaller ? recall(context, recollection, request, endpoint) : undefined
    if (recalled) {
      try {
        return await answerTo(recalled, request, response)
      } catch (error) {
        if (!(error instanceof Refusal && error.code === 'not_signed_in')) throw error
        recollection.forget(recalled)
      }
    }
    const caller = await identify(context, findCaller, request, endpoint)
    if (caller) await requireNotFrozen(context, caller, endpoint)
    if (caller && endpoint.refusals.includes('step_up_required')) requireStepUp(context, caller)
    return answerTo(caller, request, response)
  }
  async function answerTo(caller: Caller | undefined, request: FastifyRequest, response: FastifyReply) {
    return handle({
      context,
      caller: caller as never,
      params: parse(endpoint.params, request.params) as undefined,
      query: parse(endpoint.query, request.query) as undefined,
      body: parse(endpoint.body, withKey(request)) as undefined,
      request,
      response,
    })
  }
  app.route({
    method: endpoint.method,
    url: `/api${endpoint.path}`,
    // Before anything is read or looked up: to say no must cost next to nothing when thousands hear it each second.
    onRequest: (_request, response, done) => {
      if (underWay < mostUnderWay) done()
      else sayBusy(response)
    },
    bodyLimit: endpoint.largestBody ?? largestBody,
    handler: async (request, response) => {
      // Bodies that arrive late let more in by the first look than there is room for.
      if (underWay >= mostUnderWay) return sayBusy(response)
      underWay += 1
      const reply = await answer(request, response).finally(() => (underWay -= 1))
      return response.type('application/json; charset=utf-8').send(JSON.stringify(reply))
    },
  })
}

/** A till program may send the act's id as its `Idempotency-Key` (IETF draft); it must not say two different ones. */
function withKey({ body, headers }: FastifyRequest): unknown {
  const key = headers['idempotency-key']
  if (typeof key !== 'string' || typeof body !== 'object' || body === null) return body
  if ('id' in body && body.id !== key) refuse('invalid_input')
  return { ...body, id: key }
}

function parse(schema: z.ZodType | undefined, value: unknown): unknown {
  if (schema === undefined) return undefined
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw new InvalidInput(parsed.error.issues)
  return parsed.data
}

// Hooks on every request are written with callbacks: a promise for each would cost a tenth of a payment.

/** Browsers say where a request comes from; another site may not act with our visitors' cookies (CSRF). */
function refuseForeignOrigin(context: Context) {
  return (request: FastifyRequest, _response: FastifyReply, done: HookHandlerDoneFunction) => {
    const { origin } = request.headers
    const acts = request.method !== 'GET' && request.method !== 'HEAD' && request.url.startsWith('/api/')
    const foreign = origin !== undefined && origin !== context.config.origin
    // A provider's form comes from the provider's site; its secret state says what it belongs to.
    done(acts && foreign && !request.url.startsWith(providerReturns) ? new Refusal('not_allowed') : undefined)
  }
}

const securityHeaders = (map: Config['map']) => ({
  'content-security-policy': [
    "default-src 'self'",
    "img-src 'self' data:",
    // The only foreign address that a page may ask: the pictures behind the map of stores.
    ...(map ? [`connect-src 'self' ${new URL(map.tiles).origin}`] : []),
    "style-src 'self' 'unsafe-inline'",
    // A bank account is registered by posting a form to the bank's own site.
    'form-action *',
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; '),
  'referrer-policy': 'strict-origin-when-cross-origin',
  'x-content-type-options': 'nosniff',
  'permissions-policy': 'camera=(self), microphone=(), geolocation=(self)',
})

/** What the API answers is data: nobody keeps it, and nobody takes it for a page. */
const dataHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
}

function addSecurityHeaders({ config }: Context) {
  const pageHeaders = securityHeaders(config.map)
  return (request: FastifyRequest, response: FastifyReply, done: HookHandlerDoneFunction) => {
    response.headers(request.url.startsWith('/api/') ? dataHeaders : pageHeaders)
    done()
  }
}
