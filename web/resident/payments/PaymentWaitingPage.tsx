import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { readPayment } from '#contract/payments.ts'
import { type Answer, call, Fault, type Refusal } from '../../lib/api.ts'
import { paths } from '../../lib/paths.ts'
import { useMe } from '../../lib/session.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { Amount } from '../../ui/Amount.tsx'
import { buttonClass } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import { Screen } from '../Screen.tsx'
import { paymentKnown } from './payment-known.ts'
import { forgetPending, howToAsk, type PendingPayment, readPending } from './pending-payment.ts'
import { tryToPay } from './use-pay.ts'
import { t } from '../words/payments.ts'

const firstWaitMs = 1000
const longestWaitMs = 8000

type Outcome = 'asking' | 'not_paid' | Refusal

/**
 * 確認中: the answer to a payment was lost. Asks with the same id until it knows, over reloads and lost
 * networks. Paying the same id twice is impossible, so the question can be the payment itself.
 */
export function PaymentWaitingPage() {
  const { residentId } = useMe()
  const [pending] = useState(() => readPending(residentId))
  const [outcome, setOutcome] = useState<Outcome>(pending ? 'asking' : 'not_paid')
  const navigate = useNavigate()
  useEffect(() => {
    if (!pending) return undefined
    return askUntilKnown(pending, (answer) => {
      forgetPending()
      if (!answer.ok) return setOutcome(answer.problem.code === 'not_found' ? 'not_paid' : answer.problem)
      paymentKnown(answer.value)
      void navigate({ to: paths.paymentDone, params: { paymentId: pending.body.id }, replace: true })
    })
  }, [pending, navigate])
  if (outcome === 'asking' && pending) return <Asking pending={pending} />
  return (
    <Screen key="known" title={t('outcome')} nav={false}>
      <Notice tone="warning" title={t('notPaid')}>
        {t('notPaidNote')}
      </Notice>
      {typeof outcome === 'string' ? null : <TroubleNotice trouble={outcome} />}
      {pending ? (
        <Link
          to={paths.payAmount}
          params={{ storeId: pending.body.storeId }}
          search={{ via: pending.body.via }}
          className={buttonClass('coin', 'large', true)}
        >
          {t('payAgain', { storeName: pending.storeName })}
        </Link>
      ) : null}
      <Link to={paths.home} className={buttonClass('outline', 'large', true)}>
        {t('toHome')}
      </Link>
    </Screen>
  )
}

function Asking({ pending }: { pending: PendingPayment }) {
  return (
    <Screen key="asking" title={t('checking')} nav={false}>
      <div className="rounded-24 border border-line bg-card p-5 text-center">
        <p className="text-lg font-bold">{pending.storeName}</p>
        <Amount value={pending.body.coin + pending.body.points} unit="yen" size="hero" />
        <Spinner label={t('checkingOutcome')} />
        <p>{t('checkingNote')}</p>
      </div>
      <Link to={paths.home} className={buttonClass('quiet')}>
        {t('toHome')}
      </Link>
    </Screen>
  )
}

/** Asks again and again, more slowly each time, until there is an answer or the returned stop is called. */
function askUntilKnown(
  pending: PendingPayment,
  onAnswer: (answer: Answer<typeof readPayment>) => void,
): () => void {
  let stopped = false
  let waitMs = firstWaitMs
  let timer: ReturnType<typeof setTimeout>
  const askOnce = async () => {
    const answer =
      howToAsk(pending, Date.now()) === 'pay' ? await tryToPay(pending.body) : await look(pending.body.id)
    if (stopped) return
    if (answer !== 'unknown' && !saysNothing(answer)) return onAnswer(answer)
    timer = setTimeout(() => void askOnce(), waitMs)
    waitMs = Math.min(waitMs * 2, longestWaitMs)
  }
  timer = setTimeout(() => void askOnce(), 0)
  return () => {
    stopped = true
    clearTimeout(timer)
  }
}

/** Refusals that say nothing about the payment: it stays in question. */
function saysNothing(answer: Answer<typeof readPayment>): boolean {
  return !answer.ok && ['not_signed_in', 'busy', 'too_many_requests'].includes(answer.problem.code)
}

async function look(id: string): Promise<Answer<typeof readPayment> | 'unknown'> {
  try {
    return await call(readPayment, { params: { id } })
  } catch (cause) {
    if (cause instanceof Fault) return 'unknown'
    throw cause
  }
}
