import { useTown } from '../../lib/town.ts'

/** Whether a shop takes points, in words and colour. */
export function PointsMark({ accepts }: { accepts: boolean }) {
  const { pointsName } = useTown()
  return (
    <span className={`block font-bold ${accepts ? 'text-points-700' : 'text-ink-soft'}`}>
      {accepts ? `${pointsName}も使えます` : `${pointsName}は使えません`}
    </span>
  )
}
