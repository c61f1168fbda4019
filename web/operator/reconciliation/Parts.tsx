import { type AnyRouter, Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { sayNumber } from '../../lib/numbers.ts'
import { operatorPaths as paths } from '../../lib/paths.ts'
import { barLinkClass } from '../../ui/TopBar.tsx'
import { Desk } from '../Desk.tsx'

/** One page of reconciliation with the way to the others. */
export function ReconciliationDesk({ title, children }: { title: string; children: ReactNode }) {
  const here = { className: `${barLinkClass} bg-coin-50 underline` }
  return (
    <Desk title={title}>
      <nav aria-label="突合のメニュー" className="-mt-2 -ml-3 flex flex-wrap">
        {(
          [
            [paths.reconciliation, '日ごと'],
            [paths.reconciliationClearing, '仮勘定'],
            [paths.reconciliationFiles, 'ファイル'],
          ] as const
        ).map(([to, name]) => (
          <Link<AnyRouter, string, string>
            key={to}
            to={to}
            className={barLinkClass}
            activeProps={here}
            activeOptions={{ exact: to === paths.reconciliation }}
          >
            {name}
          </Link>
        ))}
      </nav>
      {children}
    </Desk>
  )
}

type TableProps = { label: string; columns: readonly string[]; children: ReactNode }

/** A wide table that scrolls by itself; columns that begin with a yen sign hold amounts. */
export function Table({ label, columns, children }: TableProps) {
  return (
    <section
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a wide table is scrolled by keys
      tabIndex={0}
      className="overflow-x-auto rounded-16 border border-line bg-card"
    >
      <table className="w-full text-left">
        <thead className="bg-paper-deep">
          <tr>
            {columns.map((name) => (
              <th
                key={name}
                scope="col"
                className={`px-3 py-2 text-sm whitespace-nowrap ${name.startsWith('¥') ? 'text-right' : ''}`}
              >
                {name.replace('¥', '')}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">{children}</tbody>
      </table>
    </section>
  )
}

export const cellClass = 'px-3 py-2.5 whitespace-nowrap'

/** A cell with whole yen; an empty one for what is not known. */
export function YenCell({ value, bold }: { value: number | null; bold?: boolean }) {
  return (
    <td className={`${cellClass} text-right tabular-nums ${bold ? 'font-bold' : ''}`}>
      {value === null ? <span className="text-ink-soft">―</span> : `${sayNumber(value)}円`}
    </td>
  )
}

type MarkProps = { tone: 'good' | 'bad' | 'wait'; children: ReactNode }

const marks = {
  good: 'border-green-300 bg-green-50 text-green-900',
  bad: 'border-red-300 bg-red-50 text-red-900',
  wait: 'border-line-strong bg-card text-ink',
}

/** A state in one word, told by its words as well as by its colour. */
export function Mark({ tone, children }: MarkProps) {
  return (
    <span className={`inline-block rounded-full border px-3 py-0.5 text-sm font-bold ${marks[tone]}`}>
      {children}
    </span>
  )
}
