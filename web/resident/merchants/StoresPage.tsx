import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useDeferredValue, useState } from 'react'
import type { CallOf, ReplyOf } from '#contract/endpoint.ts'
import type { listStorePlaces } from '#contract/merchants.ts'
import { listStores } from '#contract/merchants.ts'
import { ask, type Fault, type Refused } from '../../lib/api.ts'
import { paths } from '../../lib/paths.ts'
import { useTown } from '../../lib/town.ts'
import { LoadTrouble } from '../../lib/Trouble.tsx'
import { MoreButton } from '../../ui/MoreButton.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Button } from '../../ui/Button.tsx'
import { IconPin, IconShop } from '../../ui/icons.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { RowBody, rowLinkClass, Rows } from '../../ui/ListRow.tsx'
import { Select } from '../../ui/Select.tsx'
import { Skeleton } from '../../ui/Spinner.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { Screen } from '../Screen.tsx'
import { PointsMark } from './PointsMark.tsx'
import { sayDistance } from '../../lib/numbers.ts'
import { type Here, useHere } from './use-here.ts'
import { t } from '../words/merchants.ts'

export type Filter = CallOf<typeof listStorePlaces>['query']
type StoresOf = ReplyOf<typeof listStores>

/** お店: find where the money can be used; open to everybody. On a tablet what is found stands beside the search. */
export function StoresPage() {
  const [filter, setFilter] = useState<Filter>({})
  const [view, setView] = useState<'list' | 'map'>('list')
  const here = useHere()
  const asked = useDeferredValue(filter)
  const query = useStores(asked, here.at)
  const stores = query.data?.pages.flatMap((page) => page.stores) ?? []
  const total = query.data?.pages[0]?.total
  return (
    <Screen title={t('title')} wide>
      <div className="grid items-start gap-5 md:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
        <div className="flex flex-col gap-5 md:sticky md:top-0">
          <FilterForm filter={filter} onFilter={setFilter} />
          <div className="grid grid-cols-[repeat(auto-fit,minmax(10.5rem,1fr))] gap-3">
            <Button
              look={here.at ? 'coin' : 'outline'}
              busy={here.asking}
              onPress={here.at ? here.forget : here.find}
            >
              <IconPin />
              {here.at ? t('notNearest') : t('nearest')}
            </Button>
            <Button look="outline" onPress={() => setView(view === 'list' ? 'map' : 'list')}>
              {view === 'list' ? t('onMap') : t('asList')}
            </Button>
          </div>
          {here.trouble ? <Notice tone="warning">{here.trouble}</Notice> : null}
          <output className="block font-bold">
            {total === undefined
              ? ''
              : query.data?.pages[0]?.alike
                ? t('comesClose')
                : total === 0
                  ? t('noneFound')
                  : t('found', { count: total })}
          </output>
        </div>
        <div className="flex flex-col gap-5">
          {view === 'map' ? (
            <Suspense fallback={<Skeleton rows={5} />}>
              <StoreMap filter={asked} here={here.at} />
            </Suspense>
          ) : null}
          {query.isPending ? <Skeleton rows={5} /> : null}
          {query.isError ? <LoadTrouble error={query.error} again={() => void query.refetch()} /> : null}
          {stores.length > 0 && view === 'list' ? <StoreRows stores={stores} /> : null}
          {view === 'list' ? <MoreButton of={query} /> : null}
        </div>
      </div>
    </Screen>
  )
}

const StoreMap = lazy(async () => ({ default: (await import('./StoreMap.tsx')).StoreMap }))

function useStores(filter: Filter, here: Here | null) {
  return useInfiniteQuery<StoresOf, Refused | Fault, { pages: StoresOf[] }, unknown[], string | null>({
    queryKey: [listStores.path, filter, here],
    initialPageParam: null,
    queryFn: ({ pageParam }) =>
      ask(listStores, {
        query: {
          ...filter,
          ...(here ? { near: `${here.latitude},${here.longitude}` } : {}),
          ...(pageParam ? { after: pageParam } : {}),
        },
      }),
    getNextPageParam: (last) => last.next,
    placeholderData: (previous) => previous,
  })
}

type FilterFormProps = { filter: Filter; onFilter: (filter: Filter) => void }

function FilterForm({ filter, onFilter }: FilterFormProps) {
  const { wards, categories, pointsName } = useTown()
  const { search: _search, ...rest } = filter
  const withText = (search: string) => onFilter(search.trim() === '' ? rest : { ...rest, search })
  const change = (name: 'ward' | 'category' | 'acceptsPoints' | 'openNow', value: string) => {
    const { [name]: _old, ...others } = filter
    onFilter(value === '' ? others : { ...others, [name]: value })
  }
  return (
    <search className="flex flex-col gap-3">
      <TextField
        label={t('search')}
        help={t('searchHelp')}
        type="search"
        inputMode="search"
        value={filter.search ?? ''}
        onChange={withText}
        maxLength={60}
      />
      <div className="grid grid-cols-[repeat(auto-fit,minmax(10rem,1fr))] gap-3">
        <Select
          label={t('ward')}
          value={filter.ward ?? ''}
          onChange={(ward) => change('ward', ward)}
          options={[{ value: '', label: t('all') }, ...wards.map((ward) => ({ value: ward, label: ward }))]}
        />
        <Select
          label={t('category')}
          value={filter.category ?? ''}
          onChange={(category) => change('category', category)}
          options={[
            { value: '', label: t('all') },
            ...categories.map((category) => ({ value: category.code, label: category.name })),
          ]}
        />
      </div>
      <Checkbox
        checked={filter.acceptsPoints === 'true'}
        onChange={(checked) => change('acceptsPoints', checked ? 'true' : '')}
      >
        {t('onlyWithPoints', { pointsName })}
      </Checkbox>
      <Checkbox
        checked={filter.openNow === 'true'}
        onChange={(checked) => change('openNow', checked ? 'true' : '')}
      >
        {t('onlyOpen')}
      </Checkbox>
    </search>
  )
}

function StoreRows({ stores }: { stores: StoresOf['stores'] }) {
  return (
    <Rows>
      {stores.map((store) => (
        <li key={store.id}>
          <Link to={paths.store} params={{ storeId: store.id }} className={rowLinkClass}>
            <RowBody
              icon={<IconShop />}
              title={store.name}
              note={
                <>
                  {store.metres === undefined ? null : (
                    <span className="font-bold">{sayDistance(store.metres)}・</span>
                  )}
                  {store.address}
                  <PointsMark accepts={store.acceptsPoints} />
                </>
              }
              leads
            />
          </Link>
        </li>
      ))}
    </Rows>
  )
}
