import { Link } from '@tanstack/react-router'
import type { ReplyOf } from '#contract/endpoint.ts'
import { listHistory, readWallet } from '#contract/wallets.ts'
import { useAsk } from '../../lib/ask.ts'
import { paths } from '../../lib/paths.ts'
import { useMe } from '../../lib/session.ts'
import { sayDay } from '../../lib/time.ts'
import { useTown } from '../../lib/town.ts'
import { Asked } from '../../lib/Trouble.tsx'
import { Amount } from '../../ui/Amount.tsx'
import { buttonClass } from '../../ui/Button.tsx'
import { IconPay, IconPlus } from '../../ui/icons.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { BackToBegun } from '../come-back.tsx'
import { PendingBanner } from '../payments/PendingBanner.tsx'
import { Screen } from '../Screen.tsx'
import { HistoryRows } from './HistoryRows.tsx'
import { t } from '../words/wallets.ts'

type Wallet = ReplyOf<typeof readWallet>

/** What I have, and the two acts that matter, in the thumb's reach. */
export function HomePage() {
  const me = useMe()
  const wallet = useAsk(readWallet)
  const town = useTown()
  return (
    <Screen
      title={t('home')}
      hideTitle
      end={<span className="px-3 font-bold">{town.appName}</span>}
      actions={
        <div className="grid grid-cols-[repeat(auto-fit,minmax(9rem,1fr))] gap-3">
          <Link to={paths.topUp} className={buttonClass('outline', 'large', true)}>
            <IconPlus />
            {t('topUp')}
          </Link>
          <Link to={paths.pay} className={buttonClass('coin', 'large', true)}>
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
      <PendingBanner />
      <Asked of={wallet} rows={2}>
        {(mine) => <Balances wallet={mine} />}
      </Asked>
      <BackToBegun />
      <Recent />
    </Screen>
  )
}

function Balances({ wallet }: { wallet: Wallet }) {
  const { coinName, pointsName } = useTown()
  const next = wallet.expiring[0]
  return (
    <div className="flex flex-col gap-3">
      <section
        aria-label={t('balanceOf', { name: coinName })}
        className="relative overflow-hidden rounded-24 bg-coin-700 p-5 text-white"
      >
        <CordPattern />
        <h2 className="relative font-bold">{coinName}</h2>
        <p className="relative text-right">
          <Amount value={wallet.coin} unit="yen" size="hero" />
        </p>
      </section>
      <section
        aria-label={t('balanceOf', { name: pointsName })}
        className="rounded-24 border-2 border-points-200 bg-white p-5 text-points-800"
      >
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <h2 className="font-bold">{pointsName}</h2>
          <Amount value={wallet.points} unit="points" size="large" />
        </div>
        {next ? (
          <p className="pt-2 text-sm text-ink">
            {t('pointsUntil', { count: next.points, day: sayDay(next.lastDay) })}
          </p>
        ) : null}
        {wallet.plannedPoints > 0 ? (
          <p className="pt-1 text-sm text-ink">{t('plannedPoints', { count: wallet.plannedPoints })}</p>
        ) : null}
      </section>
    </div>
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
      className="absolute inset-0 size-full stroke-white/15"
      strokeWidth="5"
    >
      <path d="M-20 150C120 150 150 20 260 20s110 90 40 90S230 10 420 10" />
      <path d="M-20 138C110 138 140 32 256 32s92 66 44 66S232 22 420 22" />
      <path d="M-20 126C100 126 130 44 252 44s74 42 48 42S234 34 420 34" />
    </svg>
  )
}

function Recent() {
  const history = useAsk(listHistory, { query: { limit: 3 } })
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-bold">{t('recent')}</h2>
      <Asked of={history} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="rounded-16 border border-line bg-white p-4">{t('nothingYetTopUp')}</p>
          ) : (
            <HistoryRows items={items} />
          )
        }
      </Asked>
    </section>
  )
}
