import type { Me } from '../../lib/session.ts'
import { dayOf, sayDay } from '../../lib/time.ts'

/** What a card said about where somebody lives, and on which day; when that is too old, what can be done. */
export function Residency({ inTown, confirmedAt, lapsed }: NonNullable<Me['residency']>) {
  const day = sayDay(dayOf(confirmedAt))
  const phrases = lapsed
    ? [`${day}に確認。`, 'もう一度確認できます']
    : [inTown ? '市内にお住まい' : '市外にお住まい', `（${day}に確認）`]
  return phrases.map((phrase) => (
    <span key={phrase} className="inline-block">
      {phrase}
    </span>
  ))
}
