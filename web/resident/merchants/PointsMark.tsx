import { useTown } from '../../lib/town.ts'
import { t } from '../words/merchants.ts'

/** Whether a shop takes points, in words and colour. */
export function PointsMark({ accepts }: { accepts: boolean }) {
  const { pointsName } = useTown()
  return (
    <span className={`block font-bold ${accepts ? 'text-points-700' : 'text-ink-soft'}`}>
      {accepts ? t('pointsToo', { pointsName }) : t('pointsNot', { pointsName })}
    </span>
  )
}
