// What the provider believes of a card: nothing that it has not checked itself.
import { createHash, verify, X509Certificate } from 'node:crypto'
import * as pkijs from 'pkijs'
import { policyOf } from './authority.ts'
import { certIdOf } from './revocation.ts'
import { parseCertificate, purposeOf, serialOf } from './x509.ts'

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
  const forSignIn = uses.includes('digitalSignature') && policies.includes(policyOf.auth)
  if (!forSignIn || certificate.ca) return no('wrong use')
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
  return loadList
    ? loadList(place).then((der) => statusInList(certificate, root, der, now))
    : statusByOcsp(certificate, root, askOcsp, now)
}

async function statusByOcsp(
  certificate: X509Certificate,
  root: X509Certificate,
  askOcsp: Trust['askOcsp'],
  now: Date,
): Promise<Status> {
  const certId = await certIdOf(certificate, root)
  const request = new pkijs.OCSPRequest()
  request.tbsRequest.requestList = [new pkijs.Request({ reqCert: certId })]
  const answer = pkijs.OCSPResponse.fromBER(await askOcsp(Buffer.from(request.toSchema(true).toBER(false))))
  if (!answer.responseBytes) return 'unknown'
  const basic = pkijs.BasicOCSPResponse.fromBER(answer.responseBytes.response.getValue())
  const { tbsView, responses } = basic.tbsResponseData
  if (!isSignedBy(root, tbsView, basic.signature.valueBlock.valueHexView)) return 'unknown'
  const single = responses.find(({ certID }) => certID.isEqual(certId))
  if (!single || !isCurrent(single.thisUpdate, single.nextUpdate, now)) return 'unknown'
  // RFC 6960: [0] good, [1] revoked, [2] unknown.
  const { tagNumber } = (single.certStatus as { idBlock: { tagNumber: number } }).idBlock
  return (['good', 'revoked'] as const)[tagNumber] ?? 'unknown'
}

function statusInList(certificate: X509Certificate, root: X509Certificate, der: Buffer, now: Date): Status {
  const list = pkijs.CertificateRevocationList.fromBER(der)
  const isOurs = list.issuer.isEqual(parseCertificate(root).subject)
  if (!isOurs || !isSignedBy(root, list.tbsView, list.signatureValue.valueBlock.valueHexView)) return 'unknown'
  if (!isCurrent(list.thisUpdate.value, list.nextUpdate?.value, now)) return 'unknown'
  const entries = list.revokedCertificates ?? []
  const found = entries.some((entry) => serialOf(entry.userCertificate) === certificate.serialNumber)
  return found ? 'revoked' : 'good'
}

/** Both are signed by the root itself, so no responder's certificate has to be believed. */
function isSignedBy(root: X509Certificate, content: Uint8Array, signature: Uint8Array): boolean {
  return verify('RSA-SHA256', content, root.publicKey, signature)
}

/** An answer without an end, from the future, or past its end is none. Times in X.509 have whole seconds. */
function isCurrent(thisUpdate: Date, nextUpdate: Date | undefined, now: Date): boolean {
  return thisUpdate.getTime() <= now.getTime() + 1000 && nextUpdate !== undefined && now <= nextUpdate
}

/** SHA-256 as the card is given it: a DigestInfo (RFC 8017 9.2) that ends in the hash. */
export function digestInfoOf(text: string): Buffer {
  const prefix = Buffer.from('3031300d060960864801650304020105000420', 'hex')
  return Buffer.concat([prefix, createHash('sha256').update(text).digest()])
}
