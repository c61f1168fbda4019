// What both providers share: requests under way, single-use codes, signed ID tokens and their deliberate faults.
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose'
import { queryPart } from '../lib/http.ts'
import type { FastifyRequest } from 'fastify'
import type { TokenFault } from './behaviour.ts'

/** A lawful request for authorization, as it came in. */
export type AuthRequest = {
  clientId: string
  redirectUri: string
  scope: readonly string[]
  state: string
  nonce: string
  codeChallenge: string
}

type Grant = { request: AuthRequest; claims: JWTPayload; expires: number; used: boolean }

export type Grants = Awaited<ReturnType<typeof makeGrants>>

const visitSeconds = 600
const tokenSeconds = 3600

/** Keeps one provider's requests and codes; `codeSeconds` is how long a code lives. */
export async function makeGrants(now: () => Date, codeSeconds: number) {
  const seconds = () => Math.floor(now().getTime() / 1000)
  const [keys, foreign] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')])
  const kid = randomBytes(5).toString('hex')
  const jwk = { ...(await exportJWK(keys.publicKey)), kid, alg: 'RS256', use: 'sig' }
  const visits = new Map<string, { request: AuthRequest; expires: number }>()
  const grants = new Map<string, Grant>()
  const ordered: TokenFault[] = []

  return {
    keySet: { keys: [jwk] },
    beginVisit(request: AuthRequest): string {
      const id = randomUUID()
      visits.set(id, { request, expires: seconds() + visitSeconds })
      return id
    },
    findVisit(id: string): AuthRequest | undefined {
      const visit = visits.get(id)
      return visit && visit.expires > seconds() ? visit.request : undefined
    },
    /** A single-use code for somebody who has agreed. */
    issueCode(request: AuthRequest, claims: JWTPayload): string {
      const code = randomBytes(24).toString('base64url')
      grants.set(code, { request, claims, expires: seconds() + codeSeconds, used: false })
      return code
    },
    /** Spends a code; undefined when anything about it is wrong. */
    redeem(form: Record<string, string>, clientId: string): Grant | undefined {
      const grant = grants.get(form['code'] ?? '')
      if (!grant || grant.used || grant.expires < seconds()) return undefined
      const { request } = grant
      if (request.clientId !== clientId || request.redirectUri !== form['redirect_uri']) return undefined
      const challenge = createHash('sha256').update(form['code_verifier'] ?? '')
      if (request.codeChallenge && request.codeChallenge !== challenge.digest('base64url')) return undefined
      grant.used = true
      return grant
    },
    /** Makes the next ID token wrong in this way. */
    order: (fault: TokenFault) => void ordered.push(fault),
    /** The answer of the token endpoint for a spent code. */
    async answer(issuer: string, { request, claims }: Grant) {
      const fault = ordered.shift()
      const from = seconds() - (fault === 'expired' ? 2 * tokenSeconds : 0)
      const payload: JWTPayload = {
        ...claims,
        ...(fault === 'no_mail' ? { email: undefined } : {}),
        iss: issuer,
        aud: fault === 'wrong_audience' ? 'somebody-else' : request.clientId,
        nonce: fault === 'wrong_nonce' ? 'another-nonce' : request.nonce,
        iat: from,
        exp: from + tokenSeconds,
      }
      const key = fault === 'foreign_key' ? foreign.privateKey : keys.privateKey
      const signed = new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' })
      return {
        access_token: randomBytes(32).toString('base64url'),
        token_type: 'Bearer',
        expires_in: tokenSeconds,
        id_token: fault === 'alg_none' ? new UnsecuredJWT(payload).encode() : await signed.sign(key),
      }
    },
    clear() {
      visits.clear()
      grants.clear()
      ordered.length = 0
    },
  }
}

/** What was asked in the query; the caller judges it. */
export function requestIn(request: FastifyRequest): AuthRequest {
  const part = (name: string) => queryPart(request, name)
  return {
    clientId: part('client_id'),
    redirectUri: part('redirect_uri'),
    scope: part('scope').split(' ').filter(Boolean),
    state: part('state'),
    nonce: part('nonce'),
    codeChallenge: part('code_challenge'),
  }
}

/** Registered addresses may end in `*`, which stands for a port and a path, never for another host. */
export function isRegistered(patterns: readonly string[], uri: string): boolean {
  if (!URL.canParse(uri)) return false
  const { username, password, href } = new URL(uri)
  if (username || password) return false
  return patterns.some((p) => (p.endsWith('*') ? href.startsWith(p.slice(0, -1)) : uri === p))
}
