import type { Me } from '../../lib/session.ts'
import { dayOf, sayDay } from '../../lib/time.ts'
import { t } from '../words/residents.ts'

/** What a card said about where somebody lives, and on which day; when that is too old, what can be done. */
export function Residency({ inTown, confirmedAt, lapsed }: NonNullable<Me['residency']>) {
  const day = sayDay(dayOf(confirmedAt))
  const phrases = lapsed
    ? [t('confirmedOn', { day }), t('confirmAgain')]
    : [inTown ? t('livesInTown') : t('livesElsewhere'), t('confirmedOnShort', { day })]
  return phrases.map((phrase) => (
    <span key={phrase} className="inline-block">
      {phrase}
    </span>
  ))
}
