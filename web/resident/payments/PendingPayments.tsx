import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { useEffect } from 'react'
import { paths } from '../../lib/paths.ts'
import { meQuery } from '../../lib/session.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { IconWarning } from '../../ui/icons.tsx'
import { askUntilKnown } from './ask-pending.ts'
import { notePending, usePending } from './kept-payments.ts'
import { paymentKnown } from './payment-known.ts'
import type { PendingPayment } from './pending-payment.ts'
import { t } from '../words/payments.ts'

/**
 * Stands above every screen: finds out about payments whose answer never came, for as long as the app is open, and
 * leads to what became of them. Nothing where there are none.
 */
export function PendingPayments() {
  // Never asks: who is signed out has to be able to leave the screens that this stands above.
  const me = useQuery({ ...meQuery, enabled: false }).data
  const payments = usePending(me?.residentId)
  const { pathname } = useLocation()
  return (
    <>
      {payments.map((each) => (each.outcome ? null : <Asking key={each.body.id} pending={each} />))}
      {payments.length > 0 && pathname !== paths.paymentWaiting ? <Strip payments={payments} /> : null}
    </>
  )
}

function Asking({ pending }: { pending: PendingPayment }) {
  useEffect(
    () =>
      askUntilKnown(pending, (known) => {
        if (known.payment) paymentKnown(known.payment, { quietly: pending.withdrawn === true })
        const outcome = known.payment
          ? { paid: true as const }
          : { paid: false as const, problem: known.problem }
        notePending(pending.body.id, { outcome })
      }),
    [pending],
  )
  return null
}

/** What most needs to be read first. */
function wordsOf(payments: PendingPayment[]): string {
  const paid = payments.filter(({ outcome }) => outcome?.paid)
  if (paid.some(({ withdrawn }) => withdrawn)) return t('paidAfterAll')
  if (payments.some(({ outcome }) => !outcome)) return t('pending')
  return paid.length > 0 ? t('pendingPaid') : t('pendingNotPaid')
}

function Strip({ payments }: { payments: PendingPayment[] }) {
  return (
    <section
      aria-label={t('outcome')}
      className="border-b-2 border-yellow-500 bg-yellow-50 pt-[env(safe-area-inset-top)] print:hidden"
    >
      <div className="mx-auto flex max-w-lg flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
        <IconWarning className="size-6 shrink-0 text-yellow-1100" />
        <p role="alert" className="min-w-28 flex-1 font-bold [word-break:auto-phrase]">
          {wordsOf(payments)}
        </p>
        <Link to={paths.paymentWaiting} className={buttonClass('outline')}>
          {t('lookAtOutcome')}
        </Link>
      </div>
    </section>
  )
}
