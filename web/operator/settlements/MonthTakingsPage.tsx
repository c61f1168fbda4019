import { useState } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import { readMonthTakings } from '#contract/settlements.ts'
import { useAsk } from '../../lib/ask.ts'
import { serverNow } from '../../lib/clock.ts'
import { sayNumber } from '../../lib/numbers.ts'
import { recentMonths, sayMonth } from '../../lib/time.ts'
import { useTown } from '../../lib/town.ts'
import { Asked } from '../../lib/Trouble.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Select } from '../../ui/Select.tsx'
import { Desk } from '../Desk.tsx'

type Takings = ReplyOf<typeof readMonthTakings>

const monthsShown = 13

/** What each store took in a month: the figures that the office pays out by. */
export function MonthTakingsPage() {
  const months = recentMonths(serverNow(), monthsShown)
  const [month, setMonth] = useState(months[0] ?? '')
  const query = useAsk(readMonthTakings, { query: { month } })
  return (
    <Desk title="月次集計">
      <div className="max-w-xs">
        <Select
          label="月"
          value={month}
          onChange={setMonth}
          options={months.map((each) => ({ value: each, label: sayMonth(each) }))}
        />
      </div>
      <Asked of={query}>{(takings) => <Takings takings={takings} />}</Asked>
    </Desk>
  )
}

function Takings({ takings }: { takings: Takings }) {
  if (takings.stores.length === 0) return <p>{sayMonth(takings.month)}のお取引はありません。</p>
  return (
    <>
      <Notice tone={takings.final ? 'good' : 'info'}>
        {takings.final
          ? '確定しています。この月の金額は、もう変わりません。'
          : 'まだ確定していません。月が終わった次の日に確定します。'}
      </Notice>
      <section
        aria-label="店舗ごとの金額の表"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a wide table is scrolled by keys
        tabIndex={0}
        className="overflow-x-auto rounded-16 border border-line bg-card"
      >
        <TakingsTable takings={takings} />
      </section>
    </>
  )
}

const cellClass = 'px-1.5 py-3 first:pl-4 last:pr-4 sm:px-4'

function TakingsTable({ takings }: { takings: Takings }) {
  const { coinName, pointsName } = useTown()
  return (
    <table className="w-full text-right">
      <caption className="px-4 pt-3 text-left text-sm [word-break:auto-phrase] text-ink-soft">
        {sayMonth(takings.month)}の店舗ごとの金額（返金を引いたもの、単位：円）
      </caption>
      <thead>
        <tr className="border-b border-line">
          {['店舗', coinName, pointsName, '合計'].map((name, column) => (
            <th
              key={name}
              scope="col"
              className={`${cellClass} whitespace-nowrap max-sm:text-sm ${column === 0 ? 'text-left' : ''}`}
            >
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {takings.stores.map(({ storeId, number, name, ...net }) => (
          <tr key={storeId}>
            <th
              scope="row"
              className={`${cellClass} min-w-32 text-left font-normal [word-break:auto-phrase]`}
            >
              <span className="block text-ink-soft tabular-nums max-sm:text-sm sm:inline-block sm:w-20">
                {number}
              </span>
              {name}
            </th>
            <NetCells net={net} />
          </tr>
        ))}
      </tbody>
      <tfoot className="border-t-2 border-line-strong bg-paper-deep font-bold">
        <tr>
          <th scope="row" className={`${cellClass} text-left`}>
            合計
          </th>
          <NetCells net={takings.total} />
        </tr>
      </tfoot>
    </table>
  )
}

function NetCells({ net }: { net: { coin: number; points: number } }) {
  return [net.coin, net.points, net.coin + net.points].map((value, column) => (
    <td
      key={['coin', 'points', 'both'][column]}
      className={`${cellClass} whitespace-nowrap tabular-nums last:font-bold`}
    >
      {sayNumber(value)}
    </td>
  ))
}
