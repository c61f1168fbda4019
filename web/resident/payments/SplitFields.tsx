import { useTown } from '../../lib/town.ts'
import { AmountField } from '../../ui/AmountField.tsx'
import { SplitSlider } from '../../ui/SplitSlider.tsx'
import { type Means, type Parts, pointsRange } from './split.ts'
import { sayNumber } from '../../lib/numbers.ts'

type SplitFieldsProps = { amount: number; means: Means; parts: Parts; onPoints: (points: number) => void }

/** 併用 yen by yen: a slider and two numbers that always add up to the amount. */
export function SplitFields({ amount, means, parts, onPoints }: SplitFieldsProps) {
  const { coinName, pointsName } = useTown()
  const { min, max } = pointsRange(amount, means)
  const spoken = (points: number) => `${pointsName} ${points}ポイント、${coinName} ${amount - points}円`
  return (
    <section aria-label="内訳" className="flex flex-col gap-4 rounded-16 border border-line bg-card p-4">
      <SplitSlider
        label={`${pointsName}と${coinName}の割合`}
        value={parts.points}
        whole={amount}
        onChange={onPoints}
        spoken={spoken}
      />
      <div className="grid grid-cols-[repeat(auto-fit,minmax(9rem,1fr))] gap-3">
        <AmountField
          label={pointsName}
          unit="P"
          value={parts.points}
          onChange={(points) => onPoints(points ?? 0)}
        />
        <AmountField
          label={coinName}
          unit="円"
          value={parts.coin}
          onChange={(coin) => onPoints(amount - (coin ?? 0))}
        />
      </div>
      <p className="text-sm text-ink-soft">
        {pointsName}は{sayNumber(min)}〜{sayNumber(max)}ポイントの間で選べます。
      </p>
    </section>
  )
}
