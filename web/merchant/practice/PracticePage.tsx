import { useState } from 'react'
import { serverNow } from '../../lib/clock.ts'
import { sayYen } from '../../lib/numbers.ts'
import { makeId } from '../../lib/uuid.ts'
import { Amount } from '../../ui/Amount.tsx'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { QrCode } from '../../ui/QrCode.tsx'
import { merchantPaths } from '../../lib/paths.ts'
import type { PaymentDetail } from '../payments/PaymentPage.tsx'
import { AmountForm } from '../payments/ReceivePage.tsx'
import { Received } from '../payments/Received.tsx'
import { type Asked, RefundForm } from '../payments/RefundForm.tsx'
import { ShopPage } from '../ShopPage.tsx'
import { useStaff } from '../use-staff.ts'

type Played = { id: string; coin: number; points: number; paidAt: string }
type Step =
  | { at: 'begin' | 'amount' }
  | { at: 'show' | 'read'; amount: number }
  | { at: 'received' | 'refund'; payment: Played }
  | { at: 'refunded'; amount: number }

const titles: Record<Step['at'], string> = {
  begin: 'レジの練習',
  amount: '1. お会計の金額を入れる',
  show: '2. お客さまに読み取ってもらう',
  read: '2. お客さまのコードを読み取る',
  received: '3. お支払いを確かめる',
  refund: '4. 返金してみる',
  refunded: '練習が終わりました',
}

/**
 * 練習: taking a payment and giving it back, with the very forms of the real thing and play money that never leaves
 * this screen. Every screen says what it is, in another colour.
 */
export function PracticePage() {
  const [step, setStep] = useState<Step>({ at: 'begin' })
  return (
    <div className="practice contents">
      <p role="note" className="bg-coin-700 px-4 py-2 text-center text-lg font-bold text-on-fill">
        練習中・お金は動きません
      </p>
      <ShopPage key={step.at} title={titles[step.at]} back={merchantPaths.menu}>
        <Shown step={step} onStep={setStep} />
      </ShopPage>
    </div>
  )
}

function Shown({ step, onStep }: { step: Step; onStep: (step: Step) => void }) {
  switch (step.at) {
    case 'begin':
      return (
        <>
          <p className="text-lg">
            お会計から返金までを、本物と同じ画面で試せます。お店の売上にも、お客さまにも影響はありません。
          </p>
          <Button size="large" wide onPress={() => onStep({ at: 'amount' })}>
            練習をはじめる
          </Button>
        </>
      )
    case 'amount':
      return <AmountForm onNext={(at, amount) => onStep({ at, amount })} />
    case 'show':
    case 'read':
      return (
        <Customer
          reading={step.at === 'read'}
          amount={step.amount}
          onPaid={() => onStep({ at: 'received', payment: playedPayment(step.amount) })}
        />
      )
    case 'received':
      return (
        <Received
          payment={step.payment}
          onNext={() => onStep({ at: 'amount' })}
          practice={() => onStep({ at: 'refund', payment: step.payment })}
        />
      )
    case 'refund':
      return (
        <RefundForm
          payment={detailOf(step.payment)}
          whole={false}
          practice={(asked: Asked) => onStep({ at: 'refunded', amount: asked.amount })}
          onDone={() => undefined}
          onStop={() => onStep({ at: 'received', payment: step.payment })}
        />
      )
    default:
      return (
        <>
          <Notice tone="good" title={`${sayYen(step.amount)}を返金する練習をしました`}>
            本番では、お客さまのアプリにすぐ戻ります。いまは練習で、お金は動いていません。
          </Notice>
          <Button size="large" wide onPress={() => onStep({ at: 'amount' })}>
            もう一度練習する
          </Button>
        </>
      )
  }
}

type CustomerProps = { reading: boolean; amount: number; onPaid: () => void }

/** What the shop shows or reads; the customer is played by a button. */
function Customer({ reading, amount, onPaid }: CustomerProps) {
  const { store } = useStaff()
  return (
    <>
      <section className="flex flex-col items-center gap-3 rounded-24 border-2 border-coin-200 bg-card p-5 text-center">
        <p className="text-lg font-bold">{reading ? 'お客さまのスマートフォン' : store.name}</p>
        <p className="text-coin-800">
          <Amount value={amount} unit="yen" size="hero" />
        </p>
        <QrCode text="practice" label="練習用のコード" className="w-full max-w-64" />
        <p>
          {reading
            ? '本番では、お客さまの画面のコードにカメラを向けます。'
            : '本番では、お客さまがこのコードを読み取ります。'}
        </p>
      </section>
      <Button size="large" wide onPress={onPaid}>
        {reading ? 'コードを読み取る' : 'お客さまが支払う'}
      </Button>
    </>
  )
}

/** As a customer with a few points would pay. */
function playedPayment(amount: number): Played {
  const points = Math.min(100, amount)
  return { id: makeId(), coin: amount - points, points, paidAt: new Date(serverNow()).toISOString() }
}

function detailOf(payment: Played): PaymentDetail {
  const left = { coin: payment.coin, points: payment.points }
  return { ...payment, takenBy: null, refunds: [], left, most: left.coin + left.points, may: 'refund' }
}
