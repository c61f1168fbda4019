import { type FormEvent, useRef, useState } from 'react'
import {
  decideCardRefund,
  listCardRefunds,
  proposeCardRefund,
  readCardTopUp,
} from '#contract/card-top-ups.ts'
import type { ReplyOf } from '#contract/endpoint.ts'
import { askAnew, useAct, useAsk } from '../../lib/ask.ts'
import { saySecond } from '../../lib/time.ts'
import { Asked, TroubleNotice } from '../../lib/Trouble.tsx'
import { makeId } from '../../lib/uuid.ts'
import { Amount } from '../../ui/Amount.tsx'
import { Button } from '../../ui/Button.tsx'
import { Facts } from '../../ui/ListRow.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { announce } from '../../ui/Toast.tsx'
import { Desk } from '../Desk.tsx'
import { SecondPerson } from '../SecondPerson.tsx'
import { sayPerson } from './words.ts'

/** A UUIDv7; the browser carries no schemas. */
const topUpNumber = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

type CardTopUp = ReplyOf<typeof readCardTopUp>

/** Two people give a whole top-up back to its card: found by the number that stands on the resident's 取引詳細. */
export function CardRefundPage() {
  const [typed, setTyped] = useState('')
  const [topUpId, setTopUpId] = useState<string>()
  const [wrong, setWrong] = useState(false)
  const open = (id: string) => {
    setTyped(id)
    setTopUpId(id)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const id = typed.trim().toLowerCase()
    setWrong(!topUpNumber.test(id))
    setTopUpId(topUpNumber.test(id) ? id : undefined)
    // The same number again is a wish to see how it stands now.
    askAnew(readCardTopUp)
  }
  return (
    <Desk title="カードのチャージの返金">
      <form noValidate onSubmit={submit} className="flex max-w-2xl flex-col gap-4">
        <TextField
          label="取引番号"
          help="利用者の「取引詳細」の一番下にある番号です。"
          value={typed}
          onChange={setTyped}
          maxLength={40}
          error={wrong ? '取引番号を確かめてください。' : undefined}
        />
        <Button type="submit">探す</Button>
      </form>
      {topUpId === undefined ? <Waiting onOpen={open} /> : null}
      {topUpId === undefined ? null : <Found key={topUpId} topUpId={topUpId} />}
    </Desk>
  )
}

