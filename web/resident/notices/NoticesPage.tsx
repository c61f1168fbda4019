import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import { countUnread, listNotices, readNotices } from '#contract/notices.ts'
import { ask, call, type Fault, type Refused } from '../../lib/api.ts'
import { asking, queryClient } from '../../lib/ask.ts'
import { paths } from '../../lib/paths.ts'
import { sayMinute } from '../../lib/time.ts'
import { useTown } from '../../lib/town.ts'
import { LoadTrouble } from '../../lib/Trouble.tsx'
import { buttonClass } from '../../ui/Button.tsx'
import { MoreButton } from '../../ui/MoreButton.tsx'
import { Skeleton } from '../../ui/Spinner.tsx'
import { Screen } from '../Screen.tsx'
import { t } from '../words/notices.ts'
import { placeOf, sayNotice } from './say-notice.ts'

type Page = ReplyOf<typeof listNotices>
type Notice = Page['notices'][number]

/** お知らせ: what the town and the system have told, newest first; what is on the screen has been read. */
export function NoticesPage() {
  const query = useInfiniteQuery<Page, Refused | Fault, { pages: Page[] }, string[], string | null>({
    queryKey: [listNotices.path],
    initialPageParam: null,
    queryFn: ({ pageParam }) => ask(listNotices, { query: pageParam ? { before: pageParam } : {} }),
    getNextPageParam: (last) => (last.more ? (last.notices.at(-1)?.id ?? null) : null),
  })
  const notices = query.data?.pages.flatMap((page) => page.notices) ?? []
  useRead(notices)
  return (
    <Screen
      title={t('title')}
      back={paths.home}
      end={
        <Link to={paths.wishes} className={buttonClass('quiet')}>
          {t('settings')}
        </Link>
      }
    >
      {query.isPending ? <Skeleton rows={4} /> : null}
      {query.isSuccess && notices.length === 0 ? <p>{t('none')}</p> : null}
      {notices.length > 0 ? (
        <ul className="flex flex-col gap-3">
          {notices.map((notice) => (
            <li key={notice.id}>
              <Card notice={notice} />
            </li>
          ))}
        </ul>
      ) : null}
      {query.isError ? <LoadTrouble error={query.error} again={() => void query.refetch()} /> : null}
      <MoreButton of={query} />
    </Screen>
  )
}

/** Says to the server what has been shown. The marks stay for as long as the list is open, so that they can be seen. */
function useRead(notices: readonly Notice[]): void {
  const ids = notices
    .filter(({ read }) => !read)
    .map(({ id }) => id)
    .slice(0, 100)
    .join()
  useEffect(() => {
    if (ids === '') return
    call(readNotices, { body: { ids: ids.split(',') } })
      .then((answer) => {
        if (answer.ok) queryClient.setQueryData(asking(countUnread).queryKey, answer.value)
      })
      // Then they stay unread, and are read the next time.
      .catch(() => undefined)
  }, [ids])
}

function Card({ notice: { at, read, told } }: { notice: Notice }) {
  const { title, body } = sayNotice(told, useTown())
  const place = placeOf(told)
  return (
    <article
      className={`flex flex-col gap-1 rounded-16 border bg-card p-4 ${read ? 'border-line' : 'border-2 border-coin-700'}`}
    >
      <p className="flex flex-wrap items-center gap-2 text-sm text-ink-soft">
        {read ? null : (
          <span className="rounded-full bg-coin-700 px-2 font-bold text-on-fill">{t('new')}</span>
        )}
        {told.kind === 'town' ? <span className="font-bold">{t('fromTown')}</span> : null}
        <span>{sayMinute(at)}</span>
      </p>
      <h2 className="font-bold">{title}</h2>
      {body ? <p className="whitespace-pre-line">{body}</p> : null}
      {place ? (
        <Link
          {...place}
          className="inline-flex min-h-11 items-center self-start font-bold text-coin-800 underline underline-offset-4"
        >
          {t('look')}
        </Link>
      ) : null}
    </article>
  )
}
