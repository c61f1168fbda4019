import { Link, useParams } from '@tanstack/react-router'
import type { ReplyOf } from '#contract/endpoint.ts'
import { readStore } from '#contract/merchants.ts'
import { useAsk } from '../../lib/ask.ts'
import { paths } from '../../lib/paths.ts'
import { useTown } from '../../lib/town.ts'
import { Asked } from '../../lib/Trouble.tsx'
import { buttonClass } from '../../ui/Button.tsx'
import { Facts } from '../../ui/ListRow.tsx'
import { Screen } from '../Screen.tsx'
import { PointsMark } from './PointsMark.tsx'

type Store = ReplyOf<typeof readStore>

/** One shop: where it is, what it takes, and the way to pay it. */
export function StorePage() {
  const { storeId } = useParams({ from: paths.store })
  const query = useAsk(readStore, { params: { id: storeId } })
  return (
    <Screen title={query.data?.name ?? 'お店'} back={paths.stores}>
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
          ['種類', category],
          ['区', store.ward],
          ['住所', store.address],
          [
            '電話',
            store.phone ? (
              <a key="tel" className="underline" href={`tel:${store.phone}`}>
                {store.phone}
              </a>
            ) : (
              '登録なし'
            ),
          ],
          ['営業時間', store.hours || '登録なし'],
          ['お店の番号', store.number],
        ]}
      />
      <Link
        to={paths.payAmount}
        params={{ storeId: store.id }}
        search={{ via: 'store_number' }}
        className={buttonClass('coin', 'large', true)}
      >
        このお店で支払う
      </Link>
      {goods.length > 0 ? (
        <section className="rounded-16 border border-line bg-card p-4">
          <h2 className="font-bold">お支払いに使えない商品・サービス</h2>
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
