// The authority that issues the cards' certificates: two roots, for sign-in and for signatures, each in
// generations. Its name says JPKI-SIM, so that no certificate can be taken for a true one.
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import type { Store } from '../lib/store.ts'
import type { Card } from './cards.ts'
import { certify, type KeyAndCertificate, type Name, newKey } from './x509.ts'

export type Purpose = 'auth' | 'sign'
/** The third one exists, but no provider has pinned it yet: its cards must be refused. */
export type Generation = 'first' | 'second' | 'third'
export type Root = { key: string; certificate: X509Certificate }

/** Policies of the two certificates on a card. */
export const policyOf: Record<Purpose, string> = {
  auth: '1.2.392.200149.8.5.1.3.30',
  sign: '1.2.392.200149.8.5.1.1.20',
}
const pinned = ['first', 'second'] as const satisfies Generation[]
const day = 86_400_000
/** A root lasts ten years; the next generation starts before the cards of the last one end. */
const lifeOfRoot: Record<Generation, [fromDay: number, toDay: number]> = {
  first: [-2500, 1150],
  second: [-1100, 2550],
  third: [-300, 3350],
}
const units: Record<Purpose, string> = {
  auth: 'JPKI for user authentication',
  sign: 'JPKI for digital signature',
}

/** Keys and certificates by name, kept over restarts because making them takes time. */
export type Vault = Record<string, KeyAndCertificate>
export type Authority = ReturnType<typeof openAuthority>

/** Opens the authority; nothing is made before it is asked for. */
export function openAuthority(store: Store<Vault>) {
  const making = new Map<string, Promise<KeyAndCertificate>>()
  const once = (name: string, make: () => Promise<KeyAndCertificate>): Promise<KeyAndCertificate> => {
    const kept = store.state[name]
    if (kept) return Promise.resolve(kept)
    const begun = making.get(name)
    if (begun) return begun
    const made = make().then((pair) => {
      store.state[name] = pair
      store.save()
      return pair
    })
    making.set(name, made)
    return made
  }

  async function rootOf(purpose: Purpose, generation: Generation): Promise<Root> {
    const { key, certificate } = await once(`root ${purpose} ${generation}`, async () => {
      const fresh = await newKey()
      const [fromDay, toDay] = lifeOfRoot[generation]
      const name = nameOfRoot(purpose)
      const times = { notBefore: inDays(fromDay), notAfter: inDays(toDay) }
      const own = { subject: name, key: fresh, issuer: { name, key: fresh }, serial: '1', ...times }
      return { key: fresh, certificate: certify({ ...own, use: 'ca' }) }
    })
    return { key, certificate: new X509Certificate(certificate) }
  }

  return {
    rootOf,
    /** The roots for sign-in that a provider trusts, without their keys. */
    pinnedRoots: () =>
      Promise.all(
        pinned.map(async (generation) => {
          const { certificate } = await rootOf('auth', generation)
          return { generation, certificate }
        }),
      ),
    /** Key and certificate of a card; the key is for the chip alone. */
    async credentialOf(
      card: Card,
      purpose: Purpose,
    ): Promise<{ key: KeyObject; certificate: X509Certificate }> {
      const { key, certificate } = await once(`card ${purpose} ${card.serial}`, async () => {
        const root = await rootOf(purpose, card.generation)
        const own = await newKey()
        const issued = certify({
          subject: [
            ['C', 'JP'],
            ['CN', `SIM ${card.serial}`],
          ],
          key: own,
          issuer: { name: nameOfRoot(purpose), key: root.key },
          serial: card.serial,
          notBefore: inDays(card.startsInDays),
          notAfter: inDays(card.endsInDays),
          use: purpose === 'auth' ? 'digitalSignature' : 'nonRepudiation',
          policy: policyOf[purpose],
        })
        return { key: own, certificate: issued }
      })
      return { key: createPrivateKey(key), certificate: new X509Certificate(certificate) }
    },
  }
}

/** In the order of the true one, which calls itself JPKI. */
function nameOfRoot(purpose: Purpose): Name {
  return [
    ['C', 'JP'],
    ['O', 'JPKI-SIM'],
    ['OU', units[purpose]],
    ['OU', 'Simulated Agency for Local Authority Information Systems'],
  ]
}

/** Real time on purpose: a clock that was put forward must make cards old, not young ones later. */
const inDays = (days: number) => new Date(Date.now() + days * day)
