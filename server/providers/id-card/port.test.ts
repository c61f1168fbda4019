// What we rely on from the card check, tried through the real adapter against an OpenID provider with a card
// drawer.
import { exportJWK, generateKeyPair } from 'jose'
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { people } from '../../../simulators/id-card/people.ts'
import { startIdCard } from '../../../simulators/id-card/server.ts'
import { holdCard, showCard, walkToPassword } from '../../../simulators/id-card/walk.ts'
import type { Running } from '../../../simulators/lib/http.ts'
import { openPage } from '../../../simulators/lib/walker.ts'
import { demoIdCard } from '../demo-keys.ts'
import { oidcIdCard } from './oidc.ts'
import type { IdCardProvider } from './port.ts'

const redirectUri = 'http://localhost:3000/identity/callback'
let idCard: Running
let provider: IdCardProvider
let config: Parameters<typeof oidcIdCard>[0]

before(async () => {
  idCard = await startIdCard({ nasty: false })
  config = { issuer: `${idCard.url}/api/realms/main`, ...demoIdCard }
  provider = oidcIdCard(config)
})
after(() => idCard.close())

async function check(name: string, by = provider) {
  const { redirectUrl, secrets } = await by.begin({ redirectUri })
  const callbackUrl = await showCard(redirectUrl, name)
  return { callbackUrl, secrets, result: await by.complete({ callbackUrl, secrets, redirectUri }) }
}

test('a card is shown and the person is known', async () => {
  const everything = oidcIdCard({ ...config, scope: 'openid name address birthdate gender' })
  const { result } = await check('埼玉 花子', everything)
  assert.equal(result.ok, true)
  if (!result.ok) return
  assert.equal(result.issuer, config.issuer)
  assert.match(result.subject, /^[\w-]{43}$/)
  assert.ok(Math.abs(result.authenticatedAt.getTime() - Date.now()) < 60_000)
  assert.deepEqual(result.claims, {
    name: '埼玉 花子',
    address: '埼玉県さいたま市浦和区常盤九丁目99番1号',
    birthdate: '1984-04-12',
    gender: 'female',
  })
  const again = (await check('埼玉 花子')).result
  assert.equal(again.ok && again.subject, result.subject)
  const other = (await check('大宮 太郎')).result
  assert.notEqual(other.ok && other.subject, result.subject)
})

test('no more is asked for than the town needs: where somebody lives, and a birth date', async () => {
  const { redirectUrl } = await provider.begin({ redirectUri })
  assert.equal(new URL(redirectUrl).searchParams.get('scope'), 'openid address birthdate')
  const { result } = await check('浦和 陽子')
  assert.deepEqual(result.ok && Object.keys(result.claims).toSorted(), ['address', 'birthdate'])
})

test('the town’s drawer holds enough residents, and those who are special', () => {
  const residents = people.filter((p) => p.address.startsWith('埼玉県さいたま市') && p.note === '')
  assert.ok(residents.length >= 14)
  assert.equal(new Set(people.map((p) => p.id)).size, people.length)
  assert.equal(people.filter((p) => p.note !== '').length, 11)
})

test('explicit addresses work where nothing is published', async () => {
  const connect = `${config.issuer}/protocol/openid-connect`
  const endpoints = {
    authorization: `${connect}/auth`,
    token: `${connect}/token`,
    userinfo: `${connect}/userinfo`,
    jwks: `${connect}/certs`,
  }
  const explicit = oidcIdCard({ ...config, endpoints, scope: 'openid address' })
  const { redirectUrl, secrets } = await explicit.begin({ redirectUri })
  const result = await explicit.complete({
    callbackUrl: await showCard(redirectUrl, '浦和 陽子'),
    secrets,
    redirectUri,
  })
  assert.deepEqual(result.ok && Object.keys(result.claims), ['address'])
})

test('an answer of another strength than the expected one is not believed', async () => {
  for (const [expectedAcr, ok] of [
    ['aal3', true],
    ['aal2', false],
  ] as const) {
    const strict = oidcIdCard({ ...config, acrValues: 'aal3 crl', expectedAcr })
    const { redirectUrl, secrets } = await strict.begin({ redirectUri })
    assert.equal(new URL(redirectUrl).searchParams.get('acr_values'), 'aal3 crl')
    const callbackUrl = await showCard(redirectUrl, '浦和 陽子')
    assert.equal((await strict.complete({ callbackUrl, secrets, redirectUri })).ok, ok)
  }
})

