import { useState } from 'react'
import { decideLimit, type LimitName, readLimits } from '#contract/limits.ts'
import type { ReplyOf } from '#contract/endpoint.ts'
import { queryClient, useAct, useAsk } from '../../lib/ask.ts'
import { sayYen } from '../../lib/numbers.ts'
import { sayMinute } from '../../lib/time.ts'
import { Asked } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { announce } from '../../ui/Toast.tsx'
import { Desk } from '../Desk.tsx'
import { SecondPerson } from '../SecondPerson.tsx'
import { ProposeLimitForm } from './ProposeLimitForm.tsx'
import { limitWords } from './words.ts'

type Reply = ReplyOf<typeof readLimits>
type Waiting = Reply['waiting'][number]

const refresh = () => queryClient.invalidateQueries({ queryKey: [readLimits.path] })

/** The town's limits: what holds now, what will hold from when, and what waits for a second person. */
export function LimitsPage() {
  return (
    <Desk title="上限の設定">
      <p className="max-w-2xl">
        変更は1人が登録し、別の担当者が確かめると、決めた日時から有効になります。過ぎた日時にさかのぼることはありません。
      </p>
      <Asked of={useAsk(readLimits)}>
        {({ limits, waiting }) => (
          <>
            {waiting.length === 0 ? null : <WaitingList waiting={waiting} />}
            <LimitsTable limits={limits} />
          </>
        )}
      </Asked>
    </Desk>
  )
}

const cellClass = 'px-4 py-3 text-left align-top'

function LimitsTable({ limits }: { limits: Reply['limits'] }) {
  const [open, setOpen] = useState<LimitName | null>(null)
  const chosen = limits.find(({ name }) => name === open)
  return (
    <>
      <section
        aria-label="上限の表"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a wide table is scrolled by keys
        tabIndex={0}
        className="overflow-x-auto rounded-16 border border-line bg-card"
      >
        <table className="w-full">
          <thead className="bg-paper-deep">
            <tr>
              {['項目', 'いま', 'これから', ''].map((name) => (
                <th key={name} scope="col" className={`${cellClass} whitespace-nowrap`}>
                  {name || <span className="sr-only">変更</span>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {limits.map((limit) => (
              <LimitRow key={limit.name} limit={limit} onChange={() => setOpen(limit.name)} />
            ))}
          </tbody>
        </table>
      </section>
      <Sheet
        title={chosen ? `${limitWords[chosen.name].title}の変更` : ''}
        open={chosen !== undefined}
        onClose={() => setOpen(null)}
      >
        {chosen ? (
          <ProposeLimitForm
            name={chosen.name}
            value={chosen.value}
            onClose={() => setOpen(null)}
            onDone={() => {
              setOpen(null)
              announce('登録しました。別の担当者が確定してください。')
              void refresh()
            }}
          />
        ) : null}
      </Sheet>
    </>
  )
}

type LimitRowProps = { limit: Reply['limits'][number]; onChange: () => void }

function LimitRow({ limit: { name, value, since, next }, onChange }: LimitRowProps) {
  return (
    <tr>
      <th scope="row" className={`${cellClass} min-w-40`}>
        {limitWords[name].title}
        <span className="block text-sm font-normal text-ink-soft">{limitWords[name].note}</span>
      </th>
      <td className={`${cellClass} whitespace-nowrap`}>
        <span className="text-lg font-bold tabular-nums">{sayYen(value)}</span>
        {since ? <span className="block text-sm text-ink-soft">{sayMinute(since)}から</span> : null}
      </td>
      <td className={cellClass}>
        {next.length === 0 ? <span className="text-ink-soft">予定なし</span> : null}
        {next.map((each) => (
          <span key={each.from} className="block whitespace-nowrap">
            <span className="font-bold tabular-nums">{sayYen(each.value)}</span>{' '}
            <span className="text-sm text-ink-soft">{sayMinute(each.from)}から</span>
          </span>
        ))}
      </td>
      <td className={`${cellClass} text-right`}>
        <Button look="outline" label={`${limitWords[name].title}を変更する`} onPress={onChange}>
          変更
        </Button>
      </td>
    </tr>
  )
}

function WaitingList({ waiting }: { waiting: Waiting[] }) {
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-lg font-bold">確認を待っている変更</h2>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,24rem),1fr))] gap-4">
        {waiting.map((change) => (
          <li key={change.id}>
            <WaitingCard change={change} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function WaitingCard({ change }: { change: Waiting }) {
  const act = useAct(decideLimit)
  const decide = async (decision: 'confirmed' | 'withdrawn') => {
    if (!(await act.send({ params: { id: change.id }, body: { decision } }))) return
    announce(decision === 'confirmed' ? '変更を確定しました。' : '変更を取り下げました。')
    await refresh()
  }
  return (
    <article
      aria-label={`${limitWords[change.name].title}の変更`}
      className="flex h-full flex-col gap-3 rounded-16 border-2 border-yellow-500 bg-card p-4"
    >
      <h3 className="flex flex-wrap items-baseline justify-between gap-x-3 font-bold">
        {limitWords[change.name].title}
        <span className="text-xl tabular-nums">{sayYen(change.value)}</span>
      </h3>
      <p>{sayMinute(change.validFrom)}から</p>
      <p className="text-sm">
        {change.proposedBy}が{sayMinute(change.proposedAt)}に登録しました。理由：{change.reason}
      </p>
      <SecondPerson mine={change.mine} act={act} onDecide={decide} />
    </article>
  )
}
