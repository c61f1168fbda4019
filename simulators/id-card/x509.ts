// Certificates as bytes: X.509 by pkijs, keys by node:crypto.
import * as asn1js from 'asn1js'
import { createHash, generateKeyPair, webcrypto, X509Certificate } from 'node:crypto'
import { promisify } from 'node:util'
import * as pkijs from 'pkijs'

export type KeyAndCertificate = { key: string; certificate: string }
export type Use = 'ca' | 'digitalSignature' | 'nonRepudiation'
/** A distinguished name in order, for example `[['C', 'JP'], ['O', 'JPKI-SIM']]`. */
export type Name = readonly (readonly ['C' | 'O' | 'OU' | 'CN', string])[]

const generate = promisify(generateKeyPair)
const nameIds = { C: '2.5.4.6', O: '2.5.4.10', OU: '2.5.4.11', CN: '2.5.4.3' } as const
const ids = { keyUsage: '2.5.29.15', basic: '2.5.29.19', policies: '2.5.29.32', reason: '2.5.29.21' } as const
const keyIds = { subject: '2.5.29.14', authority: '2.5.29.35' } as const
/** Bits of keyUsage from the left: digitalSignature 0, nonRepudiation 1, keyCertSign 5, cRLSign 6. */
const usageBits: Record<Use, number> = { digitalSignature: 0x80, nonRepudiation: 0x40, ca: 0x06 }

/** A fresh RSA-2048 key as PKCS#8 PEM; takes about a tenth of a second. */
export async function newKey(): Promise<string> {
  const { privateKey } = await generate('rsa', { modulusLength: 2048 })
  return privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
}

export type NewCertificate = {
  subject: Name
  /** The key that is certified, private PEM. */
  key: string
  issuer: { name: Name; key: string }
  /** Hexadecimal, positive. */
  serial: string
  notBefore: Date
  notAfter: Date
  use: Use
  policy?: string
}

/** Signs a certificate (sha256WithRSAEncryption) and gives its PEM. Throws when a key is not RSA. */
export async function certify(wanted: NewCertificate): Promise<string> {
  const certificate = new pkijs.Certificate({ version: 2 })
  certificate.serialNumber = asn1js.Integer.fromBigInt(BigInt(`0x${wanted.serial}`))
  certificate.subject = nameOf(wanted.subject)
  certificate.issuer = nameOf(wanted.issuer.name)
  certificate.notBefore = new pkijs.Time({ value: wanted.notBefore })
  certificate.notAfter = new pkijs.Time({ value: wanted.notAfter })
  await certificate.subjectPublicKeyInfo.importKey(await publicKeyOf(wanted.key))
  certificate.extensions = [
    ...usageExtensions(wanted.use),
    ...(wanted.policy ? [policyExtension(wanted.policy)] : []),
    extension(keyIds.subject, false, new asn1js.OctetString({ valueHex: await keyHashOf(wanted.key) })),
    extension(keyIds.authority, false, authorityKey(await keyHashOf(wanted.issuer.key))),
  ]
  await certificate.sign(await signerOf(wanted.issuer.key), 'SHA-256')
  return pemOf(certificate.toSchema(true).toBER(false))
}

/** A certificate's own words about what it may be used for. Throws on bytes that are no certificate. */
export function purposeOf(certificate: X509Certificate): { uses: Use[]; policies: string[] } {
  const { extensions = [] } = parseCertificate(certificate)
  const value = (id: string) => extensions.find(({ extnID }) => extnID === id)?.parsedValue as unknown
  const bits = (value(ids.keyUsage) as asn1js.BitString | undefined)?.valueBlock.valueHexView[0] ?? 0
  const uses = (Object.keys(usageBits) as Use[]).filter((use) => (bits & usageBits[use]) !== 0)
  const policies = (value(ids.policies) as pkijs.CertificatePolicies | undefined)?.certificatePolicies ?? []
  return { uses, policies: policies.map(({ policyIdentifier }) => policyIdentifier) }
}

