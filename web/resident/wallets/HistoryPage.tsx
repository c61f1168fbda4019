import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { historyFilePath, type historyGroups, listHistory } from '#contract/wallets.ts'
import { ask, type Fault, type Refused } from '../../lib/api.ts'
import { serverNow } from '../../lib/clock.ts'
import { paths } from '../../lib/paths.ts'
import { recentMonths, sayClock, sayMonth } from '../../lib/time.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { useOnline } from '../../lib/use-online.ts'
import { MoreButton } from '../../ui/MoreButton.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Select } from '../../ui/Select.tsx'
import { Skeleton } from '../../ui/Spinner.tsx'
import { LoadTrouble } from '../../lib/Trouble.tsx'
import type { ReplyOf } from '#contract/endpoint.ts'
import { Screen } from '../Screen.tsx'
import { HistoryRows } from './HistoryRows.tsx'
import { historyKey } from './last-known.ts'
import { t } from '../words/wallets.ts'

type HistoryPageOf = ReplyOf<typeof listHistory>

/** 履歴: everything that came and went, page by page. */
export function HistoryPage() {
  const { filter, choose } = useFilter()
  const filtered = filter.group !== undefined || filter.month !== undefined
  const query = useInfiniteQuery<
    HistoryPageOf,
    Refused | Fault,
    { pages: HistoryPageOf[] },
    string[],
    string | null
  >({
    queryKey: filtered ? [...historyKey, filter.group ?? '', filter.month ?? ''] : historyKey,
    initialPageParam: null,
    queryFn: ({ pageParam }) =>
      ask(listHistory, { query: { ...filter, ...(pageParam ? { before: pageParam } : {}) } }),
    getNextPageParam: (last) => (last.more ? (last.items.at(-1)?.id ?? null) : null),
  })
  const online = useOnline()
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Screen title={t('history')}>
      <Filter filter={filter} choose={choose} />
      {(query.isError || !online) && items.length > 0 ? (
        <Notice title={t('offlineHistory', { time: sayClock(query.dataUpdatedAt) })} />
      ) : null}
      {query.isPending ? <Skeleton rows={5} /> : null}
      {items.length > 0 ? <HistoryRows items={items} /> : null}
      {query.isSuccess && items.length === 0 ? <Nothing filtered={filtered} choose={choose} /> : null}
      {query.isError && items.length === 0 ? (
        <LoadTrouble error={query.error} again={() => void query.refetch()} />
      ) : null}
      <MoreButton of={query} />
      {items.length > 0 ? (
        <a href={`/api${historyFilePath}`} download className={buttonClass('quiet')}>
          {t('saveAll')}
        </a>
      ) : null}
    </Screen>
  )
}

type HistoryFilter = { group?: Group; month?: string }
type Group = keyof typeof historyGroups
type Choose = (filter: HistoryFilter) => void

/** What stands in the address, so that a way back finds the same entries; what means nothing there is left out. */
function useFilter(): { filter: HistoryFilter; choose: Choose } {
  const { group, month } = useSearch({ from: '/inside/history' })
  const navigate = useNavigate()
  const known = groups.find((each) => each === group)
  const filter = {
    ...(known ? { group: known } : {}),
    ...(month && /^20\d{2}-(0[1-9]|1[0-2])$/.test(month) ? { month } : {}),
  }
  return { filter, choose: (search) => void navigate({ to: paths.history, search, replace: true }) }
}

const groups = ['payments', 'top_ups', 'points', 'other'] as const satisfies Group[]
const monthsShown = 25

function Filter({ filter, choose }: { filter: HistoryFilter; choose: Choose }) {
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

function Nothing({ filtered, choose }: { filtered: boolean; choose: Choose }) {
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
