import { slipPath } from '#contract/payment-codes.ts'
import { saySecond } from '../../lib/time.ts'
import { useTown } from '../../lib/town.ts'
import { Amount } from '../../ui/Amount.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Knot } from '../../ui/Knot.tsx'
import { IconPrint } from '../../ui/icons.tsx'
import { Facts } from '../../ui/ListRow.tsx'
import { merchantPaths } from '../../lib/paths.ts'
import { ShopLink } from '../ShopLink.tsx'

export type ReceivedPayment = {
  id: string
  coin: number
  points: number
  paidAt: string
  /** Set where a printed card has paid: its holder has no app for the receipt, and may want the balance on it. */
  paperCard?: { balance: { coin: number; points: number } | null } | null
}

/** The money is there: the amount as large as the screen allows, its parts, and the next customer. */
export function Received({
  payment,
  onNext,
  practice,
}: {
  payment: ReceivedPayment
  onNext: () => void
  /** Set in practice, where there is no such payment to look at: goes on to giving it back. */
  practice?: () => void
}) {
  const { coinName, pointsName } = useTown()
  const left = payment.paperCard?.balance
  return (
    <>
      <output className="flex animate-pop flex-col items-center gap-2 rounded-24 border-2 border-coin-200 bg-card p-6 text-center">
        <Knot className="h-24 w-28" tie />
        <p className="text-2xl font-bold text-green-900">{practice ? '練習の' : ''}お支払い完了</p>
        <p className="text-coin-800">
          <Amount value={payment.coin + payment.points} unit="yen" size="hero" />
        </p>
      </output>
      <Facts
        facts={[
          [coinName, <Amount key="coin" value={payment.coin} unit="yen" />],
          [pointsName, <Amount key="points" value={payment.points} unit="points" />],
          ['日時', saySecond(payment.paidAt)],
          ...(left
            ? ([
                [`${coinName}の残高`, <Amount key="coin-left" value={left.coin} unit="yen" />],
                [`${pointsName}の残高`, <Amount key="points-left" value={left.points} unit="points" />],
              ] as const)
            : []),
        ]}
      />
      {payment.paperCard ? (
        <a
          href={`/api${slipPath.replace(':id', payment.id)}`}
          target="_blank"
          rel="noreferrer"
          className={buttonClass('outline', 'large', true)}
        >
          <IconPrint className="size-6" />
          控えを印刷する
        </a>
      ) : null}
      <Button size="large" wide onPress={onNext}>
        次のお会計へ
      </Button>
      {practice ? (
        <Button look="outline" size="large" wide onPress={practice}>
          返金を練習する
        </Button>
      ) : (
        <ShopLink
          to={merchantPaths.payment}
          params={{ paymentId: payment.id }}
          className={buttonClass('quiet')}
        >
          この支払いの詳細・取消
        </ShopLink>
      )}
    </>
  )
}
