import { Link } from '@tanstack/react-router'
import { paths } from '../lib/paths.ts'
import { buttonClass } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { t } from './words/app.ts'

const kept = 'enishi.begun'

/** What can be begun and go on once a proof is there. */
const begun = {
  top_up: { to: paths.topUp, title: 'topUpUnfinished', back: 'backToTopUp' },
  pay: { to: paths.pay, title: 'paymentUnfinished', back: 'backToPayment' },
} as const
type Begun = keyof typeof begun

/** Remembers what was begun, over the trips to other apps that its proofs need. */
export function rememberBegun(act: Begun): void {
  try {
    localStorage.setItem(kept, act)
  } catch {
    // Then the person goes back by the home screen.
  }
}

/** Forgets it once it goes on; something else that was begun stays remembered. */
export function forgetBegun(act: Begun): void {
  try {
    if (localStorage.getItem(kept) === act) localStorage.removeItem(kept)
  } catch {
    // Nothing was kept.
  }
}

function whatWasBegun(): Begun | undefined {
  try {
    const act = localStorage.getItem(kept)
    return act === 'top_up' || act === 'pay' ? act : undefined
  } catch {
    return undefined
  }
}

/** Offers the way back to what was begun; nothing where nothing was. */
export function BackToBegun() {
  const act = whatWasBegun()
  if (!act) return null
  const { to, title, back } = begun[act]
  return (
    <Notice
      title={t(title)}
      action={
        <Link to={to} className={buttonClass('coin', 'normal', true)}>
          {t(back)}
        </Link>
      }
    />
  )
}
