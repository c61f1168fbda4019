import { sayNumber } from '../../lib/numbers.ts'
import type { Campaign } from './words.ts'

/** How much of a budget is granted, promised and left: as a bar, and in numbers for everybody who cannot see it. */
export function BudgetBar({ points }: { points: Campaign['points'] }) {
  const { granted, reserved, takenBack, left } = points
  const whole = Math.max(1, granted + reserved + (left ?? 0))
  const share = (part: number) => `${(part / whole) * 100}%`
  return (
    <div className="flex flex-col gap-2">
      <div
        aria-hidden="true"
        className="flex h-4 overflow-hidden rounded-full border border-line bg-paper-deep"
      >
        <span className="bg-points-600" style={{ width: share(granted) }} />
        <span className="bg-points-200" style={{ width: share(reserved) }} />
      </div>
      <dl className="grid grid-cols-3 gap-2 text-sm">
        <Part name="付与済み" mark="bg-points-600" points={granted} />
        <Part name="付与予定" mark="bg-points-200" points={reserved} />
        <Part name="残り" mark="bg-paper-deep" points={left ?? 0} />
      </dl>
      {takenBack > 0 ? (
        <p className="text-sm">取り消し {sayNumber(takenBack)}ポイント（予算には戻りません）</p>
      ) : null}
    </div>
  )
}

function Part({ name, mark, points }: { name: string; mark: string; points: number }) {
  return (
    <div>
      <dt className="flex items-center gap-1.5 text-ink-soft">
        <span
          aria-hidden="true"
          className={`size-3 shrink-0 rounded-full border border-line-strong ${mark}`}
        />
        {name}
      </dt>
      <dd className="text-base font-bold tabular-nums">{sayNumber(points)}</dd>
    </div>
  )
}
