import type { ReactNode } from 'react'
import { IconNext } from './icons.tsx'

/** A card that holds rows, with thin lines between them. */
export function Rows({ children }: { children: ReactNode }) {
  return (
    <ul className="divide-y divide-line overflow-hidden rounded-16 border border-line bg-card">{children}</ul>
  )
}

type RowProps = { icon?: ReactNode; title: ReactNode; note?: ReactNode; end?: ReactNode; leads?: boolean }

/** What stands inside one row; the link or button around it belongs to the page. */
export function RowBody({ icon, title, note, end, leads }: RowProps) {
  return (
    <span className="flex min-h-16 w-full items-center gap-3 px-4 py-3 text-left">
      {icon ? <span className="shrink-0 text-coin-700">{icon}</span> : null}
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="font-bold">{title}</span>
        {note ? <span className="text-sm text-ink-soft">{note}</span> : null}
      </span>
      {end ? <span className="max-w-1/2 shrink-0 text-right">{end}</span> : null}
      {leads ? <IconNext className="size-5 shrink-0 text-ink-soft" /> : null}
    </span>
  )
}

export const rowLinkClass = 'block w-full cursor-pointer hover:bg-coin-50 focus-visible:-outline-offset-4'

/** Pairs of name and value, as on a receipt. */
export function Facts({ facts }: { facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="divide-y divide-line rounded-16 border border-line bg-card px-4">
      {facts.map(([name, value]) => (
        <div key={name} className="flex flex-wrap items-baseline justify-between gap-x-4 py-3">
          <dt className="text-ink-soft">{name}</dt>
          <dd className="ml-auto min-w-0 text-right font-bold">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
