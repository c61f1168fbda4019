import { useNavigate, useParams } from '@tanstack/react-router'
import { type FormEvent, useRef, useState } from 'react'
import { readBankAccount } from '#contract/bank-accounts.ts'
import type { ReplyOf } from '#contract/endpoint.ts'
import { readTopUp, readTopUpTerms, requestTopUp } from '#contract/top-ups.ts'
import { asking, codeOf, queryClient, type Trouble, useAct, useAsk } from '../../lib/ask.ts'
import { paths } from '../../lib/paths.ts'
import { useTown } from '../../lib/town.ts'
import { Asked, TroubleNotice, useTroubleWords } from '../../lib/Trouble.tsx'
import { makeId } from '../../lib/uuid.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { sayRest } from '../bank-accounts/rest.ts'
import { HelpButton } from '../help/HelpButton.tsx'
import { Screen } from '../Screen.tsx'
import { AmountChoice } from './AmountChoice.tsx'
import { NotAllowed } from './NotAllowed.tsx'
import { amountCodes, amountTrouble } from './amount.ts'
import { Line, useLine } from './Line.tsx'
import { t } from '../words/top-ups.ts'

type Terms = ReplyOf<typeof readTopUpTerms>
type TopUp = ReplyOf<typeof readTopUp>
/** The amount of a top-up: the limits stand before anything is typed, the bonus grows as one types. */
export function TopUpAmountPage() {
  const { accountId } = useParams({ from: '/inside/top-ups/bank/$accountId' })
  const terms = useAsk(readTopUpTerms)
  const { coinName } = useTown()
  return (
    <Screen title={t('coinTopUp', { coinName })} back={paths.topUpAccounts} nav={false}>
      <FromAccount accountId={accountId} />
      <Asked of={terms}>
        {(known) =>
          known.allowed ? (
            <OwnAmount accountId={accountId} terms={known} />
          ) : (
            <NotAllowed frozen={known.missing === 'frozen'} />
          )
        }
      </Asked>
      <HelpButton topic="top-up" />
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
        {t('fromBank', {
          bankName: data.bankName,
          value: data.lastDigits ? t('endingInBrackets', { lastDigits: data.lastDigits }) : '',
        })}
      </p>
      {rest ? <Notice tone="warning" title={`${data.bankName}：${rest}`} /> : null}
    </>
  )
}

function OwnAmount({ accountId, terms }: { accountId: string; terms: Terms }) {
  const act = useAct(requestTopUp)
  return (
    <AmountForm accountId={accountId} terms={terms} act={{ ...act, send: (body) => act.send({ body }) }} />
  )
}

type AmountFormProps = {
  accountId: string
  terms: Terms
  /** How the top-up begins, for oneself or for a relative. */
  act: {
    send: (body: { id: string; bankAccountId: string; amount: number }) => Promise<TopUp | null>
    busy: boolean
    trouble: Trouble
    forget: () => void
  }
}

/** How much, and on to the passcode; waits in line where there is one. */
export function AmountForm({ accountId, terms, act }: AmountFormProps) {
  const [amount, setAmount] = useState<number | null>(null)
  const [tried, setTried] = useState(false)
  // Kept until the server has answered: asking twice after a lost answer is one top-up.
  const id = useRef(makeId())
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
    const topUp = await act.send({ id: id.current, bankAccountId: accountId, amount })
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
      <AmountChoice terms={terms} amount={amount} onChange={change} tried={tried} refused={refused} />
      <TroubleNotice trouble={act.trouble} except={amountCodes} />
      <Button type="submit" size="large" wide busy={act.busy}>
        {t('toPasscode')}
      </Button>
    </form>
  )
}
