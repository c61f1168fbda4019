import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { type FormEvent, useRef, useState } from 'react'
import { readBankAccount } from '#contract/bank-accounts.ts'
import type { ReplyOf } from '#contract/endpoint.ts'
import { readTopUp, readTopUpTerms, requestTopUp } from '#contract/top-ups.ts'
import { asking, codeOf, queryClient, useAct, useAsk } from '../../lib/ask.ts'
import { paths } from '../../lib/paths.ts'
import { useTown } from '../../lib/town.ts'
import { Asked, TroubleNotice, useTroubleWords } from '../../lib/Trouble.tsx'
import { makeId } from '../../lib/uuid.ts'
import { AmountField } from '../../ui/AmountField.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Facts } from '../../ui/ListRow.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { sayRest } from '../bank-accounts/rest.ts'
import { Screen } from '../Screen.tsx'
import { FrozenNotice } from './FrozenNotice.tsx'
import { BonusPreview } from './Bonus.tsx'
import { amountTrouble } from './amount.ts'
import { Line, useLine } from './Line.tsx'
import { sayNumber, sayYen } from '../../lib/numbers.ts'

type Terms = ReplyOf<typeof readTopUpTerms>
const amountCodes = [
  'top_up_below_minimum',
  'top_up_over_limit',
  'top_up_over_first_day_limit',
  'top_up_over_day_limit',
  'top_up_over_month_limit',
  'balance_over_cap',
] as const
const steps = [1_000, 5_000, 10_000]

/** The amount of a top-up: the limits stand before anything is typed, the bonus grows as one types. */
export function TopUpAmountPage() {
  const { accountId } = useParams({ from: '/inside/top-ups/bank/$accountId' })
  const terms = useAsk(readTopUpTerms)
  const { coinName } = useTown()
  return (
    <Screen title={`${coinName}のチャージ`} back={paths.topUpAccounts} nav={false}>
      <FromAccount accountId={accountId} />
      <Asked of={terms}>
        {(known) =>
          known.allowed ? (
            <AmountForm accountId={accountId} terms={known} />
          ) : (
            <NotAllowed frozen={known.missing === 'frozen'} />
          )
        }
      </Asked>
    </Screen>
  )
}

function FromAccount({ accountId }: { accountId: string }) {
  const { data } = useAsk(readBankAccount, { params: { id: accountId } })
  if (!data) return null
  const rest = sayRest(data.rest)
  return (
    <>
      <p>
        {data.bankName}
        {data.lastDigits ? `（末尾 ${data.lastDigits}）` : ''} からチャージします。
      </p>
      {rest ? <Notice tone="warning" title={`${data.bankName}：${rest}`} /> : null}
    </>
  )
}

function NotAllowed({ frozen }: { frozen: boolean }) {
  if (frozen) return <FrozenNotice />
  return (
    <Notice
      tone="warning"
      title="いまチャージできません"
      action={
        <Link to={paths.topUp} className={buttonClass('outline')}>
          必要な手続きを見る
        </Link>
      }
    />
  )
}

function AmountForm({ accountId, terms }: { accountId: string; terms: Terms }) {
  const [amount, setAmount] = useState<number | null>(null)
  const [tried, setTried] = useState(false)
  // Kept until the server has answered: asking twice after a lost answer is one top-up.
  const id = useRef(makeId())
  const act = useAct(requestTopUp)
  const say = useTroubleWords()
  const navigate = useNavigate()
  const wrong = amountTrouble(amount, terms)
  const code = codeOf(act.trouble)
  const refused = act.trouble && amountCodes.some((each) => each === code) ? say(act.trouble) : undefined
  const change = (next: number | null) => {
    act.forget()
    // Another amount is another top-up.
    id.current = makeId()
    setAmount(next)
  }
  const begin = async () => {
    if (wrong || amount === null) return
    const topUp = await act.send({ body: { id: id.current, bankAccountId: accountId, amount } })
    if (!topUp) return
    queryClient.setQueryData(asking(readTopUp, { params: { id: topUp.id } }).queryKey, topUp)
    await navigate({ to: paths.topUpDetail, params: { topUpId: topUp.id }, replace: true })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    void begin()
  }
  const [standing, leave] = useLine(act.trouble, () => void begin())
  if (standing) {
    const stop = () => {
      act.forget()
      leave()
    }
    return <Line standing={standing} onLeave={stop} />
  }
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-5">
      <Limits terms={terms} />
      <AmountField
        label="チャージ金額"
        unit="円"
        large
        value={amount}
        onChange={change}
        error={(tried || (amount ?? 0) > terms.maximum ? wrong : undefined) ?? refused}
      />
      <div className="grid grid-cols-3 gap-2">
        {steps.map((step) => (
          <Button key={step} look="outline" onPress={() => change((amount ?? 0) + step)}>
            +{sayNumber(step)}
          </Button>
        ))}
      </div>
      <BonusPreview amount={wrong ? 0 : (amount ?? 0)} bonus={terms.bonus} />
      <TroubleNotice trouble={act.trouble} except={amountCodes} />
      <Button type="submit" size="large" wide busy={act.busy}>
        SMSの認証コードへ進む
      </Button>
    </form>
  )
}

function Limits({ terms }: { terms: Terms }) {
  return (
    <Facts
      facts={[
        ['1回に', `${sayYen(terms.minimum)}〜${sayYen(terms.perTopUp)}`],
        ...(terms.leftOnFirstDay === null
          ? []
          : [['新しい端末の24時間の残り', sayYen(terms.leftOnFirstDay)] as const]),
        ['今日の残り', sayYen(terms.leftToday)],
        ['今月の残り', sayYen(terms.leftThisMonth)],
        ...(terms.leftUnderCap < terms.perTopUp
          ? [['残高の上限まで', sayYen(terms.leftUnderCap)] as const]
          : []),
        ['いまチャージできる上限', sayYen(terms.maximum)],
      ]}
    />
  )
}
