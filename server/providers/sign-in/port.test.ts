// What we rely on from Google and Apple, tried through the real adapter against the two simulated providers.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as client from 'openid-client'
import type { Running } from '../../../simulators/lib/http.ts'
import { openPage } from '../../../simulators/lib/walker.ts'
import { chooseAccount, type WayBack } from '../../../simulators/sign-in/walk.ts'
import { startSignIn } from '../../../simulators/sign-in/server.ts'
import { demoApple, demoGoogle } from '../demo-keys.ts'
import { apple, appleAuthentication, google } from './oidc.ts'
import type { SignInProvider } from './port.ts'

const redirectUri = 'http://localhost:3000/api/sign-in/returns/here'
let simulator: Running
let providers: { google: SignInProvider; apple: SignInProvider }
const names = ['google', 'apple'] as const
type Name = (typeof names)[number]

before(async () => {
  simulator = await startSignIn({ nasty: false })
  providers = {
    google: google({ issuer: `${simulator.url}/google`, ...demoGoogle }),
    apple: apple({ issuer: `${simulator.url}/apple`, ...demoApple }),
  }
})
after(() => simulator.close())

const fieldsOf = ({ url, form }: WayBack) => form ?? Object.fromEntries(url.searchParams)

async function visit(name: Name, person: string | null, typed: Parameters<typeof chooseAccount>[2] = {}) {
  const { redirectUrl, secrets } = await providers[name].begin({ redirectUri })
  const returned = fieldsOf(await chooseAccount(redirectUrl, person, typed))
  return { returned, secrets, redirectUri }
}

const order = (path: string, body: object) =>
  fetch(`${simulator.url}/__sim/${path}`, { method: 'POST', body: JSON.stringify(body) })

for (const name of names) {
  const provider = () => providers[name]

  test(`${name}: the same person has the same subject, another one another`, async () => {
    const first = await provider().complete(await visit(name, 'misaki'))
    const again = await provider().complete(await visit(name, 'misaki'))
    const other = await provider().complete(await visit(name, 'sota'))
    assert.ok(first.ok && other.ok)
    assert.ok(again.ok)
    assert.deepEqual({ ...again, refreshToken: null }, { ...first, refreshToken: null })
    assert.notEqual(other.subject, first.subject)
    assert.deepEqual([first.mail, first.mailVerified], ['misaki.minuma@mail.example', true])
  })

  test(`${name}: an address that nobody has verified is said to be so`, async () => {
    const result = await provider().complete(await visit(name, 'ren'))
    assert.deepEqual(result.ok && [result.mail, result.mailVerified], ['ren.nishi@mail.example', false])
  })

  test(`${name}: going back is a cancellation`, async () => {
    const result = await provider().complete(await visit(name, null))
    assert.deepEqual(result, { ok: false, reason: 'cancelled' })
  })

  test(`${name}: a code works once, and only for the visit that asked for it`, async () => {
    const seen = await visit(name, 'sota')
    assert.equal((await provider().complete(seen)).ok, true)
    assert.deepEqual(await provider().complete(seen), { ok: false, reason: 'protocol' })
    for (const wrong of [{ state: 'other' }, { nonce: 'other' }, { verifier: 'x'.repeat(43) }]) {
      const own = await visit(name, 'sota')
      const result = await provider().complete({ ...own, secrets: { ...own.secrets, ...wrong } })
      assert.deepEqual(result, { ok: false, reason: 'protocol' }, JSON.stringify(wrong))
    }
  })

  for (const fault of ['alg_none', 'foreign_key', 'wrong_nonce', 'wrong_audience', 'expired']) {
    test(`${name}: an ID token that is wrong opens nothing: ${fault}`, async () => {
      const seen = await visit(name, 'sota')
      await order('id-tokens', { provider: name, fault })
      assert.deepEqual(await provider().complete(seen), { ok: false, reason: 'protocol' })
    })
  }

  test(`${name}: a provider that is down is unavailable`, async () => {
    const seen = await visit(name, 'sota')
    for (const effect of ['error', 'drop-response']) {
      await order('faults', { match: '/token', effect })
      assert.deepEqual(await provider().complete(seen), { ok: false, reason: 'unavailable' })
    }
  })

  test(`${name}: an address that is not registered is told nothing`, async () => {
    const { redirectUrl } = await provider().begin({ redirectUri: 'https://evil.example/returns' })
    assert.equal((await openPage(redirectUrl)).status, 400)
  })
}

