import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import { cancelPaymentRequest, readPaymentRequest, requestPayment } from '#contract/payment-codes.ts'
import { readStorePayment } from '#contract/payments.ts'
import { Refused } from '../../lib/api.ts'
import { asking, useAct } from '../../lib/ask.ts'
import { useTown } from '../../lib/town.ts'
import { Asked, TroubleNotice } from '../../lib/Trouble.tsx'
import { saySeconds, useCountdown } from '../../lib/use-countdown.ts'
import { useWakeLock } from '../../lib/use-wake-lock.ts'
import { Amount } from '../../ui/Amount.tsx'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { QrCode } from '../../ui/QrCode.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import { useStaff } from '../use-staff.ts'
import { PoorLine } from './PoorLine.tsx'
import type { ReceivedPayment } from './Received.tsx'

type Request = ReplyOf<typeof requestPayment>
type AmountCodeProps = {
  id: string
  amount: number
  onPaid: (payment: ReceivedPayment) => void
  onStop: () => void
}

/** Should the line of events be down, the request is looked at so often. */
const lookMs = 2000

/** The shop's code with an amount in it, until somebody has paid it or the shop stops. */
export function AmountCode({ id, amount, onPaid, onStop }: AmountCodeProps) {
  // Asking twice is harmless: the id makes one request.
  const made = useQuery({ ...asking(requestPayment, { body: { id, amount } }), staleTime: Infinity })
  return <Asked of={made}>{(request) => <Waiting made={request} onPaid={onPaid} onStop={onStop} />}</Asked>
}

type WaitingProps = { made: Request } & Pick<AmountCodeProps, 'onPaid' | 'onStop'>

function Waiting({ made, onPaid, onStop }: WaitingProps) {
  const { data: request = made, failureCount } = useQuery({
    ...asking(readPaymentRequest, { params: { id: made.id } }),
    refetchInterval: ({ state: { data } }) => (data && data.state !== 'open' ? false : lookMs),
  })
  const { paymentId } = request
  const paid = useQuery({
    ...asking(readStorePayment, { params: { id: paymentId ?? '' } }),
    enabled: paymentId !== null,
    // A fault is asked again for as long as it takes; a refusal is final.
    refetchInterval: ({ state: { data, error } }) => (data || error instanceof Refused ? false : lookMs),
  })
  useWakeLock()
  useEffect(() => {
    if (paid.data) onPaid(paid.data)
  }, [paid.data, onPaid])
  const unsure = failureCount > 0 || paid.failureCount > 0
  if (request.state === 'open') return <Shown request={request} unsure={unsure} onStop={onStop} />
  if (request.state === 'paid') return <Paid refused={paid.error} unsure={unsure} onNext={onStop} />
  return (
    <>
      <Notice tone="warning" title="このコードは終わりました">
        お客さまがまだ支払っていないときは、新しいコードを出してください。
      </Notice>
      <Button size="large" wide onPress={onStop}>
        新しいコードを出す
      </Button>
    </>
  )
}

/** It is paid; how, is being asked. At midnight yesterday's payment may be one that a till no longer sees. */
function Paid({ refused, unsure, onNext }: { refused: unknown; unsure: boolean; onNext: () => void }) {
  if (!(refused instanceof Refused)) {
    return (
      <>
        <Spinner label="お支払いがありました。内容を確かめています" />
        {unsure ? <PoorLine /> : null}
      </>
    )
  }
  return (
    <>
      <Notice tone="good" title="お支払いがありました" />
      <TroubleNotice trouble={refused.problem} />
      <Button size="large" wide onPress={onNext}>
        次のお会計へ
      </Button>
    </>
  )
}

type ShownProps = { request: Request; unsure: boolean; onStop: () => void }

function Shown({ request, unsure, onStop }: ShownProps) {
  const { store } = useStaff()
  const { coinName } = useTown()
  const cancel = useAct(cancelPaymentRequest)
  const seconds = useCountdown(request.expiresAt)
  const stop = async () => {
    if (await cancel.send({ params: { id: request.id } })) onStop()
  }
  return (
    <>
      <section className="flex flex-col items-center gap-3 rounded-24 border-2 border-coin-200 bg-card p-5 text-center">
        <p className="text-lg font-bold">{store.name}</p>
        <p className="text-coin-800">
          <Amount value={request.amount} unit="yen" size="hero" />
        </p>
        <QrCode
          text={request.code}
          label={`${request.amount}円のお支払いコード`}
          className="w-full max-w-80"
        />
        <p>お客さまのアプリの「支払う」で読み取ってもらってください</p>
        <p className="text-ink-soft">
          {coinName}のお支払いを待っています　あと{' '}
          <span className="font-bold tabular-nums">{saySeconds(seconds)}</span>
        </p>
      </section>
      {unsure ? <PoorLine /> : null}
      <TroubleNotice trouble={cancel.trouble} />
      <Button look="quiet" busy={cancel.busy} onPress={() => void stop()}>
        取りやめて金額を直す
      </Button>
    </>
  )
}
