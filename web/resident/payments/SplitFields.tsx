import { useTown } from '../../lib/town.ts'
import { AmountField } from '../../ui/AmountField.tsx'
import { SplitSlider } from '../../ui/SplitSlider.tsx'
import { type Means, type Parts, pointsRange } from './split.ts'
import { t } from '../words/payments.ts'

type SplitFieldsProps = { amount: number; means: Means; parts: Parts; onPoints: (points: number) => void }

/** 併用 yen by yen: a slider and two numbers that always add up to the amount. */
export function SplitFields({ amount, means, parts, onPoints }: SplitFieldsProps) {
  const { coinName, pointsName } = useTown()
  const { min, max } = pointsRange(amount, means)
  const spoken = (points: number) =>
    t('spokenParts', { pointsName, points, coinName, value: amount - points })
  return (
    <section
      aria-label={t('parts')}
      className="flex flex-col gap-4 rounded-16 border border-line bg-card p-4"
    >
      <SplitSlider
        label={t('share', { pointsName, coinName })}
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
          unit={t('yen')}
          value={parts.coin}
          onChange={(coin) => onPoints(amount - (coin ?? 0))}
        />
      </div>
      <p className="text-sm text-ink-soft">{t('pointsBetween', { pointsName, count: min, max })}</p>
    </section>
  )
}
