import { Link } from '@tanstack/react-router'
import type { ReplyOf } from '#contract/endpoint.ts'
import { readWallet } from '#contract/wallets.ts'
import { useQuery } from '@tanstack/react-query'
import { useAsk } from '../../lib/ask.ts'
import { serverNow } from '../../lib/clock.ts'
import { paths } from '../../lib/paths.ts'
import { useMe } from '../../lib/session.ts'
import { addDays, dayOf, sayClock, sayDay } from '../../lib/time.ts'
import { useTown } from '../../lib/town.ts'
import { useOnline } from '../../lib/use-online.ts'
import { Asked } from '../../lib/Trouble.tsx'
import { Amount } from '../../ui/Amount.tsx'
import { buttonClass } from '../../ui/Button.tsx'
import { IconPay, IconPlus, IconWarning } from '../../ui/icons.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { BackToBegun } from '../come-back.tsx'
import { Bell } from '../notices/Bell.tsx'
import { GiftLink } from '../gifts/GiftLink.tsx'
import { Screen } from '../Screen.tsx'
import { HistoryRows } from './HistoryRows.tsx'
import { recentQuery } from './last-known.ts'
import { t } from '../words/wallets.ts'

type Wallet = ReplyOf<typeof readWallet>

/** What I have, and the two acts that matter, in the thumb's reach. */
export function HomePage() {
  const me = useMe()
  const wallet = useAsk(readWallet)
  const town = useTown()
  const offline = !useOnline() || wallet.isError
  return (
    <Screen
      title={t('home')}
      hideTitle
      end={
        <span className="flex min-w-0 items-center gap-1 font-bold">
          <span className="min-w-0">{town.appName}</span>
          <Bell />
        </span>
      }
      actions={
        <div className="grid grid-cols-[repeat(auto-fit,minmax(9rem,1fr))] gap-3">
          <Link to={paths.topUp} className={`${buttonClass('outline', 'large', true)} whitespace-nowrap`}>
            <IconPlus />
            {t('topUp')}
          </Link>
          <Link to={paths.pay} className={`${buttonClass('coin', 'large', true)} whitespace-nowrap`}>
            <IconPay />
            {t('pay')}
          </Link>
        </div>
      }
    >
      {me.frozen ? (
        <Notice tone="bad" title={t('frozenTitle')}>
          {t('frozen')}
        </Notice>
      ) : null}
      {offline && wallet.data ? <Notice title={t('offlineTitle')}>{t('offline')}</Notice> : null}
      <Asked of={wallet} rows={2}>
        {(mine) => <Balances wallet={mine} asOf={wallet.dataUpdatedAt} offline={offline} />}
      </Asked>
      <BackToBegun />
      <GiftLink />
      {me.lapsesAt === null ? null : <Lapsing day={sayDay(dayOf(me.lapsesAt))} />}
      <Recent />
    </Screen>
  )
}

/** Until which day something has to be proven for this account. */
function Lapsing({ day }: { day: string }) {
  return (
    <Notice
      title={t('lapsesTitle')}
      action={
        <Link to={paths.proofs} className={buttonClass('outline')}>
          {t('toProofs')}
        </Link>
      }
    >
      {t('lapses', { day })}
    </Notice>
  )
}

/** After so long a balance is marked with its time: it may have changed elsewhere. */
const oldMs = 60_000
const isOld = (atMs: number) => Date.now() - atMs > oldMs
/** From so many days before, the end of points is more than a remark. */
const soonDays = 30

type BalancesProps = { wallet: Wallet; asOf: number; offline: boolean }

function Balances({ wallet, asOf, offline }: BalancesProps) {
  const { coinName, pointsName } = useTown()
  const next = wallet.expiring[0]
  return (
    <div className="flex flex-col gap-3">
      <section
        aria-label={t('balanceOf', { name: coinName })}
        className="relative overflow-hidden rounded-24 bg-hero p-5 text-on-hero"
      >
        <CordPattern />
        <h2 className="relative font-bold">{coinName}</h2>
        {offline || isOld(asOf) ? (
          <p className="relative">{t('balanceAt', { time: sayClock(asOf) })}</p>
        ) : null}
        <p className="relative text-right">
          <Amount value={wallet.coin} unit="yen" size="hero" />
        </p>
      </section>
      <section
        aria-label={t('balanceOf', { name: pointsName })}
        className="rounded-24 border-2 border-points-200 bg-card p-5 text-points-800"
      >
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <h2 className="font-bold">{pointsName}</h2>
          <Amount value={wallet.points} unit="points" size="large" />
        </div>
        {next ? <Expiring points={next.points} lastDay={next.lastDay} /> : null}
        {wallet.plannedPoints > 0 ? (
          <p className="pt-1 text-sm text-ink">{t('plannedPoints', { count: wallet.plannedPoints })}</p>
        ) : null}
      </section>
    </div>
  )
}

/** What runs out next; what runs out soon stands out. */
function Expiring({ points, lastDay }: { points: number; lastDay: string }) {
  const day = sayDay(lastDay)
  const soon = lastDay <= addDays(dayOf(new Date(serverNow()).toISOString()), soonDays)
  if (!soon) return <p className="pt-2 text-sm text-ink">{t('pointsUntil', { count: points, day })}</p>
  return (
    <p className="flex items-start gap-2 pt-2 font-bold text-ink">
      <IconWarning className="mt-0.5 size-5 shrink-0 text-yellow-1100" />
      {t('pointsEnd', { day, points })}
    </p>
  )
}

/** Mizuhiki cords behind the balance. */
function CordPattern() {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 400 160"
      preserveAspectRatio="xMaxYMid slice"
      fill="none"
      className="absolute inset-0 size-full stroke-on-hero/15"
      strokeWidth="5"
    >
      <path d="M-20 150C120 150 150 20 260 20s110 90 40 90S230 10 420 10" />
      <path d="M-20 138C110 138 140 32 256 32s92 66 44 66S232 22 420 22" />
      <path d="M-20 126C100 126 130 44 252 44s74 42 48 42S234 34 420 34" />
    </svg>
  )
}

function Recent() {
  const history = useQuery(recentQuery)
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-bold">{t('recent')}</h2>
      <Asked of={history} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="rounded-16 border border-line bg-card p-4">{t('nothingYetTopUp')}</p>
          ) : (
            <HistoryRows items={items} />
          )
        }
      </Asked>
    </section>
  )
}
