import { Link } from '@tanstack/react-router'
import type { ReplyOf } from '#contract/endpoint.ts'
import type { listHistory } from '#contract/wallets.ts'
import { paths } from '../../lib/paths.ts'
import { sayMinute } from '../../lib/time.ts'
import { Amount } from '../../ui/Amount.tsx'
import { RowBody, rowLinkClass, Rows } from '../../ui/ListRow.tsx'
import { sayTopUpBy } from '../../lib/words/means.ts'
import { t as relatives } from '../words/relatives.ts'
import { t } from '../words/wallets.ts'

export type HistoryItem = ReplyOf<typeof listHistory>['items'][number]

/** What an entry is, for a top-up with its means: 「銀行口座からチャージ」. */
export function sayKind({ kind, topUp }: HistoryItem): string {
  return kind === 'top_up' && topUp ? sayTopUpBy(topUp.means) : t(`kind_${kind}`)
}

/** Who or what was on the other side; of a gift, in which direction. Empty where nobody is known. */
function sayCounterpart({ kind, counterpart: name }: HistoryItem): string {
  if (!name) return ''
  if (kind === 'gift_given') return t('giftTo', { name })
  return kind === 'gift_received' ? t('giftFrom', { name }) : name
}

/** Entries of the history, newest first, each leading to its detail. */
export function HistoryRows({ items }: { items: readonly HistoryItem[] }) {
  return (
    <Rows>
      {items.map((item) => (
        <li key={item.id}>
          <Link to={paths.historyItem} params={{ itemId: item.id }} className={rowLinkClass}>
            <HistoryBody item={item} />
          </Link>
        </li>
      ))}
    </Rows>
  )
}

/** Entries of a relative's history: to be looked at, and no more. */
export function PlainHistoryRows({ items }: { items: readonly HistoryItem[] }) {
  return (
    <Rows>
      {items.map((item) => (
        <li key={item.id}>
          <HistoryBody item={item} />
        </li>
      ))}
    </Rows>
  )
}

function HistoryBody({ item }: { item: HistoryItem }) {
  return (
    <RowBody
      title={sayCounterpart(item) || sayKind(item)}
      note={<When item={item} />}
      end={<Change item={item} />}
    />
  )
}

/** What it was, where the title does not say it already, and when. */
function When({ item }: { item: HistoryItem }) {
  return (
    <>
      {item.counterpart ? <span className="inline-block pr-2">{sayKind(item)}</span> : null}
      <span className="inline-block">{sayMinute(item.at)}</span>
      {item.helper ? <span className="block">{relatives('byHelper', { name: item.helper })}</span> : null}
    </>
  )
}

function Change({ item }: { item: HistoryItem }) {
  return (
    <span className="flex flex-col items-end">
      {item.coin === 0 ? null : (
        <span className="text-coin-800">
          <Amount value={item.coin} unit="yen" sign />
        </span>
      )}
      {item.points === 0 ? null : (
        <span className="text-points-800">
          <Amount value={item.points} unit="points" sign />
        </span>
      )}
    </span>
  )
}
