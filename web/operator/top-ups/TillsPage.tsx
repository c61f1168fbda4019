import type { ReplyOf } from '#contract/endpoint.ts'
import { listTills } from '#contract/counters.ts'
import { useAsk } from '../../lib/ask.ts'
import { sayYen } from '../../lib/numbers.ts'
import { sayMinute } from '../../lib/time.ts'
import { Asked } from '../../lib/Trouble.tsx'
import { Facts } from '../../ui/ListRow.tsx'
import { Desk } from '../Desk.tsx'
import { sayDifference } from './till-words.ts'

type Till = ReplyOf<typeof listTills>['tills'][number]

/** The tills of all counters: what was taken, and what did not add up. */
export function TillsPage() {
  const query = useAsk(listTills)
  return (
    <Desk title="窓口のレジ">
      <Asked of={query}>
        {({ tills }) =>
          tills.length === 0 ? (
            <p>窓口のレジは、まだ開かれていません。</p>
          ) : (
            <ul className="grid grid-cols-[repeat(auto-fill,minmax(20rem,1fr))] gap-4">
              {tills.map((till) => (
                <li key={till.id}>
                  <TillCard till={till} />
                </li>
              ))}
            </ul>
          )
        }
      </Asked>
    </Desk>
  )
}

function TillCard({ till }: { till: Till }) {
  const difference = till.counted === null ? null : till.counted - till.expected
  return (
    <article className="flex h-full flex-col gap-2 rounded-16 border border-line bg-card p-4">
      <h2 className="text-lg font-bold">{till.place}</h2>
      <p className="text-sm text-ink-soft">
        {till.operatorName}・{sayMinute(till.openedAt)}から
        {till.closedAt ? `${sayMinute(till.closedAt)}まで` : '（開いています）'}
      </p>
      <Facts
        facts={[
          ['チャージ', `${sayYen(till.taken)}（${till.charges}件）`],
          ['あるはずの現金', sayYen(till.expected)],
          ...(till.counted === null ? [] : [['数えた現金', sayYen(till.counted)] as const]),
          ...(difference === null
            ? []
            : [
                [
                  '差',
                  <span key="difference" className={difference === 0 ? 'text-green-800' : 'text-red-900'}>
                    {sayDifference(difference)}
                  </span>,
                ] as const,
              ]),
        ]}
      />
      {till.note ? <p className="text-sm">理由：{till.note}</p> : null}
    </article>
  )
}
