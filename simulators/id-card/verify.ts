// What the provider believes of a card: nothing that it has not checked itself.
import { createHash, verify, X509Certificate } from 'node:crypto'
import { policyOf } from './authority.ts'
import * as der from './der.ts'
import { certIdOf } from './revocation.ts'
import { identityOf, policyName, purposeOf, splitSigned } from './x509.ts'

/** Why a card is not accepted. */
export type Fault =
  | 'no certificate'
  | 'untrusted'
  | 'not yet valid'
  | 'expired'
  | 'wrong use'
  | 'wrong signature'
  | 'revoked'
  | 'status unknown'
export type Verdict = { ok: true; serial: string } | { ok: false; fault: Fault }

export type Shown = { certificate: string; nonce: string; signature: Buffer }

export type Trust = {
  roots: readonly X509Certificate[]
  now: Date
  /** Asks the authority's responder: DER in, DER out; rejects when it cannot be reached. */
  askOcsp: (request: Buffer) => Promise<Buffer>
  /** Loads the list of the root at this place of `roots`; given where the relying party asked for `crl`. */
  loadList?: (root: number) => Promise<Buffer>
}

/**
 * Checks chain, times, use, policy, signature over the nonce and revocation, in this order. What cannot be
 * found out counts as a no. Never throws.
 */
export async function verifyCard(shown: Shown, trust: Trust): Promise<Verdict> {
  const no = (fault: Fault): Verdict => ({ ok: false, fault })
  const certificate = parse(shown.certificate)
  if (!certificate) return no('no certificate')
  const place = trust.roots.findIndex((each) => hasIssued(each, certificate, trust.now))
  const root = trust.roots[place]
  if (!root) return no('untrusted')
  if (trust.now < new Date(certificate.validFrom)) return no('not yet valid')
  if (trust.now > new Date(certificate.validTo)) return no('expired')
  const { uses, policies } = purposeOf(certificate)
  const forSignIn = uses.includes('digitalSignature') && policies.includes(policyName(policyOf.auth))
  if (!forSignIn) return no('wrong use')
  if (!verify('RSA-SHA256', Buffer.from(shown.nonce), certificate.publicKey, shown.signature)) {
    return no('wrong signature')
  }
  const status = await statusOf(certificate, root, place, trust).catch(() => 'unknown' as const)
  if (status === 'unknown') return no('status unknown')
  return status === 'revoked' ? no('revoked') : { ok: true, serial: certificate.serialNumber }
}

function parse(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem)
  } catch {
    return undefined
  }
}

function hasIssued(root: X509Certificate, certificate: X509Certificate, now: Date): boolean {
  const lives = new Date(root.validFrom) <= now && now <= new Date(root.validTo)
  return lives && certificate.checkIssued(root) && certificate.verify(root.publicKey)
}

type Status = 'good' | 'revoked' | 'unknown'

function statusOf(
  certificate: X509Certificate,
  root: X509Certificate,
  place: number,
  { now, askOcsp, loadList }: Trust,
): Promise<Status> {
  // Both are signed by the root itself, so no responder's certificate has to be believed.
  return loadList
    ? loadList(place).then((bytes) => statusInList(certificate, root, bytes, now))
    : statusByOcsp(certificate, root, askOcsp, now)
}

async function statusByOcsp(
  certificate: X509Certificate,
  root: X509Certificate,
  askOcsp: Trust['askOcsp'],
  now: Date,
): Promise<Status> {
  const certId = certIdOf(certificate.serialNumber, root)
  const answer = der.parse(await askOcsp(der.sequence(der.sequence(der.sequence(der.sequence(certId))))))
  // OCSPResponse { status, [0] { type, OCTET STRING { BasicOCSPResponse } } }
  const inside = der.part(der.part(answer, 1), 0)
  const { content, signature } = splitSigned(der.part(inside, 1).content)
  if (!verify('RSA-SHA256', content.raw, root.publicKey, signature)) return 'unknown'
  const responses = content.parts.find(({ tag }) => tag === der.tags.sequence)?.parts ?? []
  const single = responses.find((each) => der.part(each, 0).raw.equals(certId))
  const nextUpdate = single?.parts.find(({ tag }) => tag === 0xa0)
  if (!single || !nextUpdate) return 'unknown'
  if (!isCurrent(der.timeOf(der.part(single, 2)), der.timeOf(der.part(nextUpdate, 0)), now)) return 'unknown'
  // RFC 6960: [0] good, [1] revoked, [2] unknown.
  return (['good', 'revoked'] as const)[der.part(single, 1).tag & 0x1f] ?? 'unknown'
}

function statusInList(certificate: X509Certificate, root: X509Certificate, bytes: Buffer, now: Date): Status {
  const { content, signature } = splitSigned(bytes)
  const isOurs = der.part(content, 2).raw.equals(identityOf(root).name)
  if (!isOurs || !verify('RSA-SHA256', content.raw, root.publicKey, signature)) return 'unknown'
  // Version, algorithm, issuer, thisUpdate, nextUpdate, and the entries where there are any.
  if (!isCurrent(der.timeOf(der.part(content, 3)), der.timeOf(der.part(content, 4)), now)) return 'unknown'
  const entries = content.parts[5]?.tag === der.tags.sequence ? content.parts[5].parts : []
  const found = entries.some((entry) => der.hexOf(der.part(entry, 0)) === certificate.serialNumber)
  return found ? 'revoked' : 'good'
}

/** An answer from the future or past its end is none. Times in X.509 have whole seconds. */
function isCurrent(thisUpdate: Date, nextUpdate: Date, now: Date): boolean {
  return thisUpdate.getTime() <= now.getTime() + 1000 && now <= nextUpdate
}

/** SHA-256 as the card is given it: a DigestInfo (RFC 8017 9.2) that ends in the hash. */
export function digestInfoOf(text: string): Buffer {
  const prefix = Buffer.from('3031300d060960864801650304020105000420', 'hex')
  return Buffer.concat([prefix, createHash('sha256').update(text).digest()])
}
