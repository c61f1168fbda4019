import { Link, useParams } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import { readPayment } from '#contract/payments.ts'
import { useAsk } from '../../lib/ask.ts'
import { serverNow } from '../../lib/clock.ts'
import { paths } from '../../lib/paths.ts'
import { saySecond } from '../../lib/time.ts'
import { useTown } from '../../lib/town.ts'
import { Asked } from '../../lib/Trouble.tsx'
import { say } from '../../lib/voice.ts'
import { Amount, type Unit } from '../../ui/Amount.tsx'
import { buttonClass } from '../../ui/Button.tsx'
import { Knot } from '../../ui/Knot.tsx'
import { Facts } from '../../ui/ListRow.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PaymentBonus } from '../campaigns/PaymentBonus.tsx'
import { PushOffer } from '../notices/PushOffer.tsx'
import { Screen } from '../Screen.tsx'
import { receiptSeen } from './kept-payments.ts'
import { t as aloud } from '../words/look.ts'
import { t } from '../words/payments.ts'
import { payments } from '../words/ja/payments.ts'
import { localeUsed } from '../../lib/i18n/language.ts'

/** The confirmation that the staff sees: shop, amount, parts, time, number. */
export function PaymentDonePage() {
  const { paymentId } = useParams({ from: '/inside/payments/$paymentId' })
  const query = useAsk(readPayment, { params: { id: paymentId } })
  useEffect(() => receiptSeen(paymentId), [paymentId])
  return (
    <Screen
      title={t('paid')}
      nav={false}
      hideTitle
      actions={
        <Link to={paths.home} className={buttonClass('coin', 'large', true)}>
          {t('toHome')}
        </Link>
      }
    >
      <Asked of={query}>{(payment) => <Receipt payment={payment} />}</Asked>
    </Screen>
  )
}

export type Payment = ReplyOf<typeof readPayment>

/** After this an old confirmation must not look like a new one to the staff. */
const freshMs = 5 * 60_000

function isFresh(paidAt: string): boolean {
  return serverNow() - Date.parse(paidAt) < freshMs
}

function JustPaid({ payment }: { payment: Payment }) {
  const { coin, points, storeName } = payment
  useEffect(
    () => say(aloud('sayDone', { shop: storeName, amount: coin + points })),
    [coin, points, storeName],
  )
  return (
    <section className={paidClass}>
      <Knot className="h-24 w-28" tie />
      <p className="text-2xl font-bold text-green-900">{t('paid')}</p>
      {localeUsed() === 'ja' ? null : (
        // Who looks at this besides the person works in the shop, and reads Japanese.
        <p lang="ja" className="font-bold text-green-900">
          {payments.paid}
        </p>
      )}
      <p className="text-lg font-bold">{payment.storeName}</p>
      <p className="text-coin-800">
        <Amount value={payment.coin + payment.points} unit="yen" size="hero" />
      </p>
      <RunningClock />
    </section>
  )
}

const paidClass = [
  'flex animate-pop flex-col items-center gap-2 text-center',
  'rounded-24 border-2 border-coin-200 bg-card p-6',
].join(' ')

function PaidBefore() {
  return <Notice title={t('oldRecord')}>{t('oldRecordNote')}</Notice>
}

function Receipt({ payment }: { payment: Payment }) {
  return (
    <>
      {isFresh(payment.paidAt) ? <JustPaid payment={payment} /> : <PaidBefore />}
      <ReceiptFacts payment={payment} />
      <PaymentBonus id={payment.id} />
      {isFresh(payment.paidAt) ? <PushOffer /> : null}
    </>
  )
}

/** What a payment was, line by line. */
export function ReceiptFacts({ payment }: { payment: Payment }) {
  const { coinName, pointsName } = useTown()
  return (
    <Facts
      facts={[
        [t('store'), payment.storeName],
        [t('total'), <Amount key="total" value={payment.coin + payment.points} unit="yen" />],
        [coinName, <Amount key="coin" value={payment.coin} unit="yen" />],
        [pointsName, <Amount key="points" value={payment.points} unit="points" />],
        [t('paidAt'), saySecond(payment.paidAt)],
        [
          t('number'),
          <span key="id" className="text-sm break-all">
            {payment.id}
          </span>,
        ],
        ...left(t('coinLeft', { coinName }), payment.coinAfter, 'yen'),
        ...left(t('pointsLeft', { pointsName }), payment.pointsAfter, 'points'),
      ]}
    />
  )
}

/** What was left of a currency, where the payment used it. */
function left(label: string, value: number | null, unit: Unit): [string, ReactNode][] {
  return value === null ? [] : [[label, <Amount key={label} value={value} unit={unit} />]]
}

/** The present time, running: a picture of an old confirmation stands still. */
function RunningClock() {
  const [now, setNow] = useState(serverNow)
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), 1000)
    return () => clearInterval(timer)
  }, [])
  return (
    <p className="flex items-center gap-2 rounded-full bg-coin-50 px-4 py-1 text-coin-900 tabular-nums">
      <span aria-hidden="true" className="size-3 animate-ping rounded-full bg-coin-600" />
      <span>{t('now', { now: saySecond(now) })}</span>
    </p>
  )
}
