import { Link } from '@tanstack/react-router'
import { paths } from '../lib/paths.ts'
import { buttonClass } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'

const kept = 'enishi.top-up-begun'

/** Remembers that a top-up was begun, over the trips to other apps that its proofs need. */
export function rememberTopUp(): void {
  try {
    localStorage.setItem(kept, 'yes')
  } catch {
    // Then the person goes back by the home screen.
  }
}

/** Forgets a begun top-up once it goes on. */
export function forgetTopUp(): void {
  try {
    localStorage.removeItem(kept)
  } catch {
    // Nothing was kept.
  }
}

function topUpWasBegun(): boolean {
  try {
    return localStorage.getItem(kept) !== null
  } catch {
    return false
  }
}

/** Offers the way back to a top-up that was begun; nothing where none was. */
export function BackToTopUp() {
  if (!topUpWasBegun()) return null
  return (
    <Notice
      title="チャージの途中です"
      action={
        <Link to={paths.topUp} className={buttonClass('coin', 'normal', true)}>
          チャージに戻る
        </Link>
      }
    />
  )
}