/** The PEM as pkijs knows it. Throws on bytes that are no certificate. */
export function parseCertificate(certificate: X509Certificate): pkijs.Certificate {
  return pkijs.Certificate.fromBER(certificate.raw)
}

/** The key for pkijs to sign with. */
export function signerOf(key: string): Promise<webcrypto.CryptoKey> {
  return webcrypto.subtle.importKey('pkcs8', derOf(key), rsaSha256, false, ['sign'])
}

/** The reason code of a revoked certificate as an entry's extension (RFC 5280 5.3.1). */
export function reasonExtension(code: number): pkijs.Extension {
  return extension(ids.reason, false, new asn1js.Enumerated({ value: code }))
}

/** Base64 lines between BEGIN and END as bytes. */
export const derOf = (pem: string): Buffer<ArrayBuffer> =>
  Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64')

/** Upper-case hexadecimal without leading zeros, as node:crypto writes serial numbers. */
export const serialOf = (serial: asn1js.Integer): string => serial.toBigInt().toString(16).toUpperCase()

/** A distinguished name, one part in each set; the library by itself would put all parts into one. */
function nameOf(name: Name): pkijs.RelativeDistinguishedNames {
  const sets = name.map(([type, text]) => {
    const value = new asn1js.PrintableString({ value: text })
    return new asn1js.Set({
      value: [new pkijs.AttributeTypeAndValue({ type: nameIds[type], value }).toSchema()],
    })
  })
  return pkijs.RelativeDistinguishedNames.fromBER(new asn1js.Sequence({ value: sets }).toBER(false))
}

const rsaSha256 = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const

async function publicKeyOf(key: string): Promise<webcrypto.CryptoKey> {
  const whole = await webcrypto.subtle.importKey('pkcs8', derOf(key), rsaSha256, true, ['sign'])
  const { n = '', e = '' } = await webcrypto.subtle.exportKey('jwk', whole)
  return webcrypto.subtle.importKey('jwk', { kty: 'RSA', n, e }, rsaSha256, true, ['verify'])
}

/** SHA-1 of the public key (RFC 5280 4.2.1.2, method 1); a name for the key, not a protection. */
async function keyHashOf(key: string): Promise<ArrayBuffer> {
  const info = new pkijs.PublicKeyInfo()
  await info.importKey(await publicKeyOf(key))
  const hash = createHash('sha1').update(info.subjectPublicKey.valueBlock.valueHexView).digest()
  return new Uint8Array(hash).buffer
}

function authorityKey(hash: ArrayBuffer): asn1js.Sequence {
  const keyIdentifier = new asn1js.OctetString({ valueHex: hash })
  return new pkijs.AuthorityKeyIdentifier({ keyIdentifier }).toSchema()
}

function usageExtensions(use: Use): pkijs.Extension[] {
  const bits = usageBits[use]
  const unusedBits = Math.log2(bits & -bits)
  const usage = new asn1js.BitString({ valueHex: Uint8Array.of(bits).buffer, unusedBits })
  const basic = new pkijs.BasicConstraints({ cA: true }).toSchema()
  return [extension(ids.keyUsage, true, usage), ...(use === 'ca' ? [extension(ids.basic, true, basic)] : [])]
}

function policyExtension(policyIdentifier: string): pkijs.Extension {
  const certificatePolicies = [new pkijs.PolicyInformation({ policyIdentifier })]
  return extension(ids.policies, true, new pkijs.CertificatePolicies({ certificatePolicies }).toSchema())
}

function extension(extnID: string, critical: boolean, value: asn1js.BaseBlock): pkijs.Extension {
  return new pkijs.Extension({ extnID, critical, extnValue: value.toBER(false) })
}

const pemOf = (der: ArrayBuffer): string => new X509Certificate(Buffer.from(der)).toString()
