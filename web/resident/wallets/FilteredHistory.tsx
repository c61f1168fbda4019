import { type QueryKey, useInfiniteQuery } from '@tanstack/react-query'
import type { ComponentType, ReactNode } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import type { historyGroups, listHistory } from '#contract/wallets.ts'
import type { Fault, Refused } from '../../lib/api.ts'
import { serverNow } from '../../lib/clock.ts'
import { recentMonths, sayClock, sayMonth } from '../../lib/time.ts'
import { LoadTrouble } from '../../lib/Trouble.tsx'
import { useOnline } from '../../lib/use-online.ts'
import { Button } from '../../ui/Button.tsx'
import { MoreButton } from '../../ui/MoreButton.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Select } from '../../ui/Select.tsx'
import { Skeleton } from '../../ui/Spinner.tsx'
import { t } from '../words/wallets.ts'
import type { HistoryItem } from './HistoryRows.tsx'

type HistoryPageOf = ReplyOf<typeof listHistory>
type Group = keyof typeof historyGroups

/** What somebody looks for in a history: a kind of entries, a month, both or everything. */
export type HistoryFilter = { group?: Group; month?: string }

const groups = ['payments', 'top_ups', 'points', 'other'] as const satisfies Group[]
const monthsShown = 25

type HistorySearch = { group?: string | undefined; month?: string | undefined }

/** The filter that stands in an address, so that a way back finds the same entries; what means nothing is left out. */
export function readFilter({ group, month }: HistorySearch): HistoryFilter {
  const known = groups.find((each) => each === group)
  return {
    ...(known ? { group: known } : {}),
    ...(month && /^20\d{2}-(0[1-9]|1[0-2])$/.test(month) ? { month } : {}),
  }
}

type FilteredHistoryProps = {
  /** Under which the pages of the whole history are kept; those of a filter stand behind it. */
  queryKey: QueryKey
  read: (query: HistoryFilter & { before?: string }) => Promise<HistoryPageOf>
  filter: HistoryFilter
  choose: (filter: HistoryFilter) => void
  rows: ComponentType<{ items: readonly HistoryItem[] }>
  /** What stands below a history that has entries. */
  end?: ReactNode
}

/** Everything that came and went, newest first and page by page, with a choice of kind and month above it. */
export function FilteredHistory({
  queryKey,
  read,
  filter,
  choose,
  rows: Entries,
  end,
}: FilteredHistoryProps) {
  const filtered = filter.group !== undefined || filter.month !== undefined
  const query = useInfiniteQuery<
    HistoryPageOf,
    Refused | Fault,
    { pages: HistoryPageOf[] },
    QueryKey,
    string | null
  >({
    queryKey: filtered ? [...queryKey, filter.group ?? '', filter.month ?? ''] : queryKey,
    initialPageParam: null,
    queryFn: ({ pageParam }) => read({ ...filter, ...(pageParam ? { before: pageParam } : {}) }),
    getNextPageParam: (last) => (last.more ? (last.items.at(-1)?.id ?? null) : null),
  })
  const online = useOnline()
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <Filter filter={filter} choose={choose} />
      {(query.isError || !online) && items.length > 0 ? (
        <Notice title={t('offlineHistory', { time: sayClock(query.dataUpdatedAt) })} />
      ) : null}
      {query.isPending ? <Skeleton rows={5} /> : null}
      {items.length > 0 ? <Entries items={items} /> : null}
      {query.isSuccess && items.length === 0 ? <Nothing filtered={filtered} choose={choose} /> : null}
      {query.isError && items.length === 0 ? (
        <LoadTrouble error={query.error} again={() => void query.refetch()} />
      ) : null}
      <MoreButton of={query} />
      {items.length > 0 ? end : null}
    </>
  )
}

type FilterProps = Pick<FilteredHistoryProps, 'filter' | 'choose'>

function Filter({ filter, choose }: FilterProps) {
  const { group = '', month = '' } = filter
  const months = recentMonths(serverNow(), monthsShown)
  if (month && !months.includes(month)) months.push(month)
  const change = (next: { group: string; month: string }) => {
    const chosen = groups.find((each) => each === next.group)
    choose({ ...(chosen ? { group: chosen } : {}), ...(next.month ? { month: next.month } : {}) })
  }
  return (
    <div className="grid grid-cols-[repeat(auto-fit,minmax(11rem,1fr))] gap-3">
      <Select
        label={t('kind')}
        value={group}
        onChange={(value) => change({ group: value, month })}
        options={[
          { value: '', label: t('allKinds') },
          ...groups.map((each) => ({ value: each, label: t(`group_${each}`) })),
        ]}
      />
      <Select
        label={t('month')}
        value={month}
        onChange={(value) => change({ group, month: value })}
        options={[
          { value: '', label: t('allMonths') },
          ...months.map((each) => ({ value: each, label: sayMonth(each) })),
        ]}
      />
    </div>
  )
}

function Nothing({ filtered, choose }: Pick<FilterProps, 'choose'> & { filtered: boolean }) {
  if (!filtered) return <p>{t('nothingYet')}</p>
  return (
    <div className="flex flex-col items-start gap-3 rounded-16 border border-line bg-card p-4">
      <p>{t('nothingFound')}</p>
      <Button look="outline" onPress={() => choose({})}>
        {t('showAll')}
      </Button>
    </div>
  )
}
