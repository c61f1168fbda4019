// What a thief could post to the provider instead of the app.
import assert from 'node:assert/strict'
import { sign } from 'node:crypto'
import { after, before, test } from 'node:test'
import { demoRelyingParty } from '../lib/demo-credentials.ts'
import { createSimulator, type Running } from '../lib/http.ts'
import { openStore } from '../lib/store.ts'
import { deliver, reportEnding } from './app-line.ts'
import { openAuthority, policyOf, type Vault } from './authority.ts'
import { cardBox } from './card-box.ts'
import { mountCardDesk } from './card-desk.ts'
import { cardRegister, emptyRegister } from './cards.ts'
import type { AuthRequest } from './challenges.ts'
import { mountManagement } from './management.ts'
import { mountProvider } from './provider.ts'
import { readCard } from './reader.ts'
import { revocationService } from './revocation.ts'
import { openSeal } from './seal.ts'
import { certify, newKey } from './x509.ts'

const sim = createSimulator({ nasty: false }, () => {})
const authority = openAuthority(openStore<Vault>(undefined, () => ({})))
const register = cardRegister(openStore(undefined, emptyRegister), sim.door.now)
const [box, seal] = [cardBox(authority, register), openSeal()]
const revocation = revocationService(authority, register, sim.door.now)
let running: Running
let challenges: ReturnType<typeof mountCardDesk>

before(async () => {
  const provider = await mountProvider(sim, [demoRelyingParty], seal, (_asked, _request, reply) => reply)
  const { issueCode } = provider
  challenges = mountCardDesk(sim, { authority, register, seal, local: () => running.url, issueCode })
  mountManagement(sim, { box, register, revocation, setQuick: () => {} })
  running = await sim.listen()
})
after(() => running.close())

const request: AuthRequest = {
  ...{
    clientId: 'RP00000001',
    clientName: 'town',
    redirectUri: 'http://localhost:3000/back',
    scope: ['openid'],
  },
  ...{ acr: [], state: 's', nonce: 'n', codeChallenge: 'c' },
}

async function readingOf(cardId: string, nonce: string) {
  const card = register.byId(cardId)
  assert.ok(card)
  const reading = await box.inField(card, (chip) => readCard(chip, '1234', nonce))
  assert.ok(reading.kind === 'read')
  return reading
}

test('what a card has signed is taken once', async () => {
  const challenge = challenges.open(request)
  const reading = await readingOf('hanako', challenge.nonce)
  assert.equal(await deliver(running.url, challenge, reading), 'passed')
  assert.equal(await deliver(running.url, challenge, reading), 'no answer')
  await reportEnding(running.url, challenge.id, 'user_cancelled')
  assert.deepEqual(challenge.outcome, { kind: 'passed', personId: 'hanako' })
})

test('what was signed for one challenge opens no other one', async () => {
  const [first, second] = [challenges.open(request), challenges.open(request)]
  const reading = await readingOf('hanako', first.nonce)
  assert.equal(await deliver(running.url, { id: second.id, nonce: first.nonce }, reading), 'no answer')
  assert.equal(second.outcome, undefined)
  assert.equal(await deliver(running.url, second, reading), 'certificate_not_accepted')
  assert.equal(await deliver(running.url, second, await readingOf('hanako', second.nonce)), 'no answer')
})

test('two who post at the same time: one of them comes second', async () => {
  const challenge = challenges.open(request)
  const reading = await readingOf('hanako', challenge.nonce)
  const answers = await Promise.all([1, 2, 3, 4].map(() => deliver(running.url, challenge, reading)))
  assert.deepEqual(answers.toSorted(), ['no answer', 'no answer', 'no answer', 'passed'])
})

test('a self-made certificate with the victim’s serial number opens nothing', async () => {
  const victim = register.byId('hanako')
  assert.ok(victim)
  const challenge = challenges.open(request)
  const key = await newKey()
  const certificate = certify({
    ...{ subject: [['CN', `SIM ${victim.serial}`]], key, issuer: { name: [['O', 'JPKI-SIM']], key } },
    ...{ serial: victim.serial, use: 'digitalSignature', policy: policyOf.auth },
    ...{ notBefore: new Date(Date.now() - 1000), notAfter: new Date(Date.now() + 86_400_000) },
  })
  const forged = { certificate, signature: sign('RSA-SHA256', Buffer.from(challenge.nonce), key) }
  assert.equal(await deliver(running.url, challenge, forged), 'certificate_not_accepted')
})

test('a certificate that travels open is not taken, nor is nonsense', async () => {
  for (const envelope of ['', 'a.b.c.d.e', (await readingOf('hanako', 'x')).certificate]) {
    const challenge = challenges.open(request)
    const { signature } = await readingOf('hanako', challenge.nonce)
    const form = {
      encryptedUserAuthenticationCertificate: envelope,
      applicantData: challenge.nonce,
      sign: signature.toString('base64'),
    }
    const url = `${running.url}/api/realms/main/card/${challenge.id}`
    const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(form) })
    assert.deepEqual([answer.status, await answer.json()], [401, { error: 'certificate_not_accepted' }])
  }
})

test('what was decided stays decided, and nobody returns before it is', async () => {
  const challenge = challenges.open(request)
  const resume = `${running.url}/api/realms/main/resume/${challenge.ticket}`
  assert.equal((await fetch(resume, { redirect: 'manual' })).status, 404)
  await reportEnding(running.url, challenge.id, 'user_cancelled')
  const reading = await readingOf('hanako', challenge.nonce)
  assert.equal(await deliver(running.url, challenge, reading), 'no answer')
  const back = (await fetch(resume, { redirect: 'manual' })).headers.get('location') ?? ''
  assert.equal(new URL(back).searchParams.get('error'), 'access_denied')
})
