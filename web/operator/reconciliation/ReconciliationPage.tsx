import { type AnyRouter, Link } from '@tanstack/react-router'
import type { ReplyOf } from '#contract/endpoint.ts'
import {
  type DifferenceRow,
  listDifferences,
  listReconciledDays,
  runReconciliation,
} from '#contract/reconciliation.ts'
import { queryClient, useAct, useAsk } from '../../lib/ask.ts'
import { sayNumber } from '../../lib/numbers.ts'
import { operatorPaths as paths } from '../../lib/paths.ts'
import { sayDay } from '../../lib/time.ts'
import { Asked, TroubleNotice } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { rowLinkClass, Rows } from '../../ui/ListRow.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { announce } from '../../ui/Toast.tsx'
import { cellClass, Mark, ReconciliationDesk, Table, YenCell } from './Parts.tsx'
import { dayStateWords, kindWords, stateWords } from './words.ts'

type Days = ReplyOf<typeof listReconciledDays>
type Day = Days['days'][number]

/** What does not match first, and then every day of every provider. */
export function ReconciliationPage() {
  return (
    <ReconciliationDesk title="突合">
      <p className="max-w-3xl text-ink-soft">
        毎朝、決済会社の照合ファイルと台帳を1件ずつ照らし合わせます。合わないものは、2人の担当者が終わらせます。
      </p>
      <RunNow />
      <Asked of={useAsk(listDifferences, { query: {} })}>
        {({ differences }) => <Open differences={differences} />}
      </Asked>
      <Asked of={useAsk(listReconciledDays, { query: {} })}>{({ days }) => <ByDay days={days} />}</Asked>
    </ReconciliationDesk>
  )
}

function RunNow() {
  const act = useAct(runReconciliation)
  const run = async () => {
    if (!(await act.send())) return
    announce('突合を始めました。少し待ってから、画面を開き直してください。')
    await queryClient.invalidateQueries()
  }
  return (
    <div className="flex flex-col items-start gap-2">
      <Button look="outline" busy={act.busy} onPress={() => void run()}>
        いま突合する
      </Button>
      <TroubleNotice trouble={act.trouble} />
    </div>
  )
}

function Open({ differences }: { differences: readonly DifferenceRow[] }) {
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-lg font-bold">
        終わっていない差異{differences.length === 0 ? '' : `（${sayNumber(differences.length)}件）`}
      </h2>
      {differences.length === 0 ? (
        <Notice tone="good">ありません。</Notice>
      ) : (
        <Rows>
          {differences.map((each) => (
            <li key={each.id}>
              <Link<AnyRouter, string, string>
                to={paths.difference.replace('$differenceId', each.id)}
                className={rowLinkClass}
              >
                <DifferenceLine difference={each} />
              </Link>
            </li>
          ))}
        </Rows>
      )}
    </section>
  )
}

function DifferenceLine({ difference }: { difference: DifferenceRow }) {
  const { kind, title, day, ourAmount, theirAmount, ageDays, owner, state } = difference
  return (
    <span className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3">
      <span className="min-w-40 flex-1">
        <span className="block font-bold">{kindWords[kind].title}</span>
        <span className="text-sm text-ink-soft">
          {title}・{sayDay(day)}
        </span>
      </span>
      <Sides ours={ourAmount} theirs={theirAmount} />
      <span className={`text-sm ${ageDays >= 3 ? 'font-bold text-red-900' : ''}`}>
        {ageDays === 0 ? '今日見つかった' : `${ageDays}日経過`}
      </span>
      <span className="text-sm">{owner ? `担当 ${owner}` : '担当なし'}</span>
      <Mark tone={state === 'proposed' ? 'wait' : 'bad'}>{stateWords[state]}</Mark>
    </span>
  )
}

/** What each side says, where it says anything. */
function Sides({ ours, theirs }: { ours: number | null; theirs: number | null }) {
  if (ours === null && theirs === null) return null
  const say = (amount: number | null) => (amount === null ? 'なし' : `${sayNumber(amount)}円`)
  return (
    <span className="text-sm tabular-nums">
      台帳 <strong className="text-base">{say(ours)}</strong>／相手{' '}
      <strong className="text-base">{say(theirs)}</strong>
    </span>
  )
}

function ByDay({ days }: { days: readonly Day[] }) {
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-lg font-bold">日ごとの突合</h2>
      {days.length === 0 ? (
        <Notice>まだ終わった日がありません。最初の突合は、明日の朝4時半に始まります。</Notice>
      ) : (
        <Table
          label="日ごとの突合の表"
          columns={['日', '決済会社', '状態', '¥一致', '¥台帳', '¥照合ファイル', '¥手数料', '入金']}
        >
          {days.map((day) => (
            <DayLine key={`${day.source}${day.day}`} day={day} />
          ))}
        </Table>
      )}
    </section>
  )
}

function DayLine({ day }: { day: Day }) {
  const { ours, theirs, open, state, matched, paidOn } = day
  const good = state === 'compared' && open === 0
  return (
    <tr>
      <th scope="row" className={`${cellClass} font-bold`}>
        {sayDay(day.day)}
      </th>
      <td className={cellClass}>{day.title}</td>
      <td className={cellClass}>
        <Mark tone={good ? 'good' : state === 'waiting' ? 'wait' : 'bad'}>
          {state === 'compared' && open > 0 ? `差異 ${open}件` : dayStateWords[state]}
        </Mark>
      </td>
      <td className={`${cellClass} text-right tabular-nums`}>{sayNumber(matched)}件</td>
      <YenCell value={state === 'compared' ? ours.amount : null} />
      <YenCell value={theirs?.amount ?? null} />
      <YenCell value={theirs?.fee ?? null} />
      <td className={cellClass}>{paidOn ? `${sayDay(paidOn)}に入金` : '未入金'}</td>
    </tr>
  )
}
