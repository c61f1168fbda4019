// The OpenID provider as relying parties of デジタル認証アプリ/マイナアプリ meet it: code flow, PKCE S256,
// private_key_jwt and ID tokens with ES256, Keycloak-like paths. Made by hand on jose: five routes and no
// sessions.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { createHash, createHmac, randomBytes } from 'node:crypto'
import { createLocalJWKSet, exportJWK, generateKeyPair, type JSONWebKeySet, jwtVerify, SignJWT } from 'jose'
import { formOf, type Simulator } from '../lib/http.ts'
import { withQuery } from './card-desk.ts'
import type { AuthRequest } from './challenges.ts'
import { type Person, personOf } from './people.ts'
import type { Seal } from './seal.ts'

/** A registered relying party. A redirect address may end its port or path with `*`. */
export type Client = {
  /** Shown to the person who is asked for consent. */
  name: string
  clientId: string
  jwks: { keys: readonly object[] }
  redirectUris: readonly string[]
}

type Grant = {
  request: AuthRequest
  person: Person
  authTime: number
  expires: number
  used: boolean
  token: string
}
type Access = { grant: Grant; subject: string; expires: number }

const base = '/api/realms/main'
const connect = `${base}/protocol/openid-connect`
const codeSeconds = 60
const tokenSeconds = 300
const claimScopes = ['name', 'address', 'birthdate', 'gender'] as const
/** Asked for by towns whose provider knows the name as it sounds; the card itself does not have it. */
const kanaScope = 'kana'
const challengeForm = /^[0-9A-Za-z_-]{43,128}$/

/** What the provider remembers, by the secret that each was given. Memory only: all of it lives minutes. */
type Memory = { grants: Map<string, Grant>; accesses: Map<string, Access>; seenAssertions: Set<string> }
type Arrive = (asked: AuthRequest, request: FastifyRequest, reply: FastifyReply) => FastifyReply

/**
 * Hangs the provider on the simulator; `arrive` takes over a browser with a lawful request. Gives
 * `issueCode`.
 */
export async function mountProvider(sim: Simulator, clients: readonly Client[], seal: Seal, arrive: Arrive) {
  const { app, door } = sim
  const seconds = () => Math.floor(door.now().getTime() / 1000)
  const issuer = () => sim.origin() + base
  const signIdToken = await idTokenSigner(issuer, seconds)
  const memory: Memory = { grants: new Map(), accesses: new Map(), seenAssertions: new Set() }

  app.get(`${base}/.well-known/openid-configuration`, async () => discovery(issuer(), sim.origin() + connect))
  app.get(`${connect}/certs`, async () => ({ keys: [signIdToken.publicJwk, await seal.publicJwk()] }))
  app.get(`${connect}/auth`, async (request, reply) => authorise(clients, arrive, request, reply))
  app.post(`${connect}/token`, async (request, reply) => {
    const form = formOf(request)
    const tokenUrl = sim.origin() + `${connect}/token`
    const clientId = await clientOf(form, clients, tokenUrl, memory.seenAssertions, door.now())
    if (!clientId) return reply.code(401).send({ error: 'invalid_client' })
    if (form['grant_type'] !== 'authorization_code')
      return reply.code(400).send({ error: 'unsupported_grant_type' })
    const grant = redeem(memory, form, clientId, seconds())
    if (!grant) return reply.code(400).send({ error: 'invalid_grant' })
    const subject = subjectOf(grant.person.id, clientId)
    memory.accesses.set(grant.token, { grant, subject, expires: seconds() + tokenSeconds })
    return {
      access_token: grant.token,
      token_type: 'Bearer',
      expires_in: tokenSeconds,
      scope: grant.request.scope.join(' '),
      id_token: await signIdToken.sign(grant, subject),
    }
  })
  const userinfo = async (request: FastifyRequest, reply: FastifyReply) =>
    tellAbout(memory, seconds(), request, reply)
  app.get(`${connect}/userinfo`, userinfo)
  app.post(`${connect}/userinfo`, userinfo)

  return {
    /** Makes the single-use code for somebody whose card was read; valid for 60 seconds. */
    issueCode(request: AuthRequest, personId: string): string {
      const code = randomBytes(24).toString('base64url')
      const fresh = { authTime: seconds(), expires: seconds() + codeSeconds, used: false, token: '' }
      memory.grants.set(code, { request, person: personOf(personId), ...fresh })
      return code
    },
    clear: () => Object.values(memory).forEach((part) => part.clear()),
  }
}