test('leaving the app is a cancellation', async () => {
  const { redirectUrl, secrets } = await provider.begin({ redirectUri })
  const callbackUrl = (await (await openPage(redirectUrl)).press('やめる')).leftTo
  assert.ok(callbackUrl)
  assert.deepEqual(await provider.complete({ callbackUrl, secrets, redirectUri }), {
    ok: false,
    reason: 'cancelled',
  })
})

test('both documents must be ticked', async () => {
  const { redirectUrl } = await provider.begin({ redirectUri })
  const half = await (await openPage(redirectUrl)).press('同意する', { terms: 'yes' })
  assert.match(half.text, /両方を確認/)
})

test('a wrong password shows the tries left, a right one forgives, the third wrong one locks', async () => {
  const { redirectUrl, secrets } = await provider.begin({ redirectUri })
  const first = await holdCard(await walkToPassword(redirectUrl), '与野 健二', '0000')
  assert.match(first.text, /残り2回/)
  const read = await holdCard(first, '与野 健二')
  assert.match(read.text, /読み取りが完了しました/)

  let page = await walkToPassword((await provider.begin({ redirectUri })).redirectUrl)
  page = await holdCard(page, '与野 健二', '0000')
  page = await holdCard(page, '与野 健二', '0000')
  assert.match(page.text, /残り1回/)
  page = await holdCard(page, '与野 健二', '0000')
  assert.match(page.text, /ロックされています/)
  const next = await provider.begin({ redirectUri })
  const callbackUrl = await showCard(next.redirectUrl, '与野 健二')
  const result = await provider.complete({ callbackUrl, secrets: next.secrets, redirectUri })
  assert.deepEqual(result, { ok: false, reason: 'pin_locked' })
  assert.notEqual(secrets.state, next.secrets.state)
})

for (const [name, reason] of [
  ['鍵山 六郎', 'pin_locked'],
  ['満期 清', 'card_expired'],
  ['失効 ふみ', 'card_revoked'],
] as const) {
  test(`the card of ${name} is refused: ${reason}`, async () => {
    assert.deepEqual((await check(name)).result, { ok: false, reason })
  })
}

test('a code works once, and only for the visit that asked for it', async () => {
  const { callbackUrl, secrets, result } = await check('桜田 葵')
  assert.equal(result.ok, true)
  const replay = await provider.complete({ callbackUrl, secrets, redirectUri })
  assert.deepEqual(replay, { ok: false, reason: 'protocol' })
  for (const wrong of [{ state: 'other' }, { nonce: 'other' }, { verifier: 'x'.repeat(43) }]) {
    const { redirectUrl, secrets: own } = await provider.begin({ redirectUri })
    const url = await showCard(redirectUrl, '桜田 葵')
    const refused = await provider.complete({ callbackUrl: url, secrets: { ...own, ...wrong }, redirectUri })
    assert.deepEqual(refused, { ok: false, reason: 'protocol' })
  }
})

test('a stranger’s key, and an address that is not registered, open nothing', async () => {
  const { redirectUrl, secrets } = await provider.begin({ redirectUri })
  const callbackUrl = await showCard(redirectUrl, '桜田 葵')
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  const stranger = oidcIdCard({ ...config, privateJwk: { ...(await exportJWK(privateKey)), kid: 'demo-1' } })
  assert.deepEqual(await stranger.complete({ callbackUrl, secrets, redirectUri }), {
    ok: false,
    reason: 'protocol',
  })
  const elsewhere = await provider.begin({ redirectUri: 'https://evil.example/callback' })
  assert.equal((await openPage(elsewhere.redirectUrl)).status, 400)
})

test('a provider that is down is unavailable', async () => {
  const { redirectUrl, secrets } = await provider.begin({ redirectUri })
  const callbackUrl = await showCard(redirectUrl, '桜田 葵')
  for (const effect of ['error', 'drop-response']) {
    const order = { match: '/token', effect }
    await fetch(`${idCard.url}/__sim/faults`, { method: 'POST', body: JSON.stringify(order) })
    const result = await provider.complete({ callbackUrl, secrets, redirectUri })
    assert.deepEqual(result, { ok: false, reason: 'unavailable' })
  }
})
