// What the authority publishes about revoked certificates: OCSP answers and daily lists, both signed.
import { createHash, X509Certificate } from 'node:crypto'
import type { Authority, Generation, Purpose, Root } from './authority.ts'
import { type CardRegister, reasons } from './cards.ts'
import * as der from './der.ts'
import { authorityKeyExtension, extension, identityOf, signatureAlgorithm, signed } from './x509.ts'

/** An OCSP answer is refreshed every 15 minutes, a list once a day. */
const ocspMs = 15 * 60_000
const listMs = 24 * 3_600_000
const ids = { basicResponse: '1.3.6.1.5.5.7.48.1.1', sha1: '1.3.14.3.2.26' } as const
const extensionIds = { listNumber: '2.5.29.20', reason: '2.5.29.21' } as const
const malformedRequest = der.sequence(der.enumerated(1))

/** Answers for one authority; `now` is the simulator's clock. */
export function revocationService(authority: Authority, register: CardRegister, now: () => Date) {
  const lists = new Map<string, { der: Buffer; nextUpdate: Date }>()
  let publishing = true

  /** The root that has issued the certificate asked about; none when the question names another one. */
  async function issuerOf(serial: string, certId: Buffer): Promise<Root | undefined> {
    const card = register.bySerial(serial)
    if (!card) return undefined
    for (const purpose of ['auth', 'sign'] as const) {
      const root = await authority.rootOf(purpose, card.generation)
      if (certIdOf(serial, root.certificate).equals(certId)) return root
    }
    return undefined
  }

  return {
    /** A DER request (RFC 6960) to a signed DER response; the first certificate asked about is answered. */
    async ocsp(request: Buffer): Promise<Buffer> {
      const certId = certIdIn(request)
      const serial = certId && der.hexOf(der.part(certId, 3))
      const root = serial && (await issuerOf(serial, certId.raw))
      if (!root) return malformedRequest
      return ocspAnswer(root, certId.raw, register.revocationOf(serial), now())
    },
    /** The newest list of a root as DER (RFC 5280 5); a new one is made when the last one has ended. */
    async list(purpose: Purpose, generation: Generation): Promise<Buffer> {
      const name = `${purpose} ${generation}`
      const last = lists.get(name)
      if (last && (last.nextUpdate > now() || !publishing)) return last.der
      const nextUpdate = new Date(now().getTime() + listMs)
      const root = await authority.rootOf(purpose, generation)
      const entries = register.revokedOf(generation).map(entryOf)
      const list = signedList(root, entries, now(), nextUpdate)
      lists.set(name, { der: list, nextUpdate })
      return list
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

function ocspAnswer(root: Root, certId: Buffer, revocation: Revocation | undefined, now: Date): Buffer {
  const single = der.sequence(
    certId,
    statusOf(revocation),
    der.generalizedTime(now),
    der.context(0, der.generalizedTime(new Date(now.getTime() + ocspMs))),
  )
  const responder = der.context(1, identityOf(root.certificate).name)
  const content = der.sequence(responder, der.generalizedTime(now), der.sequence(single))
  const basic = der.octets(signed(content, root.key))
  return der.sequence(der.enumerated(0), der.context(0, der.sequence(der.oid(ids.basicResponse), basic)))
}

function signedList(root: Root, entries: readonly Buffer[], now: Date, nextUpdate: Date): Buffer {
  // Seconds since 1970 grow from list to list, which is all that is asked of the number.
  const number = der.integer(Math.floor(now.getTime() / 1000).toString(16))
  const extensions = [authorityKeyExtension(root.key), extension(extensionIds.listNumber, false, number)]
  const content = der.sequence(
    der.integer('01'),
    signatureAlgorithm,
    identityOf(root.certificate).name,
    der.time(now),
    der.time(nextUpdate),
    ...(entries.length > 0 ? [der.sequence(...entries)] : []),
    der.context(0, der.sequence(...extensions)),
  )
  return signed(content, root.key)
}

type Revocation = { reason: keyof typeof reasons; at: Date }

/** Names a certificate to a responder: hashes of the issuer's name and key, and the serial number. */
export function certIdOf(serial: string, issuer: X509Certificate): Buffer {
  const { name, keyHash } = identityOf(issuer)
  const nameHash = createHash('sha1').update(name).digest()
  const sha1 = der.sequence(der.oid(ids.sha1), der.nothing)
  return der.sequence(sha1, der.octets(nameHash), der.octets(keyHash), der.integer(serial))
}

/** The first certificate that a request asks about; version and sender may stand before the list. */
function certIdIn(request: Buffer): der.Value | undefined {
  try {
    const content = der.part(der.parse(request), 0)
    const asked = content.parts.find(({ tag }) => tag === der.tags.sequence)
    const certId = der.part(der.part(asked, 0), 0)
    return certId.parts.length === 4 ? certId : undefined
  } catch {
    return undefined
  }
}

function statusOf(revocation: Revocation | undefined): Buffer {
  if (!revocation) return der.contextBytes(0, Buffer.alloc(0))
  const reason = der.context(0, der.enumerated(reasons[revocation.reason]))
  return der.context(1, der.generalizedTime(revocation.at), reason)
}

function entryOf({ serial, reason, at }: Revocation & { serial: string }): Buffer {
  const why = extension(extensionIds.reason, false, der.enumerated(reasons[reason]))
  return der.sequence(der.integer(serial), der.time(at), der.sequence(why))
}
