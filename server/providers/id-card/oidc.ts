// OpenID Connect as デジタル認証アプリ/マイナアプリ asks for it: code flow, PKCE S256, private_key_jwt with ES256.
import { importJWK, type JWK } from 'jose'
import * as client from 'openid-client'
import type { IdCardClaims, IdCardFailure, IdCardProvider, IdCardResult, IdCardSecrets } from './port.ts'

export type OidcConfig = {
  issuer: string
  clientId: string
  privateJwk: JWK
  /** Given where the provider publishes no discovery document. */
  endpoints?: { authorization: string; token: string; userinfo: string; jwks: string }
  /** What is asked of the person besides who it is: no more than the town uses, unless it says so. */
  scope?: string
  /** For example `aal3 crl`. */
  acrValues?: string
  /** The acr without which an answer is not believed; what providers write there is not published. */
  expectedAcr?: string
  timeoutMs?: number
  /**
   * Failures by the provider's error_description; an access_denied that is not listed counts as cancelled.
   */
  failures?: Record<string, IdCardFailure>
}

const failuresOfDemo: Record<string, IdCardFailure> = {
  user_cancelled: 'cancelled',
  pin_locked: 'pin_locked',
  certificate_revoked: 'card_revoked',
  certificate_expired: 'card_expired',
  certificate_not_accepted: 'protocol',
}
const outages: readonly string[] = ['temporarily_unavailable', 'server_error']

/**
 * Checks cards at the provider `issuer`. Plain http is spoken to this machine only; another http issuer
 * throws.
 */
export function oidcIdCard(config: OidcConfig): IdCardProvider {
  let known: Promise<client.Configuration> | undefined
  const provider = () => {
    // A failed discovery is forgotten, so that the next visitor tries again.
    known ??= discover(config).catch((error: unknown) => {
      known = undefined
      throw error
    })
    return known
  }
  return {
    async begin({ redirectUri }) {
      const secrets = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
      }
      const url = client.buildAuthorizationUrl(await provider(), {
        redirect_uri: redirectUri,
        scope: config.scope ?? 'openid address birthdate',
        state: secrets.state,
        nonce: secrets.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(secrets.verifier),
        code_challenge_method: 'S256',
        ...(config.acrValues ? { acr_values: config.acrValues } : {}),
      })
      return { redirectUrl: url.href, secrets }
    },
    async complete({ callbackUrl, secrets, redirectUri }) {
      try {
        return await finish(await provider(), config, callbackUrl, { secrets, redirectUri })
      } catch (error) {
        return { ok: false, reason: failureOf(error, config) }
      }
    },
  }
}

async function discover(config: OidcConfig): Promise<client.Configuration> {
  const key = (await importJWK(config.privateJwk, 'ES256')) as CryptoKey
  const timeout = (config.timeoutMs ?? 8000) / 1000
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(new URL(config.issuer).hostname)
  // Without this the library trusts the line to the token endpoint and looks at no signature.
  const execute = [client.enableNonRepudiationChecks, ...(local ? [client.allowInsecureRequests] : [])]
  const metadata = { id_token_signed_response_alg: 'ES256' }
  let tokenUrl = config.endpoints?.token ?? ''
  // The provider wants its token endpoint as audience; the library's default is the issuer.
  const signing = {
    [client.modifyAssertion]: (_header: unknown, payload: { aud?: unknown }) => void (payload.aud = tokenUrl),
  }
  const { kid } = config.privateJwk
  const authentication = client.PrivateKeyJwt(kid ? { key, kid } : key, signing)
  if (config.endpoints) {
    const { authorization, token, userinfo, jwks } = config.endpoints
    const endpoints = {
      authorization_endpoint: authorization,
      token_endpoint: token,
      userinfo_endpoint: userinfo,
    }
    const server = { issuer: config.issuer, ...endpoints, jwks_uri: jwks }
    const explicit = new client.Configuration(server, config.clientId, metadata, authentication)
    explicit.timeout = timeout
    for (const apply of execute) apply(explicit)
    return explicit
  }
  const options = { execute, timeout }
  const found = await client.discovery(
    new URL(config.issuer),
    config.clientId,
    metadata,
    authentication,
    options,
  )
  tokenUrl = found.serverMetadata().token_endpoint ?? ''
  return found
}

async function finish(
  provider: client.Configuration,
  config: OidcConfig,
  callbackUrl: URL,
  { secrets, redirectUri }: { secrets: IdCardSecrets; redirectUri: string },
): Promise<IdCardResult> {
  // Behind a proxy our own idea of the host may differ from the registered address, so only the query is
  // taken over.
  const returned = new URL(redirectUri)
  returned.search = callbackUrl.search
  const tokens = await client.authorizationCodeGrant(provider, returned, {
    pkceCodeVerifier: secrets.verifier,
    expectedState: secrets.state,
    expectedNonce: secrets.nonce,
    idTokenExpected: true,
  })
  const idToken = tokens.claims()
  if (!idToken || (config.expectedAcr && idToken.acr !== config.expectedAcr)) {
    return { ok: false, reason: 'protocol' }
  }
  const person = await client.fetchUserInfo(provider, tokens.access_token, idToken.sub)
  const authenticated = typeof idToken.auth_time === 'number' ? idToken.auth_time : idToken.iat
  return {
    ok: true,
    issuer: idToken.iss,
    subject: idToken.sub,
    authenticatedAt: new Date(authenticated * 1000),
    claims: claimsOf(person),
  }
}

/** How a claim says that it is written in katakana (OpenID Connect Core 1.0, section 5.2). */
const inKana = '#ja-Kana-JP'

/**
 * Formats are not published: a date comes with or without hyphens, and the card itself says 1, 2, 3 for
 * gender. A date of another form counts as not given, because an age would be guessed from it.
 */
function claimsOf(person: client.UserInfoResponse): IdCardClaims {
  const address: unknown = person.address
  const place = text(address) ?? text((address as { formatted?: unknown } | undefined)?.formatted)
  const [name, gender] = [text(person.name), text(person.gender)]
  const [family, given] = [text(person[`family_name${inKana}`]), text(person[`given_name${inKana}`])]
  const birthdate = text(person.birthdate)?.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')
  const genders: Record<string, string> = { '1': 'male', '2': 'female', '3': 'other' }
  return {
    ...(name ? { name } : {}),
    ...(family && given ? { kana: { family, given } } : {}),
    ...(place ? { address: place } : {}),
    ...(birthdate && /^\d{4}-\d{2}-\d{2}$/.test(birthdate) ? { birthdate } : {}),
    ...(gender ? { gender: genders[gender] ?? gender } : {}),
  }
}

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)

function failureOf(error: unknown, config: OidcConfig): IdCardFailure {
  if (error instanceof client.AuthorizationResponseError) {
    if (outages.includes(error.error)) return 'unavailable'
    if (error.error !== 'access_denied') return 'protocol'
    return { ...failuresOfDemo, ...config.failures }[error.error_description ?? ''] ?? 'cancelled'
  }
  if (error instanceof client.ResponseBodyError) return error.status >= 500 ? 'unavailable' : 'protocol'
  if (error instanceof client.ClientError) {
    const cause: unknown = error.cause
    if (error.code === 'OAUTH_TIMEOUT' || (cause instanceof Response && cause.status >= 500))
      return 'unavailable'
    return 'protocol'
  }
  // fetch reports a line that could not be opened, or broke, as a TypeError.
  return error instanceof TypeError && error.message === 'fetch failed' ? 'unavailable' : 'protocol'
}
