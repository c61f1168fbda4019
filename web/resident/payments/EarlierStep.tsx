import { Link } from '@tanstack/react-router'
import { sayYen } from '../../lib/numbers.ts'
import { paths } from '../../lib/paths.ts'
import { sayClock } from '../../lib/time.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Screen } from '../Screen.tsx'
import type { PendingPayment } from './pending-payment.ts'
import { t } from '../words/payments.ts'

type EarlierStepProps = { earlier: PendingPayment; onAnother: () => void }

/** Before the same shop is paid again: the first payment may have been made, and this would be another one. */
export function EarlierStep({ earlier, onAnother }: EarlierStepProps) {
  const { body, outcome, pressedAt, storeName } = earlier
  const facts = { time: sayClock(pressedAt), value: sayYen(body.coin + body.points) }
  return (
    <Screen
      key="earlier"
      title={t('confirm')}
      back={paths.pay}
      nav={false}
      actions={
        <>
          <Link to={paths.paymentWaiting} className={buttonClass('coin', 'large', true)}>
            {t('lookAtOutcome')}
          </Link>
          <Button look="outline" wide onPress={onAnother}>
            {t('payAnother')}
          </Button>
        </>
      }
    >
      <p className="text-lg font-bold">{storeName}</p>
      <Notice tone="warning" title={outcome?.paid ? t('earlierPaid') : t('earlierAsking')}>
        {outcome?.paid ? t('earlierPaidNote', facts) : t('earlierAskingNote', facts)}
      </Notice>
    </Screen>
  )
}
