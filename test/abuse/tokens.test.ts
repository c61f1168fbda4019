// ABU-A34 and ABU-A20: forged ID tokens, and answers that belong to somebody else's visit, against each adapter
// that believes a provider: the card check, Google, Apple.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { demoApple, demoGoogle, demoIdCard } from '#server/providers/demo-keys.ts'
import { oidcIdCard } from '#server/providers/id-card/oidc.ts'
import { apple, google } from '#server/providers/sign-in/oidc.ts'
import { forgeries, type Forger, type Forgery, startForger } from '../forger.ts'

const redirectUri = 'https://town.example/returns'
type Secrets = { state: string; nonce: string; verifier: string }
/** An adapter, with the answer of a provider in its own shape. */
type Believer = {
  begin: () => Promise<{ redirectUrl: string; secrets: Secrets }>
  complete: (returned: Record<string, string>, secrets: Secrets) => Promise<{ ok: boolean; reason?: string }>
}

const believers: Record<string, (issuer: string) => Believer> = {
  'the card check': (issuer) => {
    const provider = oidcIdCard({ issuer, ...demoIdCard })
    return {
      begin: () => provider.begin({ redirectUri }),
      complete: (returned, secrets) => {
        const callbackUrl = new URL(`${redirectUri}?${new URLSearchParams(returned).toString()}`)
        return provider.complete({ callbackUrl, secrets, redirectUri })
      },
    }
  },
  Google: (issuer) => signIn(google({ issuer, ...demoGoogle })),
  Apple: (issuer) => signIn(apple({ issuer, ...demoApple })),
}

function signIn(provider: ReturnType<typeof google>): Believer {
  return {
    begin: () => provider.begin({ redirectUri }),
    complete: (returned, secrets) => provider.complete({ returned, secrets, redirectUri }),
  }
}

const clientIds: Record<string, string> = {
  'the card check': demoIdCard.clientId,
  Google: demoGoogle.clientId,
  Apple: demoApple.clientId,
}

for (const [name, believe] of Object.entries(believers)) {
  let forger: Forger
  let believer: Believer
  before(async () => {
    forger = await startForger(name === 'the card check' ? 'ES256' : 'RS256', clientIds[name] ?? '')
    believer = believe(forger.issuer)
  })
  after(() => forger.close())

  const visit = async (
    forgery: Forgery,
    change: (secrets: Secrets) => Record<string, string> = () => ({}),
  ) => {
    const { secrets } = await believer.begin()
    forger.prepare(forgery, secrets.nonce)
    return believer.complete({ code: 'a-code', state: secrets.state, ...change(secrets) }, secrets)
  }

  test(`ABU-A34 ${name} believes a token with which nothing is wrong`, async () => {
    assert.equal((await visit({})).ok, true)
  })

  for (const [wrong, forgery] of Object.entries(forgeries)) {
    test(`ABU-A34 ${name} does not believe: ${wrong}`, async () => {
      assert.deepEqual(await visit(forgery), { ok: false, reason: 'protocol' })
      assert.equal(forger.trapped(), 0, 'no key was fetched from where the token said')
    })
  }

  test(`ABU-A34 ${name} does not take the answer of another issuer (mix-up, RFC 9207)`, async () => {
    const answer = await visit({}, () => ({ iss: 'https://other.example' }))
    assert.deepEqual(answer, { ok: false, reason: 'protocol' })
  })

  test(`ABU-A20 ${name} does not take an answer of another visit`, async () => {
    const first = await believer.begin()
    const second = await believer.begin()
    const returned = { code: 'a-code', state: first.secrets.state }
    forger.prepare({}, first.secrets.nonce)
    const crossed = await believer.complete(returned, second.secrets)
    assert.deepEqual(crossed, { ok: false, reason: 'protocol' }, 'its state')
    const guessed = { ...returned, state: second.secrets.state }
    assert.deepEqual(
      await believer.complete(guessed, second.secrets),
      { ok: false, reason: 'protocol' },
      'its nonce',
    )
    assert.deepEqual(await believer.complete({ code: 'a-code' }, first.secrets), {
      ok: false,
      reason: 'protocol',
    })
  })

  test(`${name}: each visit has a state, a nonce and a verifier of its own, of 128 bits and more`, async () => {
    const visits = await Promise.all(Array.from({ length: 20 }, () => believer.begin()))
    for (const part of ['state', 'nonce', 'verifier'] as const) {
      const values = visits.map(({ secrets }) => secrets[part])
      assert.equal(new Set(values).size, visits.length)
      for (const value of values) assert.ok(Buffer.from(value, 'base64url').length >= 16)
    }
    const address = new URL(visits[0]?.redirectUrl ?? '')
    assert.equal(address.searchParams.get('code_challenge_method'), 'S256')
    assert.ok(!address.href.includes(visits[0]?.secrets.verifier ?? '?'), 'the verifier stays here')
  })
}

test('ABU-A34 nobody believes metadata that names another issuer than the one that was asked', async () => {
  const forger = await startForger('RS256', 'any')
  for (const [name, believe] of Object.entries(believers)) {
    // The forger's metadata names its own address, whatever was asked.
    await assert.rejects(believe(`${forger.issuer}/elsewhere`).begin(), name)
  }
  forger.close()
})

test('ABU-A34 the card check does not take what is told of somebody else than the token names', async () => {
  const forger = await startForger('ES256', demoIdCard.clientId)
  const provider = oidcIdCard({ issuer: forger.issuer, ...demoIdCard })
  const { secrets } = await provider.begin({ redirectUri })
  forger.prepare({ userinfo: { sub: 'somebody-else' } }, secrets.nonce)
  const callbackUrl = new URL(`${redirectUri}?code=c&state=${secrets.state}`)
  const result = await provider.complete({ callbackUrl, secrets, redirectUri })
  forger.close()
  assert.deepEqual(result, { ok: false, reason: 'protocol' })
})
