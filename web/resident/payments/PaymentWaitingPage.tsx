import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { paths } from '../../lib/paths.ts'
import { useMe } from '../../lib/session.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { Amount } from '../../ui/Amount.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import { Screen } from '../Screen.tsx'
import { forgetPending, notePending, usePending } from './kept-payments.ts'
import type { PendingPayment } from './pending-payment.ts'
import { t } from '../words/payments.ts'

/**
 * 確認中: the answer to a payment was lost, perhaps to several. What stands above every screen finds out; here the
 * person sees it, calls it off, and reads what became of it.
 */
export function PaymentWaitingPage() {
  const payments = usePending(useMe().residentId)
  const navigate = useNavigate()
  const paidId = payments.find(({ outcome, withdrawn }) => outcome?.paid && !withdrawn)?.body.id
  useEffect(() => {
    if (!paidId) return
    void navigate({ to: paths.paymentDone, params: { paymentId: paidId }, replace: true })
  }, [paidId, navigate])
  const asking = payments.some(({ outcome }) => !outcome)
  const notPaid = payments.flatMap(({ body, outcome }) => (outcome?.paid === false ? [body.id] : []))
  return (
    <Screen key={asking ? 'asking' : 'known'} title={asking ? t('checking') : t('outcome')} nav={false}>
      {payments.length === 0 ? <p>{t('nothingPending')}</p> : null}
      {payments.map((each) => (
        <Pending key={each.body.id} pending={each} />
      ))}
      <Link
        to={paths.home}
        onClick={() => forgetPending(...notPaid)}
        className={asking ? buttonClass('quiet') : buttonClass('outline', 'large', true)}
      >
        {t('toHome')}
      </Link>
    </Screen>
  )
}

function Pending({ pending }: { pending: PendingPayment }) {
  const { outcome, withdrawn } = pending
  if (!outcome) return <Asking pending={pending} />
  if (!outcome.paid) return <NotPaid pending={pending} />
  return withdrawn ? <PaidAfterAll pending={pending} /> : null
}

function Asking({ pending: { body, storeName, withdrawn } }: { pending: PendingPayment }) {
  return (
    <section
      aria-label={storeName}
      className="flex flex-col gap-3 rounded-24 border border-line bg-card p-5 text-center"
    >
      <p className="text-lg font-bold">{storeName}</p>
      <p>
        <Amount value={body.coin + body.points} unit="yen" size="hero" />
      </p>
      <Spinner label={withdrawn ? t('withdrawing') : t('checkingOutcome')} />
      <p className="[word-break:auto-phrase]">{withdrawn ? t('withdrawingNote') : t('checkingNote')}</p>
      {withdrawn ? null : (
        <Button look="outline" wide onPress={() => notePending(body.id, { withdrawn: true })}>
          {t('withdraw')}
        </Button>
      )}
    </section>
  )
}

const whatOf = ({ body, storeName }: PendingPayment) =>
  t('pendingOf', { storeName, count: body.coin + body.points })

function NotPaid({ pending }: { pending: PendingPayment }) {
  const { body, storeName, withdrawn, outcome } = pending
  return (
    <>
      <Notice tone="warning" title={t('notPaid')}>
        <p>{whatOf(pending)}</p>
        <p>{withdrawn ? t('withdrawnNote') : t('notPaidNote')}</p>
      </Notice>
      {outcome?.paid === false ? <TroubleNotice trouble={outcome.problem} /> : null}
      {withdrawn ? null : (
        <Link
          to={paths.payAmount}
          params={{ storeId: body.storeId }}
          search={{ via: body.via }}
          onClick={() => forgetPending(body.id)}
          className={buttonClass('coin', 'large', true)}
        >
          {t('payAgain', { storeName })}
        </Link>
      )}
    </>
  )
}

function PaidAfterAll({ pending }: { pending: PendingPayment }) {
  const { id } = pending.body
  return (
    <Notice
      tone="bad"
      title={t('paidAfterAll')}
      action={
        <div className="flex flex-wrap gap-3">
          <Link to={paths.paymentDone} params={{ paymentId: id }} className={buttonClass('outline')}>
            {t('toReceipt')}
          </Link>
          <Button look="quiet" onPress={() => forgetPending(id)}>
            {t('understood')}
          </Button>
        </div>
      }
    >
      <p>{whatOf(pending)}</p>
      <p>{t('paidAfterAllNote')}</p>
    </Notice>
  )
}
