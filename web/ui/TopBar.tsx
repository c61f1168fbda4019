import type { ReactNode } from 'react'
import { Knot } from './Knot.tsx'

type TopBarProps = {
  back?: ReactNode
  end?: ReactNode
  /** Of a page that is wide itself; any other has its bar over its column. */
  wide?: boolean
}

/** The line at the top of a screen: a way back (or the mark) at the left, something at the right. */
export function TopBar({ back, end, wide }: TopBarProps) {
  return (
    <header className="pt-[env(safe-area-inset-top)] print:hidden">
      <div
        className={`mx-auto flex min-h-14 items-center justify-between gap-2 px-2 ${wide ? 'max-w-6xl' : 'max-w-lg'}`}
      >
        {back ?? <Knot className="mx-2 h-9 w-11" />}
        {end}
      </div>
    </header>
  )
}

export const barLinkClass =
  'inline-flex min-h-11 min-w-11 items-center gap-1 rounded-full px-3 font-bold text-coin-800 hover:bg-coin-50'
