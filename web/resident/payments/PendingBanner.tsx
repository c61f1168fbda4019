import { Link } from '@tanstack/react-router'
import { paths } from '../../lib/paths.ts'
import { useMe } from '../../lib/session.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { readPending } from './pending-payment.ts'
import { t } from '../words/payments.ts'

/** Leads to a payment whose answer never came; nothing where there is none. */
export function PendingBanner() {
  const pending = readPending(useMe().residentId)
  if (!pending) return null
  return (
    <Notice
      tone="warning"
      title={t('pending')}
      action={
        <Link to={paths.paymentWaiting} className={buttonClass('outline')}>
          {t('lookAtOutcome')}
        </Link>
      }
    >
      {t('pendingOf', { storeName: pending.storeName, count: pending.body.coin + pending.body.points })}
    </Notice>
  )
}
