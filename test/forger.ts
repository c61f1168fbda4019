// An OpenID provider that forges: honest in all but the one thing that it is told to do wrong.
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  base64url,
  exportJWK,
  generateKeyPair,
  type JWTHeaderParameters,
  type JWTPayload,
  SignJWT,
} from 'jose'

type Keys = Awaited<ReturnType<typeof generateKeyPair>>
/** What a forgery may change, and with what it signs. */
type Draft = { header: JWTHeaderParameters; payload: JWTPayload; key: Keys['privateKey'] | Uint8Array }
/** What a forger has at hand: a key that is not the provider's, and the published one. */
type Tools = { foreign: Keys; foreignJwk: object; published: Uint8Array; origin: string }

export type Forgery = {
  /** Changes the ID token before it is signed. */
  draft?: (draft: Draft, tools: Tools) => void
  /** Changes the signed token. */
  token?: (token: string) => string
  /** Changes what userinfo says. */
  userinfo?: Record<string, unknown>
  /** Leaves the ID token out. */
  without?: true
}

const later = (seconds: number) => Math.floor(Date.now() / 1000) + seconds

/** Each way in which an ID token can be a lie, by what is wrong with it (RFC 8725, OpenID Connect Core 3.1.3.7). */
export const forgeries: Record<string, Forgery> = {
  'alg none': { token: (token) => `${encode({ alg: 'none' })}.${token.split('.')[1]}.` },
  'alg none, with the signature left': { token: withHeader({ alg: 'none' }) },
  'HS256 with the published key': {
    draft: (draft, { published }) => {
      draft.header = { alg: 'HS256' }
      draft.key = published
    },
  },
  'another key under the same kid': { draft: (draft, { foreign }) => void (draft.key = foreign.privateKey) },
  'a kid that is not published': { draft: ({ header }) => void (header.kid = 'unknown') },
  'a kid that is a path': { draft: ({ header }) => void (header.kid = '../../../../dev/null') },
  'a kid that is SQL': { draft: ({ header }) => void (header.kid = "' or '1'='1") },
  'a jku of the forger': {
    draft: (draft, { foreign, origin }) => {
      draft.header['jku'] = `${origin}/trap`
      draft.header.kid = 'trap'
      draft.key = foreign.privateKey
    },
  },
  'an x5u of the forger': {
    draft: (draft, { foreign, origin }) => {
      draft.header['x5u'] = `${origin}/trap`
      draft.key = foreign.privateKey
    },
  },
  'its own key in the header': {
    draft: (draft, { foreign, foreignJwk }) => {
      draft.header['jwk'] = foreignJwk
      draft.key = foreign.privateKey
    },
  },
  'a payload changed after signing': {
    token: (token) => {
      const [header, payload = '', signature] = token.split('.')
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object
      return `${header}.${encode({ ...claims, sub: 'somebody-else' })}.${signature}`
    },
  },
  'no signature': { token: (token) => token.replace(/[^.]+$/, '') },
  'another issuer': { draft: ({ payload }) => void (payload.iss = 'https://other.example') },
  'another audience': { draft: ({ payload }) => void (payload.aud = 'another-client') },
  'two audiences, for the other one': {
    draft: ({ payload }) => {
      payload['azp'] = 'another-client'
      payload.aud = ['another-client', String(payload.aud)]
    },
  },
  'another nonce': { draft: ({ payload }) => void (payload['nonce'] = 'another-nonce') },
  'no nonce': { draft: ({ payload }) => void delete payload['nonce'] },
  expired: {
    draft: ({ payload }) => {
      payload.iat = later(-7200)
      payload.exp = later(-3600)
    },
  },
  'no end': { draft: ({ payload }) => void delete payload.exp },
  'not valid yet': { draft: ({ payload }) => void (payload.nbf = later(3600)) },
  'no subject': { draft: ({ payload }) => void delete payload.sub },
  'no ID token at all': { without: true },
}

function withHeader(header: object): (token: string) => string {
  return (token) => token.replace(/^[^.]+/, encode(header))
}

const encode = (value: object) => base64url.encode(JSON.stringify(value))

export type Forger = Awaited<ReturnType<typeof startForger>>

/** Starts it; tokens are signed with `alg`. The nonce is told by the one who visits. */
export async function startForger(alg: 'RS256' | 'ES256', clientId: string) {
  const [keys, foreign] = await Promise.all([
    generateKeyPair(alg, { extractable: true }),
    generateKeyPair(alg, { extractable: true }),
  ])
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'k1', alg, use: 'sig' }
  const foreignJwk = { ...(await exportJWK(foreign.publicKey)), kid: 'trap', alg, use: 'sig' }
  const published = new TextEncoder().encode(JSON.stringify(jwk))
  let forgery: Forgery = {}
  let nonce = ''
  let trapped = 0
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://forger')
    if (pathname === '/trap') trapped += 1
    void answer(pathname).then((body) => sendJson(response, body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  async function answer(path: string): Promise<object> {
    const userinfo = { sub: 'honest', birthdate: '1984-04-12', ...forgery.userinfo }
    if (path === '/jwks') return { keys: [jwk] }
    if (path === '/trap') return { keys: [foreignJwk] }
    if (path === '/userinfo') return userinfo
    if (path !== '/token') return discovery(origin, alg)
    const id_token = forgery.without ? {} : { id_token: await idToken() }
    return { access_token: 'access', token_type: 'Bearer', expires_in: 300, ...id_token }
  }

  async function idToken(): Promise<string> {
    const payload = { iss: origin, aud: clientId, sub: 'honest', nonce, iat: later(0), exp: later(300) }
    const draft: Draft = { header: { alg, kid: 'k1' }, payload, key: keys.privateKey }
    forgery.draft?.(draft, { foreign, foreignJwk, published, origin })
    const token = await new SignJWT(draft.payload).setProtectedHeader(draft.header).sign(draft.key)
    return forgery.token?.(token) ?? token
  }

  return {
    issuer: origin,
    /** What the next token shall be like, for a visit with this nonce. */
    prepare: (next: Forgery, forNonce: string) => {
      forgery = next
      nonce = forNonce
    },
    /** How often somebody has fetched keys from where a token told them to. */
    trapped: () => trapped,
    close: () => server.close(),
  }
}

function discovery(origin: string, alg: string): object {
  return {
    ...{ issuer: origin, jwks_uri: `${origin}/jwks`, userinfo_endpoint: `${origin}/userinfo` },
    ...{ authorization_endpoint: `${origin}/auth`, token_endpoint: `${origin}/token` },
    ...{ response_types_supported: ['code'], subject_types_supported: ['pairwise'] },
    ...{ id_token_signing_alg_values_supported: [alg], code_challenge_methods_supported: ['S256'] },
  }
}

function sendJson(response: ServerResponse, body: object): void {
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify(body))
}
