// Certificates: how they are issued, and their own words about what they may be used for.
import { createHash, createPublicKey, generateKeyPair, sign, X509Certificate } from 'node:crypto'
import { promisify } from 'node:util'
import * as der from './der.ts'

export type KeyAndCertificate = { key: string; certificate: string }
export type Use = 'ca' | 'digitalSignature' | 'nonRepudiation'
/** A distinguished name in order, for example `[['C', 'JP'], ['O', 'JPKI-SIM']]`. */
export type Name = readonly (readonly ['C' | 'O' | 'OU' | 'CN', string])[]

const generate = promisify(generateKeyPair)
const nameIds = { C: '2.5.4.6', O: '2.5.4.10', OU: '2.5.4.11', CN: '2.5.4.3' } as const
const ids = {
  subjectKey: '2.5.29.14',
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
  policies: '2.5.29.32',
  authorityKey: '2.5.29.35',
} as const
/** Bits of keyUsage from the left: digitalSignature 0, nonRepudiation 1, keyCertSign 5, cRLSign 6. */
const usages = {
  digitalSignature: { bits: 0x80, unused: 7 },
  nonRepudiation: { bits: 0x40, unused: 6 },
  ca: { bits: 0x06, unused: 1 },
} as const satisfies Record<Use, unknown>
const sha256WithRsa = der.sequence(der.oid('1.2.840.113549.1.1.11'), der.nothing)

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

/** Signs a certificate (RFC 5280) and gives its PEM. Throws when a key is not RSA. */
export function certify(wanted: NewCertificate): string {
  const { bits, unused } = usages[wanted.use]
  const publicKey = publicKeyOf(wanted.key)
  const extensions = [
    extension(ids.keyUsage, true, der.bitString(Buffer.of(bits), unused)),
    ...(wanted.use === 'ca' ? [extension(ids.basicConstraints, true, der.sequence(der.yes))] : []),
    ...(wanted.policy
      ? [extension(ids.policies, true, der.sequence(der.sequence(der.oid(wanted.policy))))]
      : []),
    extension(ids.subjectKey, false, der.octets(keyHashOf(publicKey))),
    authorityKeyExtension(wanted.issuer.key),
  ]
  const content = der.sequence(
    der.context(0, der.integer('02')),
    der.integer(wanted.serial),
    sha256WithRsa,
    nameOf(wanted.issuer.name),
    der.sequence(der.time(wanted.notBefore), der.time(wanted.notAfter)),
    nameOf(wanted.subject),
    publicKey,
    der.context(3, der.sequence(...extensions)),
  )
  return new X509Certificate(signed(content, wanted.issuer.key)).toString()
}

/** Content, algorithm and signature: the shape of certificates, lists and OCSP answers alike. */
export function signed(content: Buffer, key: string): Buffer {
  return der.sequence(content, sha256WithRsa, der.bitString(sign('RSA-SHA256', content, key)))
}
/** The algorithm of every signature here, for the places that name it inside the content too. */
export const signatureAlgorithm = sha256WithRsa

/** The other way round. Throws on bytes of another shape. */
export function splitSigned(bytes: Buffer): { content: der.Value; signature: Buffer } {
  const whole = der.parse(bytes)
  return { content: der.part(whole, 0), signature: der.part(whole, 2).content.subarray(1) }
}

/** What a certificate may be used for. Throws on one that is cut short. */
export function purposeOf(certificate: X509Certificate): { uses: Use[]; policies: string[] } {
  const { content } = splitSigned(certificate.raw)
  const extensions = content.parts.find(({ tag }) => tag === 0xa3)?.parts[0]?.parts ?? []
  const find = (id: string) => {
    const found = extensions.find((each) => der.part(each, 0).raw.equals(der.oid(id)))
    return found && der.parse(der.part(found, -1).content)
  }
  const bits = find(ids.keyUsage)?.content[1] ?? 0
  const uses = (Object.keys(usages) as Use[]).filter((use) => (bits & usages[use].bits) !== 0)
  const stated = (find(ids.policies)?.parts ?? []).map((each) => der.part(each, 0).raw.toString('hex'))
  return { uses, policies: stated }
}

/** A policy as purposeOf names it. */
export const policyName = (dotted: string): string => der.oid(dotted).toString('hex')

/** Subject name and key hash, by which lists and OCSP tell one root from another. */
export function identityOf(certificate: X509Certificate): { name: Buffer; keyHash: Buffer } {
  const { content } = splitSigned(certificate.raw)
  return { name: der.part(content, 5).raw, keyHash: keyHashOf(der.part(content, 6).raw) }
}

/** Which key has signed: the root's. */
export const authorityKeyExtension = (issuerKey: string): Buffer => {
  const hash = der.contextBytes(0, keyHashOf(publicKeyOf(issuerKey)))
  return extension(ids.authorityKey, false, der.sequence(hash))
}

/** One extension of a certificate, a list, or a list's entry. */
export function extension(id: string, critical: boolean, content: Buffer): Buffer {
  return der.sequence(der.oid(id), ...(critical ? [der.yes] : []), der.octets(content))
}

const publicKeyOf = (key: string): Buffer => createPublicKey(key).export({ type: 'spki', format: 'der' })

/** SHA-1 of the key's bits (RFC 5280 4.2.1.2, method 1); a name for the key, not a protection. */
function keyHashOf(publicKey: Buffer): Buffer {
  const bits = der.part(der.parse(publicKey), 1).content.subarray(1)
  return createHash('sha1').update(bits).digest()
}

function nameOf(name: Name): Buffer {
  const parts = name.map(([type, text]) =>
    der.value(der.tags.set, der.sequence(der.oid(nameIds[type]), der.printable(text))),
  )
  return der.sequence(...parts)
}
