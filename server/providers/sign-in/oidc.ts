// OpenID Connect for signing in: code flow with PKCE, ID tokens with RS256 whose signature is always checked.
// Google and Apple take the same path and differ in how the answer comes and what the client secret is.
import { importPKCS8, SignJWT } from 'jose'
import * as client from 'openid-client'
import type { SignInFailure, SignInProvider, SignInResult, SignInSecrets } from './port.ts'

type Party = {
  issuer: string
  clientId: string
  /** How the client proves itself to the token endpoint. */
  authentication: client.ClientAuth
  /** Further fields of the authorization request. */
  asks: Record<string, string>
  timeoutMs?: number
}

export type GoogleConfig = { issuer: string; clientId: string; clientSecret: string }
export type AppleConfig = {
  issuer: string
  clientId: string
  teamId: string
  keyId: string
  /** PKCS#8 in PEM, as Apple hands it out. */
  privateKey: string
}

/** Minutes that a client secret for Apple lives; one is made for every request. */
const secretMinutes = 5

/** Signing in with Google. Plain http is spoken to this machine only; another http issuer rejects. */
export function google({ issuer, clientId, clientSecret }: GoogleConfig): SignInProvider {
  // Without the choice, a shared phone would take the account of whoever was there before.
  const asks = { prompt: 'select_account' }
  return oidcSignIn({ issuer, clientId, authentication: client.ClientSecretPost(clientSecret), asks })
}

/** Signing in with Apple: the secret is a JWT, and the answer comes as a form (Sign in with Apple, web). */
export function apple(config: AppleConfig): SignInProvider {
  const { issuer, clientId } = config
  const authentication = appleAuthentication(config)
  return oidcSignIn({ issuer, clientId, authentication, asks: { response_mode: 'form_post' } })
}

/** How a client proves itself to Apple: client_secret_post with a secret that is signed for each request. */
export function appleAuthentication(config: AppleConfig): client.ClientAuth {
  return async (_server, _client, body) => {
    body.set('client_id', config.clientId)
    body.set('client_secret', await makeAppleSecret(config))
  }
}

async function makeAppleSecret({ issuer, clientId, teamId, keyId, privateKey }: AppleConfig) {
  return new SignJWT()
    .setProtectedHeader({ alg: 'ES256', kid: keyId })
    .setIssuer(teamId)
    .setSubject(clientId)
    .setAudience(issuer)
    .setIssuedAt()
    .setExpirationTime(`${secretMinutes}m`)
    .sign(await importPKCS8(privateKey, 'ES256'))
}

function oidcSignIn(party: Party): SignInProvider {
  let known: Promise<client.Configuration> | undefined
  const provider = () => {
    // A failed discovery is forgotten, so that the next visitor tries again.
    known ??= discover(party).catch((error: unknown) => {
      known = undefined
      throw error
    })
    return known
  }
  return {
    issuer: party.issuer,
    async begin({ redirectUri }) {
      const secrets = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
      }
      const url = client.buildAuthorizationUrl(await provider(), {
        redirect_uri: redirectUri,
        scope: 'openid email',
        state: secrets.state,
        nonce: secrets.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(secrets.verifier),
        code_challenge_method: 'S256',
        ...party.asks,
      })
      return { redirectUrl: url.href, secrets }
    },
    async complete({ returned, secrets, redirectUri }) {
      try {
        return await finish(await provider(), returned, secrets, redirectUri)
      } catch (error) {
        return { ok: false, reason: failureOf(error) }
      }
    },
    async revoke(refreshToken) {
      await client.tokenRevocation(await provider(), refreshToken, { token_type_hint: 'refresh_token' })
    },
  }
}

function discover({ issuer, clientId, authentication, timeoutMs = 8000 }: Party) {
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(new URL(issuer).hostname)
  const execute = [client.enableNonRepudiationChecks, ...(local ? [client.allowInsecureRequests] : [])]
  const metadata = { id_token_signed_response_alg: 'RS256' }
  const options = { execute, timeout: timeoutMs / 1000 }
  return client.discovery(new URL(issuer), clientId, metadata, authentication, options)
}

async function finish(
  provider: client.Configuration,
  returned: Record<string, string>,
  secrets: SignInSecrets,
  redirectUri: string,
): Promise<SignInResult> {
  // The registered address with what came back, whether it came in the address or in a form.
  const address = new URL(redirectUri)
  address.search = new URLSearchParams(returned).toString()
  const tokens = await client.authorizationCodeGrant(provider, address, {
    pkceCodeVerifier: secrets.verifier,
    expectedState: secrets.state,
    expectedNonce: secrets.nonce,
    idTokenExpected: true,
  })
  const claims = tokens.claims()
  if (!claims) return { ok: false, reason: 'protocol' }
  const mail = typeof claims['email'] === 'string' && claims['email'] !== '' ? claims['email'] : null
  // Apple writes the boolean as text at times.
  const mailVerified = mail !== null && String(claims['email_verified']) === 'true'
  return { ok: true, subject: claims.sub, mail, mailVerified, refreshToken: tokens.refresh_token ?? null }
}

/** What people do who go back: OAuth's own word, and Apple's. */
const cancellations: readonly string[] = ['access_denied', 'user_cancelled_authorize']
const outages: readonly string[] = ['temporarily_unavailable', 'server_error']

function failureOf(error: unknown): SignInFailure {
  if (error instanceof client.AuthorizationResponseError) {
    if (cancellations.includes(error.error)) return 'cancelled'
    return outages.includes(error.error) ? 'unavailable' : 'protocol'
  }
  if (error instanceof client.ResponseBodyError) return error.status >= 500 ? 'unavailable' : 'protocol'
  if (error instanceof client.ClientError) {
    const cause: unknown = error.cause
    const down = cause instanceof Response && cause.status >= 500
    return error.code === 'OAUTH_TIMEOUT' || down ? 'unavailable' : 'protocol'
  }
  // fetch reports a line that could not be opened, or broke, as a TypeError.
  return error instanceof TypeError && error.message === 'fetch failed' ? 'unavailable' : 'protocol'
}
