// What any provider of the card check must do without a person and a card at hand. It runs against the simulator,
// and with MYNA_TEST_ISSUER, MYNA_TEST_CLIENT_ID, MYNA_TEST_PRIVATE_JWK and MYNA_TEST_REDIRECT_URI against a real one.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startIdCard } from '../../../simulators/id-card/server.ts'
import type { Running } from '../../../simulators/lib/http.ts'
import { openPage } from '../../../simulators/lib/walker.ts'
import { demoIdCard } from '../demo-keys.ts'
import { oidcIdCard, type OidcConfig } from './oidc.ts'
import type { IdCardProvider } from './port.ts'

const env = process.env
const redirectUri = env['MYNA_TEST_REDIRECT_URI'] ?? 'http://localhost:3000/api/card-checks/callback'
let simulator: Running | undefined
let config: OidcConfig
let provider: IdCardProvider

before(async () => {
  const issuer = env['MYNA_TEST_ISSUER']
  if (!issuer) simulator = await startIdCard({ nasty: false })
  config = issuer
    ? {
        issuer,
        clientId: env['MYNA_TEST_CLIENT_ID'] ?? '',
        privateJwk: JSON.parse(env['MYNA_TEST_PRIVATE_JWK'] ?? '{}') as OidcConfig['privateJwk'],
      }
    : { issuer: `${simulator?.url}/api/realms/main`, ...demoIdCard }
  provider = oidcIdCard(config)
})
after(() => simulator?.close())

test('the provider is found, and the address to go to asks for all that it must', async () => {
  const { redirectUrl, secrets } = await provider.begin({ redirectUri })
  const asked = new URL(redirectUrl).searchParams
  for (const [name, value] of [
    ['response_type', 'code'],
    ['code_challenge_method', 'S256'],
    ['state', secrets.state],
    ['nonce', secrets.nonce],
    ['redirect_uri', redirectUri],
  ] as const)
    assert.equal(asked.get(name), value, name)
  assert.match(asked.get('scope') ?? '', /\bopenid\b/)
})

test('our address is registered there, and a foreign one is not', async () => {
  const own = await openPage((await provider.begin({ redirectUri })).redirectUrl)
  assert.ok(own.status < 400, `ours was answered with ${own.status}`)
  const foreign = await provider.begin({ redirectUri: 'https://evil.example/callback' })
  assert.ok((await openPage(foreign.redirectUrl)).status >= 400)
})

/** Comes back with these fields, as somebody's browser might. */
async function comeBack(fields: (state: string) => Record<string, string>) {
  const { secrets } = await provider.begin({ redirectUri })
  const query = new URLSearchParams(fields(secrets.state)).toString()
  return provider.complete({ callbackUrl: new URL(`${redirectUri}?${query}`), secrets, redirectUri })
}

test('a made-up code, a foreign state and a refusal open nothing', async () => {
  const protocol = { ok: false, reason: 'protocol' }
  assert.deepEqual(await comeBack((state) => ({ code: 'made-up', state })), protocol)
  assert.deepEqual(await comeBack(() => ({ code: 'made-up', state: 'foreign' })), protocol)
  const refused = await comeBack((state) => ({ error: 'access_denied', state }))
  assert.deepEqual(refused, { ok: false, reason: 'cancelled' })
})

test('a provider that is not there is unavailable', async () => {
  const nobody = oidcIdCard({ ...config, issuer: 'http://127.0.0.1:9', timeoutMs: 500 })
  await assert.rejects(nobody.begin({ redirectUri }))
  const secrets = { state: 's', nonce: 'n', verifier: 'v'.repeat(43) }
  const callbackUrl = new URL(`${redirectUri}?code=c&state=s`)
  assert.deepEqual(await nobody.complete({ callbackUrl, secrets, redirectUri }), {
    ok: false,
    reason: 'unavailable',
  })
})
