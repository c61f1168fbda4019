import { type FormEvent, useEffect, useRef, useState } from 'react'
import { refundPayment } from '#contract/payments.ts'
import { useAct } from '../../lib/ask.ts'
import { sayYen } from '../../lib/numbers.ts'
import { useTown } from '../../lib/town.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { makeId } from '../../lib/uuid.ts'
import { Amount } from '../../ui/Amount.tsx'
import { AmountField } from '../../ui/AmountField.tsx'
import { Button } from '../../ui/Button.tsx'
import { Facts } from '../../ui/ListRow.tsx'
import { RadioCards } from '../../ui/RadioCards.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { TextField } from '../../ui/TextField.tsx'
import type { PaymentDetail, Refund } from './PaymentPage.tsx'
import { readPaymentsAnew } from './use-live-payments.ts'

type RefundFormProps = {
  payment: PaymentDetail
  /** 取消: the whole payment, with no amount to type. */
  whole: boolean
  onDone: (refund: Refund) => void
  onStop: () => void
  /** Set in practice: takes what would be given back, and nothing is sent. */
  practice?: (asked: Asked) => void
}

const other = 'その他'
const reasons = ['金額の打ち間違い', '商品の返品', '二重のお支払い', other] as const
type Reason = { chosen: (typeof reasons)[number] | null; typed: string }

/** How much and why; a second touch on a sheet above does it. Refuses more than what is left. */
export function RefundForm({ payment, whole, onDone, onStop, practice }: RefundFormProps) {
  const { most } = payment
  const limited = most < payment.left.coin + payment.left.points
  const [amount, setAmount] = useState<number | null>(whole ? most : null)
  const [{ chosen, typed }, setReason] = useState<Reason>({ chosen: null, typed: '' })
  const [tried, setTried] = useState(false)
  const [asked, setAsked] = useState<Asked | null>(null)
  // The id of what was asked last: asked again unchanged, after no answer came, it is the same refund.
  const last = useRef<Asked | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const reason = chosen === other ? typed.trim() : (chosen ?? '')
  const over = amount !== null && amount > most
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!amount || over || !reason) return
    const same = last.current?.amount === amount && last.current.reason === reason
    last.current = same && last.current ? last.current : { id: makeId(), amount, reason }
    setAsked(last.current)
  }
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-5">
      <h2 ref={heading} tabIndex={-1} className="text-xl font-bold">
        {whole ? '取消' : '返金'}
      </h2>
      {whole ? null : (
        <AmountField
          label="返金する金額"
          help={
            limited
              ? `あなたが戻せるのは${sayYen(most)}までです。それより多いときは、店長か店主に相談してください。`
              : `${sayYen(most)}まで返金できます。`
          }
          unit="円"
          large
          value={amount}
          onChange={setAmount}
          error={
            over
              ? `返金できるのは${sayYen(most)}までです。`
              : tried && !amount
                ? '返金する金額を入力してください。'
                : undefined
          }
        />
      )}
      <ReasonFields reason={{ chosen, typed }} onChange={setReason} missing={tried && !reason} />
      <Button type="submit" size="large" wide>
        確認へ進む
      </Button>
      <Button look="quiet" onPress={onStop}>
        やめる
      </Button>
      {asked ? (
        <Confirm
          payment={payment}
          asked={asked}
          whole={whole}
          onDone={onDone}
          onStop={() => setAsked(null)}
          {...(practice ? { practice } : {})}
        />
      ) : null}
    </form>
  )
}

type ReasonFieldsProps = { reason: Reason; onChange: (reason: Reason) => void; missing: boolean }

function ReasonFields({ reason: { chosen, typed }, onChange, missing }: ReasonFieldsProps) {
  return (
    <>
      <RadioCards
        label="理由"
        value={chosen}
        onChange={(next) => onChange({ chosen: next, typed })}
        cards={reasons.map((each) => ({ value: each, title: each }))}
      />
      {chosen === other ? (
        <TextField
          label="理由の内容"
          value={typed}
          onChange={(next) => onChange({ chosen, typed: next })}
          maxLength={100}
          error={missing ? '理由を入力してください。' : undefined}
        />
      ) : null}
      {missing && chosen !== other ? (
        <p role="alert" className="font-bold text-red-900">
          理由を選んでください。
        </p>
      ) : null}
    </>
  )
}

export type Asked = { id: string; amount: number; reason: string }

type ConfirmProps = {
  payment: PaymentDetail
  asked: Asked
  whole: boolean
  onDone: (refund: Refund) => void
  onStop: () => void
  practice?: (asked: Asked) => void
}

/** The second touch. Coin comes back first, as the server decides too. */
function Confirm({ payment, asked, whole, onDone, onStop, practice }: ConfirmProps) {
  const { coinName, pointsName } = useTown()
  const { send, busy, trouble } = useAct(refundPayment)
  const coin = Math.min(asked.amount, payment.left.coin)
  const confirm = async () => {
    if (practice) return practice(asked)
    const refund = await send({ params: { id: payment.id }, body: asked })
    if (refund) onDone(refund)
    else readPaymentsAnew()
  }
  return (
    <Sheet
      title={`${practice ? '練習：' : ''}${sayYen(asked.amount)}を返金しますか`}
      open
      onClose={onStop}
      mustAnswer
    >
      <Facts
        facts={[
          [coinName, <Amount key="coin" value={coin} unit="yen" />],
          [pointsName, <Amount key="points" value={asked.amount - coin} unit="points" />],
          ['理由', asked.reason],
        ]}
      />
      <p>お客さまのアプリにすぐ戻ります。あとから元には戻せません。</p>
      <TroubleNotice trouble={trouble} />
      <Button look="danger" size="large" wide busy={busy} onPress={() => void confirm()}>
        {whole ? '取り消す' : '返金する'}
      </Button>
      <Button look="quiet" onPress={onStop}>
        戻る
      </Button>
    </Sheet>
  )
}
