import { sayMinute } from '../../lib/time.ts'
import { useTown } from '../../lib/town.ts'
import { Amount } from '../../ui/Amount.tsx'
import { RowBody, Rows } from '../../ui/ListRow.tsx'
import type { StorePayment } from './use-live-payments.ts'
import { sayNumber } from '../../lib/numbers.ts'

type PaymentRowsProps = { payments: readonly StorePayment[]; newest: string | null }

/** The payments of a day; the one that has just arrived glows. */
export function PaymentRows({ payments, newest }: PaymentRowsProps) {
  const { coinName, pointsName } = useTown()
  return (
    <Rows>
      {payments.map((payment) => (
        <li key={payment.id} className={payment.id === newest ? 'animate-glow' : ''}>
          <RowBody
            title={sayMinute(payment.paidAt)}
            note={`${coinName} ${sayNumber(payment.coin)}・${pointsName} ${sayNumber(payment.points)}`}
            end={<Amount value={payment.coin + payment.points} unit="円" />}
          />
        </li>
      ))}
    </Rows>
  )
}