function authorise(
  clients: readonly Client[],
  arrive: Arrive,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const query = request.query as Record<string, string>
  const client = clients.find((c) => c.clientId === query['client_id'])
  const redirectUri = query['redirect_uri'] ?? ''
  // With a wrong client or address there is nobody who may be told, so the browser stays here (RFC 6749
  // 4.1.2.1).
  if (!client || !client.redirectUris.some((pattern) => matches(pattern, redirectUri))) {
    return reply
      .code(400)
      .send({ error: 'invalid_request', error_description: 'unknown client_id or redirect_uri' })
  }
  const { state = '', nonce = '', code_challenge: codeChallenge = '' } = query
  const wrong = faultOf(query)
  if (wrong) return reply.redirect(withQuery(redirectUri, { ...wrong, state }), 303)
  const scope = (query['scope'] ?? '').split(' ')
  const acr = (query['acr_values'] ?? '').split(' ')
  const { clientId, name: clientName } = client
  const asked = { clientId, clientName, redirectUri, scope, acr, state, nonce, codeChallenge }
  return arrive(asked, request, reply)
}

/** Uses a code up and gives its grant a token; undefined for a code that does not open anything (any more). */
function redeem(
  { grants, accesses }: Memory,
  form: Record<string, string>,
  clientId: string,
  now: number,
): Grant | undefined {
  const grant = grants.get(form['code'] ?? '')
  if (!grant) return undefined
  // A code seen twice may be stolen: what it gave is taken back (RFC 6749 4.1.2).
  if (grant.used) accesses.delete(grant.token)
  const challenge = createHash('sha256')
    .update(form['code_verifier'] ?? '')
    .digest('base64url')
  const { request } = grant
  const lawful =
    request.clientId === clientId &&
    request.redirectUri === form['redirect_uri'] &&
    request.codeChallenge === challenge
  if (grant.used || !lawful || now > grant.expires) return undefined
  grant.used = true
  grant.token = randomBytes(32).toString('base64url')
  return grant
}

async function idTokenSigner(issuer: () => string, seconds: () => number) {
  const keys = await generateKeyPair('ES256')
  const publicJwk = { ...(await exportJWK(keys.publicKey)), kid: 'sim-1', alg: 'ES256', use: 'sig' }
  return {
    publicJwk,
    sign({ request, authTime, token }: Grant, subject: string): Promise<string> {
      const hash = createHash('sha256').update(token).digest().subarray(0, 16).toString('base64url')
      return new SignJWT({ nonce: request.nonce, auth_time: authTime, acr: 'aal3', at_hash: hash })
        .setProtectedHeader({ alg: 'ES256', kid: publicJwk.kid, typ: 'JWT' })
        .setIssuer(issuer())
        .setSubject(subject)
        .setAudience(request.clientId)
        .setIssuedAt(seconds())
        .setExpirationTime(seconds() + tokenSeconds)
        .sign(keys.privateKey)
    },
  }
}

/** The facts of the person, as far as the scope goes that was asked for and agreed to. */
function tellAbout(
  { accesses }: Memory,
  now: number,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const access = accesses.get(/^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '')
  if (!access || now > access.expires) {
    return reply
      .code(401)
      .header('www-authenticate', 'Bearer error="invalid_token"')
      .send({ error: 'invalid_token' })
  }
  const { person, request: asked } = access.grant
  const granted = claimScopes.filter((name) => asked.scope.includes(name)).map((name) => [name, person[name]])
  const kana = asked.scope.includes(kanaScope) ? kanaOf(person) : {}
  return reply.send({ sub: access.subject, ...Object.fromEntries(granted), ...kana })
}

