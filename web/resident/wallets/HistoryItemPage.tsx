import { Link, useParams } from '@tanstack/react-router'
import type { ReplyOf } from '#contract/endpoint.ts'
import { readHistoryItem, receiptPath } from '#contract/wallets.ts'
import { useAsk } from '../../lib/ask.ts'
import { paths } from '../../lib/paths.ts'
import { sayDay, saySecond } from '../../lib/time.ts'
import { useTown } from '../../lib/town.ts'
import { Asked } from '../../lib/Trouble.tsx'
import { Amount } from '../../ui/Amount.tsx'
import { buttonClass } from '../../ui/Button.tsx'
import { Facts } from '../../ui/ListRow.tsx'
import { Screen } from '../Screen.tsx'
import { sayKind } from './HistoryRows.tsx'

type Detail = ReplyOf<typeof readHistoryItem>

/** One entry of the history, with the points that it used or made. */
export function HistoryItemPage() {
  const { itemId } = useParams({ from: '/inside/history/$itemId' })
  const query = useAsk(readHistoryItem, { params: { id: itemId } })
  return (
    <Screen title="取引詳細" back={paths.history}>
      <Asked of={query}>{(detail) => <Entry detail={detail} />}</Asked>
    </Screen>
  )
}

function Entry({ detail: { item, lots } }: { detail: Detail }) {
  const { coinName, pointsName } = useTown()
  return (
    <>
      <Facts
        facts={[
          ['種類', sayKind(item)],
          ['相手', item.counterpart],
          ...(item.coin === 0
            ? []
            : [[coinName, <Amount key="c" value={item.coin} unit="円" sign />] as const]),
          ...(item.points === 0
            ? []
            : [[pointsName, <Amount key="p" value={item.points} unit="ポイント" sign />] as const]),
          ...(item.coinAfter === null
            ? []
            : [[`${coinName}の残高`, <Amount key="ca" value={item.coinAfter} unit="円" />] as const]),
          ...(item.pointsAfter === null
            ? []
            : [
                [
                  `${pointsName}の残高`,
                  <Amount key="pa" value={item.pointsAfter} unit="ポイント" />,
                ] as const,
              ]),
          ['日時', saySecond(item.at)],
          [
            '取引番号',
            <span key="id" className="text-sm break-all">
              {item.id}
            </span>,
          ],
        ]}
      />
      {lots.length > 0 ? (
        <section className="flex flex-col gap-2">
          <h2 className="font-bold">{pointsName}の期限ごとの内訳</h2>
          <Facts
            facts={lots.map((lot) => [
              `${sayDay(lot.lastDay)}まで`,
              <Amount key={lot.lastDay} value={lot.points} unit="ポイント" />,
            ])}
          />
        </section>
      ) : null}
      {item.kind === 'payment' ? (
        <a
          href={`/api${receiptPath.replace(':id', item.id)}`}
          target="_blank"
          rel="noopener"
          className={buttonClass('outline')}
        >
          控え（PDF）を開く
        </a>
      ) : null}
      {item.topUp ? (
        <Link to={paths.topUpDetail} params={{ topUpId: item.topUp.id }} className={buttonClass('outline')}>
          チャージの画面を見る
        </Link>
      ) : null}
    </>
  )
}
