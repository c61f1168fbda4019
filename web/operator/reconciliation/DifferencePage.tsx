import { useParams } from '@tanstack/react-router'
import { differenceCan, readDifference, takeDifference } from '#contract/reconciliation.ts'
import { useAct, useAsk } from '../../lib/ask.ts'
import { sayNumber } from '../../lib/numbers.ts'
import { sayDay, sayMinute, saySecond } from '../../lib/time.ts'
import { Asked, TroubleNotice } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { Facts } from '../../ui/ListRow.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { DecideForm, NoteForm, ProposeForm } from './DifferenceForms.tsx'
import { type Known, refresh } from './known.ts'
import { cellClass, ReconciliationDesk, Table, YenCell } from './Parts.tsx'
import { actWords, helpOf, kindWords, lineWords, resolutionWords, stateWords } from './words.ts'

/** One difference: what both sides say, what was done, and what comes next. */
export function DifferencePage() {
  const { differenceId } = useParams({ strict: false }) as { differenceId: string }
  return (
    <ReconciliationDesk title="差異">
      <Asked of={useAsk(readDifference, { params: { id: differenceId } })}>
        {(known) => <Detail key={known.difference.state} known={known} />}
      </Asked>
    </ReconciliationDesk>
  )
}

function Detail({ known }: { known: Known }) {
  const { difference, lines } = known
  const { title } = kindWords[difference.kind]
  const help = helpOf(difference)
  const over = difference.state === 'resolved' || difference.state === 'gone'
  return (
    <div className="grid gap-6 lg:grid-cols-[1fr_24rem] lg:items-start">
      <div className="flex min-w-0 flex-col gap-5">
        <Notice tone={over ? 'good' : 'warning'} title={`${title}（${stateWords[difference.state]}）`}>
          {over && known.resolution ? resolutionWords[known.resolution].title : help}
        </Notice>
        <Facts facts={factsOf(known)} />
        {lines.length === 0 ? null : <Lines lines={lines} />}
        <Notes notes={known.notes} />
      </div>
      {over ? null : <Deeds known={known} />}
    </div>
  )
}

const yen = (amount: number | null) => (amount === null ? 'なし' : `${sayNumber(amount)}円`)

function factsOf({ difference, topUp }: Known) {
  const { title, day, kind, ourAmount, theirAmount, reference, ageDays, owner } = difference
  const ofMoney = !['file_missing', 'file_unreadable'].includes(kind)
  const isLump = kind === 'lump_sum_unexplained'
  return [
    ['決済会社', title],
    [isLump ? '入金した日' : '対象の日', sayDay(day)],
    ...(ofMoney
      ? ([
          [isLump ? '未入金の日の合計' : '台帳の金額', yen(ourAmount)],
          [isLump ? '入金された金額' : '照合ファイルの金額', yen(theirAmount)],
        ] as const)
      : []),
    ...(topUp
      ? ([
          ['チャージの受付', saySecond(topUp.requestedAt)],
          ['チャージ金額', `${sayNumber(topUp.amount)}円（残高への反映 ${sayNumber(topUp.credited)}円）`],
        ] as const)
      : []),
    ['経過', ageDays === 0 ? '今日見つかった' : `${ageDays}日`],
    ['担当', owner ?? 'なし'],
    ...(ofMoney && !isLump
      ? [
          [
            '取引番号',
            <span key="reference" className="text-sm break-all">
              {reference}
            </span>,
          ] as const,
        ]
      : []),
  ] as const
}

function Lines({ lines }: { lines: Known['lines'] }) {
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-lg font-bold">照合ファイルの行</h2>
      <Table label="照合ファイルの行の表" columns={['ファイル', '行', '種別', '¥金額', '日時', '照会番号']}>
        {lines.map((line) => (
          <tr key={`${line.fileId}${line.number}`}>
            <td className={cellClass}>{line.file}</td>
            <td className={cellClass}>{line.number}</td>
            <td className={cellClass}>{lineWords[line.kind]}</td>
            <YenCell value={line.amount} />
            <td className={cellClass}>{saySecond(line.at)}</td>
            <td className={`${cellClass} text-sm`}>{line.providerRef}</td>
          </tr>
        ))}
      </Table>
    </section>
  )
}

function Notes({ notes }: { notes: Known['notes'] }) {
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-lg font-bold">これまでの記録</h2>
      <ol className="flex flex-col gap-3 border-l-4 border-line pl-4">
        {notes.map((note, index) => (
          <li key={`${note.at}${index}`}>
            <p>
              <span className="font-bold">{note.operator ?? '自動の突合'}</span>
              {note.operator ? 'が' : 'で'}
              {actWords[note.act]}
            </p>
            {note.note ? <p className="rounded-12 bg-card px-3 py-2">{note.note}</p> : null}
            <p className="text-sm text-ink-soft">{sayMinute(note.at)}</p>
          </li>
        ))}
      </ol>
    </section>
  )
}

function Deeds({ known }: { known: Known }) {
  const { difference, mayDecide, resolution } = known
  return (
    <section
      aria-label="この差異を進める"
      className="flex flex-col gap-5 rounded-16 border border-line bg-card p-4"
    >
      <Take id={difference.id} />
      {differenceCan.propose(difference.state) ? <ProposeForm difference={difference} /> : null}
      {resolution ? <DecideForm known={known} resolution={resolution} mayDecide={mayDecide} /> : null}
      <NoteForm id={difference.id} />
    </section>
  )
}

function Take({ id }: { id: string }) {
  const act = useAct(takeDifference)
  const take = async () => {
    if (await act.send({ params: { id } })) await refresh()
  }
  return (
    <>
      <Button look="outline" busy={act.busy} onPress={() => void take()}>
        自分が担当する
      </Button>
      <TroubleNotice trouble={act.trouble} />
    </>
  )
}