/** What waits for a second person, to be opened by one press. */
function Waiting({ onOpen }: { onOpen: (topUpId: string) => void }) {
  return (
    <section className="flex max-w-2xl flex-col gap-3">
      <h2 className="text-lg font-bold">確定を待っている返金</h2>
      <Asked of={useAsk(listCardRefunds)}>
        {({ refunds }) =>
          refunds.length === 0 ? (
            <p className="text-ink-soft">確定を待っている返金はありません。</p>
          ) : (
            <ul className="flex flex-col gap-3">
              {refunds.map(({ topUpId, amount, by, reason, at, mine }) => (
                <li key={topUpId} className="flex flex-col gap-2 rounded-16 border-2 border-line bg-card p-4">
                  <p>
                    <Amount value={amount} unit="yen" />
                  </p>
                  <p className="text-ink-soft">
                    {by}「{reason}」 {saySecond(at)}
                  </p>
                  <Button look="outline" onPress={() => onOpen(topUpId)}>
                    {mine ? '内容を見る' : '内容を確かめる'}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Asked>
    </section>
  )
}

function Found({ topUpId }: { topUpId: string }) {
  const query = useAsk(readCardTopUp, { params: { topUpId } })
  return (
    <div className="flex max-w-2xl flex-col gap-4">
      <Asked of={query}>{(topUp) => <Refund topUp={topUp} />}</Asked>
    </div>
  )
}

function Refund({ topUp }: { topUp: CardTopUp }) {
  return (
    <>
      <Facts
        facts={[
          ['利用者', sayPerson(topUp.resident)],
          ['チャージ金額', <Amount key="amount" value={topUp.amount} unit="yen" />],
          ['カード', `${topUp.sourceName}${topUp.lastDigits ? `（末尾 ${topUp.lastDigits}）` : ''}`],
          ['受付日時', saySecond(topUp.requestedAt)],
          ...(topUp.takenBack === 0
            ? []
            : [['取り消された金額', <Amount key="back" value={topUp.takenBack} unit="yen" />] as const]),
        ]}
      />
      {topUp.refund ? <Ordered topUp={topUp} refund={topUp.refund} /> : null}
      {topUp.mayRefund ? <RefundForm topUp={topUp} /> : null}
      {!topUp.mayRefund && !topUp.refund ? (
        <Notice tone="warning" title="返金できません">
          チャージが完了していないか、すでに取り消されています。
        </Notice>
      ) : null}
    </>
  )
}

type Ordered = { topUp: CardTopUp; refund: NonNullable<CardTopUp['refund']> }

/** What one person proposed, and what another one does about it. */
function Ordered({ topUp: { id: topUpId, takenBack }, refund }: Ordered) {
  const { id, by, reason, at, state, confirmedBy, mine } = refund
  const act = useAct(decideCardRefund)
  const decide = async (decision: 'confirmed' | 'withdrawn') => {
    if (!(await act.send({ params: { topUpId, refundId: id }, body: { decision } }))) return
    announce(decision === 'confirmed' ? '返金を受け付けました。' : '取り下げました。')
    askAnew(readCardTopUp)
    askAnew(listCardRefunds)
  }
  const what = `${saySecond(at)} ${reason}`
  if (state !== 'proposed') {
    const { tone, title, next } = sayConfirmed(state, takenBack)
    return (
      <Notice tone={tone} title={title}>
        <p>{what}</p>
        <p>
          {by}が提案し、{confirmedBy ?? by}が確定しました。{next}
        </p>
      </Notice>
    )
  }
  return (
    <>
      <Notice tone="warning" title={`${by}が返金を提案しています`}>
        {what}
      </Notice>
      <p>
        確定すると、全額がカードに戻り、残高から差し引かれます。残高が足りない分は、利用者への請求として残ります。
      </p>
      <SecondPerson mine={mine} act={act} onDecide={decide} />
    </>
  )
}

/** How a confirmed refund stands. The page does not ask by itself: each look at a top-up goes into the audit log. */
function sayConfirmed(state: 'confirmed' | 'given_back', takenBack: number) {
  if (state === 'confirmed') {
    const next =
      'カード会社からの返事を待っています。しばらくしてから、もう一度探してください。つながらないときは自動でやり直します。'
    return { tone: 'info', title: '返金を受け付けました', next } as const
  }
  if (takenBack === 0) {
    const next =
      'カードの発行会社が受け取らなかったため、チャージは残高に戻りました。利用者に連絡してください。'
    return { tone: 'warning', title: '返金が戻ってきました', next } as const
  }
  return { tone: 'good', title: '返金しました', next: '' } as const
}

function RefundForm({ topUp }: { topUp: CardTopUp }) {
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const [open, setOpen] = useState(false)
  const id = useRef(makeId())
  const act = useAct(proposeCardRefund)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    setOpen(reason.trim() !== '')
  }
  const refund = async () => {
    const body = { id: id.current, reason: reason.trim() }
    if (!(await act.send({ params: { topUpId: topUp.id }, body }))) return
    setOpen(false)
    announce('提案しました。ほかの担当者が確定すると返金されます。')
    askAnew(readCardTopUp)
    askAnew(listCardRefunds)
  }
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      <TextField
        label="返金の理由"
        help="記録に残ります。"
        value={reason}
        onChange={setReason}
        maxLength={400}
        error={tried && reason.trim() === '' ? '返金の理由を入力してください。' : undefined}
      />
      <Button type="submit" look="danger">
        全額の返金を提案する
      </Button>
      <Sheet title="カードへの返金を提案しますか？" open={open} onClose={() => setOpen(false)}>
        <p>
          {sayPerson(topUp.resident)}のカードに
          <Amount value={topUp.amount} unit="yen" />
          を返し、残高から差し引きます。残高が足りない分は、利用者への請求として残ります。ほかの担当者が確定するまで、何も動きません。
        </p>
        <TroubleNotice trouble={act.trouble} />
        <Button look="danger" wide busy={act.busy} onPress={() => void refund()}>
          提案する
        </Button>
        <Button look="quiet" onPress={() => setOpen(false)}>
          キャンセル
        </Button>
      </Sheet>
    </form>
  )
}
