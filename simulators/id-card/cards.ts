// The cards in the drawer and what the municipality's register knows about them. Keys and certificates are
// made when a card is first read; here stands what does not change when they are.
import { createHash, randomBytes } from 'node:crypto'
import type { Store } from '../lib/store.ts'
import type { Generation } from './authority.ts'
import { people, personOf } from './people.ts'

/** RFC 5280 5.3.1, those that the Japanese authority names. */
export const reasons = {
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  certificateHold: 6,
} as const
export type Reason = keyof typeof reasons

export type Card = {
  id: string
  personId: string
  /** The certificates' serial number, by which relying parties recognise the card; hexadecimal. */
  serial: string
  /** Which generation of the authority has issued it. */
  generation: Generation
  /** Days from the first start until it holds; negative for the past. */
  startsInDays: number
  /** Days from the first start until it ends. */
  endsInDays: number
  /** Added to the name in the drawer; '' for a person's usual card. */
  label: string
  locked: boolean
}

export type Slot = 'auth' | 'sign' | 'text'
/** One password of one card and the tries that are left. */
export type PinSlot = { pin: string; left: number }

export type Register = {
  pins: Record<string, Record<Slot, PinSlot>>
  revoked: Record<string, { reason: Reason; at: string }>
  reissued: Card[]
}

export const emptyRegister = (): Register => ({ pins: {}, revoked: {}, reissued: [] })

/** Tries in a row: three for four digits, five for the signing password. */
export const pinTries: Record<Slot, number> = { auth: 3, sign: 5, text: 3 }
const firstPins: Record<Slot, string> = { auth: '1234', sign: 'ABCDEF', text: '1234' }

const usual = {
  generation: 'second',
  startsInDays: -200,
  endsInDays: 1626,
  label: '',
  locked: false,
} as const

const unusual: Record<string, Partial<Card>> = {
  // Cards of the older generation are still about, and must still be accepted.
  minoru: { generation: 'first', startsInDays: -1400, endsInDays: 426 },
  chiyo: { generation: 'first', startsInDays: -1400, endsInDays: 426 },
  koko: { startsInDays: -15, endsInDays: 1811 },
  rokuro: { locked: true },
  kiyoshi: { generation: 'first', startsInDays: -1840, endsInDays: -14 },
  saki: { startsInDays: 3, endsInDays: 1829 },
  arata: { generation: 'third' },
}
const revokedFromTheStart: Record<string, Reason> = {
  'koko-old': 'superseded',
  fumi: 'cessationOfOperation',
  tome: 'certificateHold',
  kawari: 'affiliationChanged',
}

const firstCards: readonly Card[] = people.flatMap(({ id }) => {
  const card: Card = { id, personId: id, serial: serialFor(id), ...usual, ...unusual[id] }
  if (id !== 'koko') return [card]
  const old = { id: 'koko-old', serial: serialFor('koko-old'), label: '(再交付前のカード)' }
  return [card, { ...card, ...old, startsInDays: -900, endsInDays: 926 }]
})

/** The same serial number over restarts: sixteen digits, of which the first keeps it positive. */
function serialFor(cardId: string): string {
  return `4${createHash('sha256').update(cardId).digest('hex').slice(0, 15)}`.toUpperCase()
}

export type CardRegister = ReturnType<typeof cardRegister>

/** The register on top of what is remembered. */
export function cardRegister(store: Store<Register>, now: () => Date) {
  // A file that an older version has left may lack parts.
  store.state = { ...emptyRegister(), ...store.state }
  const all = () => [...firstCards, ...store.state.reissued]
  const bySerial = (serial: string) => all().find((card) => card.serial === serial)
  const revocationOf = (serial: string): { reason: Reason; at: Date } | undefined => {
    const told = store.state.revoked[serial]
    if (told) return { reason: told.reason, at: new Date(told.at) }
    const reason = revokedFromTheStart[bySerial(serial)?.id ?? '']
    return reason ? { reason, at: new Date('2026-04-01T00:00:00+09:00') } : undefined
  }
  const revoke = (serial: string, reason: Reason) => {
    if (!bySerial(serial)) throw new Error(`no card has the serial number ${serial}`)
    store.state.revoked[serial] = { reason, at: now().toISOString() }
    store.save()
  }
  return {
    all,
    bySerial,
    byId: (id: string) => all().find((card) => card.id === id),
    revocationOf,
    revoke,
    /** Everything revoked that this generation has issued. */
    revokedOf: (generation: Generation) =>
      all().flatMap((card) => {
        const revocation = card.generation === generation ? revocationOf(card.serial) : undefined
        return revocation ? [{ serial: card.serial, ...revocation }] : []
      }),
    /** A new card for the same person; the cards before are revoked as superseded. Throws for nobody. */
    reissue(personId: string): Card {
      const { id } = personOf(personId)
      const before = all().filter((card) => card.personId === id)
      for (const { serial } of before) if (!revocationOf(serial)) revoke(serial, 'superseded')
      const serial = `4${randomBytes(8).toString('hex').slice(1)}`.toUpperCase()
      const fresh = { id: `${id}-${before.length + 1}`, serial, personId: id, label: '(新しいカード)' }
      const card: Card = { ...usual, ...fresh, startsInDays: 0, endsInDays: 1826 }
      store.state.reissued.push(card)
      store.save()
      return card
    },
    /** A password of a card, to be changed in place and then saved. */
    slotOf(card: Card, slot: Slot): PinSlot {
      const fresh = (name: Slot): PinSlot => ({
        pin: firstPins[name],
        left: card.locked ? 0 : pinTries[name],
      })
      const slots = (store.state.pins[card.id] ??= {
        auth: fresh('auth'),
        sign: fresh('sign'),
        text: fresh('text'),
      })
      return slots[slot]
    },
    save: store.save,
  }
}
