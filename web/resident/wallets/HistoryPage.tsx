import { useInfiniteQuery } from '@tanstack/react-query'
import { historyFilePath, listHistory } from '#contract/wallets.ts'
import { ask, type Fault, type Refused } from '../../lib/api.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { sayClock } from '../../lib/time.ts'
import { MoreButton } from '../../ui/MoreButton.tsx'
import { Notice } from '../../ui/Notice.tsx'
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
  const query = useInfiniteQuery<
    HistoryPageOf,
    Refused | Fault,
    { pages: HistoryPageOf[] },
    string[],
    string | null
  >({
    queryKey: historyKey,
    initialPageParam: null,
    queryFn: ({ pageParam }) => ask(listHistory, { query: pageParam ? { before: pageParam } : {} }),
    getNextPageParam: (last) => (last.more ? (last.items.at(-1)?.id ?? null) : null),
  })
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Screen title={t('history')}>
      {query.isError && items.length > 0 ? (
        <Notice title={t('offlineHistory', { time: sayClock(query.dataUpdatedAt) })} />
      ) : null}
      {query.isPending ? <Skeleton rows={5} /> : null}
      {items.length > 0 ? <HistoryRows items={items} /> : null}
      {query.isSuccess && items.length === 0 ? <p>{t('nothingYet')}</p> : null}
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
