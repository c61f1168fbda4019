// The means of topping up that are tried: one row each. A new means is trusted when it has one.
import { atmKind } from './atm-kind.ts'
import { bankKind } from './bank-kind.ts'
import { cardKind } from './card-kind.ts'
import { codeKind } from './code-kind.ts'
import { counterKind } from './counter-kind.ts'
import type { Begun, Resident, World } from './world.ts'

/** What a provider's own books say of one top-up, in yen, and how often money was really taken. */
export type Theirs = { taken: number; returned: number; captures: number }

export type Kind = {
  means: Begun['means']
  /** Everything that an app does from the amount to the outcome, if nothing comes between. */
  topUp: (world: World, resident: Resident, amount: number) => Promise<void>
  /** The app, or the browser, asks once more for something that it may have asked before. */
  again: (world: World, topUp: Begun) => Promise<void>
  /** The provider gives money back by itself. */
  reverse: (world: World) => Promise<void>
  /** The provider tells of something, or does not, or tells it twice; null where it never tells. */
  tell: ((world: World) => Promise<void>) | null
  /** What the provider does by itself, every minute, once its lines work again; null where it does nothing. */
  resume: ((world: World) => Promise<void>) | null
  /** What brings a reversal home when everything works again. */
  catchUp: (world: World) => Promise<void>
  /** The provider's own books, by our top-ups. */
  books: (world: World) => Promise<Map<string, Theirs>>
  /** What is wrong by the provider's own rules, in words; null where the books say it all. */
  check: ((world: World) => Promise<string[]>) | null
}

export const kinds: Kind[] = [bankKind, cardKind, atmKind, codeKind, counterKind]

/** The row of a means. */
export function kindOf({ means }: Pick<Begun, 'means'>): Kind {
  const found = kinds.find((kind) => kind.means === means)
  if (!found) throw new Error(`no kind for ${means}`)
  return found
}
