// The cards as things: put into a reader they answer commands, one reading after the other.
import type { Authority } from './authority.ts'
import type { Card, CardRegister } from './cards.ts'
import { type Chip, makeChip } from './chip.ts'
import { personOf } from './people.ts'

export type CardBox = ReturnType<typeof cardBox>

/** Chips by card; each keeps what it has selected until it is put away by clear(). */
export function cardBox(authority: Authority, register: CardRegister) {
  const chips = new Map<string, Chip>()
  const lastReading = new Map<string, Promise<unknown>>()

  function chipOf(card: Card): Chip {
    const known = chips.get(card.id)
    if (known) return known
    const chip = makeChip({
      person: personOf(card.personId),
      slotOf: (slot) => register.slotOf(card, slot),
      save: () => register.save(),
      credential: (purpose) => authority.credentialOf(card, purpose),
      issuer: async (purpose) => (await authority.rootOf(purpose, card.generation)).certificate,
    })
    chips.set(card.id, chip)
    return chip
  }

  return {
    chipOf,
    /** Holds a card to one phone at a time: two readings at once would disturb each other's selection. */
    inField<T>(card: Card, read: (chip: Chip) => Promise<T>): Promise<T> {
      const before = lastReading.get(card.id) ?? Promise.resolve()
      const reading = before.then(() => read(chipOf(card)))
      lastReading.set(
        card.id,
        reading.catch(() => {}),
      )
      return reading
    },
    clear: () => chips.clear(),
  }
}
