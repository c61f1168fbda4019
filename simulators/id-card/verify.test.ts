import assert from 'node:assert/strict'
import { sign, X509Certificate } from 'node:crypto'
import { before, test } from 'node:test'
import { openStore } from '../lib/store.ts'
import { type Generation, openAuthority, policyOf, type Vault } from './authority.ts'
import { cardBox } from './card-box.ts'
import { cardRegister, emptyRegister, type Reason, reasons } from './cards.ts'
import { readCard } from './reader.ts'
import { revocationService } from './revocation.ts'
import { type Shown, type Trust, verifyCard } from './verify.ts'
import { certify, newKey, signed, splitSigned } from './x509.ts'

const day = 86_400_000
const nonce = 'a nonce'
let at = new Date()
const authority = openAuthority(openStore<Vault>(undefined, () => ({})))
const register = cardRegister(openStore(undefined, emptyRegister), () => at)
const revocation = revocationService(authority, register, () => at)
const box = cardBox(authority, register)
const generations: Generation[] = ['first', 'second']
let roots: X509Certificate[]
before(async () => {
  roots = (await authority.pinnedRoots()).map(({ certificate }) => certificate)
})

/** Everything as it should be, with what a test makes different. */
const trust = (different: Partial<Trust> = {}): Trust => ({
  ...{ roots, now: at, askOcsp: revocation.ocsp },
  ...different,
})
const byList = (different: Partial<Trust> = {}) =>
  trust({ loadList: (root) => revocation.list('auth', generations[root] ?? 'second'), ...different })

/** The last byte belongs to the signature. */
const withOtherEnd = (bytes: Buffer) => Buffer.from([...bytes.subarray(0, -1), (bytes.at(-1) ?? 0) ^ 1])

async function shownBy(cardId: string): Promise<Shown> {
  const card = register.byId(cardId)
  assert.ok(card)
  const reading = await readCard(box.chipOf(card), '1234', nonce)
  assert.ok(reading.kind === 'read')
  return { certificate: reading.certificate, signature: reading.signature, nonce }
}

test('cards of both generations are accepted, by OCSP and by list', async () => {
  for (const id of ['hanako', 'minoru', 'koko']) {
    const verdict = { ok: true, serial: register.byId(id)?.serial }
    assert.deepEqual(await verifyCard(await shownBy(id), trust()), verdict)
    assert.deepEqual(await verifyCard(await shownBy(id), byList()), verdict)
  }
})

for (const [id, fault] of [
  ['kiyoshi', 'expired'],
  ['saki', 'not yet valid'],
  ['arata', 'untrusted'],
  ['koko-old', 'revoked'],
  ['fumi', 'revoked'],
  ['tome', 'revoked'],
  ['kawari', 'revoked'],
] as const) {
  test(`the card ${id} is refused: ${fault}`, async () => {
    assert.deepEqual(await verifyCard(await shownBy(id), trust()), { ok: false, fault })
    assert.deepEqual(await verifyCard(await shownBy(id), byList()), { ok: false, fault })
  })
}

test('a good card grows old, and so does the root above it', async () => {
  const shown = await shownBy('hanako')
  const late = (days: number) => trust({ now: new Date(at.getTime() + days * day) })
  assert.deepEqual(await verifyCard(shown, late(1700)), { ok: false, fault: 'expired' })
  assert.deepEqual(await verifyCard(shown, late(4000)), { ok: false, fault: 'untrusted' })
})

test('certificates that somebody has made up are nothing, whatever they say', async () => {
  const victim = register.byId('hanako')
  assert.ok(victim)
  const key = await newKey()
  const times = { notBefore: new Date(at.getTime() - day), notAfter: new Date(at.getTime() + day) }
  const truth = { use: 'digitalSignature', policy: policyOf.auth, serial: victim.serial, ...times } as const
  const signature = sign('RSA-SHA256', Buffer.from(nonce), key)
  const rootName = [
    ['C', 'JP'],
    ['O', 'JPKI-SIM'],
    ['OU', 'JPKI for user authentication'],
    ['OU', 'Simulated Agency for Local Authority Information Systems'],
  ] as const
  const own = [['CN', 'Forger']] as const
  for (const issuer of [own, rootName]) {
    const certificate = certify({ ...truth, subject: own, key, issuer: { name: issuer, key } })
    const verdict = await verifyCard({ certificate, signature, nonce }, trust())
    assert.deepEqual(verdict, { ok: false, fault: 'untrusted' })
  }
  // The true issuer's name and key in every field, but the forger's signature below.
  const { key: rootKey } = await authority.rootOf('auth', 'second')
  const genuine = certify({ ...truth, subject: own, key, issuer: { name: rootName, key: rootKey } })
  const resigned = signed(splitSigned(new X509Certificate(genuine).raw).content.raw, key)
  const certificate = new X509Certificate(resigned).toString()
  const verdict = await verifyCard({ certificate, signature, nonce }, trust())
  assert.deepEqual(verdict, { ok: false, fault: 'untrusted' })
  assert.equal((await verifyCard({ certificate: genuine, signature, nonce }, trust())).ok, true)
  const noCertificate = await verifyCard({ certificate: 'hello', signature, nonce }, trust())
  assert.deepEqual(noCertificate, { ok: false, fault: 'no certificate' })
})

