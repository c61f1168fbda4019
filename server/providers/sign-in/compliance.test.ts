// What Google and Apple must do without a person at hand. It runs against the simulators, and with
// GOOGLE_TEST_CLIENT_ID, GOOGLE_TEST_CLIENT_SECRET, or APPLE_TEST_CLIENT_ID, APPLE_TEST_TEAM_ID, APPLE_TEST_KEY_ID,
// APPLE_TEST_PRIVATE_KEY, and SIGN_IN_TEST_REDIRECT_URI against the companies themselves.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Running } from '../../../simulators/lib/http.ts'
import { startSignIn } from '../../../simulators/sign-in/server.ts'
import { demoApple, demoGoogle } from '../demo-keys.ts'
import { apple, google } from './oidc.ts'
import type { SignInProvider } from './port.ts'

const env = process.env
const redirectUri = env['SIGN_IN_TEST_REDIRECT_URI'] ?? 'http://localhost:3000/api/sign-in/returns/here'
let simulator: Running
let providers: Record<'google' | 'apple', SignInProvider>

before(async () => {
  simulator = await startSignIn({ nasty: false })
  providers = { google: openGoogle(), apple: openApple() }
})
after(() => simulator.close())

function openGoogle(): SignInProvider {
  const [clientId, clientSecret] = [env['GOOGLE_TEST_CLIENT_ID'], env['GOOGLE_TEST_CLIENT_SECRET']]
  return clientId && clientSecret
    ? google({ issuer: 'https://accounts.google.com', clientId, clientSecret })
    : google({ issuer: `${simulator.url}/google`, ...demoGoogle })
}

function openApple(): SignInProvider {
  const [clientId, privateKey] = [env['APPLE_TEST_CLIENT_ID'], env['APPLE_TEST_PRIVATE_KEY']]
  if (!clientId || !privateKey) return apple({ issuer: `${simulator.url}/apple`, ...demoApple })
  const [teamId = '', keyId = ''] = [env['APPLE_TEST_TEAM_ID'], env['APPLE_TEST_KEY_ID']]
  const issuer = 'https://appleid.apple.com'
  return apple({ issuer, clientId, teamId, keyId, privateKey: privateKey.replaceAll('\\n', '\n') })
}

for (const name of ['google', 'apple'] as const) {
  test(`${name}: it is found, and the address to go to asks for all that it must`, async () => {
    const { redirectUrl, secrets } = await providers[name].begin({ redirectUri })
    const asked = new URL(redirectUrl).searchParams
    assert.deepEqual(
      [
        asked.get('response_type'),
        asked.get('state'),
        asked.get('nonce'),
        asked.get('code_challenge_method'),
      ],
      ['code', secrets.state, secrets.nonce, 'S256'],
    )
    assert.match(asked.get('scope') ?? '', /\bopenid\b.*\bemail\b/)
    assert.equal(asked.get('response_mode'), name === 'apple' ? 'form_post' : null)
  })

  test(`${name}: a made-up code, a foreign state and going back open nothing`, async () => {
    const comeBack = async (fields: (state: string) => Record<string, string>) => {
      const { secrets } = await providers[name].begin({ redirectUri })
      return providers[name].complete({ returned: fields(secrets.state), secrets, redirectUri })
    }
    const protocol = { ok: false, reason: 'protocol' }
    assert.deepEqual(await comeBack((state) => ({ code: 'made-up', state })), protocol)
    assert.deepEqual(await comeBack(() => ({ code: 'made-up', state: 'foreign' })), protocol)
    const error = name === 'apple' ? 'user_cancelled_authorize' : 'access_denied'
    assert.deepEqual(await comeBack((state) => ({ error, state })), { ok: false, reason: 'cancelled' })
  })
}
