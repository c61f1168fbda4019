import type { ReactNode } from 'react'
import { t } from '../lib/words/shared.ts'

/** The row of main places in the thumb's reach. The links come from the app, which knows the routes. */
export function BottomNav({ children }: { children: ReactNode }) {
  return (
    <nav
      aria-label={t('mainPlaces')}
      className="border-t border-line bg-card pb-[env(safe-area-inset-bottom)] print:hidden"
    >
      <ul className="mx-auto flex max-w-lg flex-wrap">{children}</ul>
    </nav>
  )
}

export const navLinkClass = [
  'flex min-h-16 flex-col items-center justify-center gap-0.5 px-0.5 py-1 text-center text-xs font-bold whitespace-nowrap',
  'text-ink-soft aria-[current=page]:text-coin-800 aria-[current=page]:bg-coin-50',
].join(' ')
