import { saySecond } from '../../lib/time.ts'
import { useTown } from '../../lib/town.ts'
import { Amount } from '../../ui/Amount.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Knot } from '../../ui/Knot.tsx'
import { Facts } from '../../ui/ListRow.tsx'
import { merchantPaths } from '../../lib/paths.ts'
import { ShopLink } from '../ShopLink.tsx'

export type ReceivedPayment = { id: string; coin: number; points: number; paidAt: string }

/** The money is there: the amount as large as the screen allows, its parts, and the next customer. */
export function Received({ payment, onNext }: { payment: ReceivedPayment; onNext: () => void }) {
  const { coinName, pointsName } = useTown()
  return (
    <>
      <output className="flex animate-pop flex-col items-center gap-2 rounded-24 border-2 border-coin-200 bg-card p-6 text-center">
        <Knot className="h-24 w-28" tie />
        <p className="text-2xl font-bold text-green-900">お支払い完了</p>
        <p className="text-coin-800">
          <Amount value={payment.coin + payment.points} unit="yen" size="hero" />
        </p>
      </output>
      <Facts
        facts={[
          [coinName, <Amount key="coin" value={payment.coin} unit="yen" />],
          [pointsName, <Amount key="points" value={payment.points} unit="points" />],
          ['日時', saySecond(payment.paidAt)],
        ]}
      />
      <Button size="large" wide onPress={onNext}>
        次のお会計へ
      </Button>
      <ShopLink
        to={merchantPaths.payment}
        params={{ paymentId: payment.id }}
        className={buttonClass('quiet')}
      >
        この支払いの詳細・取消
      </ShopLink>
    </>
  )
}
