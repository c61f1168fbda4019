// What the authority publishes about revoked certificates: OCSP answers and daily lists, both signed.
import * as asn1js from 'asn1js'
import { X509Certificate } from 'node:crypto'
import * as pkijs from 'pkijs'
import type { Authority, Generation, Purpose } from './authority.ts'
import { type CardRegister, reasons } from './cards.ts'
import { parseCertificate, reasonExtension, serialOf, signerOf } from './x509.ts'

/** An OCSP answer is refreshed every 15 minutes, a list once a day. */
const ocspMs = 15 * 60_000
const listMs = 24 * 3_600_000
const basicResponse = '1.3.6.1.5.5.7.48.1.1'
const status = { successful: 0, malformedRequest: 1 } as const

/** Answers for one authority; `now` is the simulator's clock. */
export function revocationService(authority: Authority, register: CardRegister, now: () => Date) {
  const lists = new Map<string, { der: Buffer; nextUpdate: Date }>()
  let publishing = true

  async function answerOne(asked: pkijs.CertID, purpose: Purpose): Promise<Answered | undefined> {
    const card = register.bySerial(serialOf(asked.serialNumber))
    if (!card) return undefined
    const root = await authority.rootOf(purpose, card.generation)
    const own = await certIdOf(root.certificate, root.certificate)
    // Another root may use the same serial number for a certificate that is none of ours.
    if (Buffer.compare(octets(own.issuerKeyHash), octets(asked.issuerKeyHash)) !== 0) return undefined
    const revocation = register.revocationOf(card.serial)
    const certStatus = revocation ? revokedStatus(revocation) : new asn1js.Primitive(contextTag(0))
    return { root, certStatus }
  }

  return {
    /** A DER request (RFC 6960) to a signed DER response; the first certificate asked about is answered. */
    async ocsp(request: Buffer): Promise<Buffer> {
      const certId = certIdIn(request)
      const answered =
        certId && ((await answerOne(certId, 'auth')) ?? (await answerOne(certId, 'sign')))
      if (!certId || !answered) return bytes(new pkijs.OCSPResponse(failed(status.malformedRequest)))
      const { root, certStatus } = answered
      const basic = new pkijs.BasicOCSPResponse()
      basic.tbsResponseData.responderID = parseCertificate(root.certificate).subject
      basic.tbsResponseData.producedAt = now()
      const times = { thisUpdate: now(), nextUpdate: new Date(now().getTime() + ocspMs) }
      const single = new pkijs.SingleResponse({ certID: certId, ...times })
      single.certStatus = certStatus
      basic.tbsResponseData.responses.push(single)
      await basic.sign(await signerOf(root.key), 'SHA-256')
      const response = new asn1js.OctetString({ valueHex: basic.toSchema().toBER(false) })
      return bytes(
        new pkijs.OCSPResponse({
          responseStatus: new asn1js.Enumerated({ value: status.successful }),
          responseBytes: new pkijs.ResponseBytes({ responseType: basicResponse, response }),
        }),
      )
    },
    /** The newest list of a root as DER; a new one is made when the last one has ended. */
    async list(purpose: Purpose, generation: Generation): Promise<Buffer> {
      const name = `${purpose} ${generation}`
      const last = lists.get(name)
      if (last && (last.nextUpdate > now() || !publishing)) return last.der
      const nextUpdate = new Date(now().getTime() + listMs)
      const root = await authority.rootOf(purpose, generation)
      const list = new pkijs.CertificateRevocationList({ version: 1 })
      list.issuer = parseCertificate(root.certificate).subject
      list.thisUpdate = new pkijs.Time({ value: now() })
      list.nextUpdate = new pkijs.Time({ value: nextUpdate })
      const entries = register.revokedOf(generation).map(entryOf)
      if (entries.length > 0) list.revokedCertificates = entries
      await list.sign(await signerOf(root.key), 'SHA-256')
      const der = Buffer.from(list.toSchema(true).toBER(false))
      lists.set(name, { der, nextUpdate })
      return der
    },
    /** Stops or resumes the making of new lists; the last ones stay and grow old. */
    setPublishing(on: boolean): void {
      publishing = on
    },
    clear(): void {
      lists.clear()
      publishing = true
    },
  }
}

type Answered = { root: { key: string; certificate: X509Certificate }; certStatus: asn1js.BaseBlock }
type Revocation = { reason: keyof typeof reasons; at: Date }

/** Names a certificate to a responder. */
export async function certIdOf(certificate: X509Certificate, issuer: X509Certificate): Promise<pkijs.CertID> {
  const issuerCertificate = parseCertificate(issuer)
  return pkijs.CertID.create(parseCertificate(certificate), { hashAlgorithm: 'SHA-1', issuerCertificate })
}

function certIdIn(request: Buffer): pkijs.CertID | undefined {
  try {
    return pkijs.OCSPRequest.fromBER(request).tbsRequest.requestList[0]?.reqCert
  } catch {
    return undefined
  }
}

function revokedStatus({ reason, at }: Revocation): asn1js.BaseBlock {
  const code = new asn1js.Enumerated({ value: reasons[reason] })
  const reasonPart = new asn1js.Constructed({ ...contextTag(0), value: [code] })
  const time = new asn1js.GeneralizedTime({ valueDate: at })
  return new asn1js.Constructed({ ...contextTag(1), value: [time, reasonPart] })
}

function entryOf({ serial, reason, at }: Revocation & { serial: string }): pkijs.RevokedCertificate {
  return new pkijs.RevokedCertificate({
    userCertificate: asn1js.Integer.fromBigInt(BigInt(`0x${serial}`)),
    revocationDate: new pkijs.Time({ value: at }),
    crlEntryExtensions: new pkijs.Extensions({ extensions: [reasonExtension(reasons[reason])] }),
  })
}

const contextTag = (tagNumber: number) => ({ idBlock: { tagClass: 3, tagNumber } })
const failed = (value: number) => ({ responseStatus: new asn1js.Enumerated({ value }) })
const bytes = (response: pkijs.OCSPResponse) => Buffer.from(response.toSchema().toBER(false))
const octets = (block: asn1js.OctetString) => Buffer.from(block.valueBlock.valueHexView)
