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
import { PaymentBonus } from '../campaigns/PaymentBonus.tsx'
import { Screen } from '../Screen.tsx'
import { sayKind } from './HistoryRows.tsx'
import { t as gifts } from '../words/gifts.ts'
import { t as relatives } from '../words/relatives.ts'
import { t } from '../words/wallets.ts'

type Detail = ReplyOf<typeof readHistoryItem>

/** One entry of the history, with the points that it used or made. */
export function HistoryItemPage() {
  const { itemId } = useParams({ from: '/inside/history/$itemId' })
  const query = useAsk(readHistoryItem, { params: { id: itemId } })
  return (
    <Screen title={t('detail')} back={paths.history}>
      <Asked of={query}>{(detail) => <Entry detail={detail} />}</Asked>
    </Screen>
  )
}

/** What was said with a gift, and who acted for me. */
function withWhat({ helper, giftCard }: Detail['item']): [string, string][] {
  return [
    ...(helper ? [[relatives('helper'), relatives('byHelper', { name: helper })] as [string, string]] : []),
    ...(giftCard ? [[t('giftCard'), gifts(`card_${giftCard}`)] as [string, string]] : []),
  ]
}

function Entry({ detail: { item, lots } }: { detail: Detail }) {
  const { coinName, pointsName } = useTown()
  return (
    <>
      <Facts
        facts={[
          [t('kind'), sayKind(item)],
          [t('counterpart'), item.counterpart],
          ...withWhat(item),
          ...(item.coin === 0
            ? []
            : [[coinName, <Amount key="c" value={item.coin} unit="yen" sign />] as const]),
          ...(item.points === 0
            ? []
            : [[pointsName, <Amount key="p" value={item.points} unit="points" sign />] as const]),
          ...(item.coinAfter === null
            ? []
            : [
                [
                  t('balanceOf', { name: coinName }),
                  <Amount key="ca" value={item.coinAfter} unit="yen" />,
                ] as const,
              ]),
          ...(item.pointsAfter === null
            ? []
            : [
                [
                  t('balanceOf', { name: pointsName }),
                  <Amount key="pa" value={item.pointsAfter} unit="points" />,
                ] as const,
              ]),
          [item.kind === 'gift_given' ? gifts('arrived') : t('at'), saySecond(item.at)],
          [
            t('number'),
            <span key="id" className="text-sm text-balance break-all">
              {item.id}
            </span>,
          ],
        ]}
      />
      {lots.length > 0 ? (
        <section className="flex flex-col gap-2">
          <h2 className="font-bold">{t('lots', { name: pointsName })}</h2>
          <Facts
            facts={lots.map((lot) => [
              t('until', { day: sayDay(lot.lastDay) }),
              <Amount key={lot.lastDay} value={lot.points} unit="points" />,
            ])}
          />
        </section>
      ) : null}
      {item.kind === 'payment' || item.kind === 'refund' ? <PaymentBonus id={item.id} /> : null}
      {item.kind === 'payment' ? (
        <a
          href={`/api${receiptPath.replace(':id', item.id)}`}
          target="_blank"
          rel="noopener"
          className={buttonClass('outline')}
        >
          {t('openReceipt')}
        </a>
      ) : null}
      {item.topUp ? (
        <Link to={paths.topUpDetail} params={{ topUpId: item.topUp.id }} className={buttonClass('outline')}>
          {t('openTopUp')}
        </Link>
      ) : null}
    </>
  )
}
