import { useParams } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import { readStorePayment, type refundPayment } from '#contract/payments.ts'
import { useAsk } from '../../lib/ask.ts'
import { serverNow } from '../../lib/clock.ts'
import { sayNumber, sayYen } from '../../lib/numbers.ts'
import { merchantPaths } from '../../lib/paths.ts'
import { dayOf, sayMinute, saySecond } from '../../lib/time.ts'
import { useTown } from '../../lib/town.ts'
import { Asked } from '../../lib/Trouble.tsx'
import { Amount } from '../../ui/Amount.tsx'
import { Button } from '../../ui/Button.tsx'
import { IconBack } from '../../ui/icons.tsx'
import { Facts, RowBody, Rows } from '../../ui/ListRow.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Page } from '../../ui/Page.tsx'
import { barLinkClass, TopBar } from '../../ui/TopBar.tsx'
import { ShopLink } from '../ShopLink.tsx'
import { RefundForm } from './RefundForm.tsx'
import { readPaymentsAnew } from './use-live-payments.ts'

export type PaymentDetail = ReplyOf<typeof readStorePayment>
export type Refund = ReplyOf<typeof refundPayment>

/** One payment at the shop: what was paid, what came back, and 取消 or 返金. */
export function PaymentPage() {
  const { paymentId } = useParams({ strict: false }) as { paymentId: string }
  const query = useAsk(readStorePayment, { params: { id: paymentId } })
  const day = query.data ? dayOf(query.data.paidAt) : today()
  const isToday = day === today()
  const back = (
    <ShopLink
      to={isToday ? merchantPaths.home : merchantPaths.day}
      params={isToday ? {} : { day }}
      className={barLinkClass}
    >
      <IconBack />
      戻る
    </ShopLink>
  )
  return (
    <Page title="お支払いの詳細" top={<TopBar back={back} />}>
      <Asked of={query}>{(payment) => <Payment payment={payment} />}</Asked>
    </Page>
  )
}

const today = () => dayOf(new Date(serverNow()).toISOString())

type Act = 'cancel' | 'refund'

function Payment({ payment }: { payment: PaymentDetail }) {
  const { coinName, pointsName } = useTown()
  const [act, setAct] = useState<Act | null>(null)
  const [done, setDone] = useState<Refund | null>(null)
  const finish = (refund: Refund) => {
    setAct(null)
    setDone(refund)
    readPaymentsAnew()
  }
  const facts = [
    ['お支払い金額', <Amount key="all" value={payment.coin + payment.points} unit="yen" size="large" />],
    [coinName, <Amount key="coin" value={payment.coin} unit="yen" />],
    [pointsName, <Amount key="points" value={payment.points} unit="points" />],
    ['日時', saySecond(payment.paidAt)],
    ...(payment.takenBy ? [['受け取った人', payment.takenBy] as const] : []),
    [
      '取引番号',
      <span key="id" className="text-sm text-balance break-all">
        {payment.id}
      </span>,
    ],
  ] as const
  return (
    <>
      {done ? <Done key={done.id} refund={done} /> : null}
      <Facts facts={facts} />
      {payment.refunds.length > 0 ? <Refunds refunds={payment.refunds} /> : null}
      {act ? (
        <RefundForm payment={payment} whole={act === 'cancel'} onDone={finish} onStop={() => setAct(null)} />
      ) : (
        <Acts may={payment.may} onAct={setAct} />
      )}
    </>
  )
}

/** What has just come back; the focus comes here, since the form that had it is gone. */
function Done({ refund }: { refund: Refund }) {
  const { coinName, pointsName } = useTown()
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => place.current?.focus(), [])
  const parts = [
    ...(refund.coin > 0 ? [`${coinName} ${sayYen(refund.coin)}`] : []),
    ...(refund.points > 0 ? [`${pointsName} ${sayNumber(refund.points)}ポイント`] : []),
  ]
  return (
    <div ref={place} tabIndex={-1}>
      <Notice tone="good" title={`${sayYen(refund.coin + refund.points)}を返金しました`}>
        {parts.join('と')}を、お客さまのアプリに戻しました。
      </Notice>
    </div>
  )
}

function Refunds({ refunds }: { refunds: readonly Refund[] }) {
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-bold">返金の記録</h2>
      <Rows>
        {refunds.map((refund) => (
          <li key={refund.id}>
            <RowBody
              title={sayMinute(refund.refundedAt)}
              note={`${refund.reason}・${refund.staffName}`}
              end={<Amount value={-(refund.coin + refund.points)} unit="yen" />}
            />
          </li>
        ))}
      </Rows>
    </section>
  )
}

function Acts({ may, onAct }: { may: PaymentDetail['may']; onAct: (act: Act) => void }) {
  if (may === 'nothing_left') return <Notice>このお支払いは、すべて返金が済んでいます。</Notice>
  if (may === 'manager_only') {
    return (
      <Notice title="店長か店主にお願いしてください">
        あなたの役割では、このお支払いをこれ以上戻せません。お支払いの当日を過ぎたか、お店で決めた金額を超えています。
      </Notice>
    )
  }
  if (may === 'refund') {
    return (
      <Button look="outline" size="large" wide onPress={() => onAct('refund')}>
        返金
      </Button>
    )
  }
  return (
    <div className="flex flex-col gap-3">
      <Button look="outline" size="large" wide onPress={() => onAct('cancel')}>
        取消（全額を戻す）
      </Button>
      <Button look="quiet" wide onPress={() => onAct('refund')}>
        返金（一部を戻す）
      </Button>
    </div>
  )
}
