import { Link } from '@tanstack/react-router'
import { paths } from '../../lib/paths.ts'
import { useMe } from '../../lib/session.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { readPending } from './pending-payment.ts'
import { sayNumber } from '../../lib/numbers.ts'

/** Leads to a payment whose answer never came; nothing where there is none. */
export function PendingBanner() {
  const pending = readPending(useMe().residentId)
  if (!pending) return null
  return (
    <Notice
      tone="warning"
      title="確認中の支払いがあります"
      action={
        <Link to={paths.paymentWaiting} className={buttonClass('outline')}>
          結果を確かめる
        </Link>
      }
    >
      {pending.storeName} {sayNumber(pending.body.coin + pending.body.points)}円
    </Notice>
  )
}
