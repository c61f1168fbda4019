import { sayNumber, sayYen } from '../../lib/numbers.ts'
import { merchantPaths } from '../../lib/paths.ts'
import { sayMinute } from '../../lib/time.ts'
import { useTown } from '../../lib/town.ts'
import { Amount } from '../../ui/Amount.tsx'
import { RowBody, rowLinkClass, Rows } from '../../ui/ListRow.tsx'
import { ShopLink } from '../ShopLink.tsx'
import { keyOf, type StorePayment } from './use-live-payments.ts'

type PaymentRowsProps = { payments: readonly StorePayment[]; newest: string | null }

/** The payments of a day, each leading to its page; the one that has just arrived glows. */
export function PaymentRows({ payments, newest }: PaymentRowsProps) {
  const { coinName, pointsName } = useTown()
  return (
    <Rows>
      {payments.map((payment) => (
        <li key={keyOf(payment)} className={payment.id === newest ? 'animate-glow' : ''}>
          <ShopLink to={merchantPaths.payment} params={{ paymentId: payment.id }} className={rowLinkClass}>
            <RowBody
              title={sayMinute(payment.paidAt)}
              note={sayParts(payment, coinName, pointsName)}
              end={<Worth payment={payment} />}
              leads
            />
          </ShopLink>
        </li>
      ))}
    </Rows>
  )
}

/** With what was paid; what was not used is not said. */
function sayParts({ coin, points }: StorePayment, coinName: string, pointsName: string): string {
  const parts = [
    ...(coin > 0 ? [`${coinName} ${sayNumber(coin)}`] : []),
    ...(points > 0 ? [`${pointsName} ${sayNumber(points)}`] : []),
  ]
  return parts.join('・')
}

function Worth({ payment: { coin, points, refunded } }: { payment: StorePayment }) {
  const back = refunded.coin + refunded.points
  return (
    <span className="flex flex-col items-end">
      <Amount value={coin + points} unit="yen" />
      {back > 0 ? (
        <span className="text-sm font-bold text-red-900">
          {back === coin + points ? '全額返金' : `返金 ${sayYen(back)}`}
        </span>
      ) : null}
    </span>
  )
}
