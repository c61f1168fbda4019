import type { ReplyOf } from '#contract/endpoint.ts'
import { readSecondStepDelivery, readSmsDelivery } from '#contract/passcodes.ts'
import { useAskWhile } from '../lib/ask.ts'
import { Notice } from '../ui/Notice.tsx'
import { t } from './words/app.ts'

type Delivery = ReplyOf<typeof readSmsDelivery>

const isUnderWay = ({ state }: Delivery) => state === 'sending'

/** What to do, by what the SMS company says of the message. */
const advice = {
  unreachable: 'smsUnreachable',
  wrong_number: 'smsWrongNumber',
  blocked: 'smsBlocked',
  other: 'smsOther',
} as const satisfies Record<NonNullable<Delivery['problem']>, string>

/** Whether the SMS that I have asked for has arrived, and what to do where it has not. */
export function SmsDelivery() {
  const { data } = useAskWhile(isUnderWay, readSmsDelivery)
  return <Standing delivery={data} />
}

/** The same for a second step of somebody who is not in yet. */
export function StepSmsDelivery({ challengeId }: { challengeId: string }) {
  const { data } = useAskWhile(isUnderWay, readSecondStepDelivery, { params: { challengeId } })
  return <Standing delivery={data} />
}

function Standing({ delivery }: { delivery: Delivery | undefined }) {
  return (
    <div aria-live="polite" className="empty:hidden">
      {delivery?.state === 'delivered' ? <p className="text-solid-gray-700">{t('smsArrived')}</p> : null}
      {delivery?.state === 'undelivered' ? (
        <Notice tone="warning" title={t('smsNotArrived')}>
          {t(advice[delivery.problem ?? 'other'])}
        </Notice>
      ) : null}
    </div>
  )
}