test('apple: what was agreed to is taken back by the token that came with it; google gives none', async () => {
  const [agreed, other] = [await visit('apple', 'misaki'), await visit('google', 'misaki')]
  const [result, withGoogle] = [
    await providers.apple.complete(agreed),
    await providers.google.complete(other),
  ]
  assert.ok(result.ok && withGoogle.ok && result.refreshToken !== null)
  assert.equal(withGoogle.refreshToken, null)
  assert.equal((await visit('apple', 'misaki')).returned['user'], undefined, 'known there')
  await order('faults', { match: '/auth/revoke', effect: 'error' })
  await assert.rejects(providers.apple.revoke(result.refreshToken))
  await providers.apple.revoke(result.refreshToken)
  await providers.apple.revoke(result.refreshToken)
  assert.ok((await visit('apple', 'misaki')).returned['user'], 'a stranger again')
})

test('apple: a hidden address is a verified one that stands in', async () => {
  const first = await providers.apple.complete(await visit('apple', 'chiyo', { mail: 'hide' }))
  assert.ok(first.ok)
  assert.match(first.mail ?? '', /^[0-9a-f]{10}@privaterelay\.example$/)
  assert.equal(first.mailVerified, true)
  const again = await providers.apple.complete(await visit('apple', 'chiyo', { mail: 'share' }))
  assert.equal(again.ok && again.mail, first.mail, 'the first choice stays')
})

test('apple: the person is described on the first visit only, and nobody misses it later', async () => {
  const first = await visit('apple', 'daichi')
  assert.deepEqual(JSON.parse(first.returned['user'] ?? ''), { email: 'daichi.midori@mail.example' })
  const second = await visit('apple', 'daichi')
  assert.equal(second.returned['user'], undefined)
  assert.equal((await providers.apple.complete(second)).ok, true)
})

test('apple: with the name asked for, it comes on the first visit only', async () => {
  const { redirectUrl } = await providers.apple.begin({ redirectUri })
  const url = new URL(redirectUrl)
  url.searchParams.set('scope', 'openid name email')
  const person = fieldsOf(await chooseAccount(url.href, 'hanako'))['user'] ?? ''
  assert.deepEqual(JSON.parse(person).name, { firstName: '花子', lastName: '埼玉' })
  assert.equal(fieldsOf(await chooseAccount(url.href, 'hanako'))['user'], undefined)
})

test('apple: a secret for another team, or by another key’s name, opens nothing', async () => {
  for (const wrong of [{ teamId: 'OTHERTEAM0' }, { keyId: 'OTHERKEY00' }]) {
    const stranger = apple({ issuer: `${simulator.url}/apple`, ...demoApple, ...wrong })
    const seen = await visit('apple', 'sota')
    assert.deepEqual(await stranger.complete(seen), { ok: false, reason: 'protocol' })
    assert.equal((await providers.apple.complete(seen)).ok, true, 'the code was not spent')
  }
})

test('google: a wrong client secret opens nothing', async () => {
  const issuer = `${simulator.url}/google`
  const stranger = google({ issuer, ...demoGoogle, clientSecret: 'guessed' })
  assert.deepEqual(await stranger.complete(await visit('google', 'sota')), { ok: false, reason: 'protocol' })
})

test('apple: a refresh token takes the agreement back, so that the next visit is a first one', async () => {
  const seen = await visit('apple', 'misaki')
  const discovered = await client.discovery(
    new URL(`${simulator.url}/apple`),
    demoApple.clientId,
    {},
    appleAuthentication({ issuer: `${simulator.url}/apple`, ...demoApple }),
    { execute: [client.allowInsecureRequests] },
  )
  const address = new URL(redirectUri)
  address.search = new URLSearchParams(seen.returned).toString()
  const { state, nonce, verifier } = seen.secrets
  const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce }
  const { refresh_token: token = '' } = await client.authorizationCodeGrant(discovered, address, checks)
  assert.equal((await visit('apple', 'misaki')).returned['user'], undefined)
  await client.tokenRevocation(discovered, token)
  assert.ok((await visit('apple', 'misaki')).returned['user'])
})
