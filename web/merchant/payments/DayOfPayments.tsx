import { useInfiniteQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import { listStorePayments } from '#contract/merchants.ts'
import { roleMay } from '#contract/staff.ts'
import { ask, type Fault, type Refused } from '../../lib/api.ts'
import { sayNumber } from '../../lib/numbers.ts'
import { merchantPaths } from '../../lib/paths.ts'
import { addDays, sayDay } from '../../lib/time.ts'
import { useTown } from '../../lib/town.ts'
import { LoadTrouble } from '../../lib/Trouble.tsx'
import { Amount } from '../../ui/Amount.tsx'
import { buttonClass } from '../../ui/Button.tsx'
import { MoreButton } from '../../ui/MoreButton.tsx'
import { Skeleton } from '../../ui/Spinner.tsx'
import { ShopLink } from '../ShopLink.tsx'
import { useStaff } from '../use-staff.ts'
import { PaymentRows } from './PaymentRows.tsx'

type Day = ReplyOf<typeof listStorePayments>

type DayOfPaymentsProps = { on?: string; newest: string | null; children?: ReactNode }

/** What the shop took and gave back on a day, today unless told; each payment leads to its page. */
export function DayOfPayments({ on, newest, children }: DayOfPaymentsProps) {
  const query = useInfiniteQuery<Day, Refused | Fault, { pages: Day[] }, string[], string | null>({
    queryKey: [listStorePayments.path, on ?? 'today'],
    initialPageParam: null,
    queryFn: ({ pageParam }) =>
      ask(listStorePayments, {
        query: { ...(on ? { day: on } : {}), ...(pageParam ? { before: pageParam } : {}) },
      }),
    getNextPageParam: (last) => (last.more ? (last.payments.at(-1)?.id ?? null) : null),
  })
  const { role } = useStaff()
  const day = query.data?.pages[0]
  if (query.isPending) return <Skeleton rows={4} />
  if (!day) return <LoadTrouble error={query.error} again={() => void query.refetch()} />
  const before = addDays(day.day, -1)
  const payments = query.data?.pages.flatMap((page) => page.payments) ?? []
  return (
    <div className="grid items-start gap-5 md:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
      <div className="flex flex-col gap-4">
        <Takings day={day} />
        {children}
        <ShopLink to={merchantPaths.closing} params={{ day: day.day }} className={buttonClass('quiet')}>
          一日の締め（合計・印刷・CSV）
        </ShopLink>
        {roleMay(role, 'days') ? (
          <ShopLink to={merchantPaths.day} params={{ day: before }} className={buttonClass('quiet')}>
            前の日（{sayDay(before)}）を見る
          </ShopLink>
        ) : null}
      </div>
      <section className="flex flex-col gap-2">
        <h2 className="font-bold">お支払い</h2>
        {payments.length === 0 ? (
          <p className="rounded-16 border border-line bg-card p-4">
            {on
              ? 'この日のお支払いはありません。'
              : '今日のお支払いはまだありません。お支払いがあると、音が鳴ってここに表示されます。'}
          </p>
        ) : (
          <PaymentRows payments={payments} newest={newest} />
        )}
        <MoreButton of={query} />
      </section>
    </div>
  )
}

/** The hero is what the shop keeps of the day: payments less refunds, which may be more than the payments. */
function Takings({ day: { day, takings } }: { day: Day }) {
  const { coinName, pointsName } = useTown()
  const { refunded } = takings
  const coin = takings.coin - refunded.coin
  const points = takings.points - refunded.points
  return (
    <section className="rounded-24 bg-hero p-5 text-on-hero">
      <h2 className="font-bold">{sayDay(day)}の売上</h2>
      <p className="text-right">
        <Amount value={coin + points} unit="yen" size="hero" />
      </p>
      <p className="flex flex-wrap justify-end gap-x-4">
        <span>
          {coinName} {sayNumber(coin)}円
        </span>
        <span>
          {pointsName} {sayNumber(points)}円
        </span>
        <span>{sayNumber(takings.count)}件</span>
      </p>
      {refunded.count > 0 ? (
        <p className="text-right">
          お支払い {sayNumber(takings.coin + takings.points)}円・返金{' '}
          {sayNumber(refunded.coin + refunded.points)}円（
          {sayNumber(refunded.count)}件）
        </p>
      ) : null}
    </section>
  )
}
