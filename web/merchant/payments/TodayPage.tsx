import { useInfiniteQuery } from '@tanstack/react-query'
import { type AnyRouter, Link, useRouter } from '@tanstack/react-router'
import type { ReplyOf } from '#contract/endpoint.ts'
import { listStorePayments, staffSignOut } from '#contract/merchants.ts'
import { ask, type Fault, type Refused } from '../../lib/api.ts'
import { merchantPaths } from '../../lib/paths.ts'
import { SignOutButton } from '../../lib/SignOutButton.tsx'
import { sayDay } from '../../lib/time.ts'
import { useTown } from '../../lib/town.ts'
import { LoadTrouble } from '../../lib/Trouble.tsx'
import { Amount } from '../../ui/Amount.tsx'
import { buttonClass } from '../../ui/Button.tsx'
import { MoreButton } from '../../ui/MoreButton.tsx'
import { Page } from '../../ui/Page.tsx'
import { Skeleton } from '../../ui/Spinner.tsx'
import { TopBar } from '../../ui/TopBar.tsx'
import { useStaff } from '../use-staff.ts'
import { PaymentRows } from './PaymentRows.tsx'
import { useLivePayments } from './use-live-payments.ts'
import { sayNumber } from '../../lib/numbers.ts'

type Day = ReplyOf<typeof listStorePayments>

/** Today at the shop: what came in, and each payment as it happens. */
export function TodayPage() {
  const { store, name } = useStaff()
  const { history } = useRouter()
  const { connected, newest } = useLivePayments()
  return (
    <Page
      title={store.name}
      top={
        <TopBar
          end={
            <SignOutButton
              endpoint={staffSignOut}
              onDone={() => history.push(`/merchant${merchantPaths.signIn}`)}
            />
          }
        />
      }
    >
      <p className="flex flex-wrap items-center justify-between gap-2 text-ink-soft">
        <span>{name}さん</span>
        <Line connected={connected} />
      </p>
      <Today newest={newest} />
      <Link<AnyRouter, string, string>
        to={merchantPaths.code}
        className={buttonClass('outline', 'large', true)}
      >
        お店のコードを表示・印刷する
      </Link>
    </Page>
  )
}

function Line({ connected }: { connected: boolean }) {
  return (
    <output className={`font-bold ${connected ? 'text-green-800' : 'text-red-900'}`}>
      {connected ? '● 受信中' : '○ つなぎ直しています'}
    </output>
  )
}

function Today({ newest }: { newest: string | null }) {
  const query = useInfiniteQuery<Day, Refused | Fault, { pages: Day[] }, string[], string | null>({
    queryKey: [listStorePayments.path],
    initialPageParam: null,
    queryFn: ({ pageParam }) => ask(listStorePayments, { query: pageParam ? { before: pageParam } : {} }),
    getNextPageParam: (last) => (last.more ? (last.payments.at(-1)?.id ?? null) : null),
  })
  const day = query.data?.pages[0]
  if (query.isPending) return <Skeleton rows={4} />
  if (!day) return <LoadTrouble error={query.error} again={() => void query.refetch()} />
  const payments = query.data?.pages.flatMap((page) => page.payments) ?? []
  return (
    <>
      <Takings day={day} />
      <section className="flex flex-col gap-2">
        <h2 className="font-bold">お支払い</h2>
        {payments.length === 0 ? (
          <p className="rounded-16 border border-line bg-white p-4">
            今日のお支払いはまだありません。お支払いがあると、音が鳴ってここに表示されます。
          </p>
        ) : (
          <PaymentRows payments={payments} newest={newest} />
        )}
        <MoreButton of={query} />
      </section>
    </>
  )
}

function Takings({ day: { day, takings } }: { day: Day }) {
  const { coinName, pointsName } = useTown()
  return (
    <section className="rounded-24 bg-coin-700 p-5 text-white">
      <h2 className="font-bold">{sayDay(day)}の売上</h2>
      <p className="text-right">
        <Amount value={takings.coin + takings.points} unit="円" size="hero" />
      </p>
      <p className="flex flex-wrap justify-end gap-x-4">
        <span>
          {coinName} {sayNumber(takings.coin)}円
        </span>
        <span>
          {pointsName} {sayNumber(takings.points)}円
        </span>
        <span>{sayNumber(takings.count)}件</span>
      </p>
    </section>
  )
}