/** The name in katakana under the tagged names of OpenID Connect Core 1.0, section 5.2. */
function kanaOf({ nameKana }: Person): Record<string, string> {
  const [family = '', ...given] = nameKana.split(' ')
  return { 'family_name#ja-Kana-JP': family, 'given_name#ja-Kana-JP': given.join(' ') }
}

/** The subject differs by relying party and stays the same over restarts. */
function subjectOf(personId: string, clientId: string): string {
  return createHmac('sha256', 'DEMO-pairwise-salt').update(`${clientId}|${personId}`).digest('base64url')
}

function discovery(issuer: string, endpoints: string) {
  return {
    issuer,
    authorization_endpoint: `${endpoints}/auth`,
    token_endpoint: `${endpoints}/token`,
    userinfo_endpoint: `${endpoints}/userinfo`,
    jwks_uri: `${endpoints}/certs`,
    response_types_supported: ['code'],
    grant_types_supported: ['authorization_code'],
    subject_types_supported: ['pairwise'],
    scopes_supported: ['openid', ...claimScopes, kanaScope],
    claims_supported: ['sub', ...claimScopes],
    acr_values_supported: ['aal3', 'crl'],
    id_token_signing_alg_values_supported: ['ES256'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ['ES256'],
    code_challenge_methods_supported: ['S256'],
  }
}

const no = (error: string, text: string) => ({ error, error_description: text })

function faultOf(query: Record<string, string>): { error: string; error_description: string } | undefined {
  if (query['response_type'] !== 'code') return no('unsupported_response_type', 'only code')
  if (!(query['scope'] ?? '').split(' ').includes('openid')) return no('invalid_scope', 'openid is required')
  if (!/^[\x21-\x7e]{1,255}$/.test(query['state'] ?? ''))
    return no('invalid_request', 'state: 1 to 255 ASCII')
  if (!/^[\x21-\x7e]{1,255}$/.test(query['nonce'] ?? ''))
    return no('invalid_request', 'nonce: 1 to 255 ASCII')
  if (query['code_challenge_method'] !== 'S256' || !challengeForm.test(query['code_challenge'] ?? '')) {
    return no('invalid_request', 'PKCE with S256 is required')
  }
  return undefined
}

/**
 * The client that signed the assertion (RFC 7523), undefined when anything about it is wrong or it is used
 * again.
 */
async function clientOf(
  form: Record<string, string>,
  clients: readonly Client[],
  audience: string,
  seen: Set<string>,
  now: Date,
): Promise<string | undefined> {
  if (form['client_assertion_type'] !== 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer')
    return undefined
  for (const { clientId, jwks } of clients) {
    try {
      const keySet = createLocalJWKSet(jwks as unknown as JSONWebKeySet)
      const rules = {
        audience,
        issuer: clientId,
        subject: clientId,
        algorithms: ['ES256'],
        maxTokenAge: '5m',
      }
      const { payload } = await jwtVerify(form['client_assertion'] ?? '', keySet, {
        ...rules,
        requiredClaims: ['jti', 'iat', 'exp'],
        clockTolerance: 5,
        currentDate: now,
      })
      if (seen.has(String(payload.jti))) return undefined
      seen.add(String(payload.jti))
      return clientId
    } catch {
      continue
    }
  }
  return undefined
}

/**
 * `http://localhost:*` lets every port and path of that host in; without `*` the address must be the very
 * same.
 */
function matches(pattern: string, uri: string): boolean {
  if (!URL.canParse(uri)) return false
  if (!pattern.endsWith('*')) return uri === pattern
  const start = pattern.slice(0, -1)
  // After `host:` only a port may follow, so that `http://localhost:x@elsewhere` does not pass.
  const { username, password, href } = new URL(uri)
  return !username && !password && href.startsWith(start)
}
