import type { ReplyOf } from '#contract/endpoint.ts'
import { readSecondStepDelivery, readSmsDelivery } from '#contract/passcodes.ts'
import { useAskWhile } from '../lib/ask.ts'
import { Notice } from '../ui/Notice.tsx'

type Delivery = ReplyOf<typeof readSmsDelivery>

const isUnderWay = ({ state }: Delivery) => state === 'sending'

/** What to do, by what the SMS company says of the message. */
const advice: Record<NonNullable<Delivery['problem']>, string> = {
  unreachable: '携帯電話が圏外か、電源が切れているようです。電波の届く場所で、もう一度送ってください。',
  wrong_number: 'この番号は使われていないようです。電話番号を確かめてください。',
  blocked:
    '携帯電話でSMSの受信が止められているようです。携帯電話会社の設定を確かめるか、ほかの方法で認証してください。',
  other: '少し待ってから、もう一度送ってください。ほかの方法があれば、それでも認証できます。',
}

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
      {delivery?.state === 'delivered' ? (
        <p className="text-solid-gray-700">SMSは届いています。メッセージの画面を確かめてください。</p>
      ) : null}
      {delivery?.state === 'undelivered' ? (
        <Notice tone="warning" title="SMSが届きませんでした">
          {advice[delivery.problem ?? 'other']}
        </Notice>
      ) : null}
    </div>
  )
}
