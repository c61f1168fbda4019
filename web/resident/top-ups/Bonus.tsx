import type { ReplyOf } from '#contract/endpoint.ts'
import type { readTopUpTerms } from '#contract/top-ups.ts'
import { sayDay } from '../../lib/time.ts'
import { useTown } from '../../lib/town.ts'
import { Amount } from '../../ui/Amount.tsx'
import { bonusOf } from './amount.ts'

type BonusPreviewProps = { amount: number; bonus: ReplyOf<typeof readTopUpTerms>['bonus'] }

/** Which bonus an amount brings, when it comes and until when it can be used; nothing where there is none. */
export function BonusPreview({ amount, bonus }: BonusPreviewProps) {
  const { pointsName } = useTown()
  if (bonus.basisPoints === 0) return null
  return (
    <section aria-live="polite" className="rounded-16 border-2 border-points-200 bg-points-50 p-4">
      <h2 className="text-sm font-bold text-points-800">
        {bonus.basisPoints / 100}%分の{pointsName}がもらえます
      </h2>
      <p className="text-points-800">
        <Amount value={bonusOf(amount, bonus.basisPoints)} unit="ポイント" size="large" />
      </p>
      <p className="text-sm">
        {bonus.when === 'at_once' ? 'チャージが終わるとすぐに届きます。' : '翌日までに届きます。'}
        {sayDay(bonus.expiresOn)}まで使えます。
      </p>
    </section>
  )
}