test('a certificate of the right root but for another use is refused', async () => {
  const { key: rootKey, certificate: root } = await authority.rootOf('auth', 'second')
  const key = await newKey()
  const signature = sign('RSA-SHA256', Buffer.from(nonce), key)
  const issuer = {
    name: root.subject.split('\n').map((part) => part.split('=') as ['C' | 'O' | 'OU', string]),
    key: rootKey,
  }
  const times = { notBefore: new Date(at.getTime() - day), notAfter: new Date(at.getTime() + day) }
  const base = { subject: [['CN', 'X']] as const, key, issuer, serial: '4A', ...times }
  for (const wrong of [
    { use: 'digitalSignature' },
    { use: 'digitalSignature', policy: policyOf.sign },
    { use: 'nonRepudiation', policy: policyOf.auth },
    { use: 'ca', policy: policyOf.auth },
  ] as const) {
    const certificate = certify({ ...base, ...wrong })
    const verdict = await verifyCard({ certificate, signature, nonce }, trust())
    assert.deepEqual(verdict, { ok: false, fault: 'wrong use' })
  }
  // The signing certificate of the same card comes from the other root.
  const card = register.byId('taro')
  assert.ok(card)
  const signing = await authority.credentialOf(card, 'sign')
  const shown = {
    ...{ certificate: signing.certificate.toString(), nonce },
    signature: sign('RSA-SHA256', Buffer.from(nonce), signing.key),
  }
  assert.deepEqual(await verifyCard(shown, trust()), { ok: false, fault: 'untrusted' })
})

test('the signature must be over this nonce and by this card', async () => {
  const [shown, other] = [await shownBy('taro'), await shownBy('yoko')]
  const no = { ok: false, fault: 'wrong signature' }
  assert.deepEqual(await verifyCard({ ...shown, nonce: 'another' }, trust()), no)
  assert.deepEqual(await verifyCard({ ...shown, signature: other.signature }, trust()), no)
  assert.deepEqual(await verifyCard({ ...shown, signature: Buffer.alloc(0) }, trust()), no)
})

test('a responder that is silent, stale, silly or somebody else counts as a no', async () => {
  const shown = await shownBy('taro')
  const unknown = { ok: false, fault: 'status unknown' }
  const other = revocationService(openAuthority(openStore<Vault>(undefined, () => ({}))), register, () => at)
  const yesterday = revocationService(authority, register, () => new Date(at.getTime() - 16 * 60_000))
  const tomorrow = revocationService(authority, register, () => new Date(at.getTime() + day))
  const answerFor = async (id: string): Promise<Trust['askOcsp']> => {
    let answer = Buffer.alloc(0)
    const keep = async (request: Buffer) => (answer = Buffer.from(await revocation.ocsp(request)))
    await verifyCard(await shownBy(id), trust({ askOcsp: keep }))
    return async () => answer
  }
  for (const askOcsp of [
    () => Promise.reject(new Error('no route')),
    async () => Buffer.from('hello'),
    async () => revocation.ocsp(Buffer.from('hello')),
    other.ocsp,
    async (request: Buffer) => withOtherEnd(await revocation.ocsp(request)),
    yesterday.ocsp,
    tomorrow.ocsp,
    await answerFor('yoko'),
  ]) {
    assert.deepEqual(await verifyCard(shown, trust({ askOcsp })), unknown)
  }
})

test('a list that is missing, stale or another root’s counts as a no', async () => {
  const shown = await shownBy('taro')
  const unknown = { ok: false, fault: 'status unknown' }
  for (const loadList of [
    () => Promise.reject(new Error('no route')),
    async () => Buffer.from('hello'),
    async () => withOtherEnd(await revocation.list('auth', 'second')),
    () => revocation.list('auth', 'first'),
    () => revocation.list('sign', 'second'),
  ]) {
    assert.deepEqual(await verifyCard(shown, byList({ loadList })), unknown)
  }
  revocation.setPublishing(false)
  at = new Date(at.getTime() + 25 * 3_600_000)
  assert.deepEqual(await verifyCard(shown, byList()), unknown)
  revocation.setPublishing(true)
  assert.equal((await verifyCard(shown, byList())).ok, true)
})

for (const reason of Object.keys(reasons) as Reason[]) {
  test(`a revocation (${reason}) holds at once by OCSP, and from the next day’s list`, async () => {
    const card = register.reissue('shun')
    const shown = await shownBy(card.id)
    assert.equal((await verifyCard(shown, byList())).ok, true)
    register.revoke(card.serial, reason)
    assert.deepEqual(await verifyCard(shown, trust()), { ok: false, fault: 'revoked' })
    assert.equal((await verifyCard(shown, byList())).ok, true)
    at = new Date(at.getTime() + 25 * 3_600_000)
    assert.deepEqual(await verifyCard(shown, byList()), { ok: false, fault: 'revoked' })
  })
}
