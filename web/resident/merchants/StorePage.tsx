import { Link, useParams } from '@tanstack/react-router'
import type { ReplyOf } from '#contract/endpoint.ts'
import { type Closure, readStore } from '#contract/merchants.ts'
import { useAsk } from '../../lib/ask.ts'
import { serverNow } from '../../lib/clock.ts'
import { paths } from '../../lib/paths.ts'
import { dayOf, sayDay } from '../../lib/time.ts'
import { useTown } from '../../lib/town.ts'
import { Asked } from '../../lib/Trouble.tsx'
import { buttonClass } from '../../ui/Button.tsx'
import { Facts } from '../../ui/ListRow.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Screen } from '../Screen.tsx'
import { PointsMark } from './PointsMark.tsx'
import { t } from '../words/merchants.ts'

type Store = ReplyOf<typeof readStore>

/** What is over interests nobody. */
const comingClosures = ({ closures }: Store) => {
  const today = dayOf(new Date(serverNow()).toISOString())
  return closures.filter(({ lastDay }) => lastDay >= today)
}

function sayClosure({ firstDay, lastDay, note }: Closure): string {
  const days =
    firstDay === lastDay
      ? sayDay(firstDay)
      : t('fromUntil', { from: sayDay(firstDay), until: sayDay(lastDay) })
  return note === '' ? days : t('because', { days, note })
}

/** One shop: where it is, what it takes, and the way to pay it. */
export function StorePage() {
  const { storeId } = useParams({ from: paths.store })
  const query = useAsk(readStore, { params: { id: storeId } })
  return (
    <Screen title={query.data?.name ?? t('store')} back={paths.stores}>
      <Asked of={query}>{(store) => <About store={store} />}</Asked>
    </Screen>
  )
}

function About({ store }: { store: Store }) {
  const { categories, excludedGoods } = useTown()
  const category = categories.find((each) => each.code === store.category)?.name ?? store.category
  const goods = [...new Set([...store.excludedGoods, ...excludedGoods])]
  return (
    <>
      <p>
        <PointsMark accepts={store.acceptsPoints} />
      </p>
      <Facts
        facts={[
          [t('category'), category],
          [t('ward'), store.ward],
          [t('address'), store.address],
          [
            t('phone'),
            store.phone ? (
              <a key="tel" className="underline" href={`tel:${store.phone}`}>
                {store.phone}
              </a>
            ) : (
              t('unknown')
            ),
          ],
          [t('hours'), store.hours || t('unknown')],
          ...comingClosures(store).map((each) => [t('closed'), sayClosure(each)] as const),
          [t('number'), store.number],
        ]}
      />
      {store.open ? (
        <Link
          to={paths.payAmount}
          params={{ storeId: store.id }}
          search={{ via: 'store_number' }}
          className={buttonClass('coin', 'large', true)}
        >
          {t('payHere')}
        </Link>
      ) : (
        <Notice tone="warning">{t('notNow')}</Notice>
      )}
      {goods.length > 0 ? (
        <section className="rounded-16 border border-line bg-card p-4">
          <h2 className="font-bold">{t('excluded')}</h2>
          <ul className="list-disc pt-1 pl-5">
            {goods.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  )
}
