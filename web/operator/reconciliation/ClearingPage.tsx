import type { ReplyOf } from '#contract/endpoint.ts'
import { readClearing } from '#contract/reconciliation.ts'
import { useAsk } from '../../lib/ask.ts'
import { sayYen } from '../../lib/numbers.ts'
import { saySecond, sayDay } from '../../lib/time.ts'
import { Asked } from '../../lib/Trouble.tsx'
import { Amount } from '../../ui/Amount.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { cellClass, ReconciliationDesk, Table, YenCell } from './Parts.tsx'

type Source = ReplyOf<typeof readClearing>['sources'][number]

/** What each provider still owes the town, and of which days it is. */
export function ClearingPage() {
  return (
    <ReconciliationDesk title="仮勘定">
      <p className="max-w-3xl text-ink-soft">
        決済会社が受け取り、まだ街の口座に入金していないお金です。残りは、どの日の分か日ごとに分かります。
      </p>
      <Asked of={useAsk(readClearing)}>
        {({ sources, asOf }) => (
          <>
            <p className="text-ink-soft">{saySecond(asOf)} 現在</p>
            {sources.map((source) => (
              <Owed key={source.source} source={source} />
            ))}
          </>
        )}
      </Asked>
    </ReconciliationDesk>
  )
}

function Owed({ source }: { source: Source }) {
  const { title, owed, before, days, unassigned, suspended, unexplained } = source
  return (
    <section className="flex flex-col gap-3">
      <h2 className="flex flex-wrap items-baseline gap-x-4 text-lg font-bold">
        {title}
        <Amount value={owed} unit="yen" size="large" />
      </h2>
      {unexplained === 0 ? (
        <Notice tone="good">残りはすべて日ごとに説明できています。</Notice>
      ) : (
        <Notice tone="bad" title={`${sayYen(unexplained)}が説明できていません`}>
          帳簿の検査を実行し、すぐに調べてください。
        </Notice>
      )}
      {suspended === 0 ? null : (
        <Notice tone="warning" title={`${sayYen(suspended)}は仮受・仮払で保留しています`}>
          行き先が決まったら、「差異」から取り崩してください。
        </Notice>
      )}
      <Table label={`${title}の日ごとの残り`} columns={['日', '¥チャージ', '¥入金で消えた分', '¥残り']}>
        {before === 0 ? null : (
          <tr>
            <th scope="row" className={`${cellClass} font-normal`}>
              突合を始める前の分
            </th>
            <YenCell value={before} />
            <YenCell value={0} />
            <YenCell value={before} bold />
          </tr>
        )}
        {days.map((day) => (
          <tr key={day.day}>
            <th scope="row" className={`${cellClass} font-normal`}>
              {sayDay(day.day)}
            </th>
            <YenCell value={day.charged} />
            <YenCell value={day.paid} />
            <YenCell value={day.left} bold />
          </tr>
        ))}
        {unassigned === 0 ? null : (
          <tr>
            <th scope="row" className={`${cellClass} font-normal`}>
              日を決めずに記帳した入金
            </th>
            <YenCell value={0} />
            <YenCell value={unassigned} />
            <YenCell value={-unassigned} bold />
          </tr>
        )}
        {before === 0 && days.length === 0 && unassigned === 0 ? (
          <tr>
            <td colSpan={4} className={cellClass}>
              残りはありません。
            </td>
          </tr>
        ) : null}
      </Table>
    </section>
  )
}
