// A provider as Apple is met: form_post, a client secret that is a JWT with ES256, a name on the first visit
// only, addresses that stand in for the person's own, and booleans written as text.
import { randomBytes } from 'node:crypto'
import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose'
import { formOf, pathPart, queryPart, sendPage, type Simulator } from '../lib/http.ts'
import type { Store } from '../lib/store.ts'
import { type AuthRequest, type Grants, isRegistered, requestIn } from './grants.ts'
import { applePage, formPostPage, lostPage } from './pages.ts'
import { appleSubject, people, type Person, relayAddress } from './people.ts'

export type AppleClient = {
  clientId: string
  teamId: string
  keyId: string
  jwks: { keys: readonly object[] }
  redirectUris: readonly string[]
}

/** Who has agreed before, and by which refresh tokens the agreement can be taken back. */
export type AppleState = { agreed: Record<string, { hidesMail: boolean }>; tokens: Record<string, string> }

const base = '/apple'
const longestSecretSeconds = 15_777_000
const no = (error: string) => ({ error })

/** Hangs the provider on the simulator, below /apple, which is the path of its issuer. */
export function mountApple(sim: Simulator, client: AppleClient, grants: Grants, store: Store<AppleState>) {
  const { app } = sim
  const issuer = () => sim.origin() + base

  app.get(`${base}/.well-known/openid-configuration`, async () => discovery(issuer()))
  app.get(`${base}/auth/keys`, async () => grants.keySet)

  app.get(`${base}/auth/authorize`, async (request, reply) => {
    const asked = requestIn(request)
    if (asked.clientId !== client.clientId) return reply.code(400).send(no('invalid_client'))
    if (!isRegistered(client.redirectUris, asked.redirectUri))
      return reply.code(400).send(no('invalid_request'))
    const personal = asked.scope.includes('name') || asked.scope.includes('email')
    if (personal && queryPart(request, 'response_mode') !== 'form_post')
      return reply.code(400).send(no('invalid_request'))
    return reply.redirect(`${base}/visits/${grants.beginVisit(asked)}`, 303)
  })

  app.get(`${base}/visits/:visit`, async (request, reply) => {
    const id = pathPart(request, 'visit')
    if (!grants.findVisit(id)) return sendPage(reply, lostPage(), 404)
    return sendPage(reply, applePage(id, new Set(Object.keys(store.state.agreed))))
  })
  app.post(`${base}/visits/:visit`, async (request, reply) => {
    const visit = grants.findVisit(pathPart(request, 'visit'))
    if (!visit) return sendPage(reply, lostPage(), 404)
    const form = formOf(request)
    const person = people.find(({ id }) => id === form['person'])
    const fields = person
      ? agree(person, visit, form['mail'] === 'hide', { client, grants, store })
      : { state: visit.state, error: 'user_cancelled_authorize' }
    return sendPage(reply, formPostPage(visit.redirectUri, fields))
  })

  mountTokens(sim, client, grants, store)
}

/** The first choice about the mail address stays; only the first visit tells who the person is. */
function agree(
  person: Person,
  visit: AuthRequest,
  hide: boolean,
  { client, grants, store }: { client: AppleClient; grants: Grants; store: Store<AppleState> },
): Record<string, string> {
  const before = store.state.agreed[person.id]
  const { hidesMail } = (store.state.agreed[person.id] ??= { hidesMail: hide })
  store.save()
  const email = hidesMail ? relayAddress(person.id, client.clientId) : person.mail
  const mail = {
    email,
    // Text, not booleans: Apple sends either.
    email_verified: String(hidesMail || person.mailVerified),
    is_private_email: String(hidesMail),
  }
  const sub = appleSubject(person.id, client.teamId)
  const wanted = visit.scope.includes('email') ? mail : {}
  const code = grants.issueCode(visit, { sub, ...wanted, nonce_supported: true })
  if (before) return { code, state: visit.state }
  const name = { firstName: person.given, lastName: person.family }
  const user = { ...(visit.scope.includes('name') ? { name } : {}), email }
  return { code, state: visit.state, user: JSON.stringify(user) }
}

/** The endpoints that only the relying party's server calls. */
function mountTokens(sim: Simulator, client: AppleClient, grants: Grants, store: Store<AppleState>): void {
  const { app, door } = sim
  const issuer = () => sim.origin() + base

  app.post(`${base}/auth/token`, async (request, reply) => {
    const form = formOf(request)
    if (!(await isClient(form, client, issuer(), door.now())))
      return reply.code(400).send(no('invalid_client'))
    const grant = grants.redeem(form, client.clientId)
    if (form['grant_type'] !== 'authorization_code' || !grant)
      return reply.code(400).send(no('invalid_grant'))
    const refreshToken = randomBytes(32).toString('base64url')
    store.state.tokens[refreshToken] = String(grant.claims.sub)
    store.save()
    return { ...(await grants.answer(issuer(), grant)), refresh_token: refreshToken }
  })

  app.post(`${base}/auth/revoke`, async (request, reply) => {
    const form = formOf(request)
    if (!(await isClient(form, client, issuer(), door.now())))
      return reply.code(400).send(no('invalid_client'))
    const subject = store.state.tokens[form['token'] ?? '']
    const person = people.find(({ id }) => appleSubject(id, client.teamId) === subject)
    if (person) delete store.state.agreed[person.id]
    delete store.state.tokens[form['token'] ?? '']
    store.save()
    return reply.code(200).send()
  })
}

function discovery(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/auth/authorize`,
    token_endpoint: `${issuer}/auth/token`,
    revocation_endpoint: `${issuer}/auth/revoke`,
    jwks_uri: `${issuer}/auth/keys`,
    response_types_supported: ['code'],
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'email', 'name'],
    token_endpoint_auth_methods_supported: ['client_secret_post'],
  }
}

/** Whether the client secret is what Apple asks for: signed by the team's key, for Apple, not too long. */
async function isClient(
  form: Record<string, string>,
  client: AppleClient,
  audience: string,
  now: Date,
): Promise<boolean> {
  try {
    const secret = form['client_secret'] ?? ''
    const keySet = createLocalJWKSet(client.jwks as unknown as JSONWebKeySet)
    const { payload } = await jwtVerify(secret, keySet, {
      ...{ issuer: client.teamId, subject: client.clientId, audience, algorithms: ['ES256'] },
      ...{ requiredClaims: ['iat', 'exp'], currentDate: now },
    })
    const life = Number(payload.exp) - Number(payload.iat)
    const named = decodeProtectedHeader(secret).kid === client.keyId
    return named && form['client_id'] === client.clientId && life <= longestSecretSeconds
  } catch {
    return false
  }
}
