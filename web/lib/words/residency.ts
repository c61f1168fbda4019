import type { Me } from '../session.ts'
import { dayOf, sayDay } from '../time.ts'

/** What a card said about where somebody lives, and on which day; when that is too old, what can be done. */
export function sayResidency({ inTown, confirmedAt, lapsed }: NonNullable<Me['residency']>): string {
  const day = sayDay(dayOf(confirmedAt))
  if (!inTown) return `市外にお住まい（${day}に確認）`
  return lapsed ? `${day}に確認。もう一度確認できます` : `市内にお住まい（${day}に確認）`
}
